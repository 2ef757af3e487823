"""Approval: named persons let an issue go out, as it is and to whom it goes, or refuse it."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from reportgen.automate.mail.issue import Issue, current_issues, place_in
from reportgen.automate.state import State
from reportgen.deliver import Clock, stamp
from reportgen.diag import Code, Diagnostic, Sink, UsageError
from reportgen.ledger import Approval, Ledger, Verdict

Approvers = Mapping[str, Sequence[str]]
"""Who may approve, by office; the operator's file says so, never the report."""


class Judgement(Struct, frozen=True):
    """What a person says of the current issues."""

    office: str
    person: str
    verdict: Verdict
    reason: str = ""
    account: str = ""


def read_approvers(settings: Path) -> dict[str, tuple[str, ...]]:
    """Return who may approve, as the operator's file says; raise UsageError with findings."""
    from reportgen.read.settings import read_approvers as read  # noqa: PLC0415 - few ask for it

    sink = Sink()
    found = read(settings, sink)
    if sink.errors:
        raise UsageError(sink.found)
    return dict(found)


def judge(
    report: Path,
    state: State,
    operator: tuple[Path, Mapping[str, str]],
    judgement: Judgement,
    clock: Clock,
) -> tuple[str, ...]:
    """Note what a person says of each current issue; return their digests.

    Raises UsageError for somebody who may not say so.
    """
    settings, env = operator
    approvers = read_approvers(settings)
    with state.alone("send"), state.ledger() as ledger:
        issues = current_issues(report, state, ledger, settings, env).issues
        for issue in issues:
            _check(issue, judgement, approvers, ledger)
        for issue in issues:
            digest = issue.approved_digest
            approval = Approval(
                digest,
                judgement.office,
                judgement.person,
                judgement.account,
                judgement.verdict,
                " ".join(judgement.reason.split()),
                stamp(clock()),
            )
            ledger.approvals.add(issue.record.report, approval)
        return tuple(issue.approved_digest for issue in issues)


def _check(issue: Issue, judgement: Judgement, approvers: Approvers, ledger: Ledger) -> None:
    """Raise UsageError unless the person holds the office, and neither wrote it nor holds two."""
    sink, place = Sink(), place_in(judgement.office)
    person, office, terms = judgement.person, judgement.office, issue.letter.terms
    if office not in terms.approve or person not in approvers.get(office, ()):
        known = "、".join(approvers.get(office, ())) or "—"
        asked = "、".join(terms.approve) or "—"
        sink.add(
            Code.NOT_AN_APPROVER, place, person=person, office=office, known=known, asked=asked
        )
    others = {
        each.person
        for name, each in ledger.approvals.last(issue.approved_digest).items()
        if name != office and each.verdict is Verdict.APPROVED
    }
    if judgement.verdict is Verdict.APPROVED and person in {terms.author, *others}:
        sink.add(Code.APPROVER_NOT_ANOTHER, place, person=person, author=terms.author)
    if sink.errors:
        raise UsageError(sink.found)


def lacks_approval(issue: Issue, approvers: Approvers, ledger: Ledger) -> Diagnostic | None:
    """Return what is missing before ``issue`` may go out: an approval, or that it was refused."""
    terms, digest = issue.letter.terms, issue.approved_digest
    said = ledger.approvals.last(digest) if terms.approve else {}
    sink, place = Sink(), place_in(issue.record.name)
    for office, each in said.items():
        if each.verdict is Verdict.REJECTED and office in terms.approve:
            sink.add(
                Code.REJECTED, place, office=office, person=each.person, reason=each.reason or "—"
            )
    counted = {terms.author}
    missing = []
    for office in terms.approve:
        word = said.get(office)
        is_good = word is not None and word.verdict is Verdict.APPROVED
        if not (word and is_good and word.person in approvers.get(office, ())) or (
            word.person in counted
        ):
            missing.append(office)
        elif word is not None:
            counted.add(word.person)
    if missing and not sink.found:
        sink.add(Code.AWAITS_APPROVAL, place, offices="、".join(missing), digest=digest[:12])
    return sink.found[0] if sink.found else None
