"""From a Word file that came back to what its reader changed in it."""

from reportgen.returned.bookmarked import changed_bookmarks
from reportgen.returned.edits import TextEdit
from reportgen.returned.numbers import Change, NumberEdit, changed_numbers
from reportgen.returned.parity import differing
from reportgen.returned.patch import meets, patched, unified
from reportgen.returned.pull import Left, Pull, Why, around_change, pulled
from reportgen.returned.units import Unit, units_of
from reportgen.returned.view import placed_comments

__all__ = [
    "Change",
    "Left",
    "NumberEdit",
    "Pull",
    "TextEdit",
    "Unit",
    "Why",
    "around_change",
    "changed_bookmarks",
    "changed_numbers",
    "differing",
    "meets",
    "patched",
    "placed_comments",
    "pulled",
    "unified",
    "units_of",
]
