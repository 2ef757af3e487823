"""Bibliography: numbered sources whose labels hang and lead back to where they were cited."""

from collections.abc import Iterator, Sequence

from reportgen.model.brand import StyleRole
from reportgen.model.document import Bibliography
from reportgen.model.looks import ENTRIES_WITH_NOTICE
from reportgen.model.page import Tag
from reportgen.typeset.fragments import Wording, linked, plain
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import anchored, baseline, blank, kept, labelled, set_stack
from reportgen.typeset.strip import Story, Strip, Target, Words


def bibliography_strips(block: Bibliography, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the entries: a list (ISO 32000-1, 14.8.4.3.3), one item a source."""
    # Ragged whatever the brand says: justified, the line before an address would be torn apart.
    style = flush(setting.style(StyleRole.BIBLIOGRAPHY))
    tree = setting.tree
    element = tree.open(Tag.LIST, within.element)
    lines = [setting.text(entry.label, style) for entry in block.entries]
    hang = max((line.width for line in lines), default=0) + style.size // 2
    for entry in block.entries:
        label = _label(entry.label, entry.cited_at)
        words = (
            linked(entry.label, style, label)
            if entry.cited_at
            else Wording(plain(entry.label, style), {})
        )
        item = tree.open(Tag.LIST_ITEM, element)
        story = Story(tree.open(Tag.LABEL, item), words.targets)
        body = tree.open(Tag.LIST_BODY, item)
        mark = Words(setting.line(words, style), within.x, baseline(style), story)
        content = setting.wording(entry.content, style)
        strips = set_stack(content, style, within.indented(hang), setting, body)
        yield from anchored(labelled(strips or [blank(style, within)], mark), entry.anchor)


def with_notice(strips: Sequence[Strip]) -> list[Strip]:
    """Return the entries so that the notice below them does not stand alone on a page."""
    starts = [number for number, strip in enumerate(strips) if strip.anchors]
    last = starts[-ENTRIES_WITH_NOTICE:][0] if starts else len(strips)
    return [*strips[:last], *kept(strips[last:])]


def _label(label: str, cited_at: str) -> Target:
    return Target((Tag.LINK,), anchor=cited_at, spoken=f"回到正文引用{label}处")
