"""Check a made DOCX: its parts, the ways between them, its fields and its label."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeAlias

from reportgen.diag import Code, Diagnostic, Sink
from reportgen.model.document import Document
from reportgen.verify.docx_file import (
    CUSTOM_PROPERTIES,
    BrokenPackageError,
    custom_labels,
    parse,
    read_parts,
)
from reportgen.verify.promises import check_labels, check_notice, place_in

if TYPE_CHECKING:
    from reportgen.verify.docx_file import Tree

Trees: TypeAlias = "Mapping[str, Tree]"
Fault: TypeAlias = tuple[str, object]
"""The part, and what is wrong in it."""

_TYPES = "[Content_Types].xml"
_TYPE = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_WAY = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_USE = re.compile(rb'\sr:(?:id|embed|link|pict|dm|lo|qs|cs)="([^"]+)"')
_DOCUMENT_TYPE = "/officeDocument"


def check_docx(data: bytes, document: Document, name: str) -> tuple[Diagnostic, ...]:
    """Return what is wrong with the DOCX ``data``, shown as a file called ``name``."""
    sink, span = Sink(), place_in(name)
    try:
        parts = read_parts(data)
    except BrokenPackageError as broken:
        sink.add(Code.DOCX_BROKEN, span, part=name, fault=broken)
        return sink.found
    trees, faults = _trees(parts)
    faults += [*_wrong_types(parts, trees), *_wrong_ways(parts, trees), *_wrong_fields(trees)]
    for part, fault in faults:
        sink.add(Code.DOCX_BROKEN, span, part=part, fault=fault)
    check_labels(custom_labels(trees.get(CUSTOM_PROPERTIES)), document, span, sink)
    check_notice(document, span, sink)
    return sink.found


def _trees(parts: Mapping[str, bytes]) -> tuple[Trees, list[Fault]]:
    trees: dict[str, Tree] = {}
    faults: list[Fault] = []
    for name, body in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = parse(body)
            except BrokenPackageError as fault:
                faults.append((name, fault))
    return trees, faults


def _wrong_types(parts: Mapping[str, bytes], trees: Trees) -> Iterator[Fault]:
    """Every part has a content type, and every type named for a part has its part."""
    types = trees.get(_TYPES)
    if types is None:
        yield _TYPES, "–"
        return
    endings = {each.get("Extension", "").lower() for each in types.iter(f"{_TYPE}Default")}
    overrides = [each.get("PartName", "") for each in types.iter(f"{_TYPE}Override")]
    for name in parts:
        ending = name.rpartition(".")[2].lower()
        if name != _TYPES and ending not in endings and f"/{name}" not in overrides:
            yield _TYPES, name
    for override in overrides:
        if override.removeprefix("/") not in parts:
            yield _TYPES, override


def _wrong_ways(parts: Mapping[str, bytes], trees: Trees) -> Iterator[Fault]:
    """Every relationship leads to a part, and every one that a part uses exists."""
    known: dict[str, list[str]] = {}
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            continue
        folder, _, file = name.rpartition("_rels/")
        ways = list(tree.iter(_WAY))
        known[folder + file.removesuffix(".rels")] = [way.get("Id", "") for way in ways]
        for way in ways:
            target = way.get("Target", "")
            path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            if way.get("TargetMode") != "External" and path not in parts:
                yield name, target
        if name == "_rels/.rels" and not any(
            way.get("Type", "").endswith(_DOCUMENT_TYPE) for way in ways
        ):
            yield name, _DOCUMENT_TYPE
    if "" not in known:
        yield "_rels/.rels", "–"
    for name in trees:
        if not name.endswith(".rels"):
            used = {each.decode() for each in _USE.findall(parts[name])}
            for lost in sorted(used.difference(known.get(name, ()))):
                yield name, lost


def _wrong_fields(trees: Trees) -> Iterator[Fault]:
    for name, tree in trees.items():
        if name.startswith("word/"):
            fault = _field_fault(tree)
            if fault:
                yield name, fault


def _field_fault(tree: "Tree") -> str:
    """Every field begins, separates, shows a result and ends (ECMA-376 Part 1, 17.16.18)."""
    open_fields: list[list[str]] = []
    for element in tree.iter(f"{_WORD}fldChar", f"{_WORD}t", f"{_WORD}fldSimple"):
        if element.tag == f"{_WORD}t":
            for field in open_fields:
                if element.text and field[-1] == "separate":
                    field.append("result")
            continue
        if element.tag == f"{_WORD}fldSimple":
            if not "".join(map(str, element.itertext())):
                return f"fldSimple {element.get(f'{_WORD}instr')}"
            continue
        kind = element.get(f"{_WORD}fldCharType", "")
        if kind == "begin":
            open_fields.append([kind])
        elif not open_fields:
            return f"fldChar {kind}"
        elif kind == "separate" and open_fields[-1] == ["begin"]:
            open_fields[-1].append(kind)
        elif open_fields.pop() != ["begin", "separate", "result"] or kind != "end":
            return f"fldChar {kind}"
    return "fldChar begin" if open_fields else ""
