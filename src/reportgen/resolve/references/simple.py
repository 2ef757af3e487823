"""The ``simple`` style: ``站点 - “题名” (网址)``."""

from reportgen.model.document import LinkRun, Pieces, Run
from reportgen.model.report import Reference

_INNER_QUOTES = str.maketrans("“”‘’", "‘’“”")


def simple_words(reference: Reference) -> Pieces:
    """Return an entry; what the author left out is left out."""
    publisher, title, url = (
        reference.fields.get(name, "").strip() for name in ("publisher", "title", "url")
    )
    # Quotes inside quotes are single ones (GB/T 15834).
    quoted = f"“{title.translate(_INNER_QUOTES)}”" if title else ""
    words = " - ".join(filter(None, (publisher, quoted)))
    if not url:
        return (Run(words),)
    if not words:
        return (LinkRun(url, url),)
    return (Run(f"{words} ("), LinkRun(url, url), Run(")"))
