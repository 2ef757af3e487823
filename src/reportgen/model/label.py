"""Implicit label: the AIGC record inside every exported file (GB 45438-2025, 6.1 and Annex E)."""

import json
import re

from msgspec import Struct

from reportgen.model.pattern import pattern

_CODE = pattern(r"00[0-9A-Z]{25}", re.ASCII)
_ORGANISATION = "0011"
_USCC_DIGITS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


class ImplicitLabel(Struct, frozen=True, gc=False):
    """What the file says of its making; all values are printable ASCII without spaces."""

    label: str
    """``1``: it holds generated content."""
    producer: str
    produce_id: str

    def as_json(self) -> str:
        """Return the seven keys of Annex E in their order, as compact JSON.

        At the first write the propagator is the producer (Annex E, note 1).
        """
        record = {
            "Label": self.label,
            "ContentProducer": self.producer,
            "ProduceID": self.produce_id,
            "ReservedCode1": "",
            "ContentPropagator": self.producer,
            "PropagateID": self.produce_id,
            "ReservedCode2": "",
        }
        return json.dumps(record, separators=(",", ":"))


def is_provider_code(code: str) -> bool:
    """Tell whether ``code`` is a provider's: 27 characters, its check digit included.

    TC260-PG-20252A; ``0011`` starts the code of an organisation, which holds its credit code.
    """
    if not _CODE.fullmatch(code):
        return False
    return not code.startswith(_ORGANISATION) or _is_uscc(code[4:22])


def _is_uscc(code: str) -> bool:
    """Tell whether a unified social credit code has its check digit (modulo 31, weights 3^i)."""
    if any(char not in _USCC_DIGITS for char in code):
        return False
    weighed = sum(
        _USCC_DIGITS.index(char) * pow(3, place, 31) for place, char in enumerate(code[:-1])
    )
    return _USCC_DIGITS[(31 - weighed % 31) % 31] == code[-1]
