"""The parts of the body, as ``sections`` places them: files, titled texts, generated blocks."""

from collections.abc import Iterator
from typing import TypeAlias

from reportgen.diag import Code, Sink, Span
from reportgen.model.report import (
    AigcMode,
    Block,
    Blocks,
    Generated,
    GeneratedKind,
    Heading,
    MachineMade,
    When,
)
from reportgen.read import yaml_tree as tree
from reportgen.read.conditions import read_condition
from reportgen.read.declarations import markdown
from reportgen.read.entry import Opened, has_head
from reportgen.read.excerpt import Excerpt
from reportgen.read.markdown import Collected, read_blocks

_MARKDOWN = (".md", ".markdown")
_WORD = (".docx", ".docm", ".dotx", ".dotm")
Part: TypeAlias = Excerpt | tree.Node
"""A part of the body: the rest of a Markdown file, or an item of ``sections``."""


def sections(node: tree.Mapping, opened: Opened) -> list[Part]:
    """Return the parts of the body; the body of a Markdown file follows its contents."""
    items: list[Part] = list(node.listing("sections"))
    body = opened.body
    if body is None:
        return items
    for place, item in enumerate(items):
        if isinstance(item, tree.Mapping) and item.word("file") == opened.name:
            return [*items[:place], body, *items[place + 1 :]]
    place = 1 if items and isinstance(items[0], tree.Scalar) and items[0].text == "contents" else 0
    return [*items[:place], body, *items[place:]]


def section(item: Part, opened: Opened, collected: Collected) -> Iterator[Block]:
    """Yield the blocks of one part; a part with a fault yields none."""
    if isinstance(item, Excerpt):
        yield from read_blocks(item, collected)
    elif isinstance(item, tree.Scalar):
        yield Generated(GeneratedKind(item.text), item.span)
    elif isinstance(item, tree.Mapping):
        blocks = tuple(_marked(item, tuple(_written(item, opened, collected))))
        yield from _on_condition(item, blocks, collected.sink)


def _marked(item: tree.Mapping, blocks: Blocks) -> Iterator[Block]:
    """Yield ``blocks``, behind their heading that a machine wrote them where that is said."""
    typed = item.scalar("ai")
    mode = AigcMode(typed.text) if typed is not None else AigcMode.NONE
    if typed is None or mode is AigcMode.NONE:
        yield from blocks
        return
    titles = 1 if blocks and isinstance(blocks[0], Heading) else 0
    yield from blocks[:titles]
    yield MachineMade(mode, typed.span)
    yield from blocks[titles:]


def _on_condition(item: tree.Mapping, blocks: Blocks, sink: Sink) -> Iterator[Block]:
    when = item.scalar("when")
    if when is None:
        yield from blocks
        return
    condition = read_condition(when.text, when.span, sink)
    if condition is not None:
        yield When(condition, blocks, when.span)


def _written(item: tree.Mapping, opened: Opened, collected: Collected) -> Iterator[Block]:
    sink = collected.sink
    file, title, text = item.scalar("file"), item.scalar("title"), item.scalar("text")
    if (file is None) == (text is None):
        sink.add(Code.MISSING_KEY, item.span, key="file | title + text", place="sections")
        return
    if title is not None:
        yield Heading(1, markdown(item, "title", sink), "", numbered=True, span=title.span)
    if text is not None:
        yield from read_blocks(text.excerpt, collected)
    if file is not None:
        yield from _file(file, item.mapping("styles"), opened, collected)


def _file(
    file: tree.Scalar, styles: tree.Mapping | None, opened: Opened, collected: Collected
) -> Iterator[Block]:
    sink = collected.sink
    if file.text.lower().endswith(_WORD):
        from reportgen.read.word import read_word  # noqa: PLC0415 - few write in Word

        excerpt = read_word(file.text, file.span, styles, opened.folder, sink)
        if excerpt is not None:
            yield from read_blocks(excerpt, collected)
        return
    if not file.text.lower().endswith(_MARKDOWN):
        sink.add(Code.NOT_YET, file.span, what=file.text)
        return
    source = opened.folder.text(file.text, file.span, sink)
    if source is None:
        return
    if has_head(source):
        place = Span(source, 1, 1, 3)
        sink.add(Code.NOT_YET, place, what="正文文件里的 YAML 头（YAML head in a section file）")
        return
    yield from read_blocks(Excerpt.whole(source), collected)
