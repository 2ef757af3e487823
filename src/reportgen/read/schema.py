"""JSON Schema of report.yaml, for editors: made from the same table as the checker."""

from typing import assert_never

from reportgen.read.keys import REPORT
from reportgen.read.shapes import (
    Choice,
    Either,
    Fields,
    Key,
    Listing,
    Markdown,
    Names,
    Number,
    Shape,
    Word,
)

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, object]:
    """Return the schema (draft 2020-12); each key is known by both of its names."""
    return {"$schema": _DRAFT, "title": "reportgen: report.yaml", **_schema(REPORT)}


def _schema(shape: Shape) -> dict[str, object]:  # noqa: PLR0911 - one return a shape
    match shape:
        case Word():
            anything: dict[str, object] = {"type": ["string", "number"]}
            return {**anything, "pattern": shape.pattern} if shape.pattern else anything
        case Markdown():
            return {"type": ["string", "number"]}
        case Number():
            return {"type": ["number", "string"]}
        case Choice():
            names = [option.name for option in shape.options]
            chinese = [option.chinese for option in shape.options]
            words: list[object] = list(dict.fromkeys(names + chinese))
            return {"enum": words + [int(word) for word in names if word.isdigit()]}
        case Listing():
            array: dict[str, object] = {"type": "array", "items": _schema(shape.item)}
            return {"anyOf": [_schema(shape.item), array]} if shape.may_be_single else array
        case Names():
            return {"type": "object", "additionalProperties": _schema(shape.item)}
        case Fields():
            return _object(shape)
        case Either():
            return {"anyOf": [_schema(option) for option in shape.options]}
        case _:
            assert_never(shape)


def _object(shape: Fields) -> dict[str, object]:
    properties = {name: _property(key) for key in shape.keys for name in _names(key)}
    made: dict[str, object] = {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
    }
    required = [
        {"anyOf": [{"required": [name]} for name in _names(key)]}
        for key in shape.keys
        if key.required
    ]
    if required:
        made["allOf"] = required
    return made


def _names(key: Key) -> list[str]:
    return list(dict.fromkeys((key.name, key.chinese)))


def _property(key: Key) -> dict[str, object]:
    other = "" if key.name == key.chinese else f"（{key.name} / {key.chinese}）"
    return {**_schema(key.shape), "description": f"{key.zh} / {key.en}{other}"}
