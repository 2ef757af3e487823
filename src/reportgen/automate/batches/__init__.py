"""Batches: one report a row, many at once, here or on a cluster."""
