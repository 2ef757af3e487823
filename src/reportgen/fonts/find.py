"""Find font files: in the brand's folder, then among the fonts that come with us."""

from functools import cache
from pathlib import Path

from reportgen.diag import Code, Diagnostic, MakeError, Source, Span

_TRUE_TYPE = (b"\x00\x01\x00\x00", b"true")


@cache
def assets_dir() -> Path:
    """Return the folder of the fonts and templates: packaged, or beside ``src`` in a checkout."""
    package = Path(__file__).parents[1]
    packaged = package / "_assets"
    return packaged if packaged.is_dir() else package.parents[1] / "assets"


def find_font(file: str, brand_folder: Path | None) -> Path:
    """Return the path of font ``file``; raise MakeError when it is nowhere or not TrueType."""
    folders = [assets_dir() / "fonts"]
    if brand_folder is not None:
        folders.insert(0, brand_folder)
    for folder in folders:
        path = folder / file
        if path.is_file():
            _check_kind(file, path)
            return path
    raise MakeError([_finding(Code.FONT_NOT_FOUND, file)])


def _check_kind(file: str, path: Path) -> None:
    with path.open("rb") as opened:
        kind = opened.read(4)
    if kind not in _TRUE_TYPE:
        raise MakeError([_finding(Code.FONT_NOT_USABLE, file)])


def _finding(code: Code, file: str) -> Diagnostic:
    return Diagnostic(code, Span(Source("brand.yaml", ""), 1, 1), {"file": file})
