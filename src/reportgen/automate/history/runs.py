"""Runs: which finished build a person means by a number, a period, 最新 or 上期."""

from pathlib import Path

from msgspec import Struct

from reportgen.automate.history.archive import manifest_of_run
from reportgen.automate.state import place_of, writable_state
from reportgen.diag import Code, Sink, Source, Span, UsageError
from reportgen.ledger import BuildRecord, Ledger
from reportgen.model.difference import Difference
from reportgen.model.manifest import Manifest
from reportgen.model.period import Period

LATEST, PREVIOUS = "latest", "previous"
_NAMES = {"最新": LATEST, "本期": LATEST, "上期": PREVIOUS, LATEST: LATEST, PREVIOUS: PREVIOUS}
_MOST_SHOWN = 8


def find_run(word: str, report: Path, ledger: Ledger, row: str | None = None) -> BuildRecord:
    """Return the build of ``report`` that ``word`` means; raise UsageError when there is none.

    A period means its newest build, ``上期`` the newest of the period before the newest one. Of a
    report made for each row of a table only the builds for ``row`` count, or for the row that was
    built last where none is asked for; then a number may be any build's.
    """
    runs = ledger.builds_at(place_of(report))
    wanted = row if row is not None else runs[0].params if runs else ""
    own = [each for each in runs if each.params == wanted]
    found = _meant(word.strip(), own) or _numbered(word.strip(), own if row is not None else runs)
    if found is None:
        sink, place = Sink(), Span(Source(str(report), ""), 1, 1)
        sink.add(Code.UNKNOWN_RUN, place, run=word, known=_shown(own))
        raise UsageError(sink.found)
    return found


class Runs(Struct, frozen=True):
    """Where runs are looked for: a report, the folder of its ledger, a row of its table."""

    report: Path
    state: Path | None = None
    row: str | None = None


def compare_runs(old: str, new: str, runs: Runs) -> Difference:
    """Return what differs between two issues, each a run or a ``run.json``.

    Without ``old`` it is the issue of the period before, or of one period the run before.
    """
    from reportgen.trace.difference import difference  # noqa: PLC0415 - few compare two

    return difference(manifest_meant(old or _last(runs), runs), manifest_meant(new, runs))


def _last(runs: Runs) -> str:
    with writable_state(runs.report, runs.state).ledger() as ledger:
        newest = next(iter(ledger.builds_at(place_of(runs.report), runs.row)), None)
        own = ledger.builds_at(place_of(runs.report), newest.params) if newest else []
    is_one_period = len({each.period for each in own}) == 1
    return f"#{own[1].id}" if is_one_period and len(own) > 1 else "上期"


def manifest_meant(word: str, runs: Runs) -> Manifest:
    """Return the manifest that ``word`` means: a ``run.json``, else one of ``runs``.

    Raises UsageError when there is none.
    """
    path = Path(word)
    if path.suffix == ".json" or path.is_file():
        return _manifest_at(path)
    kept = writable_state(runs.report, runs.state)
    with kept.ledger() as ledger:
        record = find_run(word, runs.report, ledger, runs.row)
    try:
        found = manifest_of_run(record, kept)
    except ValueError as fault:
        raise no_manifest(f"#{record.id}", str(fault)) from None
    if found is None:
        raise no_manifest(f"#{record.id}", "—")
    return found


def _manifest_at(path: Path) -> Manifest:
    from reportgen.trace import ManifestFaultError, unpack  # noqa: PLC0415 - few compare two

    try:
        return unpack(path.read_bytes())
    except OSError as fault:
        raise no_manifest(path.as_posix(), fault.strerror or "—") from None
    except ManifestFaultError as fault:
        raise no_manifest(path.as_posix(), str(fault)) from None


def no_manifest(shown: str, reason: str) -> UsageError:
    """Return the error that says why a run cannot be told from another."""
    sink, place = Sink(), Span(Source(shown, ""), 1, 1)
    sink.add(Code.NO_MANIFEST, place, path=shown, reason=reason)
    return UsageError(sink.found)


def _meant(word: str, runs: list[BuildRecord]) -> BuildRecord | None:
    if not runs:
        return None
    match _NAMES.get(word):
        case "latest":
            return runs[0]
        case "previous":
            return before(runs[0].period, runs) if runs[0].period else next(iter(runs[1:]), None)
        case _:
            pass
    period = Period.parse(word)
    dated = (each for each in runs if period is not None and each.period == str(period))
    return next(dated, None)


def _numbered(word: str, runs: list[BuildRecord]) -> BuildRecord | None:
    number = word.removeprefix("#")
    return next((each for each in runs if str(each.id) == number), None)


def before(period: str, runs: list[BuildRecord]) -> BuildRecord | None:
    """Return the newest build of the last period before ``period``."""
    now = Period.parse(period)
    dated = [(Period.parse(each.period), each) for each in runs if each.period]
    earlier = [(p.end, each) for p, each in dated if p and now and p.end < now.end]
    if not earlier:
        return None
    last = max(end for end, _ in earlier)
    return next(each for end, each in earlier if end == last)


def _shown(runs: list[BuildRecord]) -> str:
    named = [f"#{each.id} {each.period}".strip() for each in runs[:_MOST_SHOWN]]
    return "、".join(named) or "—"
