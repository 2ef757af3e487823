"""The AIGC label an author asks for, and who provides it (GB 45438-2025, TC260-PG-20252A)."""

from collections.abc import Mapping

from reportgen.diag import Code, Sink, Span
from reportgen.model.label import is_provider_code
from reportgen.model.pattern import pattern
from reportgen.model.report import AigcMode, AigcSpec
from reportgen.read import yaml_tree as tree

_ENV = "env:"
_FOOTER = "footer"
# The values are "mainly" of these characters (GB 45438-2025, Annex E, j).
_NAME = pattern(r"[\x21\x23-\x5b\x5d-\x7e]+")


def read_aigc(
    node: tree.Mapping | None, env: Mapping[str, str], place: Span, sink: Sink
) -> AigcSpec:
    """Return the label; without one the report holds nothing a machine wrote."""
    if node is None:
        return AigcSpec(AigcMode.NONE, (), "", "", place)
    mode = AigcMode(node.word("mode", AigcMode.NONE.value))
    if mode is AigcMode.NONE:
        return AigcSpec(mode, (), "", "", node.span)
    accepted_by = node.word("responsibility_accepted_by")
    return AigcSpec(
        mode,
        _places(node, accepted_by, sink),
        _provider(node, env, sink),
        node.word("text", ""),
        node.span,
        node.word("reviewed_by"),
        accepted_by if _is_off(node) else "",
    )


def _is_off(node: tree.Mapping) -> bool:
    return isinstance(node.get("explicit"), tree.Scalar)


def _places(node: tree.Mapping, accepted_by: str, sink: Sink) -> tuple[str, ...]:
    """Return where the notice stands: at the end unless the author has a wish."""
    key = node.entries["explicit"].key.span if node.get("explicit") is not None else node.span
    if _is_off(node):
        if not accepted_by:
            sink.add(Code.NO_EXPLICIT_LABEL, key)
        return ()
    places = [each.text for each in node.listing("explicit") if isinstance(each, tree.Scalar)]
    if node.get("explicit") is not None and not places:
        expected, found = "start、end、footer", "空（nothing）"
        sink.add(Code.WRONG_TYPE, key, key="aigc.explicit", expected=expected, found=found)
    if set(places) == {_FOOTER}:
        sink.add(Code.NOTICE_IN_FOOT_ONLY, key)
    return tuple(dict.fromkeys(places or ["end"]))


def _provider(node: tree.Mapping, env: Mapping[str, str], sink: Sink) -> str:
    """Return the provider's code, or its name where no code is set."""
    typed, name = node.scalar("provider_code"), node.scalar("provider_name")
    code = _code(typed, env)
    if typed is not None and code:
        if is_provider_code(code):
            return code
        shown = typed.text if typed.text.startswith(_ENV) else code
        sink.add(Code.BAD_PROVIDER_CODE, typed.span, provider=shown)
        return ""
    if name is None:
        sink.add(Code.MISSING_KEY, node.span, key="provider_name / 服务者名称", place="aigc")
        return ""
    if not _NAME.fullmatch(name.text):
        sink.add(Code.BAD_PROVIDER_NAME, name.span, name=name.text)
        return ""
    source = typed.text if typed is not None else "provider_code"
    sink.add(Code.NO_PROVIDER_CODE, (typed or name).span, source=source, name=name.text)
    return name.text


def _code(typed: tree.Scalar | None, env: Mapping[str, str]) -> str:
    if typed is None:
        return ""
    if typed.text.startswith(_ENV):
        return env.get(typed.text.removeprefix(_ENV).strip(), "").strip()
    return typed.text.strip()
