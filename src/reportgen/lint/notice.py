"""A01: the words of the AIGC notice (GB 45438-2025, 5.1 b)."""

from reportgen.diag import Code, Sink
from reportgen.model.report import AigcMode, AigcSpec

_MAKERS = ("人工智能", "AI")
_MAKING = ("生成", "合成")


def find_notice_fault(aigc: AigcSpec, sink: Sink) -> None:
    """Report the author's words when they do not name both AI and making."""
    if aigc.mode is AigcMode.NONE or not aigc.text:
        return
    if not (_names(aigc.text, _MAKERS) and _names(aigc.text, _MAKING)):
        sink.add(Code.NOTICE_WORDING, aigc.span, text=aigc.text)


def _names(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
