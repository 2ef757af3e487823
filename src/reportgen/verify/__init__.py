"""Promises kept? From Artifacts to a Verdict."""
