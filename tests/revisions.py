"""Tracked changes resolved as a reader resolves them: all accepted, or all rejected."""

import io
import re
import zipfile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STORIES = re.compile(r"word/(document|footnotes|header\d+|footer\d+)\.xml")
ACCEPTED, REJECTED = ("ins", "del"), ("del", "ins")
"""Which changes stay, and which are taken away."""


def resolved(data, changes):
    """Return the file with all its changes accepted or rejected."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    roots = {n: etree.fromstring(part) for n, part in parts.items() if _STORIES.fullmatch(n)}
    for root in roots.values():
        _resolve(root, *changes)
    _drop_uncalled(roots["word/footnotes.xml"], roots["word/document.xml"])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        for name, part in parts.items():
            out.writestr(name, etree.tostring(roots[name]) if name in roots else part)
    return made.getvalue()


def _drop_uncalled(notes, text):
    """Take away the notes whose calls are gone, as Word does when it saves."""
    called = {each.get(f"{W}id") for each in text.iter(f"{W}footnoteReference")}
    for note in list(notes):
        if note.get(f"{W}type") is None and note.get(f"{W}id") not in called:
            notes.remove(note)


def _resolve(root, stays, goes):
    for mark in list(root.iter(f"{W}{goes}")):
        holder = mark.getparent()
        if holder.tag not in (f"{W}rPr", f"{W}trPr"):
            holder.remove(mark)
    for mark in list(root.iter(f"{W}{stays}")):
        holder = mark.getparent()
        place = holder.index(mark)
        holder[place : place + 1] = mark
    _rename(root)
    for change in list(root.iter(f"{W}pPrChange")):
        new = change.getparent()
        new.remove(change)
        if goes == "ins":
            new.getparent().replace(new, change[0])
    for row in [mark.getparent().getparent() for mark in root.iterfind(f".//{W}trPr/{W}{goes}")]:
        row.getparent().remove(row)
    for table in list(root.iter(f"{W}tbl")):
        if table.find(f"{W}tr") is None:
            table.getparent().remove(table)
    ends = root.iterfind(f".//{W}p/{W}pPr/{W}rPr/{W}{goes}")
    for paragraph in reversed([mark.getparent().getparent().getparent() for mark in ends]):
        _join(paragraph)


def _rename(root):
    for name, new in (("delText", "t"), ("delInstrText", "instrText")):
        for each in root.iter(f"{W}{name}"):
            each.tag = f"{W}{new}"


def _join(paragraph):
    """Put what is left of a paragraph whose mark is gone before what follows it."""
    content = [each for each in paragraph if each.tag != f"{W}pPr"]
    follower = paragraph.getnext()
    if follower is not None and follower.tag == f"{W}p":
        place = 0 if follower.find(f"{W}pPr") is None else 1
        follower[place:place] = content
    elif "".join(paragraph.itertext()):
        return
    paragraph.getparent().remove(paragraph)


def looks_of(data):
    """Return style and words of every paragraph of the text, of the notes, of heads and feet."""
    found = {}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in sorted(filter(_STORIES.fullmatch, package.namelist())):
            root = etree.fromstring(package.read(name))
            found[name] = [_look(each) for each in root.iter(f"{W}p")]
    return found


def _look(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    parts = []
    for each in paragraph.iter(
        f"{W}t", f"{W}tab", f"{W}br", f"{W}drawing", f"{W}instrText", "{*}t"
    ):
        name = etree.QName(each).localname
        parts.append(each.text or "" if name == "t" else f"<{name}>")
    return (None if style is None else style.get(f"{W}val")), "".join(parts)
