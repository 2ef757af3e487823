"""Charts: one plot, axes that cross each other, kept values for each series, a workbook."""

from collections.abc import Mapping

from reportgen.diag import Code
from reportgen.verify.word.story import End, Start, Story, Watcher
from reportgen.word.markup import Attributes, R

WORKBOOK = "workbook"
"""The name of the list with the relationship to the workbook."""


class Plots(Watcher):
    """Follows the one chart of a part."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._areas = 0
        self._defined: set[str] = set()
        self._asked: set[str] = set()
        self._points = 0

    def starts(self) -> Mapping[str, Start]:
        """Return plots, axes, points and the workbook."""
        return {
            "c:plotArea": self._area,
            "c:axId": self._axis,
            "c:crossAx": self._crossed,
            "c:val": self._values,
            "c:yVal": self._values,
            "c:pt": self._point,
            "c:externalData": self._workbook,
        }

    def ends(self) -> Mapping[str, End]:
        """Return the ends of values."""
        return {name: self._end_of(name) for name in ("c:val", "c:yVal")}

    def finish(self) -> None:
        """Say whether there is one plot, and which axes are missing or not used."""
        if self._areas != 1:
            self._wrong(f"c:plotArea × {self._areas}")
        for lost in sorted(self._asked ^ self._defined):
            self._wrong(f"c:axId {lost}")

    def _area(self, _: Attributes) -> None:
        self._areas += 1

    def _axis(self, attributes: Attributes) -> None:
        is_definition = self._story.path[-2].endswith("Ax")
        (self._defined if is_definition else self._asked).add(attributes.get("val", ""))

    def _crossed(self, attributes: Attributes) -> None:
        self._asked.add(attributes.get("val", ""))

    def _values(self, _: Attributes) -> None:
        self._points = 0

    def _point(self, _: Attributes) -> None:
        self._points += 1

    def _end_of(self, name: str) -> End:
        def end() -> None:
            if not self._points:
                self._wrong(name)

        return end

    def _workbook(self, attributes: Attributes) -> None:
        self._story.held[WORKBOOK].append(attributes.get(R + "id", ""))

    def _wrong(self, fault: str) -> None:
        self._story.add(Code.DOCX_CHART_WRONG, fault)
