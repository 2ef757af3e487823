"""Links: the annotations of a page (ISO 32000-1, 12.5.6.5; ISO 14289-1, 7.18)."""

from reportgen.model.page import LinkArea
from reportgen.write_pdf.navigation import destination
from reportgen.write_pdf.syntax import literal, number, text_string

_PRINTED = 4
"""The flag that PDF/A wants on every annotation (ISO 19005-2, 6.3.2)."""


def link_annotation(link: LinkArea, key: int) -> str:
    """Return the annotation of ``link``, whose key in the parent tree is ``key``."""
    corners = (link.x, link.y, link.x + link.width, link.y + link.height)
    return (
        f"<</Type/Annot/Subtype/Link/F {_PRINTED}/Border[0 0 0]"
        f"/Rect[{' '.join(map(number, corners))}]/Contents{text_string(link.text)}"
        f"/StructParent {key}{_target(link)}>>"
    )


def _target(link: LinkArea) -> str:
    if link.url:
        return f"/A<</S/URI/URI{literal(_ascii(link.url))}>>"
    return f"/Dest{destination(link.anchor)}"


def _ascii(url: str) -> str:
    """Return ``url`` as the 7-bit ASCII that 12.6.4.7 asks for."""
    return "".join(c if "!" <= c <= "~" else _percent(c) for c in url)


def _percent(character: str) -> str:
    return "".join(f"%{byte:02X}" for byte in character.encode())
