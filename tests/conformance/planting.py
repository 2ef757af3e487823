"""Planting: a sound Word file, changed in one place so that it is wrong."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple

from lxml import etree

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "op": "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
TYPES, ROOT = "[Content_Types].xml", "_rels/.rels"
BODY, WAYS = "word/document.xml", "word/_rels/document.xml.rels"
STYLES, LISTS, NOTES = "word/styles.xml", "word/numbering.xml", "word/footnotes.xml"
SETTINGS, HEAD = "word/settings.xml", "word/header1.xml"
CORE, CUSTOM = "docProps/core.xml", "docProps/custom.xml"
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0"


class Fault(NamedTuple):
    """A change that makes a sound file wrong."""

    name: str
    ours: str
    """The code of our own rule; nothing where only Microsoft's validator knows."""
    is_known: bool
    """Whether Microsoft's validator must find it."""
    plant: Callable[[dict[str, bytes]], None]


def planted(data, fault):
    """Return the package ``data`` with ``fault`` in it."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    fault.plant(parts)
    return packed(parts)


def packed(parts):
    """Return a package; a name that ends in a blank stands for the same name once more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in parts.items():
            entry = zipfile.ZipInfo(name.rstrip(" "))
            # What ZipFile warns of is the fault itself.
            package.NameToInfo.pop(entry.filename, None)
            package.writestr(entry, body)
    return out.getvalue()


def steps(*each):
    """Return all changes as one."""

    def plant(parts):
        for step in each:
            step(parts)

    return plant


def changed(part, path, change):
    """Return a change of the first element at ``path``."""

    def plant(parts):
        root = etree.fromstring(parts[part])
        found = root.xpath(path, namespaces=SPACES)
        assert found, f"{path} is not in {part}"
        change(found[0])
        parts[part] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)

    return plant


def drop(part, path):
    return changed(part, path, lambda node: node.getparent().remove(node))


def put(part, path, name, value):
    """Return a change of one attribute."""
    return changed(part, path, lambda node: node.set(_full(name), value))


def add(part, path, xml, place=-1):
    """Return a change that puts ``xml`` in the element at ``path``, at its end or at ``place``."""

    def change(node):
        for offset, child in enumerate(_read(xml)):
            node.insert(len(node) if place < 0 else place + offset, child)

    return changed(part, path, change)


def after(part, path, xml):
    def change(node):
        for child in reversed(_read(xml)):
            node.addnext(child)

    return changed(part, path, change)


def twice(part, path):
    """Return a change that writes an element once more."""
    return changed(part, path, lambda node: node.addnext(etree.fromstring(etree.tostring(node))))


def move(part, path, place):
    """Return a change that puts an element at another place among its neighbours."""

    def change(node):
        parent = node.getparent()
        parent.remove(node)
        parent.insert(len(parent) if place < 0 else place, node)

    return changed(part, path, change)


def empty(part, path):
    """Return a change that takes all out of an element."""

    def change(node):
        for child in list(node):
            node.remove(child)

    return changed(part, path, change)


def text(part, path, words):
    return changed(part, path, lambda node: setattr(node, "text", words))


def swap(part, old, new):
    """Return a change of bytes."""

    def plant(parts):
        assert old in parts[part], f"{old!r} is not in {part}"
        parts[part] = parts[part].replace(old, new, 1)

    return plant


def file(name, body):
    return lambda parts: parts.__setitem__(name, body)


def gone(name):
    return lambda parts: parts.pop(name)


def last(name):
    return lambda parts: parts.__setitem__(name, parts.pop(name))


def first_of(ending, plant):
    """Return a change of the first part whose name ends so."""

    def apply(parts):
        name = next(each for each in parts if re.search(ending, each))
        plant(name)(parts)

    return apply


def _full(name):
    prefix, _, local = name.rpartition(":")
    return f"{{{SPACES[prefix]}}}{local}" if prefix else local


def _read(xml):
    declared = " ".join(f'xmlns:{prefix}="{space}"' for prefix, space in SPACES.items())
    return list(etree.fromstring(f"<x {declared}>{xml}</x>"))
