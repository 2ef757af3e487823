"""The letter: its subject, its words and the attached files' name, every number filled in."""

from reportgen.diag import Sink
from reportgen.model import report as src
from reportgen.model.facts import Facts
from reportgen.model.letter import Letter
from reportgen.resolve.blocks import BlockResolver
from reportgen.resolve.citations import Citations
from reportgen.resolve.inlines import InlineResolver
from reportgen.resolve.notes import Notes
from reportgen.resolve.targets import find_targets


def resolve_letter(report: src.Report, facts: Facts, sink: Sink) -> Letter | None:
    """Return the letter that ``report`` sends, or nothing when it sends none."""
    spec = report.delivery
    if spec is None:
        return None
    notes = Notes({}, sink)
    citations = Citations(report.references, src.CitationMode.LIST, report.style, notes, sink)
    targets = find_targets(report, facts, sink)
    formulas = report.inline_formulas
    inlines = InlineResolver(facts, targets, citations, notes, sink, formulas=formulas)
    return Letter(
        server=spec.server,
        sender=spec.sender,
        recipients=spec.recipients,
        subject=inlines.title(spec.subject),
        blocks=BlockResolver(report, facts, inlines).blocks(spec.body),
        attach=spec.attach,
        attachment=inlines.title(spec.attachment),
        max_bytes=spec.max_bytes,
        copies=spec.copies,
        blind=spec.blind,
        group=spec.group,
        terms=spec.terms,
    )
