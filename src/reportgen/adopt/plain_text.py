"""Plain text becomes an outline: its headings by their numbers, its head by what it says."""

import datetime as dt
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from reportgen.adopt.entries import entry_of
from reportgen.adopt.outline import Entry, Kind, Line, Outline, Scheme
from reportgen.model.pattern import pattern

_CHINESE = "一二三四五六七八九十百"
_HEADINGS = (
    (1, pattern(rf"(?P<label>[{_CHINESE}]+、)\s*(?P<text>\S.*)")),
    (1, pattern(rf"(?P<label>第[{_CHINESE}\d]+[章部分编]+)[\s　]*(?P<text>\S.*)")),
    (2, pattern(rf"(?P<label>[（(][{_CHINESE}]+[）)])\s*(?P<text>\S.*)")),
    (3, pattern(r"(?P<label>\d{1,2}\.\d{1,2}\.\d{1,2})[\s　]+(?P<text>\S.*)")),
    (2, pattern(r"(?P<label>\d{1,2}\.\d{1,2})[\s　]+(?P<text>\S.*)")),
)
_DECIMAL = pattern(r"(?P<label>\d{1,2})[\s　]+(?P<text>\S.*)")
_MARKDOWN = pattern(r"(?P<marks>#{1,6})\s+(?P<text>\S.*?)\s*#*")
_BULLET = pattern(r"[-*•●■▪◆–]\s+(?P<text>\S.*)")
_NUMBERED = pattern(r"(?P<label>\d{1,2}[.．)、）](?!\d)|[（(]\d{1,2}[）)]|[①-⑳])\s*(?P<text>\S.*)")
ENTRY = pattern(r"\[(?P<number>\d{1,3})\]\s*(?P<text>\S.*)")
REFERENCES = pattern(
    r"(?:[一二三四五六七八九十]+、\s*)?(?:主要)?(?:参考文献|参考资料|资料来源|引用文献)[:：]?"
)
NOTICE = pattern(
    r"(?:创作声明|AI\s?声明|AIGC\s?声明|生成声明"
    r"|(?:内容|特别)?(?:声明|说明)(?=[:：].*(?:AI|人工智能))(?=[:：].*(?:生成|合成)))[:：]\s*(?P<text>\S.*)"
)
_FACTS = (
    "发布时间|发布日期|报告日期|编制日期|编制时间|日期|时间|分类|类别|作者|撰写人|编写人|编制人|执笔人?"
    "|机构|(?:编制|编写|撰写|发布|报告|制作)(?:单位|部门|机构)|单位|部门|来源|阅读时间|字数"
)
FACT = pattern(rf"(?P<name>{_FACTS})[:：]\s*(?P<value>.+?)(?=\s+(?:{_FACTS})[:：]|$)")
DATE = pattern(r"(\d{4})\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})\s*日?")
_DATES = frozenset({"发布时间", "发布日期", "日期", "时间", "报告日期", "编制日期", "编制时间"})
_CATEGORIES = frozenset({"分类", "类别"})
_HOUSES = pattern(r"机构|来源|(?:..)?(?:单位|部门|机构)")
_LONGEST_TITLE = 60
_ENDS = "。！？；：，、.!?;"


def read_plain_text(text: str) -> Outline:
    """Return the outline of ``text``, one block a line; no line is dropped."""
    rows = [(n, line.strip()) for n, line in enumerate(text.splitlines(), 1) if line.strip()]
    rows, notice = _without_notice(rows)
    rows, entries = _without_entries(rows)
    lines = [line_of(number, words) for number, words in rows]
    if not any(line.kind is Kind.HEADING for line in lines):
        lines = [_decimal(line) for line in lines]
    start = next((n for n, line in enumerate(lines) if line.kind is Kind.HEADING), len(lines))
    outline = _with_head(Outline(), lines[:start])
    return replace(
        outline,
        scheme=scheme_of_lines(lines[start:]),
        lines=(*outline.lines, *lines[start:]),
        entries=tuple(entries),
        notice=notice,
    )


def _without_notice(rows: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], str]:
    for place, (_, words) in enumerate(rows):
        match = NOTICE.fullmatch(words)
        if match:
            return [*rows[:place], *rows[place + 1 :]], match["text"]
    return rows, ""


def _without_entries(rows: list[tuple[int, str]]) -> tuple[list[tuple[int, str]], list[Entry]]:
    """Part the reference list from the text: what stands under 参考文献 and has a number."""
    for place, (_, words) in enumerate(rows):
        listed = rows[place + 1 :]
        if not REFERENCES.fullmatch(words) or not listed:
            continue
        entries = []
        for count, (number, line) in enumerate(listed):
            match = ENTRY.fullmatch(line)
            if match is None:
                listed = listed[count:]
                break
            entries.append(entry_of(match["number"], match["text"], number))
        else:
            listed = []
        if entries:
            return [*rows[:place], *listed], entries
    return rows, []


