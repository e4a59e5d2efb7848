"""Files of others, and our own: bytes in, drafts and what is wrong with them out. Pure: nothing here knows a database."""
