"""``:::{指标卡}``: a list of ``标签 | 值 | 说明``, an item a card."""

from collections.abc import Iterator

from reportgen.diag import Code, Sink, Span
from reportgen.model.pattern import pattern
from reportgen.model.report import KpiCard, KpiCards
from reportgen.read.excerpt import Excerpt
from reportgen.read.inline import read_inlines
from reportgen.read.marks import plain_marks

_BAR = pattern(r"(?<!\\)[|｜]")
_PARTS = (2, 3)


def read_cards(items: list[Excerpt], span: Span, sink: Sink) -> Iterator[KpiCards]:
    """Yield the cards that ``items`` write; one without a value is found."""
    cards = []
    for item in items:
        parts = _parts(item)
        if len(parts) not in _PARTS or not all(part.text.strip() for part in parts[:2]):
            sink.add(Code.CARD_PARTS, item.place, text=item.text.split("\n")[0])
            continue
        label, value, *rest = (read_inlines(part, sink) for part in parts)
        cards.append(KpiCard(label, value, rest[0] if rest else ()))
    if not items:
        sink.add(Code.CARD_PARTS, span, text="")
    if cards:
        yield KpiCards(tuple(cards), span)


def _parts(item: Excerpt) -> list[Excerpt]:
    """Return what stands between the bars of ``item``; those inside marks do not count."""
    plain = plain_marks(item.text)
    bars = [match.start() for match in _BAR.finditer(plain)]
    edges = zip([-1, *bars], [*bars, len(plain)], strict=True)
    return [_trimmed(item, before + 1, after) for before, after in edges]


def _trimmed(item: Excerpt, start: int, end: int) -> Excerpt:
    words = item.text[start:end]
    start += len(words) - len(words.lstrip())
    return item.part(start, max(start, end - len(words) + len(words.rstrip())))
