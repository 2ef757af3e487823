"""The implicit label: its ProduceID follows from the report and from what is printed."""

import dataclasses
import hashlib
import uuid
from collections.abc import Iterator
from decimal import Decimal

from reportgen.diag import Span
from reportgen.model.document import Document
from reportgen.model.label import ImplicitLabel
from reportgen.model.report import AigcMode, AigcSpec

_NAMESPACE = uuid.UUID("6b9c1a54-6d0e-5f0a-9d53-0c5a8e3f7b21")
_BELONGS = "1"


def implicit_label(aigc: AigcSpec, document: Document) -> ImplicitLabel | None:
    """Return the label of ``document``, or nothing when no machine wrote in it."""
    if aigc.mode is AigcMode.NONE:
        return None
    identity = uuid.uuid5(_NAMESPACE, f"{document.id}\n{digest_of(document)}")
    return ImplicitLabel(_BELONGS, aigc.provider, str(identity))


def digest_of(document: Document) -> str:
    """Return the SHA-256 of all that ``document`` holds; places in sources do not count."""
    return hashlib.sha256("".join(_canonical(document)).encode()).hexdigest()


def _canonical(value: object) -> Iterator[str]:
    """Yield ``value`` as text that no other value has."""
    if isinstance(value, str):
        yield f"{len(value)}:{value}"
    elif isinstance(value, tuple):
        yield "["
        for each in value:
            yield from _canonical(each)
        yield "]"
    elif isinstance(value, Span):
        return
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        yield f"({type(value).__name__} "
        for name in value.__dataclass_fields__:
            yield from _canonical(getattr(value, name))
        yield ")"
    elif isinstance(value, bytes):
        yield hashlib.sha256(value).hexdigest()
    elif isinstance(value, Decimal):
        yield f"{value:f};"
    else:  # a whole number, a truth, a date, an enum or nothing
        yield f"{value!s};"
