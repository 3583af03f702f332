"""Exact arithmetic, and the table of metrics as formulas over standard lines."""
