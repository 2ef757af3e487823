"""Schedules: what is due or changed, and doing it alone or for many reports."""
