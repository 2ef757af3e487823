"""Runs: which finished build a person means by a number, a period, 最新 or 上期."""

from pathlib import Path

from reportgen.automate.archive import RUN, manifest_of_run
from reportgen.automate.state import State, place_of, writable_state
from reportgen.diag import Code, Sink, Source, Span, UsageError
from reportgen.ledger import BuildRecord, Ledger
from reportgen.model.difference import Difference
from reportgen.model.manifest import Manifest
from reportgen.model.period import Period

LATEST, PREVIOUS = "latest", "previous"
_NAMES = {"最新": LATEST, "本期": LATEST, "上期": PREVIOUS, LATEST: LATEST, PREVIOUS: PREVIOUS}
_MOST_SHOWN = 8


def find_run(word: str, report: Path, ledger: Ledger) -> BuildRecord:
    """Return the build of ``report`` that ``word`` means; raise UsageError when there is none.

    A period means its newest build, ``上期`` the newest of the period before the newest one.
    """
    runs = ledger.builds_at(place_of(report))
    found = _meant(word.strip(), runs)
    if found is None:
        sink, place = Sink(), Span(Source(str(report), ""), 1, 1)
        sink.add(Code.UNKNOWN_RUN, place, run=word, known=_shown(runs))
        raise UsageError(sink.found)
    return found


def is_run(word: str, report: Path, ledger: Ledger) -> bool:
    """Tell whether ``word`` means a build of ``report``."""
    return _meant(word.strip(), ledger.builds_at(place_of(report))) is not None


def last_manifest(report: Path, period: str, state: State, ledger: Ledger) -> Manifest | None:
    """Return what the last issue before ``period`` says: the newest build of another period.

    Of a report without periods it is the newest build.
    """
    runs = [each for each in ledger.builds_at(place_of(report)) if RUN in dict(each.files)]
    if not period:
        return manifest_of_run(runs[0], state) if runs else None
    found = before(period, runs)
    return manifest_of_run(found, state) if found else None


def compare_runs(old: str, new: str, report: Path, state: Path | None) -> Difference:
    """Return what differs between two issues, each a run of ``report`` or a ``run.json``."""
    from reportgen.trace import difference  # noqa: PLC0415 - few compare two

    return difference(manifest_meant(old, report, state), manifest_meant(new, report, state))


def manifest_meant(word: str, report: Path, state: Path | None) -> Manifest:
    """Return the manifest that ``word`` means: a ``run.json``, else a run of ``report``.

    Raises UsageError when there is none.
    """
    path = Path(word)
    if path.suffix == ".json" or path.is_file():
        return _manifest_at(path)
    kept = writable_state(report, state)
    with kept.ledger() as ledger:
        record = find_run(word, report, ledger)
    try:
        found = manifest_of_run(record, kept)
    except ValueError as fault:
        raise _no_manifest(f"#{record.id}", str(fault)) from None
    if found is None:
        raise _no_manifest(f"#{record.id}", "—")
    return found


def _manifest_at(path: Path) -> Manifest:
    from reportgen.trace import ManifestFaultError, unpack  # noqa: PLC0415 - few compare two

    try:
        return unpack(path.read_bytes())
    except OSError as fault:
        raise _no_manifest(path.as_posix(), fault.strerror or "—") from None
    except ManifestFaultError as fault:
        raise _no_manifest(path.as_posix(), str(fault)) from None


def _no_manifest(shown: str, reason: str) -> UsageError:
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
    of_period = [each for each in runs if period is not None and each.period == str(period)]
    if of_period:
        return of_period[0]
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
