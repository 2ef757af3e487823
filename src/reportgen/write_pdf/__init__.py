"""From a stream of Pages to PDF bytes."""
