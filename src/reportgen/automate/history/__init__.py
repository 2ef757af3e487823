"""History: what finished builds are, where they came from, what differs, and making them again."""
