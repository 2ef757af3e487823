"""Formulas: ``$$ … $$`` on lines of their own as a markdown-it block rule, and ``math`` fences."""

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from reportgen.model.pattern import pattern
from reportgen.read.block_lines import line_of

KEY, TEX = "formula_key", "formula_tex"
_DOLLARS = "$$"
_UNCLOSED, _MAX_UNCLOSED = "unclosed_formulas", 100
_END = pattern(r"(?P<tex>.*?)\$\$\s*(?:\{#(?:eq-)?(?P<key>[\w.-]+)\})?\s*")
_INFO = pattern(r"(?:math|公式)\s*(?:\{#(?:eq-)?(?P<key>[\w.-]+)\})?\s*")


def formulas(parser: MarkdownIt) -> None:
    """Teach ``parser`` the rule."""
    stops = ["paragraph", "reference", "blockquote", "list"]
    parser.block.ruler.before("fence", "formula", _rule, {"alt": stops})


def fenced_key(info: str) -> str | None:
    """Return the key of a ``math`` fence, empty without one; nothing for another fence."""
    match = _INFO.fullmatch(info.strip())
    return (match["key"] or "") if match else None


def _rule(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001 - markdown-it's signature
    line = line_of(state, first)
    if not line.startswith(_DOLLARS) or state.is_code_block(first):
        return False
    if state.env.get(_UNCLOSED, 0) >= _MAX_UNCLOSED:  # each costs a look at all that follows
        return False
    lines = []
    for number in range(first, last):
        words = line.removeprefix(_DOLLARS) if number == first else line_of(state, number)
        end = _END.fullmatch(words)
        lines.append(end["tex"] if end else words)
        if end:
            if not silent:
                token = state.push("formula", "", 0)
                token.meta = {TEX: "\n".join(lines).strip(), KEY: end["key"] or ""}
                token.map = [first, number + 1]
                state.line = number + 1
            return True
    state.env[_UNCLOSED] = state.env.get(_UNCLOSED, 0) + 1
    return False
