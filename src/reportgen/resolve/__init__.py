"""From a Report and its Facts to a Document: every number, label and reference filled in."""
