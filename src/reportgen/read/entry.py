"""The ways in: a folder with report.yaml, a YAML file, one Markdown file, or a dict."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from msgspec import Struct

from reportgen.diag import Code, Sink, Source, Span
from reportgen.read.excerpt import Excerpt
from reportgen.read.files import Folder, clean

_FENCE = "---"
GIVEN = "<report>"
"""What findings call keys that come from a program."""
_YAML = {".yaml", ".yml"}
_MARKDOWN = {".md", ".markdown"}
_NAMES = ("report.yaml", "report.yml", "报告.yaml", "report.md", "报告.md")
_WORKBOOKS = (".xlsx", ".xlsm")
_WIDE = 1_000_000


class Opened(Struct, frozen=True):
    """What was found: the keys, and the body where the same file holds it."""

    folder: Folder
    name: str
    keys: Excerpt
    body: Excerpt | None
    workbook: str = ""
    """The workbook that lies beside a Markdown file and is called as such a one is."""


def open_entry(
    entry: Path | Mapping[str, object], sink: Sink, folder: Path | None = None, called: str = ""
) -> Opened | None:
    """Return what ``entry`` holds, or nothing when no report is there.

    Keys find the files that they name in ``folder``; findings say ``called`` in place of it.
    """
    if not isinstance(entry, Path):
        return _open_mapping(entry, folder, sink)
    path = _found(entry)
    if path is None:
        sink.add(Code.REPORT_NOT_FOUND, Span(Source(entry.as_posix(), ""), 1, 1), path=entry)
        return None
    home = Folder(path.parent, called)
    asked = Span(Source(home.shown(path.name), ""), 1, 1)
    source = home.text(path.name, asked, sink)
    if source is None:
        return None
    if path.suffix.lower() in _YAML:
        return Opened(home, path.name, Excerpt.whole(source), None)
    keys, body = split_head(source, sink)
    return Opened(home, path.name, keys, body, _beside(path))


def _found(entry: Path) -> Path | None:
    try:
        if entry.is_dir():
            return next((entry / name for name in _NAMES if (entry / name).is_file()), None)
        is_report = entry.is_file() and entry.suffix.lower() in _YAML | _MARKDOWN
    except (OSError, ValueError):
        return None
    return entry if is_report else None


def _beside(path: Path) -> str:
    """Return the name of the workbook beside ``path``: 数据.xlsx, data.xlsx or one of its name."""
    names = [f"{stem}{ending}" for stem in ("数据", "data", path.stem) for ending in _WORKBOOKS]
    return next((name for name in names if (path.parent / name).is_file()), "")


def split_head(source: Source, sink: Sink) -> tuple[Excerpt, Excerpt]:
    """Return the YAML head of a Markdown file and what follows it."""
    whole = Excerpt.whole(source)
    if not has_head(source):
        return whole.rows(0, 0), whole
    for number, line in enumerate(source.lines[1:], 1):
        if line.rstrip() in {_FENCE, "..."}:
            return whole.rows(1, number), whole.rows(number + 1, len(whole.lines))
    sink.add(Code.YAML_SYNTAX, Span(source, 1, 1, len(_FENCE)), reason="---")
    return whole.rows(0, 0), whole.rows(1, len(whole.lines))


def has_head(source: Source) -> bool:
    """Tell whether ``source`` starts with a YAML head."""
    return source.line(1).rstrip() == _FENCE


def _open_mapping(entry: Mapping[str, object], home: Path | None, sink: Sink) -> Opened:
    """Write a dict as YAML text, so that all it says has a place."""
    import yaml  # noqa: PLC0415 - only a dict needs PyYAML's writer

    class Writer(yaml.SafeDumper):
        """Writes texts of several lines as literal blocks, and shares nothing."""

        def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 - PyYAML's signature
            return True

        def represent_text(self, text: str) -> yaml.ScalarNode:
            style = "|" if "\n" in text else None
            return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)

    Writer.add_representer(str, Writer.represent_text)
    try:
        plain = _plain(entry)
        text = yaml.dump(plain, Dumper=Writer, allow_unicode=True, sort_keys=False, width=_WIDE)
    except (TypeError, RecursionError, yaml.YAMLError) as fault:
        sink.add(Code.YAML_SYNTAX, Span(Source(GIVEN, ""), 1, 1), reason=str(fault))
        text = ""
    source = clean(str(text), GIVEN, sink)
    return Opened(Folder(home), GIVEN, Excerpt.whole(source), None)


def _plain(value: object) -> object:
    """Return ``value`` as texts, lists and dicts."""
    match value:
        case Mapping():
            return {str(key): _plain(each) for key, each in value.items()}
        case list() | tuple():
            return [_plain(each) for each in value]
        case None:
            return None
        case str() | int() | float() | Decimal() | Path() | dt.date():
            return str(value)
        case _:
            raise TypeError(f"{type(value).__name__}: {value!r:.80}")
