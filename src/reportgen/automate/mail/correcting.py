"""Correcting: what a corrected issue says of itself, above the words of its letter."""

from html import escape

from msgspec import Struct

from reportgen.automate.history.archive import manifest_of_run
from reportgen.automate.state import State
from reportgen.ledger import BuildRecord

_MOST_SHOWN = 12


class Notice(Struct, frozen=True):
    """Why an issue is sent once more, and which numbers have changed."""

    reason: str
    changes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The notice as plain text."""
        changes = "".join(f"\n- {each}" for each in self.changes)
        return f"更正说明：{self.reason}{changes}"

    @property
    def html(self) -> str:
        """The notice as HTML."""
        items = "".join(f"<li>{escape(each)}</li>" for each in self.changes)
        listed = f"<ul>{items}</ul>" if items else ""
        return f"<p><strong>更正说明：</strong>{escape(self.reason)}</p>{listed}"


def pack_notice(notice: Notice) -> str:
    """Return ``notice`` as a row of the outbox keeps it: a line each."""
    return "\n".join((notice.reason, *notice.changes))


def unpack_notice(kept: str) -> Notice:
    """Return the notice that a row of the outbox keeps."""
    reason, *changes = kept.split("\n")
    return Notice(reason, tuple(changes))


def notice_of(reason: str, old: BuildRecord | None, new: BuildRecord, state: State) -> Notice:
    """Return why ``new`` is sent in place of ``old``, and which numbers differ in print."""
    words = " ".join(reason.split())
    before = manifest_of_run(old, state) if old is not None else None
    after = manifest_of_run(new, state)
    if before is None or after is None:
        return Notice(words)
    from reportgen.trace.difference import difference  # noqa: PLC0415 - few are corrected

    shown: dict[str, None] = {}
    for each in difference(before, after).numbers:
        if each.old is not None and each.new is not None and each.old.text != each.new.text:
            period = f"（{each.new.period}）" if each.new.period else ""
            label = " ".join(f"{each.label}{period}".split())
            shown[f"{label}：{each.old.text} → {each.new.text}"] = None
    lines = tuple(shown)
    more = (f"另有 {len(lines) - _MOST_SHOWN} 处",) if len(lines) > _MOST_SHOWN else ()
    return Notice(words, (*lines[:_MOST_SHOWN], *more))
