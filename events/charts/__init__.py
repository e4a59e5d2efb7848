"""Rows -> Chart: a Plotly figure as plain data, the words around it, and the same numbers as a table."""
