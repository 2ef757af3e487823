"""The commands; the only place that prints, shows progress or exits."""
