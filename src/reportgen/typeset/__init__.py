"""From a Document and a Brand to a stream of Pages and a Layout."""

from reportgen.typeset.press import run_layout, typeset

__all__ = ["run_layout", "typeset"]
