"""Jobs: the reports of a batch; each is claimed under a lease, done once, and poison after three.

Who claims a job is its owner until the lease ends; a heartbeat extends it. What an owner reports
after somebody else has claimed the job counts for nothing: the attempt's number is the fence.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from enum import StrEnum

from msgspec import Struct

MOST_ATTEMPTS = 3


class JobState(StrEnum):
    """How far a job is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    REFUSED = "refused"
    """The report has faults: another try would find the same."""
    POISON = "poison"
    """Its workers died or broke, three times."""


class Claim(Struct, frozen=True):
    """A job that is somebody's: ``params`` says which row, ``attempt`` is the fence."""

    key: str
    params: str
    attempt: int
    owner: str


class Tally(Struct, frozen=True):
    """How far the last batch of a report is, and which of its jobs are poison, with their logs."""

    counts: dict[str, int]
    poison: tuple[tuple[str, str], ...]


class Jobs:
    """The jobs of a ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def enter(self, batch: str, place: str, wanted: Iterable[tuple[str, str]], at: float) -> None:
        """Make (key, params) of ``wanted`` the jobs of ``batch``; forget the last batch there.

        A job that waits already keeps its count of attempts; one that was settled, or was being
        worked at by an owner who is gone (see ``take_over``), starts anew.
        """
        rows = [(key, batch, place, params, at) for key, params in wanted]
        with self._whole():
            self._connection.executemany(
                "INSERT INTO job (key, batch, place, params, state, attempts, lease, owner, log,"
                " updated_at) VALUES (?, ?, ?, ?, 'waiting', 0, 0, '', '', '')"
                " ON CONFLICT (key) DO UPDATE SET batch = excluded.batch,"
                " attempts = CASE state WHEN 'waiting' THEN attempts ELSE 0 END,"
                " state = 'waiting', lease = 0, owner = '', build = NULL, log = ''"
                " WHERE state <> 'running' OR lease <= ?",
                rows,
            )
            self._connection.execute(
                "DELETE FROM job WHERE place = ? AND batch <> ?"
                " AND (state <> 'running' OR lease <= ?)",
                (place, batch, at),
            )

    def take_over(self, place: str, owners: str) -> None:
        """Free what owners whose names begin with ``owners`` were at: they are known to be gone."""
        with self._quick():
            self._connection.execute(
                "UPDATE job SET state = 'waiting', attempts = attempts - 1, lease = 0, owner = ''"
                " WHERE place = ? AND state = 'running' AND substr(owner, 1, ?) = ?",
                (place, len(owners), owners),
            )

    def claim(self, batch: str, owner: str, at: float, until: float) -> Claim | None:
        """Claim a job of ``batch`` that waits at ``at`` or whose lease has ended; or nothing.

        One that was tried too often becomes poison instead.
        """
        while True:
            with self._quick():
                found = self._connection.execute(
                    "UPDATE job SET state = 'running', owner = ?, lease = ?,"
                    " attempts = attempts + 1 WHERE id = (SELECT id FROM job WHERE batch = ?"
                    " AND state IN ('waiting', 'running') AND lease <= ?"
                    " ORDER BY lease, id LIMIT 1) RETURNING key, params, attempts",
                    (owner, until, batch, at),
                ).fetchone()
            if found is None:
                return None
            claim = Claim(str(found[0]), str(found[1]), int(found[2]), owner)
            if claim.attempt <= MOST_ATTEMPTS:
                return claim
            self.settle(claim, JobState.POISON, "lease ended")

    def beat(self, batch: str, owner: str, until: float) -> None:
        """Extend the lease of all that ``owner`` is at."""
        with self._quick():
            self._connection.execute(
                "UPDATE job SET lease = ? WHERE batch = ? AND state IN ('waiting', 'running')"
                " AND state = 'running' AND owner = ?",
                (until, batch, owner),
            )

    def settle(
        self, claim: Claim, state: JobState, log: str = "", build: int | None = None, at: str = ""
    ) -> bool:
        """Note how ``claim`` ended; tell whether it still was its owner's.

        Only of what is done the disk is waited for, with the build in the same transaction.
        """
        values = (state.value, log, build, at, claim.key, claim.owner, claim.attempt)
        with nullcontext() if state is JobState.DONE else self._quick():
            done = self._connection.execute(
                "UPDATE job SET state = ?, lease = 0, owner = '', log = ?, build = ?,"
                " updated_at = ? WHERE key = ? AND state = 'running' AND owner = ?"
                " AND attempts = ?",
                values,
            )
        return done.rowcount == 1

    def free(self, batch: str, owner: str) -> None:
        """Give back what ``owner`` is at, as if it had not been tried."""
        with self._quick():
            self._connection.execute(
                "UPDATE job SET state = 'waiting', attempts = attempts - 1, lease = 0, owner = ''"
                " WHERE batch = ? AND state IN ('waiting', 'running') AND state = 'running'"
                " AND owner = ?",
                (batch, owner),
            )

    def tally(self, place: str) -> Tally:
        """Return how far the last batch of the report at ``place`` is."""
        counts = self._connection.execute(
            "SELECT state, count(*) FROM job WHERE place = ? GROUP BY state", (place,)
        )
        poison = self._connection.execute(
            "SELECT params, log FROM job WHERE place = ? AND state = 'poison' ORDER BY id", (place,)
        )
        return Tally(dict(counts), tuple((str(params), str(log)) for params, log in poison))

    def places(self) -> list[str]:
        """Return the reports that have a batch, by their places."""
        rows = self._connection.execute("SELECT DISTINCT place FROM job ORDER BY place")
        return [str(place) for (place,) in rows]

    @contextmanager
    def _whole(self) -> Iterator[None]:
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    @contextmanager
    def _quick(self) -> Iterator[None]:
        """Write without waiting for the disk: losing a claim or a heartbeat only repeats work."""
        self._connection.execute("PRAGMA synchronous = NORMAL")
        try:
            yield
        finally:
            self._connection.execute("PRAGMA synchronous = FULL")
