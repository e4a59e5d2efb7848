"""A selection as a file: an ordered allow-list of columns, streamed from one statement."""
