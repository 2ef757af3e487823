"""Find, measure, shape and subset faces."""
