"""A difference as one HTML page that needs nothing else."""

from collections.abc import Iterator
from html import escape

from reportgen.model.difference import Difference, Side, Stretch
from reportgen.trace.said_change import Language, Section, sections

_STYLE = """
:root { color-scheme: light dark; --ink: #1f2933; --soft: #66727f; --line: #d9dee3;
  --paper: #fff; --gone: #b42318; --gone-bed: #fdecea; --came: #1a6b37; --came-bed: #e8f5ec }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --soft: #98a2ad; --line: #3a434c;
  --paper: #16191d; --gone: #ff9d92; --gone-bed: #46211d; --came: #8fd6a5; --came-bed: #1d3a27 } }
body { margin: 0; background: var(--paper); color: var(--ink); line-height: 1.7;
  font-family: "Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC",
  sans-serif; font-size: 15px }
main { max-width: 72rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem }
h1 { font-size: 1.5rem; margin: 0 0 1rem; line-height: 1.4 }
h2 { font-size: 1.1rem; margin: 2.5rem 0 .5rem } h2 span { color: var(--soft); font-weight: 400 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .15rem 1rem; margin: 0;
  color: var(--soft) } dd { margin: 0; color: var(--ink) }
.scroll { overflow-x: auto } table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: .45rem 1rem .45rem 0;
  border-bottom: 1px solid var(--line) }
th { color: var(--soft); font-weight: 500; border-bottom-width: 2px; white-space: nowrap }
td:first-child { min-width: 9em } .value { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; padding-right: 0; padding-left: 1.25rem }
.old { color: var(--soft) } del { color: var(--gone); background: var(--gone-bed) }
ins { color: var(--came); background: var(--came-bed); text-decoration: none; font-weight: 600 }
tr { break-inside: avoid }
"""
_TITLE = {"zh": "两期之间的变化", "en": "What changed between two issues"}
_SIDES = {"zh": ("旧", "新"), "en": ("old", "new")}
_NOTHING = {"zh": "两期所说相同。", "en": "Both issues say the same."}


def page(found: Difference, language: Language) -> str:
    """Return the page; all words are escaped."""
    title = _TITLE[language]
    lang = "zh-CN" if language == "zh" else "en"
    body = "".join(_section(each) for each in sections(found, language))
    return (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title} · {escape(found.new.title)}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n<main>\n<h1>{title}</h1>\n<dl>{''.join(_sides(found, language))}</dl>\n"
        f"{body or f'<p>{_NOTHING[language]}</p>'}</main>\n</body>\n</html>\n"
    )


def side_words(side: Side) -> str:
    """Return one issue in a line: title, period, date."""
    period = f"{side.period} · " if side.period else ""
    return f"{side.title}（{period}{side.date}）"


def _sides(found: Difference, language: Language) -> Iterator[str]:
    for name, side in zip(_SIDES[language], (found.old, found.new), strict=True):
        yield f"<dt>{name}</dt><dd>{escape(side_words(side))}</dd>"


def _section(section: Section) -> str:
    first_value = len(section.heads) - section.values
    heads = "".join(
        f'<th scope="col"{_class(at, first_value)}>{escape(head)}</th>'
        for at, head in enumerate(section.heads)
    )
    rows = "".join(
        "<tr>"
        + "".join(f"<td{_class(at, first_value)}>{_cell(cell)}</td>" for at, cell in enumerate(row))
        + "</tr>\n"
        for row in section.rows
    )
    return (
        f"<h2>{escape(section.title)} <span>{len(section.rows)}</span></h2>\n"
        f'<div class="scroll"><table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}'
        "</tbody></table></div>\n"
    )


def _class(column: int, first_value: int) -> str:
    if column < first_value:
        return ""
    return ' class="value old"' if column == first_value else ' class="value"'


def _cell(cell: str | tuple[Stretch, ...]) -> str:
    if isinstance(cell, str):
        return escape(cell)
    return "".join(_stretch(part) for part in cell)


def _stretch(part: Stretch) -> str:
    if part.is_same:
        return escape(part.old)
    gone = f"<del>{escape(part.old)}</del>" if part.old else ""
    came = f"<ins>{escape(part.new)}</ins>" if part.new else ""
    return gone + came
