"""Where the author wrote what is printed, and which metrics chose it."""

from collections.abc import Iterator, Sequence

from reportgen.diag import Span
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.manifest import TextKind
from reportgen.model.origins import Origins
from reportgen.model.pattern import pattern
from reportgen.model.walk import flat

_QUOTED = pattern(r"\"[^\"]*\"|'[^']*'|“[^”]*”")
_NAME = pattern(r"[^\W\d]\w*")
_NOWHERE: tuple[str, tuple[str, ...]] = ("", ())


class Written:
    """Finds the source of printed words by the pieces they are made of."""

    def __init__(self, origins: Origins, report: src.Report) -> None:
        self._origins = origins
        self._report = report
        self._prefix = "" if origins.home in {"", "."} else f"{origins.home}/"
        self._said = {id(piece): said for said in origins.said for piece in said.printed}
        self._numbers = dict(self._number_spans())

    def shown(self, span: Span, *, column: bool = False) -> str:
        """Return ``正文.md:3``, as seen from the report's folder."""
        path = span.source.path.removeprefix(self._prefix)
        if "!" in path:  # a cell of a workbook
            return path
        line = span.source.place(span.line) or span.line
        return f"{path}:{line}:{span.column}" if column else f"{path}:{line}"

    def number(self, number: int) -> str:
        """Return where the author asked for a bound number, or nothing."""
        span = self._numbers.get(number)
        return self.shown(span, column=True) if span is not None else ""

    def words(self, pieces: doc.Pieces) -> tuple[str, tuple[str, ...]] | None:
        """Return where ``pieces`` were written, and what chose them; nothing: nowhere."""
        for piece in pieces:
            said = self._said.get(id(piece))
            if said is not None:
                return self._of(said.written)
        return None

    def title(self, kind: TextKind) -> tuple[str, tuple[str, ...]]:
        """Return where a title on the cover was written: it is printed as plain words."""
        match kind:
            case TextKind.TITLE:
                return self._of(self._report.title)
            case TextKind.SUBTITLE:
                return self._of(self._report.subtitle)
            case TextKind.WATERMARK:
                return self._of(self._report.watermark)
            case _:
                return _NOWHERE

    def declared(self, anchor: str) -> tuple[str, tuple[str, ...]] | None:
        """Return where a chart or table is declared, and what chooses whether it is there."""
        kind, _, key = anchor.partition("-")
        spec: src.ChartSpec | src.TableSpec | None = None
        if kind == "fig":
            spec = self._report.charts.get(key)
        elif kind == "tbl":
            spec = self._report.tables.get(key)
        if spec is None:
            return None
        return self.shown(spec.span), self._names(self._origins.conditions.get(anchor, ()))

    def _of(self, inlines: src.Inlines) -> tuple[str, tuple[str, ...]]:
        if not inlines:
            return _NOWHERE
        conditions = list(self._origins.conditions.get(str(inlines[0].span), ()))
        names: list[str] = []
        for inline in flat(inlines, self._origins.choices):
            match inline:
                case src.Conditional():
                    branches = (each.condition for each in inline.branches)
                    conditions += [each.text for each in branches if each is not None]
                case src.NumberRef():
                    names += self._names([inline.name])
                case _:
                    pass
        found = (*self._names(conditions), *names)
        return self.shown(inlines[0].span), tuple(dict.fromkeys(found))

    def _names(self, formulas: Sequence[str]) -> tuple[str, ...]:
        """Return the metrics that ``formulas`` name."""
        found = (word for each in formulas for word in _NAME.findall(_QUOTED.sub("", each)))
        return tuple(dict.fromkeys(word for word in found if word in self._report.metrics))

    def _number_spans(self) -> Iterator[tuple[int, Span]]:
        for said in self._origins.said:
            asked = [
                each
                for each in flat(said.written, self._origins.choices)
                if isinstance(each, src.NumberRef)
            ]
            given = [each for each in said.printed if isinstance(each, doc.Run) and each.is_bound]
            if len(asked) == len(given):  # else one of them said nothing
                for ref, run in zip(asked, given, strict=True):
                    if run.number is not None:
                        yield run.number, ref.span
