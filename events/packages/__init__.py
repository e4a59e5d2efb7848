"""A selection to cite: made once as a ZIP, made again for ever from the history, compared with another (docs/adr/0015)."""
