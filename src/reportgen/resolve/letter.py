"""The letter: its subject, its words and the attached files' name, every number filled in."""

from reportgen.diag import Sink
from reportgen.model import document as doc
from reportgen.model import report as src
from reportgen.model.facts import Facts
from reportgen.model.letter import Letter
from reportgen.resolve.blocks import BlockResolver
from reportgen.resolve.citations import Citations
from reportgen.resolve.inlines import InlineResolver
from reportgen.resolve.notes import Notes
from reportgen.resolve.notices import notice
from reportgen.resolve.targets import Target, find_targets, is_printed, report_lost


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
    resolver = BlockResolver(report, facts, inlines)
    shown = tuple(made for block in spec.body for made in _shown(block, resolver, sink))
    return Letter(
        server=spec.server,
        sender=spec.sender,
        recipients=spec.recipients,
        subject=inlines.title(spec.subject),
        blocks=(*shown, *_label(report)),
        attach=spec.attach,
        attachment=inlines.title(spec.attachment),
        max_bytes=spec.max_bytes,
        copies=spec.copies,
        blind=spec.blind,
        group=spec.group,
        terms=spec.terms,
    )


def _shown(block: src.Block, resolver: BlockResolver, sink: Sink) -> doc.Blocks:
    """Return what ``block`` prints; a table or chart has no number here, but its own place."""
    if not isinstance(block, src.TableRef | src.ChartRef):
        return resolver.blocks((block,))
    if not is_printed(block, resolver.report, resolver.facts):
        report_lost(block, resolver.report, resolver.facts, sink)
        return ()
    prefix = "tbl" if isinstance(block, src.TableRef) else "fig"
    return (resolver.placed(block, Target("", f"{prefix}-{block.key}", "")),)


def _label(report: src.Report) -> doc.Blocks:
    """Return the sentence that a machine wrote in it: a mail is read before what it brings."""
    found = notice(report.aigc, "end") or notice(report.aigc, "start")
    if found is None:
        return ()
    words = doc.Run(f"{found.label}：{found.text}")
    return (doc.Divider(), doc.Paragraph((words,)))
