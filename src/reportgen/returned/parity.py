"""Parity: whether a PDF and a Word file say the same words."""

from collections.abc import Iterator, Sequence

from reportgen.model.pattern import pattern
from reportgen.model.returned import PLACEHOLDER, ReturnedFile, TextSort
from reportgen.returned.view import Seen, seen

# Blanks, and the marks of notes, which Word counts itself.
_UNSAID = pattern(r"[\s\u00ad\u200b-\u200d\u2060\ufeff①-⑳㉑-㉟㊱-㊿]+|\(\d\d\)")
_LEAST = 8
"""Shorter words of the PDF may be labels that Word counts: 二、, 2.1, •."""
_LONGEST_LABEL = 6
_COVER_LINE = 40
"""Before the first heading lines so short may be a company's own, which only Word shows."""
_PASSED_OVER = ("TOC", "Formula", "Lbl")
_HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def differing(pdf: Sequence[tuple[str, str]], word: ReturnedFile) -> Iterator[tuple[str, str]]:
    """Yield ``pdf`` or ``docx`` and words that this file alone has.

    ``pdf`` are its marked words in order, each with its type. Charts, formulas and contents are
    not compared.
    """
    found = seen(word, accepted=True, spells=False)
    texts = [each for each in found if each.sort is not TextSort.CHART]
    in_word = _plain("".join(each.text for each in texts))
    in_pdf = _plain("".join(text for tag, text in pdf if tag != "TOC"))
    for part in _parts(texts):
        if _plain(part) not in in_pdf:
            yield "docx", " ".join(part.split())
    is_cover = True
    for tag, text in pdf:
        is_cover = is_cover and tag not in _HEADINGS
        words = _plain(text)
        if tag in _PASSED_OVER or len(words) < (_COVER_LINE if is_cover else _LEAST):
            continue
        labels = range(_LONGEST_LABEL + 1 if tag in _HEADINGS else 1)
        if not any(words[label:] in in_word for label in labels):
            yield "pdf", " ".join(text.split())


def _parts(texts: Sequence[Seen]) -> Iterator[str]:
    """Yield what stands together in each text: a caption and its unit stand apart."""
    is_cover = True
    for text in texts:
        is_cover = is_cover and text.sort is not TextSort.HEADING
        if not (is_cover and len(text.text) < _COVER_LINE):
            yield from text.text.replace(PLACEHOLDER, "\t").split("\t")


def _plain(text: str) -> str:
    return _UNSAID.sub("", text)
