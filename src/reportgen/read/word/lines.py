"""Lines: Markdown made from a Word file, each line with the paragraph it was made from."""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field

from reportgen.diag import Code, Diagnostic, Sink, Source, Span

_FIRST_WORDS = 40


class Line(Struct, frozen=True, gc=False):
    """One line, and the paragraph it was made from."""

    place: str
    text: str


class Chunk(Struct, frozen=True):
    """Lines that belong together."""

    lines: tuple[Line, ...]
    is_tight: bool = False
    """Whether nothing may stand between them and what was before."""


class Noted(Struct, frozen=True):
    """Something to be said of a paragraph."""

    code: Code
    place: str
    words: str
    """What the paragraph begins with."""
    values: dict[str, str]


class Notes(Struct):
    """What is found in a Word file before its lines are known."""

    found: list[Noted] = field(default_factory=list)

    def add(self, code: Code, place: str, words: str = "", **values: object) -> None:
        """Note one finding."""
        told = {name: str(value) for name, value in values.items()}
        self.found.append(Noted(code, place, " ".join(words.split())[:_FIRST_WORDS], told))

    def report(self, source: Source, sink: Sink) -> None:
        """Give the findings to ``sink``, at the lines of ``source`` where their paragraphs are."""
        lines = {place: number for number, place in reversed(list(enumerate(source.places, 1)))}
        for each in self.found:
            number = lines.get(each.place, 0) if each.place else 0
            here = source
            if not number:
                here, number = Source(source.path, each.words, (each.place,)), 1
            span = Span(here, number, 1, max(1, len(here.line(number))))
            sink.take(Diagnostic(each.code, span, each.values))


def chunk(place: str, text: str, *, is_tight: bool = False) -> Chunk:
    """Return ``text``, which was made from one paragraph."""
    return Chunk(tuple(Line(place, line) for line in text.split("\n")), is_tight)


def indented(chunks: Iterable[Chunk], indent: str) -> list[Line]:
    """Return the lines of ``chunks`` behind ``indent``."""
    return [Line(line.place, f"{indent}{line.text}" if line.text else "") for line in flat(chunks)]


def flat(chunks: Iterable[Chunk]) -> Iterator[Line]:
    """Yield the lines of ``chunks``, an empty one between those that are not tight."""
    place = ""
    for number, each in enumerate(chunks):
        if number and not each.is_tight:
            yield Line(place, "")
        yield from each.lines
        place = each.lines[-1].place if each.lines else place


def source_of(path: str, lines: Sequence[Line]) -> Source:
    """Return ``lines`` as a source whose places are paragraphs."""
    text = "".join(f"{line.text}\n" for line in lines)
    return Source(path, text, tuple(line.place for line in lines) or ("",))
