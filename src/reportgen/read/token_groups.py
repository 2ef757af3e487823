"""Groups: each block token with the tokens inside it."""

from collections.abc import Iterator

from markdown_it.token import Token


def groups(tokens: list[Token]) -> Iterator[tuple[Token, list[Token]]]:
    """Yield each top-level token with the tokens inside it."""
    position = 0
    while position < len(tokens):
        opening = tokens[position]
        depth: int = opening.nesting
        end = position
        while depth > 0:
            end += 1
            depth += tokens[end].nesting
        yield opening, tokens[position + 1 : end]
        position = end + 1
