"""From a Document and a Brand to a stream of Pages and a Layout."""

from reportgen.typeset.press import run_layout, typeset
from reportgen.typeset.recorder import Recorder

__all__ = ["Recorder", "run_layout", "typeset"]
