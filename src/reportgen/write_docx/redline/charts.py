"""Native charts of two documents: which are the same, and which the merged one no longer shows."""

import hashlib
from posixpath import join, normpath

from reportgen.model.pattern import pattern
from reportgen.write_docx.package import Part
from reportgen.write_docx.story import Story

_SHOWN = pattern(r'(?<=<c:chart )[^<>]*r:id="(\w+)"')
_KIND = "/chart"


class Charts:
    """The charts in a package that two documents share."""

    def __init__(self, story: Story) -> None:
        self._story = story
        parts = {part.name: part for part in story.media.parts}
        self._groups = {
            name: tuple(_group(parts[f"word/{target}"], parts))
            for name, kind, target, _ in story.relationships
            if kind.endswith(_KIND) and f"word/{target}" in parts
        }
        self._digests = {name: _digest(group) for name, group in self._groups.items()}

    def named(self, xml: str) -> str:
        """Return ``xml`` with each chart named by what it shows."""
        return _SHOWN.sub(lambda shown: self._digests.get(shown[1], shown[1]), xml)

    def drop_unused(self, text: str) -> None:
        """Take the charts that ``text`` does not show out of the package."""
        shown = {match[1] for match in _SHOWN.finditer(text)}
        for name, group in self._groups.items():
            if name not in shown:
                self._story.relationships.drop(name)
                for part in group:
                    self._story.media.parts.remove(part)


def _group(chart: Part, parts: dict[str, Part]) -> list[Part]:
    """Return a chart with its workbook and what lies over it."""
    targets = (normpath(join("word/charts", target)) for _, _, target, _ in chart.relationships)
    return [chart, *(parts[target] for target in targets if target in parts)]


def _digest(group: tuple[Part, ...]) -> str:
    return hashlib.sha256(b"".join(part.data for part in group)).hexdigest()
