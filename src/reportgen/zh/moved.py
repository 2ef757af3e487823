"""Moved: characters that earlier editions of GB 18030 kept in the private use area of Unicode."""

from collections.abc import Mapping

# GB 18030-2022 gives them their code points of Unicode; decoders of 2000 and 2005 still answer
# with the private ones.
_PRIVATE = (*range(0xE78D, 0xE794), 0xE794, 0xE795, 0xE796)
_VERTICAL = (0xFE10, 0xFE12, 0xFE11, 0xFE13, 0xFE14, 0xFE15, 0xFE16, 0xFE17, 0xFE18, 0xFE19)
_PARTS = (0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864)
_HAN = range(0x9FB4, 0x9FBC)

MOVED: Mapping[str, str] = {
    chr(old): chr(new) for old, new in zip((*_PRIVATE, *_PARTS), (*_VERTICAL, *_HAN), strict=True)
}
"""The private character to the one that everybody knows."""
MOVED_POINTS = str.maketrans(dict(MOVED))
"""For ``str.translate``."""
