"""Figures: pictures of a Word file, with the words that stand for them and their captions."""

from collections.abc import Iterator, Sequence

from reportgen.read.word.lines import Chunk, chunk
from reportgen.read.word.marks import markdown
from reportgen.read.word.story import Story
from reportgen.word.captions import caption_of, is_of_table
from reportgen.word.elements import Element
from reportgen.word.pieces import Piece, cut, stripped, text_of
from reportgen.word.story import Para, Part

_KNOWN = frozenset({"png", "jpg", "jpeg", "jpe", "jfif"})
_LEAST, _WHOLE, _NEARLY = 10, 100, 96
_TO_EMU = 635
"""A twentieth of a point, of which Word measures pages, in the units of its pictures."""


def caption_key(pieces: Sequence[Piece]) -> tuple[list[Piece], str]:
    """Return a caption without the name ``{#name}`` that is typed at its end, and the name."""
    text = text_of(pieces).rstrip()
    start = text.rfind("{#")
    if start < 0 or not text.endswith("}") or "}" in text[start:-1]:
        return list(pieces), ""
    return stripped(cut(pieces, 0, start)), text[start + 2 : -1].removeprefix("fig-")


def figures(story: Story, here: Para, following: Sequence[Part]) -> tuple[int, list[Chunk]]:
    """Return the pictures of a paragraph, and how many parts they tell: a caption is theirs."""
    place = story.place(here)
    kept = stripped([each for each in story.shown(here) if not each.look.atom.startswith("\0")])
    chunks: list[Chunk] = []
    own = Para(here.here, here.number, here.style, here.read)
    pieces: list[Piece] | None = None
    if text_of(kept).strip():
        own.read.pieces[:] = kept
        pieces = caption_of(own)
        if pieces is None:
            chunks.append(chunk(place, markdown(kept)))
            story.look(here, "图片排在这段话后面（picture behind its paragraph）")
    used, after = 1, following[0] if following else None
    marks, below = own.here, place
    if pieces is None and isinstance(after, Para) and not after.read.pictures:
        pieces = None if is_of_table(after) else caption_of(after)
        if pieces is not None:
            used, marks = 2, after.here
            below = story.place(after)
            story.remarks(after)
    last = len(here.read.pictures)
    for number, drawing in enumerate(here.read.pictures, 1):
        is_last = number == last
        caption, key = caption_key(pieces or []) if is_last else ([], "")
        key = key or (story.keys.of(marks).partition("-")[2] if is_last and pieces else "")
        chunks += _figure(story, here, drawing, (markdown(caption), key, below))
    return used, chunks


def _figure(
    story: Story, here: Para, drawing: Element, told: tuple[str, str, str]
) -> Iterator[Chunk]:
    """Yield one picture; where it is not read, its caption stays as words."""
    words, key, below = told
    if drawing.name == "w:object":
        return  # what is embedded was found, and this is its preview
    place = story.place(here)
    file = _file(story, here, drawing)
    if not file:
        if words:
            yield chunk(below, words)
        return
    lines = [f":::{{图}} {file}"]
    alt = _alt(drawing)
    if alt:
        lines.append(f":替代文字: {alt}")
    if key:
        lines.append(f":名称: {key}")
    share = _share(drawing, story.measure)
    if share:
        lines.append(f":宽: {share}%")
    yield chunk(place, "\n".join(lines))
    if words:
        yield chunk(below, words.replace("\\\n", " ").replace("\n", " "), is_tight=True)
    yield chunk(below, ":::", is_tight=True)


def _file(story: Story, here: Para, drawing: Element) -> str:
    """Put a picture with those of the report; return its name, or nothing where it is not read."""
    if next(drawing.all("c:chart"), None) is not None:
        what = "Word 图表（native chart），请在 report.yaml 的 charts 里声明，用 :::{图表} 放在这里"
        story.lost(here, what)
        return ""
    found = next(drawing.all("a:blip", "v:imagedata"), None)
    id_ = (found.get("r:embed") or found.get("r:link") or found.get("r:id")) if found else ""
    way = story.file.way(id_, story.part or story.file.package.main)
    data = None if way is None else story.file.package.parts.get(way.target)
    if way is None or way.is_external or data is None:
        story.lost(here, "链接到外面的图片（linked picture），请插入到文件里")
        return ""
    name = way.target.rpartition("/")[2]
    ending = name.rpartition(".")[2].lower()
    if ending not in _KNOWN:
        story.lost(here, f"{ending.upper()} 图片（picture），请另存为 PNG 再插入")
        return ""
    if any(_is_cut(each) for each in drawing.all("a:srcRect")):
        story.lost(
            here, "裁剪过的图片（cropped picture）：裁去的部分还在文件里，请用“压缩图片”删除"
        )
        return ""
    if name.lower().endswith((".jpe", ".jfif")):
        name = f"{name}.jpg"
    path = f"{story.name}!{name}"
    story.pictures[path] = data
    return path


def _is_cut(here: Element) -> bool:
    return any(here.get(side) not in {"", "0"} for side in "ltrb")


def _alt(drawing: Element) -> str:
    looks = drawing.all("wp:docPr", "pic:cNvPr", "v:shape")
    said = (each.get("descr") or each.get("alt") for each in looks)
    return " ".join(next(filter(None, said), "").split())


def _share(drawing: Element, measure: int) -> int:
    """Return how much of the measure a picture takes, in percent; nothing where it is not said."""
    extent = next(drawing.all("wp:extent"), None)
    wide = extent.get("cx") if extent else ""
    if not wide.isdecimal() or measure <= 0:
        return 0
    share = round(int(wide) * 100 / (measure * _TO_EMU))
    return _WHOLE if share >= _NEARLY else max(_LEAST, share)
