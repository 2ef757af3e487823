"""From a Word file that came back to what its reader changed in it."""

from reportgen.returned.bookmarked import changed_bookmarks
from reportgen.returned.numbers import Change, NumberEdit, changed_numbers

__all__ = ["Change", "NumberEdit", "changed_bookmarks", "changed_numbers"]
