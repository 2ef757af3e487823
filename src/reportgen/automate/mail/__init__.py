"""Mail: the issues that are sent, to whom, and what a person decides of them."""
