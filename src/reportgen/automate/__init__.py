"""The verbs: rebuild a report into its folder."""
