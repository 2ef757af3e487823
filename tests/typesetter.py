"""What tests of setting need: a brand's faces, a body style, and the places of glyphs."""

from functools import cache
from types import SimpleNamespace

from msgspec.structs import replace

from reportgen.fonts import FontSet, open_fonts
from reportgen.model.brand import Alignment, Colour, FontFile, FontRole, FontSpec, Style
from reportgen.model.length import pt
from reportgen.model.page import GlyphRun
from reportgen.model.typography import Typography
from reportgen.typeset.line import Fragment, Line
from reportgen.typeset.paragraph import set_lines

EM = pt(10.5)
BLACK = Colour(0, 0, 0)
BODY = Style(FontRole.BODY, EM, pt(18), 0, 0, 0, Alignment.JUSTIFY, BLACK)
INDENTED = replace(BODY, first_indent=2000)
_FILES = {
    FontRole.BODY: "NotoSansSC-Regular.ttf",
    FontRole.STRONG: "NotoSansSC-Bold.ttf",
    FontRole.HEADING: "NotoSerifSC-Regular.ttf",
    FontRole.CODE: "DejaVuSansMono.ttf",
}


@cache
def fonts(**rules) -> FontSet:
    specs = {role: FontSpec(FontFile(file), "", "", is_bold=False) for role, file in _FILES.items()}
    typography = Typography(**rules)
    return open_fonts(SimpleNamespace(fonts=specs, fallbacks=(), typography=typography))


def words(text: str, **look) -> Fragment:
    return Fragment(**{"text": text, "role": FontRole.BODY, "size": EM, "colour": BLACK} | look)


def mark(text: str) -> Fragment:
    return words(text, size=EM * 7 // 10, rise=EM // 3, key=9, glued=True)


def lines_of(
    *parts: str | Fragment, ems: float = 20, style: Style = BODY, **rules
) -> tuple[Line, ...]:
    fragments = [words(part) if isinstance(part, str) else part for part in parts]
    return set_lines(fragments, round(ems * EM), style, fonts(**rules))


def texts(lines: tuple[Line, ...]) -> list[str]:
    return [text_of(line) for line in lines]


def text_of(line: Line) -> str:
    return "".join(segment.text for segment in line.segments)


def runs_of(line: Line) -> list[GlyphRun]:
    return [run for segment in line.segments for run in segment.runs]


def glyphs_of(line: Line) -> list[tuple[str, float, float]]:
    """Return each character with where its advance starts and ends, from the run's operators."""
    placed = []
    for run in runs_of(line):
        face, x, em = fonts().by_name(run.face), float(run.x), run.size / 1000
        for piece in run.pieces:
            if isinstance(piece, int):
                x += piece * em
                continue
            for char in piece:
                after = x + face.advance(char) * em
                placed.append((char, x, after))
                x = after + run.tracking * em
    return placed


def ink_end(line: Line) -> float:
    """Return where the last glyph ends, without the blank of a full-width mark."""
    run = runs_of(line)[-1]
    char, _, end = glyphs_of(line)[-1]
    head, tail = fonts().by_name(run.face).halving(char)
    return end - (0 if head else tail) * run.size / 1000


def start_of(line: Line, char: str) -> float:
    """Return where the first ``char`` of the line starts."""
    return next(start for each, start, _ in glyphs_of(line) if each == char)


def end_of(line: Line, char: str) -> float:
    """Return where the first ``char`` of the line ends."""
    return next(end for each, _, end in glyphs_of(line) if each == char)
