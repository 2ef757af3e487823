"""Paragraph ids: each paragraph keeps its own while others are edited, here and in Word."""

import zlib

_PARAGRAPH = "<w:p>"
_HEADING = 'w:name="_Toc'
_END = "</w:p>"
# [MS-DOCX], 2.6.2.4: more than nought, less than 0x80000000.
_MOST = 0x7FFFFFFF


class ParagraphIds:
    """Gives ids that no other paragraph of the file has.

    An id says the section and the place in it: what is written elsewhere does not move it.
    """

    def __init__(self) -> None:
        self._taken: set[int] = {0}

    def given(self, xml: str, section: str = "") -> str:
        """Return ``xml`` with an id at each paragraph; it starts in ``section``."""
        first, *paragraphs = xml.split(_PARAGRAPH)
        parts, taken = [first], self._taken
        number = zlib.crc32(section.encode())
        for each in paragraphs:
            if _HEADING in each:
                words = each[: each.find(_END)]
                number = zlib.crc32(_title(words).encode())
            number &= _MOST
            while number in taken:
                number = number + 1 & _MOST
            taken.add(number)
            parts += (f'<w:p w14:paraId="{number:08X}">', each)
            number += 1
        return "".join(parts)


def _title(heading: str) -> str:
    """Return the words of a heading with their tags but without what is counted."""
    return "".join(part.partition("</w:t>")[0] for part in heading.split("<w:t")[1:])
