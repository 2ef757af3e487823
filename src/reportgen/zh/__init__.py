"""Facts about Chinese text: classes, kinsoku, spacing, numerals, units: pure functions."""
