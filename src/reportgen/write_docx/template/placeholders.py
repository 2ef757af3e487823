"""Placeholders: ``{{标题}}`` in a template, found and filled even where runs split it."""

from collections.abc import Iterator, Mapping

from reportgen.model.pattern import pattern
from reportgen.write_docx.template.trees import Tree, W, local, made, paragraphs

BODY, CONTENTS, TITLE, SUBTITLE = "body", "contents", "title", "subtitle"
CLASSIFICATION = "classification"
KIND, IMPRINT = "kind", "imprint"
NOTICE = "notice"
NAMES = {
    "正文": BODY,
    "标题": TITLE,
    "副标题": SUBTITLE,
    "日期": "date",
    "机构": "organisation",
    "摘要": "summary",
    "分类": "category",
    "报告类型": KIND,
    "署名": IMPRINT,
    "密级": CLASSIFICATION,
    "AI声明": NOTICE,
    "目录": CONTENTS,
}
NAMES |= {name: name for name in NAMES.values()}
"""Placeholders by what a template calls them, in Chinese and in English."""
# An input method for Chinese types the braces of full width.
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_PLACEHOLDER = pattern(r"(?:\{\{|｛｛)\s*([^{}｛｝]+?)\s*(?:\}\}|｝｝)")


def found_in(root: Tree) -> Iterator[tuple[str, Tree]]:
    """Yield the placeholders of a part and the paragraphs they stand in."""
    for paragraph in paragraphs(root):
        for match in _PLACEHOLDER.finditer(_words(paragraph)):
            yield match[1].strip(), paragraph


def is_alone(node: Tree, name: str) -> bool:
    """Tell whether ``node`` is a paragraph with the placeholder ``name`` and nothing else."""
    if node.tag != f"{W}p":
        return False
    match = _PLACEHOLDER.fullmatch(_words(node).strip())
    return match is not None and NAMES.get(match[1].strip()) == name


def fill(root: Tree, values: Mapping[str, str]) -> bool:
    """Fill in the placeholders below ``root``; tell whether there was one.

    A line of nothing but a placeholder without a value goes, where another line is beside it.
    """
    is_changed = False
    for paragraph in list(paragraphs(root)):
        words = _words(paragraph)
        matches = [m for m in _PLACEHOLDER.finditer(words) if NAMES.get(m[1].strip()) in values]
        if not matches:
            continue
        is_changed = True
        for match in reversed(matches):
            _replace(paragraph, match.span(), values[NAMES[match[1].strip()]])
        if not _words(paragraph).strip() and _may_go(paragraph):
            _remove(paragraph)
    return is_changed


def _may_go(paragraph: Tree) -> bool:
    parent = paragraph.getparent()
    if parent is None or paragraph.find(f"{W}pPr/{W}sectPr") is not None:
        return False
    holds_more = any(local(each) in ("drawing", "pict", "br") for each in paragraph.iter())
    following = paragraph.getnext()
    is_last = following is None or local(following) == "sectPr"
    return not holds_more and not is_last and len(parent.findall(f"{W}p")) > 1


def _remove(paragraph: Tree) -> None:
    parent = paragraph.getparent()
    if parent is not None:
        parent.remove(paragraph)


def _words(paragraph: Tree) -> str:
    return "".join(node.text or "" for node in _texts(paragraph))


def _texts(paragraph: Tree) -> Iterator[Tree]:
    """Yield the w:t of a paragraph, but not those of text boxes that are anchored in it."""
    for node in paragraph.iter(f"{W}t"):
        owner = next(node.iterancestors(f"{W}p"), None)
        if owner is paragraph:
            yield node


def _replace(paragraph: Tree, span: tuple[int, int], value: str) -> None:
    """Put ``value`` in the place of a stretch of words; it looks as their first letter did."""
    start, end = span
    offset = 0
    is_put = False
    for node in _texts(paragraph):
        words = node.text or ""
        first, last = offset, offset + len(words)
        offset = last
        if last <= start or first >= end:
            continue
        before, after = words[: max(0, start - first)], words[max(0, end - first) :]
        first_line, *lines = ("" if is_put else value).split("\n")
        node.text = before + first_line + ("" if lines else after)
        _add_lines(node, lines, after)
        node.set(_SPACE, "preserve")
        is_put = True


def _add_lines(node: Tree, lines: list[str], after: str) -> None:
    """Put more lines behind the words of ``node``, and what stood behind them at the end."""
    for line in lines:
        words = made("t")
        words.text = line
        words.set(_SPACE, "preserve")
        node.addnext(words)
        node.addnext(made("br"))
        node = words
    if lines:
        node.text = (node.text or "") + after