def line_of(number: int, words: str) -> Line:
    """Return what a line is, by its first characters."""
    heading = _MARKDOWN.fullmatch(words)
    if heading:
        return Line(Kind.HEADING, heading["text"], number, len(heading["marks"]))
    if len(words) <= _LONGEST_TITLE and words[-1] not in _ENDS:
        for level, shape in _HEADINGS:
            match = shape.fullmatch(words)
            if match:
                return Line(Kind.HEADING, match["text"], number, level, match["label"])
    if "\t" in words:
        return Line(Kind.ROW, words, number)
    bullet, numbered = _BULLET.fullmatch(words), _NUMBERED.fullmatch(words)
    if bullet:
        return Line(Kind.BULLET, bullet["text"], number)
    if numbered:
        return Line(Kind.NUMBERED, numbered["text"], number, label=numbered["label"])
    return Line(Kind.PARAGRAPH, words, number)


def _decimal(line: Line) -> Line:
    """Read ``1 概况`` as a chapter where nothing else is one."""
    match = _DECIMAL.fullmatch(line.text)
    if line.kind is not Kind.PARAGRAPH or match is None or line.text[-1] in _ENDS:
        return line
    if len(line.text) > _LONGEST_TITLE:
        return line
    return Line(Kind.HEADING, match["text"], line.line, 1, match["label"])


def scheme_of_lines(lines: Sequence[Line]) -> Scheme:
    """Return how ``lines`` are numbered as typed."""
    labels = [line.label for line in lines if line.label]
    if any(label[0] in "（(" for label in labels):
        return Scheme.GONGWEN
    if labels and all(label[0].isdigit() for label in labels):
        return Scheme.DECIMAL
    return Scheme.SEED


def _with_head(outline: Outline, lines: Sequence[Line]) -> Outline:
    """Read what stands before the first heading: facts, title, subtitle, summary."""
    unused: list[Line] = []
    titles: list[str] = []
    texts: list[Line] = []
    for line in lines:
        facts = list(FACT.finditer(line.text))
        date = date_of(line.text) if outline.date is None else ""
        if date:
            outline, is_used = told(outline, "日期", date)
            if is_used:
                continue
        if facts and facts[0].start() == 0:
            for fact in facts:
                outline, is_used = told(outline, fact["name"], fact["value"].strip())
                if not is_used:
                    unused.append(replace(line, text=fact[0]))
        elif line.kind is Kind.PARAGRAPH and _is_title(line.text):
            titles.append(line.text)
        else:
            texts.append(line)
    title, subtitle = _title_of(titles)
    summary = texts[0].text if texts and texts[0].kind is Kind.PARAGRAPH else ""
    body = tuple(texts[1:] if summary else texts)
    others = [each for each in titles if each not in (title, subtitle)]
    more = tuple(Line(Kind.PARAGRAPH, each, 1) for each in others)
    return replace(
        outline,
        title=title,
        subtitle=subtitle,
        summary=summary,
        lines=(*more, *body),
        unused=tuple(unused),
    )


def date_of(words: str) -> str:
    """Return the date that a line is, in figures; nothing for other lines."""
    plain = _YEAR.sub(lambda match: _figures(match[0]), words.strip("（）() "))
    return plain if DATE.fullmatch(plain) else ""


_YEAR = pattern(r"[〇零○一二三四五六七八九十]{1,4}(?=[年月日])")
_FIGURES = {numeral: str(at) for at, numeral in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}


def _figures(numeral: str) -> str:
    """Return a number of Chinese digits, or one up to 九十九, in figures."""
    if "十" not in numeral:
        return "".join(_FIGURES[each] for each in numeral)
    tens, _, ones = numeral.partition("十")
    return f"{_FIGURES.get(tens, '1')}{_FIGURES.get(ones, '0')}"


def _is_title(words: str) -> bool:
    return len(words) <= _LONGEST_TITLE and words[-1] not in _ENDS


def _title_of(titles: Sequence[str]) -> tuple[str, str]:
    """Return title and subtitle: the shorter of two lines names the report, the other opens it."""
    if not titles:
        return "", ""
    ranked = sorted(titles, key=lambda words: (not words.endswith(_NAMES), len(words)))
    title = ranked[0]
    return title, next((each for each in titles if each != title), "")


_NAMES = ("报告", "研究", "分析", "跟踪", "月报", "季报", "年报", "周报", "简报", "白皮书", "方案")


def told(outline: Outline, name: str, value: str) -> tuple[Outline, bool]:
    """Return ``outline`` with a fact of the cover, and whether it has a place for it."""
    date = DATE.fullmatch(value)
    if name in _DATES and date:
        try:
            return replace(outline, date=dt.date(*map(int, date.groups()))), True
        except ValueError:
            return outline, False
    if name in _CATEGORIES:
        return replace(outline, category=value), True
    if _HOUSES.fullmatch(name) and not outline.organisation:
        return replace(outline, organisation=value), True
    dated = DATE.search(value) if outline.date is None else None
    if dated:  # 作者：李四 | 2025-10-20
        return told(outline, "日期", dated[0])[0], False
    return outline, False


def headings_of(outline: Outline) -> Iterator[Line]:
    """Yield the headings."""
    return (line for line in outline.lines if line.kind is Kind.HEADING)
