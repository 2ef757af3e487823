"""Implicit label: the AIGC record inside every exported file (GB 45438-2025, 6.1 and Annex E)."""

import json

from msgspec import Struct


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
