"""The parts of a workbook's package, opened only when they are small enough and plain XML."""

import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from msgspec import Struct, field

from reportgen.model.pattern import pattern

_MOST_PARTS = 10_000
_MOST_BYTES = 400 * 1024**2
_MOST_RATIO = 400
_SMALL = 1024**2
"""Below this size a part may be as repetitive as it likes."""
_MAIN = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_DAYS, _MONTHS = pattern(r"d", re.IGNORECASE), pattern(r"y.*m|m.*y", re.IGNORECASE)
_YEARS = pattern(r"y+", re.IGNORECASE)
_WORDS = pattern(r'"[^"]*"|\\.|\[[^\]]*\]|_.')
_BUILT_IN = {9: "0%", 10: "0.00%", 17: "mmm-yy"}


class NotPlainError(ValueError):
    """The package holds what no workbook needs: a DOCTYPE, or parts that expand beyond bounds."""

    def __init__(self, reason: str, *, expands: bool) -> None:
        super().__init__(reason)
        self.expands = expands


class Names(Struct):
    """Sheets by name with their parts, defined names with what they mean."""

    sheets: dict[str, str] = field(default_factory=dict)
    defined: dict[str, str] = field(default_factory=dict)


class Package:
    """A workbook that is a zip file of XML."""

    def __init__(self, path: str) -> None:
        self._file = zipfile.ZipFile(path)
        parts = self._file.infolist()
        total = sum(part.file_size for part in parts)
        if len(parts) > _MOST_PARTS or total > _MOST_BYTES:
            raise NotPlainError(f"{total / 1024**2:.0f} MB", expands=True)
        for part in parts:
            ratio = part.file_size / max(1, part.compress_size)
            if part.file_size > _SMALL * 64 and ratio > _MOST_RATIO:
                raise NotPlainError(f"{part.filename} ×{ratio:.0f}", expands=True)
            if part.filename.endswith((".xml", ".rels")) and _has_doctype(self._start(part)):
                raise NotPlainError(f"{part.filename}: DOCTYPE", expands=False)

    def part(self, name: str) -> bytes:
        """Return the bytes of a part, or nothing when there is none."""
        try:
            return self._file.read(name)
        except KeyError:
            return b""

    def names(self) -> Names:
        """Return the sheets and the defined names."""
        targets = {
            each.get("Id", ""): each.get("Target", "")
            for tag, each, _ in _elements(self.part(_RELATIONS))
            if tag == "Relationship"
        }
        found = Names()
        for tag, each, text in _elements(self.part(_MAIN)):
            if tag == "sheet":
                target = targets.get(each.get("id", ""), "")
                found.sheets[each.get("name", "")] = _path(target)
            elif tag == "definedName" and each.get("hidden") != "1":
                found.defined[each.get("name", "")] = text.strip()
        return found

    def styles(self) -> dict[int, str]:
        """Return the cell styles that say more than the value: percent, month, year."""
        codes: dict[int, str] = dict(_BUILT_IN)
        kinds: dict[int, str] = {}
        inside, index = False, 0
        for tag, each, _ in _elements(self.part("xl/styles.xml")):
            if tag == "numFmt":
                codes[int(each.get("numFmtId", "0"))] = each.get("formatCode", "")
            elif tag in ("cellXfs", "cellStyles"):
                inside = tag == "cellXfs"
            elif tag == "xf" and inside:
                kind = _kind(codes.get(int(each.get("numFmtId", "0")), ""))
                if kind:
                    kinds[index] = kind
                index += 1
        return kinds

    def _start(self, part: zipfile.ZipInfo) -> bytes:
        with self._file.open(part) as stream:
            return stream.read(4096)


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _kind(code: str) -> str:
    plain = _WORDS.sub("", code.split(";", maxsplit=1)[0])
    if "%" in plain:
        return "percent"
    if _DAYS.search(plain) or "h" in plain.lower():
        return ""
    if _MONTHS.search(plain):
        return "month"
    return "year" if _YEARS.fullmatch(plain.strip()) else ""


def _has_doctype(start: bytes) -> bool:
    return b"<!DOCTYPE" in start or b"<\x00!\x00D\x00O\x00C" in start or b"<!ENTITY" in start


def _elements(text: bytes) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield tag, attributes and text of each element as it starts or, with text, as it ends."""
    found: list[tuple[str, dict[str, str], str]] = []
    words: list[str] = []
    attributes: list[dict[str, str]] = []

    def starts(tag: str, given: dict[str, str]) -> None:
        plain = {name.rpartition(":")[2]: value for name, value in given.items()}
        attributes.append(plain)
        words.clear()
        local = tag.rpartition(":")[2]
        if local != "definedName":
            found.append((local, plain, ""))

    def ends(tag: str) -> None:
        plain, local = attributes.pop(), tag.rpartition(":")[2]
        if local == "definedName":
            found.append((local, plain, "".join(words)))

    def refuses(*_: object) -> None:
        raise NotPlainError("DOCTYPE", expands=False)

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = starts, ends
    parser.CharacterDataHandler = words.append
    parser.StartDoctypeDeclHandler = refuses
    if text:
        parser.Parse(text, True)  # noqa: FBT003 - expat's signature
    yield from found
