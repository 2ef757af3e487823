"""``{% 若 … %}``, ``{% 否则若 … %}``, ``{% 否则 %}``, ``{% 完 %}``: the tags of a choice of words.

Tags pair as brackets do, inside one paragraph and one mark of emphasis. What a condition says is
read where the numbers are known; here it is only cut out, with its place.
"""

from collections.abc import Callable, Iterator
from enum import Enum
from itertools import pairwise

from markdown_it.token import Token
from msgspec import Struct

from reportgen.diag import Code, Fix, Sink, Span
from reportgen.model.pattern import pattern
from reportgen.model.report import Branch, Condition, Conditional, Inline, Inlines
from reportgen.read.excerpt import Excerpt

_PLAIN = str.maketrans("｛｝％｜", "{}%|")
_TAG = pattern(r"\{%\s*(?P<word>\S+?)(?:\s+(?P<condition>\S.*?))?\s*%\}")
_DEEPEST = 10
"""Choices inside choices; no reader can follow more."""
MOST_CHARACTERS = 300
"""As long as a condition may be."""


class TagKind(Enum):
    """What a tag does; the value is its names."""

    IF = ("若", "如果", "if")
    ELIF = ("否则若", "否则如果", "elif")
    ELSE = ("否则", "else")
    END = ("完", "end", "endif")


TAGS = {name: kind for kind in TagKind for name in kind.value}


class Tag(Struct, frozen=True):
    """One tag with its condition, which only 若 and 否则若 have."""

    kind: TagKind
    condition: Condition | None
    span: Span


class Reader(Struct, frozen=True):
    """Groups the tokens of a paragraph by its tags; ``cut`` gives what a token was typed as."""

    cut: Callable[[Token], Excerpt]
    read: Callable[[list[Token]], Iterator[Inline]]
    sink: Sink

    def conditional(self, tokens: list[Token], start: int, depth: int) -> tuple[Inlines, int]:
        """Return the choice whose first tag is ``tokens[start]``, and where it ends."""
        opening = self.tag(tokens[start])
        if self._kind(tokens[start]) is not TagKind.IF:
            if opening is not None:
                self._unpaired(tokens[start])
            return (), start + 1
        tags = self._own_tags(tokens, start)
        if self._kind(tokens[tags[-1][0]]) is not TagKind.END or depth > _DEEPEST:
            self._unpaired(tokens[start])
            return (), len(tokens)
        end = tags[-1][0] + 1
        known = [(at, tag) for at, tag in ((start, opening), *tags) if tag is not None]
        if len(known) <= len(tags):  # a tag has a fault: which words it chooses is not known
            return (), end
        return (self._branches(tokens, known),), end

    def tag(self, token: Token) -> Tag | None:
        """Return the tag that ``token`` is; one that is none of the four is a finding."""
        excerpt = self.cut(token)
        typed, place = excerpt.text, excerpt.place
        plain = typed.translate(_PLAIN)
        if plain != typed:
            self.sink.add(
                Code.FULL_WIDTH_BRACES, place, fix=Fix(place, plain), typed=typed, plain=plain
            )
        match = _TAG.fullmatch(plain)
        kind = TAGS.get(match["word"]) if match else None
        text = (match["condition"] or "") if match else ""
        takes_condition = kind in (TagKind.IF, TagKind.ELIF)
        if match is None or kind is None or bool(text) != takes_condition:
            self.sink.add(Code.BAD_CONDITION, place, text=typed)
            return None
        if not text:
            return Tag(kind, None, place)
        start = match.start("condition")
        condition = read_condition(text, excerpt.cut(0, start, start + len(text)).place, self.sink)
        return Tag(kind, condition, place) if condition else None

    def _own_tags(self, tokens: list[Token], start: int) -> list[tuple[int, Tag | None]]:
        """Return the tags that belong to the one at ``start``, which is the first where none do."""
        found: list[tuple[int, Tag | None]] = []
        nesting = inner = 0
        for position in range(start + 1, len(tokens)):
            nesting += tokens[position].nesting
            if tokens[position].type != "condition" or nesting:
                continue
            kind = self._kind(tokens[position])
            if kind is TagKind.IF:
                inner += 1
            elif inner:
                inner -= kind is TagKind.END
            else:
                found.append((position, self.tag(tokens[position])))
                if kind is TagKind.END:
                    return found
        return found or [(start, None)]

    def _kind(self, token: Token) -> TagKind | None:
        match = _TAG.fullmatch(self._typed(token).translate(_PLAIN))
        return TAGS.get(match["word"]) if match else None

    def _branches(self, tokens: list[Token], tags: list[tuple[int, Tag]]) -> Conditional:
        branches: list[Branch] = []
        seen_else = False
        for (at, tag), (end, _) in pairwise(tags):
            if seen_else:
                self._unpaired(tokens[at])
                break
            seen_else = tag.kind is TagKind.ELSE
            branches.append(Branch(tag.condition, tuple(self.read(tokens[at + 1 : end]))))
        return Conditional(tuple(branches), tags[0][1].span)

    def _unpaired(self, token: Token) -> None:
        excerpt = self.cut(token)
        self.sink.add(Code.CONDITION_UNPAIRED, excerpt.place, text=excerpt.text)

    def _typed(self, token: Token) -> str:
        return self.cut(token).text


def read_condition(text: str, span: Span, sink: Sink) -> Condition | None:
    """Return the condition, unless it is longer than anybody can read."""
    if len(text) > MOST_CHARACTERS:
        sink.add(Code.BAD_CONDITION, span, text=f"{text[:20]}…")
        return None
    return Condition(" ".join(text.split()), span)
