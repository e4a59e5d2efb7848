"""Selection in, frozen rows out: the numbers of every page, made in PostgreSQL over exactly the chosen incidents.

Stands one floor above `selection` (docs/adr/0003): it asks a selection for its incidents and knows nothing of addresses.
"""
