"""The visible AIGC notice (GB 45438-2025, 5.1: words that name both AI and generation)."""

from typing import Literal

from reportgen.model.document import Notice
from reportgen.model.report import AigcMode, AigcSpec

_LABEL = "创作声明"
_RUNNING = "含人工智能生成合成内容"
_MADE = {
    AigcMode.ASSISTED: "部分内容由人工智能（AI）辅助生成",
    AigcMode.GENERATED: "内容由人工智能（AI）生成合成",
}
_ADVICE = {AigcMode.ASSISTED: "请核实后使用", AigcMode.GENERATED: "请注意甄别"}
_REVIEWED = "经人工审核，仅供参考"


def notice(aigc: AigcSpec, place: Literal["start", "end"]) -> Notice | None:
    """Return the notice that stands at ``place``, or nothing when none does."""
    if aigc.mode is AigcMode.NONE or place not in aigc.places:
        return None
    return Notice(_LABEL, aigc.text or _words(aigc.mode, "本报告", aigc.reviewer))


def section_notice(mode: AigcMode) -> Notice:
    """Return what stands under the title of a section that a machine wrote."""
    return Notice(_LABEL, _words(mode, "本节", ""))


def running_notice(aigc: AigcSpec) -> str:
    """Return what the foot of every page says."""
    return _RUNNING if aigc.mode is not AigcMode.NONE and "footer" in aigc.places else ""


def _words(mode: AigcMode, what: str, reviewer: str) -> str:
    return f"{what}{_MADE[mode]}，{_REVIEWED if reviewer else _ADVICE[mode]}。"
