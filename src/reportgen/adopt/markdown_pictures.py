"""Pictures of a foreign Markdown file: their files come along, each in a block of its own."""

import re
from base64 import b64decode
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from reportgen.adopt.markdown_html import Tell
from reportgen.adopt.markdown_rows import Row
from reportgen.model.pattern import pattern

_PICTURE = pattern(
    r"!\[(?P<alt>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"
    r"\(\s*(?P<target><[^<>]*>|(?:[^()\s]|\([^()\s]*\))*)"
    r"(?:\s+(?:\"(?P<title>[^\"]*)\"|'[^']*'))?\s*\)(?:\{[^{}]*\})?"
)
_CODE = pattern(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_LINKED = pattern(r"\[\s*(?P<picture>!\[[^\[\]]*\]\([^()]*\))\s*\]\((?P<address>[^()]*)\)")
_INLINE = pattern(r"data:image/(?P<kind>[a-z]+)[^,]*;base64,(?P<data>.*)", 2)
_NO_NAME = pattern(r"[^\w.-]+")
_KNOWN = frozenset({"png", "jpg", "jpeg", "svg"})

Beside = Callable[[str], bytes | None]
"""Gives the file at a path beside the Markdown, or nothing."""


class Pictures:
    """Gathers the pictures; what did not come is told."""

    def __init__(self, beside: Beside, unclear: Tell) -> None:
        self._beside = beside
        self._unclear = unclear
        self._names: dict[str, str] = {}
        self.files: dict[str, bytes] = {}

    def placed(self, row: Row) -> Iterator[Row]:
        """Yield ``row`` with each of its pictures in a block of its own."""
        if row.is_code or "![" not in row.text:
            yield row
            return
        text = _LINKED.sub(lambda match: self._unlinked(match, row.line), row.text)
        codes = [match.span() for match in _CODE.finditer(text)]
        found = [
            match
            for match in _PICTURE.finditer(text)
            if not any(start <= match.start() < end for start, end in codes)
        ]
        if "|" in text.replace("\\|", "") and text.lstrip().startswith("|"):
            yield Row(self._named(text, found, row.line), row.line)
            return
        if not found:
            yield Row(text, row.line)
            return
        indent, at = text[: len(text) - len(text.lstrip())], 0
        for match in found:
            before = text[at : match.start()].strip()
            at = match.end()
            if before:
                yield from (Row(indent + before, row.line), Row("", row.line))
            yield from (Row("", row.line), Row(indent + self._block(match, row.line), row.line))
            yield Row("", row.line)
        if text[at:].strip():
            yield Row(indent + text[at:].strip(), row.line)

    def _unlinked(self, match: re.Match[str], line: int) -> str:
        self._unclear(line, f"图片上的链接没有带来：{match['address']}")
        return match["picture"]

    def _named(self, text: str, found: list[re.Match[str]], line: int) -> str:
        """Return a row of a table, which holds words alone, with the names of its pictures."""
        for match in reversed(found):
            name = self._file(match["target"].strip("<>"), line)
            words = match["alt"] or name or match["target"]
            self._unclear(line, f"表格里的图片写成了字：{words}（{name or match['target']}）")
            text = text[: match.start()] + words + text[match.end() :]
        return text

    def _block(self, match: re.Match[str], line: int) -> str:
        target = match["target"].strip("<>")
        name = self._file(target, line)
        words = match["alt"] or match["title"] or ""
        if name:
            if not words:
                self._unclear(line, f"图片 {name} 没有说明，请写上图里是什么")
            return f"![{words or name}]({name})"
        address = f"（{target}）" if target and not target.startswith("data:") else ""
        return f"〔图：{words or '没有说明'}〕{address}"

    def _file(self, target: str, line: int) -> str:
        """Return the name of a picture in the new folder; nothing where it cannot be shown."""
        if target in self._names:
            return self._names[target]
        data, ending, stem = self._data(target)
        name = ""
        if data is None:
            words = target if len(target) < 200 else f"{target[:60]}……"  # noqa: PLR2004 - a long line
            self._unclear(line, f"图片没有带来，那里写成了字：{words}")
        else:
            name = self._free(stem, ending)
            self.files[name] = data
            if ending not in _KNOWN:
                self._unclear(line, f"图片 {name} 不是 PNG、JPEG 或 SVG，请另存为 PNG 再放回那里")
                name = ""
        self._names[target] = name
        return name

    def _data(self, target: str) -> tuple[bytes | None, str, str]:
        inline = _INLINE.fullmatch(target)
        if inline:
            try:
                return b64decode(inline["data"], validate=False), inline["kind"].lower(), "1"
            except ValueError:
                return None, "", ""
        path = unquote(target.partition("?")[0].partition("#")[0]).replace("\\", "/")
        stem, dot, ending = path.rpartition("/")[2].rpartition(".")
        return self._beside(path), ending.lower() if dot else "", stem

    def _free(self, stem: str, ending: str) -> str:
        plain = _NO_NAME.sub("-", stem).strip("-.") or "1"
        plain = plain if plain.startswith("图片-") else f"图片-{plain}"
        name, number = f"{plain}.{ending}", 1
        while name in self.files:
            number += 1
            name = f"{plain}-{number}.{ending}"
        return name
