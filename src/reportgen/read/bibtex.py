"""BibTeX and biblatex files, through bibtexparser; LaTeX in them becomes plain text."""

import logging
from collections.abc import Callable, Iterator, Mapping
from functools import cache

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.pattern import pattern
from reportgen.model.report import OTHERS, Name, Reference
from reportgen.model.report import DocumentKind as Kind
from reportgen.read import reference_words as words
from reportgen.read.reference_keys import ROLES

_KINDS = {
    "archive": Kind.ARCHIVE,
    "article": Kind.JOURNAL,
    "book": Kind.BOOK,
    "bookinbook": Kind.BOOK,
    "booklet": Kind.BOOK,
    "collection": Kind.COMPILATION,
    "conference": Kind.PROCEEDINGS,
    "database": Kind.DATABASE,
    "dataset": Kind.DATA_SET,
    "electronic": Kind.WEB_PAGE,
    "inbook": Kind.BOOK,
    "incollection": Kind.BOOK,
    "inproceedings": Kind.PROCEEDINGS,
    "manual": Kind.BOOK,
    "map": Kind.MAP,
    "mastersthesis": Kind.THESIS,
    "mvbook": Kind.BOOK,
    "newspaper": Kind.NEWSPAPER,
    "online": Kind.WEB_PAGE,
    "patent": Kind.PATENT,
    "periodical": Kind.JOURNAL,
    "phdthesis": Kind.THESIS,
    "preprint": Kind.PREPRINT,
    "proceedings": Kind.PROCEEDINGS,
    "program": Kind.PROGRAM,
    "report": Kind.REPORT,
    "software": Kind.PROGRAM,
    "standard": Kind.STANDARD,
    "techreport": Kind.REPORT,
    "thesis": Kind.THESIS,
    "www": Kind.WEB_PAGE,
}
_FIELDS = {
    "container": ("journaltitle", "journal", "booktitle", "eventtitle"),
    "publisher": ("publisher", "institution", "school", "organization", "howpublished"),
    "place": ("location", "address"),
    "edition": ("edition", "version"),
    "date": ("date", "year"),
    "accessed": ("urldate",),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "pages": ("pages", "eid"),
    "number": ("number", "type"),
    "url": ("url",),
    "doi": ("doi",),
    "medium": ("medium", "media"),
    "sort": ("sortname", "sortkey", "pinyin", "key"),
}
_VERBATIM = frozenset({"url", "doi", "date", "year", "urldate", "pages", "eid"})
_NUMBERED = (Kind.STANDARD, Kind.PATENT, Kind.REPORT, Kind.ARCHIVE)
_LANGUAGES = {
    "chinese": "zh", "zh": "zh", "japanese": "ja", "ja": "ja", "english": "en", "en": "en",
    "german": "en", "french": "en", "russian": "ru", "ru": "ru", "korean": "other",
}  # fmt: skip
_ARXIV = "arxiv"
_SHOWN = 60
_PERCENT = pattern(r"(?<!\\)%")
_MARKS = frozenset(kind.value for kind in Kind)


def read_bibtex(source: Source, sink: Sink) -> Iterator[Reference]:
    """Yield the entries of a file; blocks that cannot be read are found, the rest is read."""
    from bibtexparser import entrypoint, model  # noqa: PLC0415 - for who has such a file

    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())  # findings say it
    for block in entrypoint.parse_string(source.text).blocks:
        line = (block.start_line or 0) + 1
        entry = block
        if isinstance(block, model.DuplicateBlockKeyBlock):
            entry = block.ignore_error_block or block
        if isinstance(entry, model.Entry):
            typed = {each.key.lower(): str(each.value).strip() for each in entry.fields}
            place = _place(entry.key, source, line)
            yield _reference(entry.key, entry.entry_type.lower(), typed, place)
        elif isinstance(block, model.ParsingFailedBlock):
            text = (block.raw or "@").strip().splitlines()[0]
            place = Span(source, line, 1, len(source.line(line)) or 1)
            sink.add(Code.BIBTEX_SYNTAX, place, text=text[:_SHOWN])


def _place(key: str, source: Source, line: int) -> Span:
    column = source.line(line).find(key)
    return Span(source, line, column + 1, len(key)) if column >= 0 else Span(source, line, 1)


