"""Cross-references: what points to a figure, table or section prints its label."""

from reportgen.diag import Code, Sink, nearest
from reportgen.model.document import CrossReference, PageReference
from reportgen.model.report import CrossRef
from reportgen.resolve.targets import Targets


def cross_reference(
    ref: CrossRef, targets: Targets, sink: Sink
) -> CrossReference | PageReference | None:
    """Return 图1, 表2, 2.1 or 第三部分 with the target's anchor, or where its page is to stand."""
    target = targets.by_key.get(ref.key)
    if target is not None and ref.wants_page:
        return PageReference(target.anchor)
    if target is not None:
        return CrossReference(target.pointer, target.anchor)
    if ref.key not in targets.lost:
        close = nearest(ref.key, targets.by_key) or "—"
        sink.add(Code.UNKNOWN_CROSS_REFERENCE, ref.span, key=ref.key, nearest=close)
    return None
