"""The implicit label: its ProduceID follows from the report and from what is printed."""

import hashlib
import uuid
from collections.abc import Callable, Iterable
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
    words: list[str] = []
    _spell(document, words.append)
    return hashlib.sha256("".join(words).encode()).hexdigest()


def _fields(value: object) -> Iterable[str]:
    """Return the names of the fields of a noun."""
    return getattr(value, "__struct_fields__", ()) or getattr(value, "__dataclass_fields__", ())


def _spell(value: object, say: Callable[[str], None]) -> None:
    """Say ``value`` as text that no other value has."""
    if isinstance(value, str):
        say(f"{len(value)}:{value}")
    elif isinstance(value, tuple):
        say("[")
        for each in value:
            _spell(each, say)
        say("]")
    elif isinstance(value, Span):
        return
    elif names := _fields(value):
        say(f"({type(value).__name__} ")
        for name in names:
            _spell(getattr(value, name), say)
        say(")")
    elif isinstance(value, bytes):
        say(hashlib.sha256(value).hexdigest())
    elif isinstance(value, Decimal):
        say(f"{value:f};")
    else:  # a whole number, a truth, a date, an enum or nothing
        say(f"{value!s};")
