"""A difference as rows of words, the same for the terminal and for the page."""

from collections.abc import Mapping
from typing import Literal

from msgspec import Struct

from reportgen.model.difference import (
    Change,
    Difference,
    NumberChange,
    Place,
    PointChange,
    Stretch,
    TextChange,
)
from reportgen.model.manifest import TextKind

Language = Literal["zh", "en"]

_KINDS: Mapping[TextKind, tuple[str, str]] = {
    TextKind.TITLE: ("标题", "title"),
    TextKind.SUBTITLE: ("副标题", "subtitle"),
    TextKind.WATERMARK: ("水印", "watermark"),
    TextKind.SUMMARY: ("摘要", "summary"),
    TextKind.NOTICE: ("创作声明", "notice"),
    TextKind.REFERENCE: ("参考文献", "references"),
    TextKind.FOOTNOTE: ("脚注", "note"),
}
_CHANGES: Mapping[Change, tuple[str, str]] = {
    Change.CHANGED: ("改动", "changed"),
    Change.CAME: ("新增", "new"),
    Change.GONE: ("删去", "gone"),
}
_REVISED, _DATA, _WORDS = ("修订", "revised"), ("仅数据", "data only"), ("文字", "words")
_HEADS = {
    "numbers": (("数字", "Numbers"), ("位置", "place"), ("指标", "metric"), ("期间", "period")),
    "texts": (("文字", "Texts"), ("位置", "place"), ("改动", "change"), ("内容", "text")),
    "rows": (("表格的行", "Rows of tables"), ("位置", "place"), ("改动", "change"), ("行", "row")),
    "points": (("图的数据点", "Points"), ("位置", "place"), ("系列", "series"), ("类别", "name")),
}
_MOST_WORDS = 12
_VALUES = (("旧", "old"), ("新", "new"), ("变动", "by"))


class Section(Struct, frozen=True):
    """A table of the list: its title, its heads, and its rows.

    A cell is words, or the stretches of a text; the last ``values`` columns are numbers.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str | tuple[Stretch, ...], ...], ...]
    values: int = 0


def sections(found: Difference, language: Language) -> tuple[Section, ...]:
    """Return what differs, a section a kind; kinds without a difference are left out."""
    say = Sayer(language)
    values = tuple(map(say.word, _VALUES))
    made = (
        Section(*say.heads("numbers", values), tuple(map(say.number, found.numbers)), values=3),
        Section(*say.heads("texts"), tuple(map(say.text, found.texts))),
        Section(
            *say.heads("rows"),
            tuple(
                (say.place(each.place), say.word(_CHANGES[each.change]), "  ".join(each.cells))
                for each in found.rows
            ),
        ),
        Section(*say.heads("points", values), tuple(map(say.point, found.points)), values=3),
    )
    return tuple(each for each in made if each.rows)


class Sayer:
    """Says the parts of a difference in one language."""

    def __init__(self, language: Language) -> None:
        self._column = 0 if language == "zh" else 1

    def word(self, words: tuple[str, str]) -> str:
        """Return the word of this language."""
        return words[self._column]

    def heads(self, kind: str, values: tuple[str, ...] = ()) -> tuple[str, tuple[str, ...]]:
        """Return the title and the heads of a table."""
        title, *heads = map(self.word, _HEADS[kind])
        return title, (*heads, *values)

    def place(self, place: Place) -> str:
        """Return ``图1 …`` or ``一、核心观点``; of what stands on the cover, what it is."""
        kind = _KINDS.get(place.kind)
        is_long = place.label and len(place.words) > _MOST_WORDS
        words = f"{place.words[:_MOST_WORDS]}…" if is_long else place.words
        words = f"{place.label} {words}".strip()
        parts = [self.word(kind) if kind else "", words, place.row]
        return " · ".join(part for part in parts if part)

    def number(self, change: NumberChange) -> tuple[str, ...]:
        """Return the cells of a changed number."""
        old, new = change.old, change.new
        was, now = (old.period if old else ""), (new.period if new else "")
        period = f"{was} → {now}" if was and now and was != now else now or was
        if change.is_revised:
            period = f"{period} {self.word(_REVISED)}"
        elif change.change is not Change.CHANGED:
            period = f"{period} {self.word(_CHANGES[change.change])}".strip()
        words = (old.text if old else "—", new.text if new else "—")
        return self.place(change.place), change.label, period, *words, change.by

    def text(self, change: TextChange) -> tuple[str | tuple[Stretch, ...], ...]:
        """Return the cells of a changed text."""
        is_edit = change.change is Change.CHANGED
        kind = (_DATA if change.only_data else _WORDS) if is_edit else _CHANGES[change.change]
        return self.place(change.place), self.word(kind), change.parts

    def point(self, change: PointChange) -> tuple[str, ...]:
        """Return the cells of a changed point."""
        place = self.place(change.place)
        values = (change.old or "—", change.new or "—")
        return place, change.series, change.category, *values, change.by
