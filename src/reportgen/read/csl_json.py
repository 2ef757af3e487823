"""CSL-JSON: the references of Zotero, Mendeley and others, by the names of CSL 1.0.2."""

import json
from collections.abc import Iterator, Mapping

from reportgen.diag import Code, Sink, Source, Span
from reportgen.model.pattern import pattern
from reportgen.model.report import DocumentKind as Kind
from reportgen.model.report import Name, Reference
from reportgen.read import reference_words as words

_KINDS = {
    "article": Kind.PREPRINT,
    "article-journal": Kind.JOURNAL,
    "article-magazine": Kind.JOURNAL,
    "article-newspaper": Kind.NEWSPAPER,
    "bill": Kind.OTHER,
    "book": Kind.BOOK,
    "chapter": Kind.BOOK,
    "collection": Kind.ARCHIVE,
    "dataset": Kind.DATA_SET,
    "document": Kind.ARCHIVE,
    "entry": Kind.DATABASE,
    "entry-dictionary": Kind.BOOK,
    "entry-encyclopedia": Kind.BOOK,
    "legislation": Kind.OTHER,
    "manuscript": Kind.ARCHIVE,
    "map": Kind.MAP,
    "pamphlet": Kind.BOOK,
    "paper-conference": Kind.PROCEEDINGS,
    "patent": Kind.PATENT,
    "periodical": Kind.JOURNAL,
    "post": Kind.WEB_PAGE,
    "post-weblog": Kind.WEB_PAGE,
    "report": Kind.REPORT,
    "software": Kind.PROGRAM,
    "standard": Kind.STANDARD,
    "thesis": Kind.THESIS,
    "webpage": Kind.WEB_PAGE,
}
_FIELDS = {
    "container": ("container-title", "event-title", "event"),
    "publisher": ("publisher",),
    "place": ("publisher-place", "event-place"),
    "edition": ("edition", "version"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("page", "number"),
    "number": ("number",),
    "scale": ("scale",),
    "size": ("dimensions",),
    "url": ("URL",),
    "doi": ("DOI",),
}
_ROLES = {
    "author": ("author", "director", "composer"),
    "editor": ("container-author", "editor", "collection-editor"),
    "translator": ("translator",),
}
_NAMED = pattern(r'"(?:id|citation-key)"\s*:\s*(?:"((?:[^"\\]|\\.)*)"|([\w.]+))')
_LANGUAGES = {"zh": "zh", "ja": "ja", "en": "en", "de": "en", "fr": "en", "es": "en", "ru": "ru"}


def read_csl(source: Source, sink: Sink) -> Iterator[Reference]:
    """Yield the entries of a CSL-JSON file; what is no such file is found."""
    try:
        read = json.loads(source.text)
    except json.JSONDecodeError as error:
        place = Span(source, error.lineno, error.colno)
        sink.add(Code.CSL_NOT_READABLE, place, path=source.path, reason=error.msg)
        return
    except RecursionError:
        sink.add(Code.CSL_NOT_READABLE, Span(source, 1, 1), path=source.path, reason="[[[…")
        return
    items = read.get("items") if isinstance(read, dict) else read
    if not isinstance(items, list):
        reason = "CSL-JSON: [{…}, {…}]"
        sink.add(Code.CSL_NOT_READABLE, Span(source, 1, 1), path=source.path, reason=reason)
        return
    places = _places(source)
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            key = _text(item.get("citation-key") or item.get("id")) or str(number)
            written = json.dumps(key, ensure_ascii=False)[1:-1]
            yield _reference(item, key, places.get(written, Span(source, 1, 1)))


def _reference(item: Mapping[str, object], key: str, span: Span) -> Reference:
    given = _text(item.get("type"))
    kind = _KINDS.get(given)
    fields = {name: _first(item, sources) for name, sources in _FIELDS.items()}
    if kind is not None and fields["number"] and fields["pages"] == fields["number"]:
        fields["pages"] = _text(item.get("page"))
    if kind is Kind.PREPRINT:
        fields["publisher"] = fields["publisher"] or fields.pop("container")
    marked = {
        "title": words.from_html(_text(item.get("title"))),
        "container": words.from_html(fields.get("container", "")),
    }
    fields |= {name: words.plain(each) for name, each in marked.items()}
    fields["date"], fields["accessed"] = _date(item.get("issued")), _date(item.get("accessed"))
    fields["language"] = _LANGUAGES.get(_text(item.get("language"))[:2].lower(), "")
    names = {role: _people(item, sources) for role, sources in _ROLES.items()}
    titles = {name: words.inlines(each, span) for name, each in marked.items()}
    return Reference(
        key,
        {name: text.strip() for name, text in fields.items() if text.strip()},
        span,
        kind=kind or Kind.OTHER,
        names={role: each for role, each in names.items() if each},
        titles={name: each for name, each in titles.items() if each},
        given_kind="" if kind else given or "—",
        is_of_library=True,
    )


def _places(source: Source) -> Mapping[str, Span]:
    """Return where entries name themselves, by their keys as written."""
    found: dict[str, Span] = {}
    for number, line in enumerate(source.lines, 1):
        for match in _NAMED.finditer(line):
            group = 1 if match[1] is not None else 2
            place = Span(source, number, match.start(group) + 1, max(1, len(match[group])))
            found.setdefault(match[group], place)
    return found


def _first(item: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(item.get(name)))), "")


def _text(value: object) -> str:
    if isinstance(value, str):
        return " ".join(value.split())
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _people(item: Mapping[str, object], roles: tuple[str, ...]) -> tuple[Name, ...]:
    for role in roles:
        people = item.get(role)
        if isinstance(people, list):
            names = tuple(_name(each) for each in people if isinstance(each, dict))
            if names:
                return tuple(name for name in names if name.family)
    return ()


def _name(person: Mapping[str, object]) -> Name:
    part = {name: _text(value) for name, value in person.items()}
    if part.get("literal"):
        return Name(part["literal"])
    family = " ".join(filter(None, (part.get("non-dropping-particle"), part.get("family"))))
    if not family:
        return Name(part.get("given", ""))
    given, particle = part.get("given", ""), part.get("dropping-particle", "")
    return Name(family, given, part.get("suffix", ""), particle)


def _date(value: object) -> str:
    """Return a date of CSL: parts of numbers, or words."""
    if not isinstance(value, dict):
        return _text(value)
    parts = value.get("date-parts")
    first = parts[0] if isinstance(parts, list) and parts else ()
    if isinstance(first, list) and first:
        year, *rest = (_text(each) for each in first)
        return "-".join([year, *(each.zfill(2) for each in rest if each)])
    return _text(value.get("literal") or value.get("raw"))
