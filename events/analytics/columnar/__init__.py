"""The read side: every incident as columns in memory that workers share, and whatever was committed since (docs/adr/0019)."""
