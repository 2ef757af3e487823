"""Redline: a second Word file that shows what changed since an older state of the report."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from reportgen.automate.history.runs import find_run
from reportgen.automate.making import Order, row_key
from reportgen.automate.publish import file_name, publish
from reportgen.automate.rebuild import Rebuilt
from reportgen.automate.state import writable_state
from reportgen.diag import Code, Diagnostic, Sink, Source, Span
from reportgen.model.world import World

if TYPE_CHECKING:  # loading the rooms takes longer than finding that nothing is asked
    from reportgen.build import Checked

_SUFFIX = "-修订.docx"


def redline(order: Order, world: World) -> Rebuilt:
    """Write what changed since the old state that ``order`` names, if it names one.

    The file stands beside the others; it is no part of the build that is remembered and sent.
    The period of ``world`` is that of the new state: the old one stands at its own.
    """
    old = order.redline
    if old is None:
        return Rebuilt((), ())
    from reportgen.build import build_redline, check  # noqa: PLC0415 - see above

    with _old_state(order, old, world) as (entry, then):
        was, now = check(entry, then), check(order.report, world)
        name = file_name(now.document.cover.title, now.document.id or "report") + _SUFFIX
        made = build_redline(was, now, name, world)
    path = order.folder_for(now.row.name if now.row else "") / name
    publish([(path, made.data)])
    return Rebuilt((path,), _findings(was, now, old, has_changes=bool(made.changes)))


@contextmanager
def _old_state(order: Order, old: str, world: World) -> Iterator[tuple[Path, World]]:
    """Yield the old report and its world: a folder or file, else a run from the archive."""
    path = Path(old)
    if path.exists():
        yield path, replace(world, period="")
        return
    from reportgen.automate.history.reissue import old_world, restored_run  # noqa: PLC0415 - few ask

    state = writable_state(order.report, order.state)
    with state.ledger() as ledger:
        record = find_run(old, order.report, ledger, row_key(world.row))
    with tempfile.TemporaryDirectory(prefix="reportgen-") as name:
        restored = restored_run(record, state, Path(name))
        yield restored.entry, old_world(record, restored, world)


def _findings(
    was: "Checked", now: "Checked", old: str, *, has_changes: bool
) -> tuple[Diagnostic, ...]:
    sink, place = Sink(), Span(Source(str(old), ""), 1, 1)
    if was.document.id != now.document.id:
        sink.add(Code.REDLINE_OF_ANOTHER, place, path=old, old=was.document.id, new=now.document.id)
    if not has_changes:
        sink.add(Code.REDLINE_WITHOUT_CHANGES, place, path=old)
    return sink.found
