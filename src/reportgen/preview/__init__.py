"""A window on a report while it is written: its pages, its faults, where each word comes from."""

from reportgen.preview.desk import Desk
from reportgen.preview.server import Window, serve_window

__all__ = ["Desk", "Window", "serve_window"]
