"""Bibliography: sources whose labels or first words hang and lead back to their citations."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportgen.model.brand import StyleRole
from reportgen.model.document import Bibliography, BibliographyEntry
from reportgen.model.looks import ENTRIES_WITH_NOTICE
from reportgen.model.page import Tag
from reportgen.typeset.fragments import Wording, linked, plain
from reportgen.typeset.setting import Setting, Surround, flush
from reportgen.typeset.stack import anchored, baseline, blank, kept, labelled, set_stack
from reportgen.typeset.strip import Story, Strip, Target, Words

_HANG = 2000
"""How far lines stand in below the first of an entry without a number, in thousandths."""


def bibliography_strips(block: Bibliography, within: Surround, setting: Setting) -> Iterator[Strip]:
    """Yield the entries: a list (ISO 32000-1, 14.8.4.3.3), one item a source."""
    # Ragged whatever the brand says: justified, the line before an address would be torn apart.
    style = flush(setting.style(StyleRole.BIBLIOGRAPHY))
    tree = setting.tree
    element = tree.open(Tag.LIST, within.element)
    lines = [setting.text(entry.label, style) for entry in block.entries if entry.label]
    hang = max((line.width for line in lines), default=0) + style.size // 2
    for entry in block.entries:
        if not entry.label:
            yield from anchored(_unnumbered(entry, within, setting, element), entry.anchor)
            continue
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


def _unnumbered(
    entry: BibliographyEntry, within: Surround, setting: Setting, element: int
) -> list[Strip]:
    """Return an entry without a number: its first line stands out, who made it leads back."""
    style = flush(setting.style(StyleRole.BIBLIOGRAPHY))
    style = replace(style, first_indent=-_HANG)
    beside = within.indented(_HANG * style.size // 1000)
    body = setting.tree.open(Tag.LIST_BODY, setting.tree.open(Tag.LIST_ITEM, element))
    words = _leading_back(setting.wording(entry.content, style), entry)
    strips = set_stack(words, style, beside, setting, body)
    return strips or [blank(style, within)]


def _leading_back(words: Wording, entry: BibliographyEntry) -> Wording:
    """Return ``words`` with who made the source linked to where it is cited."""
    first, who = next(iter(words.fragments), None), entry.who
    if first is None or not (who and entry.cited_at):
        return words
    key = len(entry.content) + 1
    parts = (replace(first, text=who, key=key), replace(first, text=first.text[len(who) :]))
    fragments = tuple(part for part in (*parts, *words.fragments[1:]) if part.text)
    return Wording(fragments, {**words.targets, key: _label(f"“{who}”", entry.cited_at)})


def with_notice(strips: Sequence[Strip]) -> list[Strip]:
    """Return the entries so that the notice below them does not stand alone on a page."""
    starts = [number for number, strip in enumerate(strips) if strip.anchors]
    last = starts[-ENTRIES_WITH_NOTICE:][0] if starts else len(strips)
    return [*strips[:last], *kept(strips[last:])]


def _label(label: str, cited_at: str) -> Target:
    return Target((Tag.LINK,), anchor=cited_at, spoken=f"回到正文引用{label}处")
