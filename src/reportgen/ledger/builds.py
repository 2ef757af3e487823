"""Builds: which files are the current ones of a report."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from itertools import islice
from types import TracebackType
from typing import Self, TypeAlias

from msgspec import Struct

from reportgen.ledger.approvals import Approvals
from reportgen.ledger.channels import Channels
from reportgen.ledger.events import Events
from reportgen.ledger.jobs import Jobs
from reportgen.ledger.occurrences import Occurrences
from reportgen.ledger.outbox import Outbox
from reportgen.ledger.reviews import Reviews
from reportgen.ledger.troubles import Troubles

Pairs: TypeAlias = tuple[tuple[str, str], ...]


class BuildRecord(Struct, frozen=True):
    """One finished build: what it was made from, and the files it made.

    ``place`` is the report's path, ``wanted`` the kinds asked for; ``inputs`` are (path, sha256)
    of every file that was read, ``settings`` what else it depended on, ``files`` (kind, sha256).
    """

    place: str
    report: str
    params: str
    period: str
    name: str
    wanted: str
    fingerprint: str
    inputs: Pairs
    settings: Pairs
    files: Pairs
    built_at: str
    label: str = ""
    """The implicit label of its files, as JSON; nothing where no machine wrote in them."""
    id: int = 0
    """Its number in the ledger; 0 before it is there."""


_COLUMNS = (
    "place, report, params, period, name, wanted, fingerprint, inputs, settings, files, "
    "built_at, label"
)


class LedgerFaultError(Exception):
    """The ledger cannot be read or written: a full disk, a lost right, a damaged file."""


class LedgerDamagedError(LedgerFaultError):
    """The file is no ledger, or not a whole one."""


def fault_of(fault: sqlite3.Error) -> LedgerFaultError:
    """Return what ``fault`` means for the ledger."""
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    is_damage = code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
    return LedgerDamagedError(str(fault)) if is_damage else LedgerFaultError(str(fault))


class Ledger:
    """An open ledger; close it, or use it in a ``with``."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add_build(self, build: BuildRecord) -> int:
        """Make ``build`` the current one of its place and of its report; return its number."""
        row = [getattr(build, name) for name in _COLUMNS.split(", ")]
        plain = [value if isinstance(value, str) else json.dumps(value) for value in row]
        marks = ", ".join("?" * len(plain))
        done = self._connection.execute(f"INSERT INTO build ({_COLUMNS}) VALUES ({marks})", plain)  # noqa: S608 - only our own names
        return int(done.lastrowid or 0)

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Do all that is written inside or, when it raises, nothing of it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def build_at(self, place: str, wanted: str, params: str = "") -> BuildRecord | None:
        """Return the newest build of the report at ``place`` for these kinds, or nothing."""
        return self._newest("place = ? AND wanted = ? AND params = ?", place, wanted, params)

    def newest_at(
        self, place: str, kinds: Collection[str] = (), params: str | None = None
    ) -> BuildRecord | None:
        """Return the newest build at ``place`` (of one row) that made all of ``kinds``, if any."""
        row = () if params is None else (params,)
        for build in self._builds(
            f"WHERE place = ?{' AND params = ?' if row else ''}", place, *row
        ):
            if set(kinds) <= {kind for kind, _ in build.files}:
                return build
        return None

    def build_of(self, report: str, params: str = "") -> BuildRecord | None:
        """Return the newest build of the report with this id, or nothing."""
        return self._newest("report = ? AND params = ?", report, params)

    def build(self, number: int) -> BuildRecord | None:
        """Return a build by its number."""
        return self._newest("id = ?", number)

    def builds(self, limit: int = 20) -> list[BuildRecord]:
        """Return the newest builds of all reports, the newest first."""
        return list(islice(self._builds(""), limit))

    def all_builds(self) -> Iterator[BuildRecord]:
        """Yield the builds of all reports, the newest first."""
        return self._builds("")

    def builds_at(self, place: str, params: str | None = None) -> list[BuildRecord]:
        """Return the builds of the report at ``place``, the newest first; or those of one row."""
        if params is None:
            return list(self._builds("WHERE place = ?", place))
        return list(self._builds("WHERE place = ? AND params = ?", place, params))

    def _newest(self, where: str, *values: str | int) -> BuildRecord | None:
        return next(self._builds(f"WHERE {where}", *values), None)

    def _builds(self, where: str, *values: str | int) -> Iterator[BuildRecord]:
        rows = self._connection.execute(
            f"SELECT {_COLUMNS}, id FROM build {where} ORDER BY id DESC",  # noqa: S608 - as above
            values,
        )
        return map(_record, rows)

    @property
    def outbox(self) -> Outbox:
        """The messages."""
        return Outbox(self._connection)

    @property
    def approvals(self) -> Approvals:
        """Who let which content go out."""
        return Approvals(self._connection)

    @property
    def channels(self) -> Channels:
        """The servers that are not to be used, and the mailboxes that want no mail."""
        return Channels(self._connection)

    @property
    def events(self) -> Events:
        """The log of the messages."""
        return Events(self._connection)

    @property
    def jobs(self) -> Jobs:
        """The reports of batches that are to be made."""
        return Jobs(self._connection)

    @property
    def reviews(self) -> Reviews:
        """The judgements that a person lets stand."""
        return Reviews(self._connection)

    @property
    def occurrences(self) -> Occurrences:
        """The served moments of schedules."""
        return Occurrences(self._connection)

    @property
    def troubles(self) -> Troubles:
        """What keeps reports from running by themselves."""
        return Troubles(self._connection)

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
        if isinstance(fault, sqlite3.Error):
            raise fault_of(fault) from fault


def _record(row: tuple[str, ...]) -> BuildRecord:
    *words, inputs, settings, files, at, label, number = row
    place, report, params, period, name, wanted, mark = words
    return BuildRecord(
        place,
        report,
        params,
        period,
        name,
        wanted,
        mark,
        _pairs(inputs),
        _pairs(settings),
        _pairs(files),
        at,
        label,
        int(number),
    )


def _pairs(text: str) -> Pairs:
    return tuple((str(key), str(value)) for key, value in json.loads(text))
