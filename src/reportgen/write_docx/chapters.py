"""Chapters: what running heads call the pages of a section, for readers without STYLEREF."""

from collections.abc import Iterator

from reportgen.model.document import Blocks, Heading, PageBreak
from reportgen.model.walk import printed_blocks
from reportgen.write_docx.inlines import printed_words

_SEVERAL = "正文"


class Chapters:
    """Knows the chapter at each place of the body, read from its beginning."""

    def __init__(self, body: Blocks) -> None:
        self._has_any = any(_headings(body))
        self._current = ""

    def of(self, blocks: Blocks) -> str:
        """Return the one chapter of the next ``blocks``; where there are several, a word for all.

        Without a heading in the whole body Word would print an error: there is nothing to show.
        """
        first = next((each for each in blocks if not isinstance(each, PageBreak)), None)
        begun = list(_headings(blocks))
        seen = begun if isinstance(first, Heading) and first.level == 1 else [self._current, *begun]
        self._current = seen[-1] if seen else self._current
        if not self._has_any:
            return ""
        return (seen[0] if len(seen) == 1 else "") or _SEVERAL


def _headings(blocks: Blocks) -> Iterator[str]:
    for block in printed_blocks(blocks):
        if isinstance(block, Heading) and block.level == 1:
            yield printed_words(block.content)