def _reference(key: str, given: str, typed: Mapping[str, str], span: Span) -> Reference:
    kind = _kind(given, typed)
    fields = _fields(kind, typed)
    marked = {"title": _title(typed, "title", "subtitle")}
    container = next((name for name in _FIELDS["container"] if typed.get(name)), "")
    if fields.get("container"):
        marked["container"] = _title(typed, container, "booksubtitle")
    fields |= {name: words.plain(each) for name, each in marked.items()}
    titles = {name: words.inlines(each, span) for name, each in marked.items()}
    names = {role: tuple(_people(typed.get(role, ""))) for role in ROLES}
    names["editor"] = tuple(_people(typed.get("bookauthor", ""))) or names["editor"]
    return Reference(
        key,
        {name: text.strip() for name, text in fields.items() if text.strip()},
        span,
        kind=kind or Kind.OTHER,
        names={role: each for role, each in names.items() if each},
        titles={name: each for name, each in titles.items() if each},
        given_kind="" if kind else given,
        is_of_library=True,
    )


def _fields(kind: Kind | None, typed: Mapping[str, str]) -> dict[str, str]:
    fields = {name: _field(typed, sources) for name, sources in _FIELDS.items()}
    fields["issue" if kind in _NUMBERED else "number"] = ""
    month = typed.get("month", "")
    if not typed.get("date") and month.isdecimal() and fields["date"]:
        fields["date"] = f"{fields['date']}-{int(month):02}"
    if kind is Kind.PREPRINT and not fields["publisher"]:
        archive = typed.get("archiveprefix") or typed.get("eprinttype", "")
        fields["publisher"] = _plain(archive) or fields.pop("container", "")
    tongue = typed.get("langid") or typed.get("language", "")
    return {**fields, "language": _LANGUAGES.get(tongue.lower(), "")}


def _kind(given: str, typed: Mapping[str, str]) -> Kind | None:
    """Return what an entry is: its ``mark``, else by its type and what only some kinds have."""
    mark = typed.get("mark", "").upper()
    if mark in _MARKS:
        return Kind(mark)
    archive = (typed.get("archiveprefix") or typed.get("eprinttype", "")).lower()
    is_preprint = archive == _ARXIV and not typed.get("journal", typed.get("journaltitle"))
    if given in ("misc", "unpublished", "article", "online") and is_preprint:
        return Kind.PREPRINT
    if given == "misc":
        return Kind.WEB_PAGE if typed.get("url") else Kind.OTHER
    if given == "article" and typed.get("entrysubtype", "").lower() == "newspaper":
        return Kind.NEWSPAPER
    return _KINDS.get(given)


def _field(typed: Mapping[str, str], names: tuple[str, ...]) -> str:
    for name in names:
        if typed.get(name):
            return typed[name] if name in _VERBATIM else _plain(typed[name])
    return ""


def _title(typed: Mapping[str, str], name: str, under: str) -> str:
    title, rest = typed.get(name, ""), typed.get(under, "")
    colon = ": " if title.isascii() else "："
    return _unlatexed(words.from_latex(f"{title}{colon}{rest}" if rest else title))


def _plain(typed: str) -> str:
    return words.plain(_unlatexed(words.from_latex(typed)))


def _unlatexed(typed: str) -> str:
    """Return LaTeX as plain text: an accent joins its letter; nothing is evaluated."""
    if not any(char in typed for char in "\\$~"):
        text = typed.replace("{", "").replace("}", "")
    else:
        text = _decode()(_PERCENT.sub(r"\\%", typed)).replace("\u00a0", " ")
    return " ".join(text.split())


@cache
def _decode() -> Callable[[str], str]:
    """Return what reads LaTeX; its tables are large, so they are made once."""
    from pylatexenc import latex2text, latexwalker  # noqa: PLC0415 - only where LaTeX is

    tables = latexwalker.get_default_latex_context_db()
    reader = latex2text.LatexNodes2Text(keep_comments=True)

    def decoded(typed: str) -> str:
        walker = latexwalker.LatexWalker(typed, latex_context=tables)
        return str(reader.nodelist_to_text(walker.get_latex_nodes()[0]))

    return decoded


def _people(typed: str) -> Iterator[Name]:
    from bibtexparser.middlewares.names import (  # noqa: PLC0415 - for who has such a file
        parse_single_name_into_parts,
        split_multiple_persons_names,
    )

    for person in split_multiple_persons_names(typed) if typed else ():
        if person.lower() == "others":
            yield OTHERS
            continue
        if person.startswith("{") or not any(char in person for char in ", "):
            yield Name(_plain(person))
            continue
        parts = parse_single_name_into_parts(person, strict=False)
        family = " ".join(map(_plain, (*parts.von, *parts.last)))
        given = " ".join(map(_plain, parts.first))
        yield Name(family, given, " ".join(map(_plain, parts.jr)))
