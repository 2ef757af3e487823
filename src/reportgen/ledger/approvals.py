"""Approvals: who let which content go out, refused it, or took that back; nothing is removed."""

import sqlite3
from enum import StrEnum

from msgspec import Struct


class Verdict(StrEnum):
    """What a person said of an issue."""

    APPROVED = "approved"
    REJECTED = "rejected"
    REVOKED = "revoked"


class Approval(Struct, frozen=True):
    """One word of one person in one office about one content."""

    digest: str
    office: str
    person: str
    account: str
    """Who was logged in on the machine."""
    verdict: Verdict
    reason: str
    at: str


class Approvals:
    """The approvals of a ledger."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def add(self, report: str, approval: Approval) -> None:
        """Note what a person said."""
        said = (approval.digest, approval.office, approval.person, approval.account)
        self._connection.execute(
            "INSERT INTO approval (report, digest, office, person, account, verdict, reason, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (report, *said, approval.verdict.value, approval.reason, approval.at),
        )

    def last(self, digest: str) -> dict[str, Approval]:
        """Return the last word about a content, by office."""
        rows = self._connection.execute(
            "SELECT digest, office, person, account, verdict, reason, at FROM approval"
            " WHERE digest = ? ORDER BY id",
            (digest,),
        )
        return {
            office: Approval(of, office, person, account, Verdict(verdict), reason, at)
            for of, office, person, account, verdict, reason, at in rows
        }
