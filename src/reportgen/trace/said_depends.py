"""What a thing is made of and what is made of it, as lines for a person."""

from collections.abc import Iterator, Sequence

from reportgen.model.dependence import Dependence, Need, ThingKind, Use
from reportgen.model.difference import Place
from reportgen.trace.said_change import Language, Sayer

_MOST = 40
_KINDS = {
    ThingKind.METRIC: ("指标", "metric"),
    ThingKind.CHART: ("图", "chart"),
    ThingKind.TABLE: ("表", "table"),
    ThingKind.SECTION: ("章节", "section"),
    ThingKind.TEXT: ("文字", "words"),
    ThingKind.NUMBER: ("数字", "number"),
    ThingKind.SOURCE: ("数据来源", "source"),
}


def dependence_lines(found: Sequence[Dependence], language: Language) -> Iterator[str]:
    """Yield the answer, a line each."""
    told = _Told(language)
    for number, each in enumerate(found):
        if number:
            yield ""
        yield from told.lines(each)


def use_lines(uses: Sequence[Use], language: Language) -> Iterator[str]:
    """Yield what is made of something, a line each."""
    return _Told(language).uses(uses)


class _Told:
    """Says one answer in one language."""

    def __init__(self, language: Language) -> None:
        self._say = Sayer(language)
        self._is_chinese = language == "zh"

    def lines(self, found: Dependence) -> Iterator[str]:
        kind = self._say.word(_KINDS[found.kind])
        name = found.name
        is_said = found.kind in {ThingKind.CHART, ThingKind.TABLE}
        needs, formula = found.needs, ""
        if found.kind is ThingKind.METRIC:  # it is the one thing that it needs
            (own,) = found.needs
            needs, formula = own.needs, own.words
        head = (name if is_said else f"{kind} {name}", found.value, formula, *self._place(found))
        yield "  ".join(part for part in head if part)
        if needs:
            yield self._word("由来", "made of")
            for need in needs[:_MOST]:
                yield from self._need(need, 1)
            yield from self._more(len(needs))
        if found.uses:
            yield self._word("用在", "used in")
            yield from self.uses(found.uses)

    def uses(self, uses: Sequence[Use]) -> Iterator[str]:
        for use in uses[:_MOST]:
            parts = (self._say.word(_KINDS[use.kind]), use.words, *self._where(use.place))
            if use.kind in {ThingKind.CHART, ThingKind.TABLE}:
                parts = self._where(use.place)
            yield "  " + "  ".join(part for part in (*parts, use.written) if part)
        yield from self._more(len(uses))

    def _word(self, chinese: str, english: str) -> str:
        return chinese if self._is_chinese else english

    def _place(self, found: Dependence) -> tuple[str, ...]:
        is_place = found.kind in {ThingKind.CHART, ThingKind.TABLE, ThingKind.SECTION}
        where = self._where(found.place)
        return (*where[1:], found.written) if is_place else (*where, found.written)

    def _where(self, place: Place | None) -> tuple[str, ...]:
        if place is None:
            return ()
        page = self._word(f"第{place.page}页", f"page {place.page}") if place.page else ""
        return self._say.place(place) or self._word("封面", "cover"), page

    def _need(self, need: Need, depth: int) -> Iterator[str]:
        rows = "" if need.rows is None else self._word(f"{need.rows} 行", f"{need.rows} rows")
        words = " ".join(need.words.split())
        parts = (need.name, words, need.value, rows, need.written)
        yield "  " * depth + "  ".join(part for part in parts if part)
        for cell in need.cells:
            yield "  " * (depth + 1) + f"{cell.place}  {cell.column}  {cell.value}"
        for each in need.needs:
            yield from self._need(each, depth + 1)

    def _more(self, count: int) -> Iterator[str]:
        if count > _MOST:
            yield self._word(f"  另有 {count - _MOST} 处", f"  {count - _MOST} more")
