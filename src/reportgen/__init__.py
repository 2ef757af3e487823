"""Branded Chinese-language reports: one source folder in, a PDF and a native Word file out."""
