"""Titles: where their sense pauses, so that the first of two lines may end there."""

from collections.abc import Iterator

from reportgen.model.pattern import pattern

_JOINT = pattern("(?<=[\u3000：；，])(?=.)|(?<=——)(?=.)|(?=[（《])(?<!^)")
"""Behind a colon or a blank, before a bracket."""


def halves(title: str) -> Iterator[tuple[str, str]]:
    """Yield ``title`` in two, parted at each pause of its sense."""
    for match in _JOINT.finditer(title):
        yield title[: match.start()].rstrip("\u3000 "), title[match.start() :]
