"""A template's own fields: each gets a result, so that no reader shows a gap before an update."""

from collections.abc import Iterator

from reportgen.write_docx.template.trees import Tree, W, made

_NUMBERS = ("PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION")
_MARKS = ("fldChar", "fldSimple", "instrText", "t")
_DIRTY = f"{W}dirty"


class _Field:
    """A field that is open: its instruction, and how far it has come."""

    def __init__(self) -> None:
        self.code = ""
        self.is_separated = False
        self.has_result = False

    @property
    def result(self) -> str:
        """What stands in for a result that only Word knows."""
        words = self.code.split()
        return "1" if words and words[0].upper() in _NUMBERS else " "


def complete_fields(root: Tree) -> None:
    """Let every field below ``root`` have a result, and none of them wait for an update."""
    open_fields: list[_Field] = []
    for node in list(root.iter(*(f"{W}{name}" for name in _MARKS))):
        node.attrib.pop(_DIRTY, "")
        kind = node.get(f"{W}fldCharType")
        if node.tag == f"{W}fldSimple":
            _complete_simple(node)
        elif node.tag == f"{W}t":
            for field in open_fields:
                field.has_result |= field.is_separated and bool(node.text)
        elif node.tag == f"{W}instrText":
            for field in open_fields[-1:]:
                field.code += node.text or ""
        elif kind == "begin":
            open_fields.append(_Field())
        elif kind == "separate" and open_fields:
            open_fields[-1].is_separated = True
        elif kind == "end" and open_fields:
            _close(open_fields.pop(), node, open_fields)


def _complete_simple(node: Tree) -> None:
    if not any(t.text for t in node.iter(f"{W}t")):
        field = _Field()
        field.code = node.get(f"{W}instr", "")
        node.append(_run(_text(field.result)))


def _close(field: _Field, end: Tree, outer: list[_Field]) -> None:
    """Put what is lacking before the end of ``field``."""
    run = end.getparent()
    if run is None or field.has_result:
        return
    for lacking in _lacking(field):
        run.addprevious(_run(lacking))
    for each in outer:
        each.has_result |= each.is_separated


def _lacking(field: _Field) -> Iterator[Tree]:
    if not field.is_separated:
        yield made("fldChar", fldCharType="separate")
    yield _text(field.result)


def _text(words: str) -> Tree:
    text = made("t")
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return text


def _run(content: Tree) -> Tree:
    run = made("r")
    run.append(content)
    return run
