"""The only door to the disk: text and bytes of a report's folder, never from outside it."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from reportgen.diag import Code, Sink, Source, Span, nearest
from reportgen.model.pattern import pattern
from reportgen.zh.moved import MOVED_POINTS

MAX_TEXT = 16 * 1024 * 1024
MAX_DATA = 64 * 1024 * 1024
MAX_IMAGE = 32 * 1024 * 1024
MAX_TEMPLATE = 32 * 1024 * 1024
_MEGABYTE = 1024 * 1024
_MAX_REPORTED = 20

# What XML 1.0 (2.2, Char) and YAML 1.2 (5.1) forbid, and marks that turn the reading direction.
_FORBIDDEN = pattern(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True, slots=True)
class Folder:
    """A report's folder, or a kit's; ``root`` is nothing for a report that is not on disk."""

    root: Path | None
    called: str = ""
    """How the folder is named in findings; as ``root`` was typed without it."""
    seen: list[tuple[str, str]] = field(default_factory=list, compare=False, repr=False)
    """Path and SHA-256 of every file that was read: what a rebuild depends on."""
    texts: dict[str, Source] = field(default_factory=dict, compare=False, repr=False)
    """Every text that was read, by the name that asked for it."""
    inside: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)
    """Pictures that came inside other files, by names that no file can have."""

    def shown(self, name: str) -> str:
        """Return ``name`` as the user would type it."""
        if self.root is None:
            return name
        return (Path(self.called or self.root) / name).as_posix()

    def text(self, name: str, span: Span, sink: Sink) -> Source | None:
        """Return the UTF-8 text file ``name``, which ``span`` asks for."""
        data = self.data(name, span, sink, MAX_TEXT)
        text = None if data is None else decode(data, self.shown(name), sink)
        if text is not None:
            self.texts[name] = text
        return text

    def data(self, name: str, span: Span, sink: Sink, budget: int) -> bytes | None:
        """Return the bytes of the file ``name``, which ``span`` asks for."""
        if name in self.inside:
            return self.inside[name]
        path = self._find(name, span, sink)
        if path is None:
            return None
        try:
            size = path.stat().st_size
            if size <= budget:
                data = path.read_bytes()
                self.seen.append((str(path), hashlib.sha256(data).hexdigest()))
                return data
        except OSError:
            sink.add(Code.FILE_NOT_FOUND, span, path=name, nearest=_none_close())
            return None
        over_budget(span, sink, f"{size / _MEGABYTE:.1f} MB", f"{budget // _MEGABYTE} MB", name)
        return None

    def locate(self, name: str, span: Span, sink: Sink, budget: int) -> Path | None:
        """Return where the file ``name`` is, for a reader of its own; its digest is remembered."""
        path = self._find(name, span, sink)
        if path is None:
            return None
        try:
            size = path.stat().st_size
            if size <= budget:
                with path.open("rb") as stream:
                    digest = hashlib.file_digest(stream, "sha256").hexdigest()
                self.seen.append((str(path), digest))
                return path
        except OSError:
            sink.add(Code.FILE_NOT_FOUND, span, path=name, nearest=_none_close())
            return None
        over_budget(span, sink, f"{size / _MEGABYTE:.1f} MB", f"{budget // _MEGABYTE} MB", name)
        return None

    def size_of(self, name: str) -> int:
        """Return how many bytes the file ``name`` has; nothing is found here when it is missing."""
        try:
            return (self.root / name).stat().st_size if self.root else 0
        except (OSError, ValueError):
            return 0

    def digest_of(self, name: str) -> str:
        """Return the digest of the file ``name`` as it was read, or nothing."""
        try:
            path = str((self.root / name).resolve()) if self.root else ""
        except (OSError, ValueError, RuntimeError):
            return ""
        return dict(self.seen).get(path, "")

    def _find(self, name: str, span: Span, sink: Sink) -> Path | None:
        if self.root is None:
            sink.add(Code.FILE_NOT_FOUND, span, path=name, nearest=_none_close())
            return None
        try:
            root = self.root.resolve()
            path = (root / name).resolve()
            if not path.is_relative_to(root):
                sink.add(Code.PATH_OUTSIDE, span, path=name)
                return None
            if path.is_file():
                return path
        except (OSError, ValueError, RuntimeError):
            pass  # a loop of links, a name too long, a NUL: as good as no file
        close = nearest(name, self._names()) or _none_close()
        sink.add(Code.FILE_NOT_FOUND, span, path=name, nearest=close)
        return None

    def _names(self) -> list[str]:
        if self.root is None:
            return []
        try:
            return sorted(path.name for path in self.root.iterdir())
        except OSError:
            return []


def decode(
    data: bytes, shown: str, sink: Sink, *, encodings: tuple[str, ...] = ()
) -> Source | None:
    """Return ``data`` as text: UTF-8, or the first of ``encodings`` that can read it."""
    for encoding in ("utf-8-sig", *encodings):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        # Python's decoder still knows the first edition.
        moved = text.translate(MOVED_POINTS) if encoding == "gb18030" else text
        return clean(moved, shown, sink)
    sink.add(Code.NOT_UTF8, Span(Source(shown, ""), 1, 1), path=shown)
    return None


def clean(text: str, shown: str, sink: Sink) -> Source:
    """Return ``text`` with one kind of line end; forbidden characters are found and blanked."""
    lines = text.splitlines()
    source = Source(shown, "".join(f"{line}\n" for line in lines))
    found = [
        (number, match)
        for number, line in enumerate(lines, 1)
        if not line.isprintable()
        for match in _FORBIDDEN.finditer(line)
    ]
    for number, match in found[:_MAX_REPORTED]:
        place = Span(source, number, match.start() + 1)
        sink.add(Code.CONTROL_CHARACTER, place, character=f"U+{ord(match[0]):04X}")
    if not found:
        return source
    return Source(shown, _FORBIDDEN.sub(" ", source.text))


def without_forbidden(text: str, span: Span, sink: Sink) -> str:
    """Return ``text``, made by escapes at ``span``, with forbidden characters found and blanked."""
    if text.isprintable():
        return text
    for match in _FORBIDDEN.finditer(text):
        sink.add(Code.CONTROL_CHARACTER, span, character=f"U+{ord(match[0]):04X}")
    return _FORBIDDEN.sub(" ", text)


def over_budget(span: Span, sink: Sink, size: str, budget: str, what: str) -> None:
    """Say that ``what`` is larger than is read."""
    sink.add(Code.OVER_BUDGET, span, what=what, size=size, budget=budget)


def _none_close() -> str:
    return "—"
