"""People of an entry: how they are named in it (7.1), and in the text (9.3.1)."""

from reportgen.model.pattern import pattern
from reportgen.model.report import OTHERS, Name, Reference
from reportgen.zh.languages import Language, has_han, language_of
from reportgen.zh.pinyin import is_spelled_name

AUTHOR, EDITOR, TRANSLATOR = "author", "editor", "translator"
_MOST = 3
"""So many are named; of more, the first three (7.1.2)."""
_AND_OTHERS = {
    Language.CHINESE: "等",
    Language.JAPANESE: "他",
    Language.WESTERN: "et al.",
    Language.RUSSIAN: "и др.",
    Language.OTHER: "et al.",
}
_NOBODY = {Language.CHINESE: "佚名", Language.JAPANESE: "佚名", Language.RUSSIAN: "Аноним"}
_LANGUAGES = {
    "zh": Language.CHINESE,
    "ja": Language.JAPANESE,
    "en": Language.WESTERN,
    "ru": Language.RUSSIAN,
    "other": Language.OTHER,
}
_PART = pattern(r"[^\s.\-]+")


def language(reference: Reference) -> Language:
    """Return the language of an entry: as declared, else by the script of its title."""
    declared = reference.fields.get("language", "")
    if declared in _LANGUAGES:
        return _LANGUAGES[declared]
    return language_of(reference.fields.get("title", "") or whole_names(reference))


def whole_names(reference: Reference) -> str:
    """Return the authors as they were typed."""
    return " ".join(f"{each.family} {each.given}" for each in creators(reference))


def creators(reference: Reference) -> tuple[Name, ...]:
    """Return who an entry starts with: its authors, or the editors of a whole book."""
    names = reference.names
    if AUTHOR in names or reference.fields.get("container"):
        return names.get(AUTHOR, ())
    return names.get(EDITOR, ())


def and_others(tongue: Language) -> str:
    """Return ``等`` or ``et al.``, as the entry's language has it."""
    return _AND_OTHERS[tongue]


def nobody(tongue: Language) -> str:
    """Return what stands for an author nobody knows (7.1.3)."""
    return _NOBODY.get(tongue, "Anon")


def listed(names: tuple[Name, ...], comma: str, tongue: Language, *, capitals: bool) -> str:
    """Return ``names`` as an entry gives them."""
    named = [name for name in names if name != OTHERS]
    shown = [_full(name, capitals=capitals) for name in named[:_MOST]]
    if len(named) > _MOST or OTHERS in names:
        shown.append(and_others(tongue))
    return comma.join(shown)


def cited(reference: Reference) -> str:
    """Return how the text names who made a source: ``张三 等``, ``Falout et al.``."""
    tongue = language(reference)
    names = creators(reference)
    if not names:
        return nobody(tongue)
    first = names[0].family
    if has_han(first) and names[0].given:
        first = _full(names[0], capitals=False)
    return f"{first} {and_others(tongue)}" if len(names) > 1 else first


def _full(name: Name, *, capitals: bool) -> str:
    """Return one name: family name first, then initials without stops (7.1.1)."""
    if not name.given:
        return name.family
    if has_han(name.family):
        gap = "" if has_han(name.given) else " "
        return f"{name.family}{gap}{_initials(name.given) if gap else name.given}"
    # Names in pinyin are given in full.
    given = name.given if is_spelled_name(name.family, name.given) else _initials(name.given)
    family = name.family.upper() if capitals else name.family
    return " ".join(filter(None, (family, given, name.particle, name.suffix.rstrip("."))))


def _initials(given: str) -> str:
    """Return ``P Z`` for ``Peyton Z.``, and ``J-P`` for ``Jean-Paul``."""
    words = given.replace(".", " ").split()
    return " ".join("-".join(part[0].upper() for part in _PART.findall(word)) for word in words)
