"""Access: words for each drawing, text in each link - for readers who see neither."""

from collections.abc import Mapping

from reportgen.diag import Code
from reportgen.verify.word.story import End, Start, Story, Watcher, Words
from reportgen.word.markup import Attributes

_SHOWN = ("w:drawing", "w:pict", "w:sym")


class Access(Watcher):
    """Follows drawings and links; heads and feet of pages are not read out and not looked at."""

    def __init__(self, story: Story) -> None:
        super().__init__(story)
        self._unsaid = ""
        """The name of a drawing without words."""
        self._link: list[str] = []
        self._text = ""

    def starts(self) -> Mapping[str, Start]:
        """Return drawings and links."""
        return {
            "wp:docPr": self._drawing,
            "adec:decorative": self._decorative,
            "w:hyperlink": self._begin_link,
            **dict.fromkeys(_SHOWN, self._shown),
        }

    def ends(self) -> Mapping[str, End]:
        """Return where they end."""
        return {"wp:docPr": self._end_drawing, "w:hyperlink": self._end_link}

    def words(self) -> Mapping[str, Words]:
        """Return the words of links."""
        return {"w:t": self._say, "w:delText": self._say}

    def _drawing(self, attributes: Attributes) -> None:
        is_said = bool(attributes.get("descr", "").strip())
        name = attributes.get("name") or attributes.get("id") or "wp:docPr"
        self._unsaid = "" if is_said else name

    def _decorative(self, attributes: Attributes) -> None:
        if attributes.get("val") in ("1", "true"):
            self._unsaid = ""

    def _end_drawing(self) -> None:
        if self._unsaid:
            self._story.add(Code.DOCX_NO_ALT_TEXT, self._unsaid)
        self._unsaid = ""

    def _begin_link(self, attributes: Attributes) -> None:
        self._text = ""
        names = (value for key, value in attributes.items() if key.endswith(("}id", "}anchor")))
        self._link.append(next(names, "w:hyperlink"))

    def _say(self, words: str) -> None:
        if self._link:
            self._text += words

    def _shown(self, _: Attributes) -> None:
        if self._link:
            self._text += "drawing"

    def _end_link(self) -> None:
        target = self._link.pop()
        if not self._text.strip():
            self._story.add(Code.DOCX_LINK_WITHOUT_TEXT, target)
