"""The record as data for programs: read only, over the same Selection as every page (C14).

What an answer holds is named field by field (fields.py), never "whatever the model has". Nothing here writes.
"""
