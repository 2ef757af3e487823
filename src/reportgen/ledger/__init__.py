"""What happened: builds, files, messages, occurrences, in SQLite."""

from reportgen.ledger.approvals import Approval, Approvals, Verdict
from reportgen.ledger.builds import BuildRecord, Ledger, LedgerDamagedError, LedgerFaultError, Pairs
from reportgen.ledger.channels import Channels, Pause
from reportgen.ledger.database import LedgerTooNewError, mend_ledger, open_ledger
from reportgen.ledger.events import Event, Events, hashed
from reportgen.ledger.jobs import MOST_ATTEMPTS, Claim, Jobs, JobState, Tally
from reportgen.ledger.lock import Lock, LockHeldError
from reportgen.ledger.occurrences import Occurrence, Occurrences
from reportgen.ledger.outbox import Addressee, Draft, MessageRow, MessageState, Outbox
from reportgen.ledger.place import is_on_network
from reportgen.ledger.salvage import Salvaged
from reportgen.ledger.store import Store, digest_of, sweep, write_beside
from reportgen.ledger.troubles import Trouble, Troubles

__all__ = [
    "MOST_ATTEMPTS",
    "Addressee",
    "Approval",
    "Approvals",
    "BuildRecord",
    "Channels",
    "Claim",
    "Draft",
    "Event",
    "Events",
    "JobState",
    "Jobs",
    "Ledger",
    "LedgerDamagedError",
    "LedgerFaultError",
    "LedgerTooNewError",
    "Lock",
    "LockHeldError",
    "MessageRow",
    "MessageState",
    "Occurrence",
    "Occurrences",
    "Outbox",
    "Pairs",
    "Pause",
    "Salvaged",
    "Store",
    "Tally",
    "Trouble",
    "Troubles",
    "Verdict",
    "digest_of",
    "hashed",
    "is_on_network",
    "mend_ledger",
    "open_ledger",
    "sweep",
    "write_beside",
]
