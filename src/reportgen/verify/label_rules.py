"""What is wrong with a label, whoever wrote it, and the verdict on a file (GB 45438-2025)."""

import json
from enum import StrEnum

from reportgen.model.label import is_provider_code
from reportgen.model.pattern import pattern

_KEYS = (
    "Label",
    "ContentProducer",
    "ProduceID",
    "ReservedCode1",
    "ContentPropagator",
    "PropagateID",
    "ReservedCode2",
)
_LABELS = frozenset({"1", "2", "3"})
# The values are mainly of these characters (Annex E, j).
_VALUE = pattern(r'(?:[\x21\x23-\x5b\x5d-\x7e]|\\")*')
_CODE_SHAPE = pattern(r"00[0-9A-Z]{25}")
_MAKERS, _MAKING = ("人工智能", "AI"), ("生成", "合成")
_ITSELF = ("本文", "本报告", "本节", "本章", "本内容", "本图", "内容由", "含人工智能", "含AI")
"""What a notice speaks of; the title of the standard, in a reference list, speaks of no file."""
_MARGIN = 2000
"""In so many characters from either end the words of the notice are looked for."""


class LabelVerdict(StrEnum):
    """What a file says of machines that wrote in it."""

    VALID = "valid"
    """It has an implicit label, and the label is right."""
    FAULTY = "faulty"
    """It has one that breaks the rules."""
    MISSING = "missing"
    """It says in words that a machine wrote in it, and has no implicit label."""
    NONE = "none"
    """It says nothing: no machine wrote in it, or it hides one."""


def verdict_on(label: str, words: str) -> LabelVerdict:
    """Return the verdict on a file with the implicit ``label``, and ``words`` at its ends."""
    if label:
        return LabelVerdict.FAULTY if label_faults(label) else LabelVerdict.VALID
    return LabelVerdict.MISSING if has_notice(words) else LabelVerdict.NONE


def has_notice(words: str) -> bool:
    """Tell whether a sentence at either end of ``words`` names itself, AI and making (5.1 b)."""
    ends = words if len(words) <= 2 * _MARGIN else words[:_MARGIN] + "。" + words[-_MARGIN:]
    sentences = ends.replace("\n", "。").split("。")
    return any(
        all(any(word in sentence for word in each) for each in (_ITSELF, _MAKERS, _MAKING))
        for sentence in sentences
    )


def label_faults(label: str) -> tuple[str, ...]:
    """Return what is wrong with ``label``: its keys, its values, its code (Annex E)."""
    try:
        record = json.loads(label)
    except ValueError:
        return ("JSON",)
    if isinstance(record, dict) and set(record) == {"AIGC"}:  # as TC260-PG-20259A, App. B
        record = record["AIGC"]
    if not isinstance(record, dict):
        return ("{…}",)
    if any(not isinstance(value, str) for value in record.values()):
        return tuple(key for key, value in record.items() if not isinstance(value, str))
    faults = [key for key in _KEYS if key not in record]
    faults += [key for key in record if key not in _KEYS]
    if not faults:
        faults += _wrong_values(record)
    return tuple(faults)


def _wrong_values(record: dict[str, str]) -> list[str]:
    faults = [] if record["Label"] in _LABELS else ["Label"]
    for key, value in record.items():
        is_needed = not key.startswith("Reserved")
        if not _VALUE.fullmatch(value) or (is_needed and not value):
            faults.append(key)
    for key in ("ContentProducer", "ContentPropagator"):
        code = record[key]
        if _CODE_SHAPE.fullmatch(code) and not is_provider_code(code) and key not in faults:
            faults.append(key)
    return faults
