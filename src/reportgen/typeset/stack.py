"""Stack: the lines of a paragraph as strips, with its widows and orphans kept together."""

from collections.abc import Sequence

from msgspec.structs import replace

from reportgen.model.brand import Style, StyleRole
from reportgen.model.length import Length
from reportgen.typeset.fragments import Wording
from reportgen.typeset.line import Line
from reportgen.typeset.setting import Setting, Surround
from reportgen.typeset.strip import NoteCall, Story, Strip, Words

_EM_ABOVE_BASELINE = 880
"""How much of the em box of a Chinese face stands above the baseline, in thousandths."""


def baseline(style: Style) -> Length:
    """Return how far below the top of its line the baseline of ``style`` stands."""
    return (style.leading - style.size) // 2 + style.size * _EM_ABOVE_BASELINE // 1000


def lift(line: Line, style: Style) -> Length:
    """Return how much lower the baseline of ``line`` stands for a formula higher than the line."""
    return max(0, line.above - baseline(style)) if line.above else 0


def pitch(line: Line, style: Style) -> Length:
    """Return how high ``line`` is: its leading, and what a formula needs beyond it."""
    if not line.above:
        return style.leading
    return style.leading + lift(line, style) + max(0, line.below - style.leading + baseline(style))


def set_stack(
    words: Wording, style: Style, within: Surround, setting: Setting, element: int
) -> list[Strip]:
    """Set ``words`` in the column ``within`` as strips that belong to ``element``."""
    lines = setting.lines(words, within.width, style)
    return stack(lines, Story(element, words.targets), style, within)


def stack(
    lines: Sequence[Line], story: Story | None, style: Style, within: Surround
) -> list[Strip]:
    """Return a strip for each line; two lines at least stay together at either end."""
    last = len(lines) - 1
    depth = baseline(style)
    return [
        Strip(
            height=pitch(line, style),
            marks=(Words(line, within.x, depth + lift(line, style), story),),
            before=style.space_before if number == 0 else 0,
            after=style.space_after if number == last else 0,
            keeps=number < last and number in (0, last - 1),
            calls=calls_in(line, story),
            panels=within.panels,
        )
        for number, line in enumerate(lines)
    ]


def calls_in(line: Line, story: Story | None) -> tuple[NoteCall, ...]:
    """Return the notes that the marks of ``line`` call, in order; furniture calls none."""
    if story is None or not story.targets:
        return ()
    targets = story.targets
    return tuple(
        call
        for segment in line.segments
        if segment.key in targets
        for call in targets[segment.key].calls
    )


def blank(style: Style, within: Surround) -> Strip:
    """Return an empty line, for a label that has no words beside it."""
    return Strip(style.leading, (), style.space_before, style.space_after, panels=within.panels)


def labelled(strips: Sequence[Strip], label: Words) -> list[Strip]:
    """Return ``strips`` with ``label`` on the first line."""
    if not strips:
        return []
    first = replace(strips[0], marks=(label, *strips[0].marks))
    return [first, *strips[1:]]


def kept(strips: Sequence[Strip]) -> list[Strip]:
    """Return ``strips`` all kept with what follows."""
    return [replace(strip, keeps=True) for strip in strips]


def anchored(strips: Sequence[Strip], anchor: str) -> list[Strip]:
    """Return ``strips`` with ``anchor`` on the first."""
    if not strips or not anchor:
        return list(strips)
    first = replace(strips[0], anchors=(anchor, *strips[0].anchors))
    return [first, *strips[1:]]


def parted(strips: Sequence[Strip], setting: Setting) -> list[Strip]:
    """Return ``strips`` with blank between them, a figure or a table, and the text around."""
    if not strips:
        return []
    least = setting.style(StyleRole.BODY).leading // 2
    first = replace(strips[0], before=max(strips[0].before, least))
    made = [first, *strips[1:]]
    return [*made[:-1], replace(made[-1], after=max(made[-1].after, least))]
