"""Starters: small reports that build at once and teach by example, with the author's own names."""

import json
import re
from collections.abc import Mapping

from msgspec import Struct

_GAP = re.compile("«([a-z]+)»")


class Answers(Struct, frozen=True):
    """What a new report is called and who publishes it."""

    title: str
    organisation: str
    brand: str
    date: str
    """ISO 8601."""


def fill_in(texts: Mapping[str, str], identifier: str, answers: Answers) -> dict[str, str]:
    """Return the files ``texts`` of a starter with the ``answers`` where «…» stands.

    Values stand in YAML: what is no plain word is quoted.
    """
    values = {
        "id": identifier,
        "title": json.dumps(answers.title, ensure_ascii=False),
        "organisation": json.dumps(answers.organisation, ensure_ascii=False),
        "brand": answers.brand,
        "date": answers.date,
    }
    return {name: _GAP.sub(lambda gap: values[gap[1]], text) for name, text in texts.items()}
