"""Words into XML: the one place that escapes, and the namespaces of every part."""

from reportgen.model.pattern import pattern

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}

_NEWER = ("w14", "w15")

# XML 1.0, 2.2: what is not a Char cannot be written, not even as a reference.
_NOT_A_CHAR = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPECIAL = pattern('[&<>"\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]')
_OUTER_SPACE = pattern(r"^\s|\s$|\s\s")


def escape(text: str) -> str:
    """Return ``text`` for an element or an attribute in double quotes."""
    if not _SPECIAL.search(text):
        return text
    clean = _NOT_A_CHAR.sub("", text)
    clean = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return clean.replace('"', "&quot;")


def root(name: str, content: str, prefixes: str = "w r") -> str:
    """Return a part's XML: its root element ``w:<name>`` round ``content``."""
    declared = " ".join(f'xmlns:{p}="{_NAMESPACES[p]}"' for p in prefixes.split())
    # What an older reader does not know it may pass over.
    newer = " ".join(p for p in prefixes.split() if p in _NEWER)
    ignorable = f' mc:Ignorable="{newer}"' if newer else ""
    return f"{DECLARATION}<w:{name} {declared}{ignorable}>{content}</w:{name}>"


def value(name: str, content: object) -> str:
    """Return ``<w:name w:val="content"/>``."""
    return f'<w:{name} w:val="{content}"/>'


def switch(name: str, *, is_on: bool) -> str:
    """Return a property that is on or off."""
    return f"<w:{name}/>" if is_on else value(name, 0)


def text(words: str) -> str:
    """Return ``words`` as a w:t, its outer spaces kept."""
    kept = ' xml:space="preserve"' if _OUTER_SPACE.search(words) else ""
    return f"<w:t{kept}>{escape(words)}</w:t>"


def run(content: str, properties: str = "") -> str:
    """Return a run of ready XML in the look of ``properties``."""
    if properties:
        return f"<w:r><w:rPr>{properties}</w:rPr>{content}</w:r>"
    return f"<w:r>{content}</w:r>"


def link(bookmark: str, content: str) -> str:
    """Return ``content`` linked to a bookmark of this file."""
    return f'<w:hyperlink w:anchor="{bookmark}" w:history="1">{content}</w:hyperlink>'
