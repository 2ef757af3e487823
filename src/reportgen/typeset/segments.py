"""Segments: the units of a fitted line at their places, as glyph runs."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from msgspec.structs import replace

from reportgen.fonts import SOFT_HYPHEN, written_text
from reportgen.model.page import GlyphRun
from reportgen.typeset.dots import dots_below
from reportgen.typeset.justify import Fit, letters
from reportgen.typeset.line import Drawn, Line, Segment
from reportgen.typeset.prepare import Look, Units


class _Stretch(NamedTuple):
    """Pieces of one look and one letter spacing, from ``x`` on."""

    look: Look
    spacing: float
    x: float
    pieces: list[str | int]


def set_line(units: Units, first: int, final: int, x: float, fitted: Fit) -> Line:
    """Return the line from unit ``first`` to ``final``, starting at ``x``.

    What a move of whole thousandths lacks goes to the next one, so that roundings do not add up.
    """
    tokens, starts, advance = units.tokens, units.starts, units.advance
    joint_after, tracking = units.joints.get, fitted.tracking
    stretches: list[_Stretch] = []
    ends: list[float] = []
    pieces: list[str | int] = []
    now, spacing, owed, scale = None, 0.0, 0.0, 1.0
    unit, gap, place = first, 0.0, x - units.head.get(first, 0.0)
    for index in range(bisect_right(starts, first) - 1, bisect_right(starts, final)):
        start, text, look, shown = tokens[index]
        if shown:
            end, width = unit + 1, advance[unit]
            its_spacing = tracking if tracking and fitted.spaces(text) else 0.0
        else:
            end, its_spacing = starts[index + 1], tracking
            if unit > start or end > final + 1:
                end = min(end, final + 1)
                text = text[unit - start : end - start]
            width, shown = sum(advance[unit:end]), (text,)
        if look is not now or its_spacing != spacing:
            ends.append(place)
            pieces = []
            stretches.append(_Stretch(look, its_spacing, place + gap, pieces))
            now, spacing, owed, scale = look, its_spacing, 0.0, 1000 / look.size
        elif gap or spacing or owed:
            owed += (gap - spacing) * scale
            if move := round(owed):
                owed -= move
                pieces.append(move)
        pieces += shown
        place += gap + width
        if spacing:
            place += spacing * (letters(shown) - 1)
        unit, gap = end, tracking
        if joint := joint_after(end - 1):
            gap = fitted.gap(joint) if joint.stretch or joint.squeeze or tracking else joint.gap
            if joint.is_space and unit <= final:
                pieces.append(" ")
                owed -= look.face.advances[" "] + spacing * scale
    return _finished(units, final, stretches, [*ends[1:], place])


def _finished(units: Units, final: int, stretches: list[_Stretch], ends: list[float]) -> Line:
    """Return the line of ``stretches``: its last mark's blank does not count, a hyphen does."""
    last, tail, after = units.joints.get(final), units.tail.get(final, 0.0), ""
    if last is not None and last.is_hyphen:
        *_, spacing, _, pieces = stretches[-1]
        pieces.append(SOFT_HYPHEN)
        ends[-1] += spacing - tail
        tail = 0.0
    elif last is not None and last.is_space:
        after = " "
    look = stretches[0].look
    if len(stretches) == 1 and not look.is_dotted and look.drawn is None:
        run, said = _run(stretches[0])
        width = round(ends[0]) - run.x
        segment = Segment(stretches[0].look.key, run.x, width, (run,), written_text(said) + after)
        return Line((segment,), round(ends[0] - tail))
    segments = tuple(_segments(stretches, ends, after))
    runs = (run for segment in segments for run in segment.runs)
    dots = [
        dot
        for run, stretch in zip(runs, stretches, strict=True)
        if stretch.look.is_dotted
        for dot in dots_below(run, stretch.look.face)
    ]
    drawn = [each.drawn for each in segments if each.drawn is not None]
    above = max((each.height - each.depth for each in drawn), default=0)
    below = max((each.depth for each in drawn), default=0)
    return Line(segments, round(ends[-1] - tail), tuple(dots), above, below)


def _segments(stretches: list[_Stretch], ends: list[float], after: str) -> Iterator[Segment]:
    """Yield a segment for neighbours of one key; ``after`` is written behind the last."""
    place = 0
    for key, same in groupby(stretches, lambda stretch: stretch.look.key):
        group = list(same)
        runs, words = zip(*map(_run, group), strict=True)
        place += len(runs)
        if (drawn := group[0].look.drawn) is not None:
            width = round(ends[place - 1]) - runs[0].x
            yield _drawn(Segment(key, runs[0].x, width, runs, words[0][1:]), drawn, group[0].look)
            continue
        text = written_text("".join(words)) + (after if place == len(stretches) else "")
        yield Segment(key, runs[0].x, round(ends[place - 1]) - runs[0].x, runs, text)


def _drawn(segment: Segment, drawn: Drawn, look: Look) -> Segment:
    """Return a formula, fitted into the measure, with a blank under it as wide as it is."""
    if drawn.width > segment.width:
        share = segment.width / drawn.width
        sizes = (drawn.width, drawn.height, drawn.depth)
        width, height, depth = (round(each * share) for each in sizes)
        drawn = replace(drawn, width=width, height=height, depth=depth)
    tracking = drawn.width * 1000 / look.size - look.face.advance(" ")
    run = replace(segment.runs[0], pieces=(" ",), tracking=tracking)
    return replace(segment, runs=(run,), text=drawn.text + segment.text, drawn=drawn)


def _run(stretch: _Stretch) -> tuple[GlyphRun, str]:
    """Return a run, neighbouring strings joined and moves by nothing left out; and its words."""
    look, spacing, x, pieces = stretch
    merged: list[str | int] = []
    said = whole = ""
    for piece in pieces:
        if isinstance(piece, str):
            said += piece
        elif piece:
            whole += said
            merged += (said, piece)
            said = ""
    tracking = spacing * 1000 / look.size
    shown = (*merged, said)
    run = GlyphRun(look.face.name, look.size, look.colour, round(x), look.rise, shown, tracking)
    return run, whole + said
