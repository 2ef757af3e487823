"""Two Documents held against each other, whole: every field of every block, piece and note."""

import re
from difflib import SequenceMatcher

import msgspec

from reportgen.model import document as doc

BY_NATURE = frozenset(
    {"numbers", "number", "source", "is_bound", "key", "id", "anchor", "target", "produce_id"}
    | {"pdf", "docx"}
)
"""Fields that no Word file tells: where a number came from, names of places, other outputs."""


def differences(first, second):
    """Return what differs: a type and its field, and what it is in both."""
    return list(_unlike(_plain(first), _plain(second), "Document"))


def _plain(value):
    """Return ``value`` as lists and mappings, runs of one look joined."""
    if isinstance(value, doc.Formula | doc.InlineFormula):
        value = msgspec.structs.replace(value, tex=_typed(value.tex))
    if isinstance(value, msgspec.Struct):
        fields = {
            name: _plain(getattr(value, name))
            for name in value.__struct_fields__
            if name not in BY_NATURE
        }
        return {"": type(value).__name__, **fields}
    if isinstance(value, tuple | list):
        return _joined([_plain(each) for each in value])
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return value


def _joined(values):
    made = []
    for each in values:
        before = made[-1] if made else None
        is_run = isinstance(each, dict) and each.get("") == "Run" and isinstance(before, dict)
        if is_run and {**each, "text": ""} == {**before, "text": ""}:
            made[-1] = {**each, "text": before["text"] + each["text"]}
        else:
            made.append(each)
    return made


def _typed(tex):
    """Return ``tex`` without what is set alike: blanks, braces, upright words."""
    tex = re.sub(r"\\(?:text|mathrm|left|right)(?![a-z])", "", tex)
    return re.sub(r"[\s{}]", "", tex)


def _unlike(first, second, path):
    if isinstance(first, dict) and isinstance(second, dict) and first.get("") == second.get(""):
        for name in first:
            yield from _unlike(first[name], second.get(name), f"{first.get('', '')}.{name}")
    elif isinstance(first, list) and isinstance(second, list):
        yield from _unlike_lists(first, second, path)
    elif first != second:
        yield path, f"{_short(first)} → {_short(second)}"


def _unlike_lists(first, second, path):
    if len(first) == len(second):
        for one, other in zip(first, second, strict=True):
            yield from _unlike(one, other, path)
        return
    matched = SequenceMatcher(None, *([_words(each) for each in side] for side in (first, second)))
    for tag, start, end, from_, to in matched.get_opcodes():
        if tag == "equal" or (tag == "replace" and end - start == to - from_):
            yield from _unlike_lists(first[start:end], second[from_:to], path)
            continue
        for each in first[start:end]:
            yield f"{path} - {_name(each)}", _short(each)
        for each in second[from_:to]:
            yield f"{path} + {_name(each)}", _short(each)


def _name(value):
    return value.get("", "") if isinstance(value, dict) else type(value).__name__


def _words(value):
    if isinstance(value, dict):
        inside = "".join(_words(each) for name, each in value.items() if name)
        return f"{value.get('', '')}({inside})"
    if isinstance(value, list):
        return "".join(map(_words, value))
    return value if isinstance(value, str) else ""


def _short(value):
    return repr(value) if not isinstance(value, list | dict) else _words(value)[:120]
