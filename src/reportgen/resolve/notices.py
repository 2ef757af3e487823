"""The visible AIGC notice (GB 45438-2025, 5.1: words that name both AI and generation)."""

from typing import Literal

from reportgen.model.document import Notice
from reportgen.model.report import AigcMode, AigcSpec

_LABEL = "创作声明"
_WORDS = {
    AigcMode.ASSISTED: "本报告部分内容由人工智能（AI）辅助生成，请核实后使用。",
    AigcMode.GENERATED: "本报告内容由人工智能（AI）生成合成，请注意甄别。",
}


def notice(aigc: AigcSpec, place: Literal["start", "end"]) -> Notice | None:
    """Return the notice that stands at ``place``, or nothing when none does."""
    if aigc.mode is AigcMode.NONE or place not in aigc.places:
        return None
    return Notice(_LABEL, aigc.text or _WORDS[aigc.mode])
