"""From Snapshots to Facts: metrics, series, tables and how they are said."""
