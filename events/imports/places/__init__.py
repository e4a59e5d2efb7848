"""A country's places from a p-code table and from the packaged gazetteer of towns, laid beside those that are there. Pure."""
