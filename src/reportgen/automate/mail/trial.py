"""Trial: what the messages look like, as files or in one's own mailbox; nothing is noted."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from reportgen.automate.mail.issue import current_issues, sample_of, trial_of, typed_mailbox
from reportgen.automate.mail.send import server_fault
from reportgen.automate.publish import publish
from reportgen.automate.state import State
from reportgen.deliver import (
    Clock,
    LostError,
    RefusedError,
    ServerFaultError,
    Session,
    mailbox,
    read_servers,
)
from reportgen.diag import Code


class Trial(Struct, frozen=True):
    """Who tries how many of the messages on himself."""

    me: str
    sample: int = 1


def dry_run(
    report: Path, state: State, settings: Path, env: Mapping[str, str], out: Path
) -> tuple[Path, ...]:
    """Write each message as ``out/<n>-<recipient>.eml``; nothing is sent or noted."""
    with state.ledger() as ledger:
        current = current_issues(report, state, ledger, settings, env)
    files: list[tuple[Path, bytes]] = []
    for issue in current.issues:
        for recipient in issue.mailboxes:
            name = "".join(c if c.isalnum() or c in "@.-_" else "_" for c in recipient)
            path = out / f"{len(files) + 1}-{name}.eml"
            files.append((path, sample_of(issue, recipient)))
    publish(files)
    return tuple(path for path, _ in files)


def send_trial(
    report: Path, state: State, operator: tuple[Path, Mapping[str, str]], trial: Trial, clock: Clock
) -> tuple[str, ...]:
    """Send the first few messages, marked, to ``trial.me`` alone; return their subjects' issues.

    No client has a row for it: nothing counts as sent. Raises DeliveryError.
    """
    settings, env = operator
    typed_mailbox(trial.me)
    with state.ledger() as ledger:
        current = current_issues(report, state, ledger, settings, env)
    server = read_servers(settings, current.issues[0].letter.server, env)
    sent = []
    try:
        with Session(server) as session:
            for issue in current.issues[: trial.sample]:
                letter = trial_of(issue, trial.me, clock())
                sender, to = mailbox(letter.sender), mailbox(letter.recipient)
                session.send(sender, to, letter.data, lambda: None)
                sent.append(issue.row or issue.record.name)
    except (RefusedError, LostError) as fault:
        code = Code.TRIAL_NOT_SENT
        raise server_fault(ServerFaultError(code, str(fault)), server.name, settings) from fault
    except ServerFaultError as fault:
        raise server_fault(fault, server.name, settings) from fault
    return tuple(sent)
