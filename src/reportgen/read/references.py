"""References: files or lists of entries, each with its key, and the style they ask for."""

from collections.abc import Iterable, Iterator

from reportgen.diag import Code, Sink
from reportgen.model.report import (
    CitationMode,
    CitationSystem,
    DocumentKind,
    MarkWidth,
    Name,
    Reference,
    ReferenceStandard,
    ReferenceStyle,
)
from reportgen.read import reference_words as words
from reportgen.read.check import check
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder
from reportgen.read.reference_keys import ENTRIES, RICH, ROLES
from reportgen.read.yaml_tree import Mapping, Node, Scalar, Sequence, load_tree


def read_references(node: Node | None, folder: Folder, sink: Sink) -> dict[str, Reference]:
    """Return the entries by key; ``node`` is the value of ``references``."""
    if not isinstance(node, Mapping):
        return _collected(_entries(node), sink)
    files = [each for each in node.listing("file") if isinstance(each, Scalar)]
    if not files and node.get("entries") is None:
        sink.add(Code.MISSING_KEY, node.span, key="file | entries", place="references")
    read = [each for file in files for each in _file(file, folder, sink)]
    return _collected((*read, *_entries(node.get("entries"))), sink)


def read_style(node: Node | None, mode: CitationMode, sink: Sink) -> ReferenceStyle:
    """Return how the references are to be written; a wish that changes nothing is found."""
    if not isinstance(node, Mapping):
        return ReferenceStyle()
    width = node.word("width")
    style = ReferenceStyle(
        ReferenceStandard(node.word("style", ReferenceStandard.GB_2025)),
        CitationSystem(node.word("system", CitationSystem.NUMERIC)),
        MarkWidth(width) if width else None,
        node.word("superscript", "yes") == "yes",
    )
    idle = []
    if not style.is_gb:
        idle += ["system", "width"]
    if style.is_by_author or (style.is_gb and mode is CitationMode.FOOTNOTE):
        idle.append("superscript")
    for name in idle:
        entry = node.entries.get(name)
        if entry is not None:
            reason = "simple" if not style.is_gb else "author-date / footnote"
            sink.add(Code.REFERENCE_OPTION_IDLE, entry.key.span, option=name, style=reason)
    if not style.is_gb:
        return ReferenceStyle(style.standard, is_raised=style.is_raised)
    return style


def _collected(read: Iterable[Reference], sink: Sink) -> dict[str, Reference]:
    found: dict[str, Reference] = {}
    for each in read:
        if each.key in found:
            first = found[each.key].span
            sink.add(Code.DUPLICATE_KEY, each.span, key=each.key, first=first)
        else:
            found[each.key] = each
    return found


def _file(file: Scalar, folder: Folder, sink: Sink) -> Iterator[Reference]:
    source = folder.text(file.text, file.span, sink)
    if source is None:
        return
    name = file.text.lower()
    if name.endswith(".json"):
        from reportgen.read.csl_json import read_csl  # noqa: PLC0415 - for who has such a file

        yield from read_csl(source, sink)
    elif name.endswith(".bib"):
        from reportgen.read.bibtex import read_bibtex  # noqa: PLC0415 - for who has such a file

        yield from read_bibtex(source, sink)
    else:
        tree = load_tree(Excerpt.whole(source), sink)
        yield from _entries(check(tree, ENTRIES, file.text, sink) if tree else None)


def _entries(node: Node | None) -> Iterator[Reference]:
    if isinstance(node, Sequence):
        for item in node.items:
            key = item.scalar("key") if isinstance(item, Mapping) else None
            if key is not None and isinstance(item, Mapping):
                yield _reference(key, item)
    elif isinstance(node, Mapping):
        for entry in node.entries.values():
            if isinstance(entry.value, Mapping):
                yield _reference(entry.key, entry.value)


def _reference(key: Scalar, node: Mapping) -> Reference:
    marked = {name: words.from_markdown(node.word(name)) for name in RICH if node.word(name)}
    plain_keys = (name for name in node.entries if name not in ("key", "type", *ROLES))
    fields = {name: node.word(name).strip() for name in plain_keys if node.word(name).strip()}
    fields |= {name: words.plain(each).strip() for name, each in marked.items()}
    titles = {name: words.inlines(each, key.span) for name, each in marked.items()}
    names = {role: tuple(_names(node.listing(role))) for role in ROLES}
    return Reference(
        key.text,
        fields,
        key.span,
        kind=DocumentKind(node.word("type")) if node.word("type") else None,
        names={role: each for role, each in names.items() if each},
        titles={name: each for name, each in titles.items() if each},
    )


def _names(nodes: tuple[Node, ...]) -> Iterator[Name]:
    for node in nodes:
        if isinstance(node, Scalar):
            yield from words.typed_names(node.text)
        elif isinstance(node, Mapping) and node.word("family"):
            parts = (node.word(part) for part in ("family", "given", "suffix", "particle"))
            yield Name(*parts)
