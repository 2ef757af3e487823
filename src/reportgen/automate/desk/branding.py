"""Brands: a new kit from a company's Word file, and how a kit looks on a page."""

from pathlib import Path

from reportgen.adopt import Kit, kit_words
from reportgen.automate.desk.starting import kits
from reportgen.automate.desk.verifying import read_given
from reportgen.automate.publish import publish
from reportgen.diag import Code, Sink, Source, Span, UsageError, nearest
from reportgen.model.artifact import ArtifactKind

_FILE = "brand.yaml"
_NUMBERS = (
    "select * from (values ('2022', 86.4, 55.0), ('2023', 97.2, 60.1), ('2024', 112.5, 66.4))"
    " as t(年度, 收入, 成本)"
)
_CITED = {"from": "annual", "x": "年度", "y": ["收入", "成本"], "cite": "品牌样张"}
_UNIT = {"unit": "亿元"}
_REPORT: dict[str, object] = {
    "id": "specimen",
    "title": "品牌样张",
    "subtitle": "标题、正文、表格、图和提示框",
    "date": "2025-12-18",
    "period": "2024",
    "sources": {
        "annual": {
            "from": [],
            "query": _NUMBERS,
            "period": "年度",
            "columns": {"收入": _UNIT, "成本": _UNIT},
        }
    },
    "metrics": {
        "收入": {"from": "annual", "sql": "sum(收入)", "format": "亿(1)"},
        "毛利率": {
            "from": "annual",
            "sql": "1 - sum(成本) / sum(收入)",
            "format": "百分比(1)",
        },
    },
    "charts": {
        "bars": {"kind": "bar", "title": "图表依次用的颜色", **_CITED},
        "lines": {"kind": "line", "title": "折线图", **_CITED},
    },
}
_LOGO = "标志"


def new_brand(folder: Path, file: Path) -> tuple[Path, ...]:
    """Write a kit in the dress of the Word file ``file`` into the new ``folder``.

    Its colours, Word's names of faces, sizes, sheet and logo are taken over, and itself as the
    template of our Word files where it has a place for the text. Nothing is overwritten: raise
    UsageError where the folder holds something, SourceError where the file is no safe template.
    """
    from reportgen.model.template import TemplateFile  # noqa: PLC0415 - `--help` need not load it
    from reportgen.read.brand import find_brand  # noqa: PLC0415 - as above
    from reportgen.read.files import Folder  # noqa: PLC0415 - as above
    from reportgen.write_docx.template.looks import looks_of  # noqa: PLC0415 - as above

    sink, place = Sink(), Span(Source(file.as_posix(), ""), 1, 1)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        sink.add(Code.FOLDER_IN_USE, place, path=folder)
        raise UsageError(sink.found)
    data = read_given(file)
    base, _ = find_brand(None, Folder(None), sink)
    looks = looks_of(TemplateFile(file.name, data, place), base, sink) if base else None
    sink.stop_on_errors()
    if base is None or looks is None:
        raise AssertionError("a file that is no template has a finding")
    logo = f"{_LOGO}{looks.logo_suffix}" if looks.logo else ""
    template = file.name if looks.is_fillable else ""
    kit = Kit(folder.resolve().name, base, looks.brand, file.name, logo, template)
    files = {folder / _FILE: kit_words(kit).encode()}
    files |= {folder / logo: looks.logo} if logo else {}
    files |= {folder / template: data} if template else {}
    publish(files.items())
    return tuple(files)


def brand_folder(asked: str) -> Path:
    """Return the folder of a kit: one of ours by its name, or the author's own."""
    from reportgen.read.brand_parent import templates_folder  # noqa: PLC0415 - reads all keys

    if asked in kits():
        return templates_folder() / asked
    path = Path(asked)
    home = path.parent if path.name == _FILE else path
    if (home / _FILE).is_file():
        return home
    sink = Sink()
    known, close = "、".join(kits()), nearest(asked, kits()) or "—"
    place = Span(Source(asked, ""), 1, 1)
    sink.add(Code.UNKNOWN_VALUE, place, value=asked, key="brand", known=known, nearest=close)
    raise UsageError(sink.found)


def specimen(asked: str, out: Path) -> tuple[Path, ...]:
    """Write how the kit ``asked`` looks, as PDF and Word, into ``out``; return their paths."""
    from reportgen.automate.front import build_report  # noqa: PLC0415 - as above
    from reportgen.read.brand_parent import templates_folder  # noqa: PLC0415 - as above

    home = brand_folder(asked).resolve()
    text = (templates_folder() / "specimen" / "正文.md").read_text("utf-8")
    report = _REPORT | {"brand": f"{home.name}/{_FILE}", "sections": [{"text": text}]}
    built = build_report(report, folder=home.parent, env={})
    names = {kind.value: f"{home.name}-样张.{kind.value}" for kind in ArtifactKind}
    files = {out / names[each.kind.value]: each.data for each in built.artifacts}
    publish(files.items())
    return tuple(files)
