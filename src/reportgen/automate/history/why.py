"""Why: what made a build necessary, or would; and what it did to the numbers."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile

from msgspec.structs import replace

from reportgen.automate.history.archive import manifest_of_run
from reportgen.automate.history.reasons import reasons_between, reasons_now
from reportgen.automate.history.runs import Runs, find_run
from reportgen.automate.making import Order, row_key, wanted_of
from reportgen.automate.rebuild import Rebuilt, settings_now
from reportgen.automate.state import State, place_of, writable_state
from reportgen.ledger import BuildRecord, Ledger
from reportgen.model.dependence import Use
from reportgen.model.reason import Reason, ReasonKind, Why
from reportgen.model.world import World


def why_built(run: str, runs: Runs) -> Why:
    """Return why a finished run was made, and what differs from the one before it."""
    state = writable_state(runs.report, runs.state)
    with state.ledger() as ledger:
        record = find_run(run, runs.report, ledger, runs.row)
        return why_of(record, state, ledger)


def why_done(done: Rebuilt, order: Order) -> Why:
    """Return why the build that is just ``done`` was made, or since when nothing has changed."""
    state = writable_state(order.report, order.state)
    with state.ledger() as ledger:
        record = ledger.build(done.run)
        if record is None:
            return Why(0, "", reasons=(Reason(ReasonKind.FIRST),))
        if done.is_unchanged:
            return Why(record.id, record.built_at)
        return why_of(record, state, ledger)


def why_of(record: BuildRecord, state: State, ledger: Ledger) -> Why:
    """Return why ``record`` was made, and what differs from the run before it."""
    older = before(record, ledger)
    if older is None:
        return Why(record.id, record.built_at, reasons=(Reason(ReasonKind.FIRST),))
    reasons = reasons_between(older, record, state)
    made = Why(record.id, record.built_at, older.id, older.built_at, reasons)
    try:
        old, new = manifest_of_run(older, state), manifest_of_run(record, state)
    except ValueError:  # a later program wrote one of them
        return made
    if old is None or new is None:
        return made
    from reportgen.trace.difference import difference  # noqa: PLC0415 - few ask why
    from reportgen.trace.effects import metric_changes  # noqa: PLC0415 - as above

    found = difference(old, new)
    metrics = tuple(metric_changes(old, new))
    return replace(made, metrics=metrics, difference=None if found.is_empty else found)


def before(record: BuildRecord, ledger: Ledger) -> BuildRecord | None:
    """Return the run that ``record`` took the place of: the same report, row and kinds."""
    runs = ledger.builds_at(record.place, record.params)
    older = dropwhile(lambda each: each.id >= record.id, runs)
    return next((each for each in older if each.wanted == record.wanted), None)


def why_now(order: Order, world: World) -> Why:
    """Return why ``order`` would be built; without a reason it would not."""
    state = writable_state(order.report, order.state)
    with state.ledger() as ledger:
        known = ledger.build_at(place_of(order.report), wanted_of(order, world), row_key(world.row))
    if known is None:
        return Why(0, "", reasons=(Reason(ReasonKind.FIRST),))
    reasons = reasons_now(known, settings_now(known, order, world), state)
    touched = tuple(_touched(reasons, known, state))
    return Why(0, "", known.id, known.built_at, reasons, touched=touched)


def _touched(reasons: Sequence[Reason], known: BuildRecord, state: State) -> Iterator[Use]:
    """Yield what ``known`` made of the data files that are otherwise now, each thing once."""
    files = [each.name for each in reasons if each.kind is ReasonKind.FILE and each.tables]
    manifest = manifest_of_run(known, state) if files else None
    if manifest is None:
        return
    from reportgen.trace.depends import Graph  # noqa: PLC0415 - few ask why

    graph, told = Graph(manifest), set()
    for name in files:
        for found in graph.found(name):
            for use in found.uses:
                if use not in told:
                    told.add(use)
                    yield use
