"""Open a template: whether it is one, whether it is safe, and where its words are to go."""

from msgspec import Struct

from reportgen.diag import Code, Sink, nearest
from reportgen.model.template import TemplateFile
from reportgen.write_docx.template.package import (
    LARGEST,
    BrokenTemplateError,
    Package,
    TooLargeError,
    Way,
    read_package,
)
from reportgen.write_docx.template.placeholders import (
    BODY,
    CONTENTS,
    NAMES,
    TITLE,
    found_in,
    is_alone,
)
from reportgen.write_docx.template.trees import STRICT, BrokenXmlError, Tree, W, parse

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Old .doc files, and new ones behind a password ([MS-CFB], 2.2)."""
_MACROS = ("macroEnabled", "vbaProject")
_UNSAFE = frozenset({"vbaProject", "control", "attachedToolbars", "keyMapCustomizations"})
_DROPPED = frozenset(
    {
        "attachedTemplate",
        "comments",
        "commentsExtended",
        "commentsExtensible",
        "commentsIds",
        "extensibility",
        "glossaryDocument",
        "mailMergeHeaderSource",
        "mailMergeSource",
        "people",
        "printerSettings",
        "recipientData",
        "stylesWithEffects",
        "thumbnail",
    }
)
"""Ways that lead to the maker's own things: his comments, his printer, his folders."""
_WORDS = ("document", "header", "footer")
_MAIN = ("document.main+xml", "template.main+xml")
_REVISIONS = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))


class Template(Struct, frozen=True):
    """A template that can be filled: what is kept of its package, and the fields in its words."""

    file: TemplateFile
    package: Package
    fields: frozenset[str] = frozenset()
    """Placeholders in its text."""
    head_fields: frozenset[str] = frozenset()
    """Placeholders in its heads and feet."""

    def tree(self, name: str) -> Tree | None:
        """Return the part that the document has as its ``name``: ``styles``, ``theme``."""
        part = self.package.target(self.package.main, name)
        return None if part is None else parse(self.package.parts[part])

    @property
    def has_title(self) -> bool:
        """Whether it prints the title, and so needs no cover of ours."""
        return TITLE in self.fields

    @property
    def document(self) -> Tree:
        """The document's part."""
        return parse(self.package.parts[self.package.main])

    @property
    def heads(self) -> tuple[str, ...]:
        """The parts of its heads and feet."""
        ways = self.package.ways.get(self.package.main, ())
        return tuple(way.target for way in ways if way.name in ("header", "footer"))


def open_template(file: TemplateFile, sink: Sink) -> Template | None:
    """Return the template in ``file``; what is wrong with it is found, each fault once."""
    before = len(sink.errors)
    if file.data.startswith(_COMPOUND_FILE):
        sink.add(Code.TEMPLATE_LOCKED, file.span, path=file.name)
        return None
    try:
        package = _kept(read_package(file.data), file, sink)
        if len(sink.errors) > before:
            return None
        trees = [parse(package.parts[part]) for part in package.parts if package.is_xml(part)]
    except TooLargeError as size:
        budget = f"{LARGEST // (1024 * 1024)} MB"
        sink.add(Code.OVER_BUDGET, file.span, what=file.name, size=size, budget=budget)
        return None
    except (BrokenTemplateError, BrokenXmlError) as fault:
        sink.add(Code.TEMPLATE_BROKEN, file.span, path=file.name, fault=fault)
        return None
    if any(STRICT in uri for tree in trees for uri in tree.nsmap.values()):
        sink.add(Code.TEMPLATE_STRICT, file.span, path=file.name)
        return None
    template = Template(file, package)
    heads = [parse(package.parts[part]) for part in template.heads]
    _check_words(template, [template.document, *heads], sink)
    fields, head_fields = _fields([template.document]), _fields(heads)
    return None if len(sink.errors) > before else Template(file, package, fields, head_fields)


def _kept(package: Package, file: TemplateFile, sink: Sink) -> Package:
    """Return what of ``package`` the document reaches and a reader may get."""
    if any(mark in kind for kind in package.types.values() for mark in _MACROS):
        sink.add(Code.TEMPLATE_MACROS, file.span, path=file.name)
        return package
    main = package.main
    if not main or not package.types.get(main, "").endswith(_MAIN):
        raise BrokenTemplateError("officeDocument")
    first = [way for way in package.ways.get("", ()) if way.name == "officeDocument"]
    first += [way for way in package.ways.get("", ()) if way.name == "custom-properties"]
    kept: dict[str, tuple[Way, ...]] = {"": tuple(first)}
    waiting = [way.target for way in first]
    while waiting:
        part = waiting.pop()
        if part in kept:
            continue
        ways = [way for way in package.ways.get(part, ()) if way.name not in _DROPPED]
        _check_ways(part, ways, package, file, sink)
        kept[part] = tuple(ways)
        waiting += [way.target for way in ways if not way.is_external]
    parts = {name: body for name, body in package.parts.items() if name in kept}
    types = {name: kind for name, kind in package.types.items() if name in kept}
    return Package(parts, types, kept)


def _check_ways(
    part: str, ways: list[Way], package: Package, file: TemplateFile, sink: Sink
) -> None:
    for way in ways:
        if way.name in _UNSAFE:
            sink.add(Code.TEMPLATE_MACROS, file.span, path=file.name)
        elif way.is_external and way.name != "hyperlink":
            sink.add(Code.TEMPLATE_LINKS_OUT, file.span, path=file.name, target=way.target)
        elif not way.is_external and way.target not in package.parts:
            raise BrokenTemplateError(f"{part}: {way.target}")


def _fields(roots: list[Tree]) -> frozenset[str]:
    """Return the placeholders below ``roots`` that we can fill."""
    return frozenset(NAMES[name] for root in roots for name, _ in found_in(root) if name in NAMES)


def _check_words(template: Template, roots: list[Tree], sink: Sink) -> None:
    """Check the words of ``roots``: the document, its heads and its feet."""
    file = template.file
    document = roots[0]
    body = document.find(f"{W}body")
    if document.tag != f"{W}document" or body is None:
        fault = template.package.main
        sink.add(Code.TEMPLATE_BROKEN, file.span, path=file.name, fault=fault)
        return
    if any(next(root.iter(*_REVISIONS), None) is not None for root in roots):
        sink.add(Code.TEMPLATE_REVISIONS, file.span, path=file.name)
    names = [name for root in roots for name, _ in found_in(root)]
    known = "、".join(f"{{{{{each}}}}}" for each in NAMES)
    for name in dict.fromkeys(names):
        if name not in NAMES:
            close = nearest(name, NAMES) or "—"
            code, path = Code.UNKNOWN_PLACEHOLDER, file.name
            sink.add(code, file.span, name=name, path=path, known=known, nearest=close)
    standing = [NAMES.get(name, "") for name in names]
    if BODY not in standing:
        sink.add(Code.TEMPLATE_WITHOUT_BODY, file.span, path=file.name)
    for each in (BODY, CONTENTS):
        alone = [child for child in body if is_alone(child, each)]
        if standing.count(each) > len(alone) or len(alone) > 1:
            sink.add(Code.PLACEHOLDER_NOT_ALONE, file.span, name=each, path=file.name)
