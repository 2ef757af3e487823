"""From a Document and a Brand to a stream of Pages and a Layout."""
