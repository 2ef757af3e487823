"""Waivers: findings an author has looked at and lets stand, with his reason."""

from msgspec import Struct

from reportgen.diag import Span


class WaivedCode(Struct, frozen=True, gc=False):
    """A code in a waiver, and where it stands."""

    code: str
    span: Span


class Waiver(Struct, frozen=True, gc=False):
    """``{: ignore=N107 reason="…" }`` behind a block, which stands on lines ``first`` to ``last``.

    Without a reason it has no effect. Those among the keys of a report are for all keys.
    """

    codes: tuple[WaivedCode, ...]
    reason: str
    span: Span
    first: int
    last: int
    of: str = ""
    """Words that the finding must hold."""
    is_for_keys: bool = False

    def covers(self, span: Span) -> bool:
        """Tell whether ``span`` stands in its block."""
        same = span.source is self.span.source or span.source.path == self.span.source.path
        return same and self.first <= span.line <= self.last
