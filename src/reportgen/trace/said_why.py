"""Why a run was made, as lines for a person."""

import datetime as dt
from collections.abc import Iterator, Sequence

from reportgen.diag.show import columns
from reportgen.model.difference import Change, Difference, NumberChange, Place
from reportgen.model.manifest import TextKind
from reportgen.model.reason import MetricChange, Reason, ReasonKind, TableChange, Why
from reportgen.trace.said_change import Language, Sayer
from reportgen.trace.said_depends import use_lines

_MOST = 8
"""More places, cells or rows of one thing are only counted."""
_FIXED = {
    ReasonKind.FIRST: ("还没有生成过", "nothing was built before"),
    ReasonKind.ASKED: ("没有变化，是要求重做的（--force）", "nothing changed; it was asked for"),
    ReasonKind.DAY: ("日期", "day"),
    ReasonKind.PROGRAM: ("程序 reportgen", "reportgen"),
    ReasonKind.LIBRARIES: ("程序库", "libraries"),
    ReasonKind.FONTS: ("自带的字体", "the fonts that come with it"),
}
_NAMED = {
    ReasonKind.FILE: ("", ""),
    ReasonKind.ENVIRONMENT: ("环境变量 ", "environment "),
    ReasonKind.SOURCE: ("数据来源 ", "source "),
    ReasonKind.LOST: ("成品存档 ", "kept file "),
}
_CHANGES = {
    Change.CHANGED: ("变了", "changed"),
    Change.CAME: ("新增", "new"),
    Change.GONE: ("不见了", "gone"),
}


def why_lines(why: Why, language: Language) -> Iterator[str]:
    """Yield the answer, a line each."""
    yield from _Told(language).lines(why)


def moment(text: str) -> str:
    """Return a moment of the ledger as the clock on the wall shows it."""
    return dt.datetime.fromisoformat(text).astimezone().strftime("%Y-%m-%d %H:%M") if text else ""


class _Told:
    """Says one answer in one language."""

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._say = Sayer(language)
        self._is_chinese = language == "zh"

    def lines(self, why: Why) -> Iterator[str]:
        yield self._head(why)
        for reason in why.reasons:
            yield from self._reason(reason)
        if why.difference is not None:
            yield from self._numbers(why.difference.numbers)
        yield from self._unprinted(why.metrics)
        if why.difference is not None:
            yield from self._shown(why.difference)
            yield from self._texts(why.difference)
        if why.touched:
            yield self._word("可能跟着变的", "What may change with it")
            yield from use_lines(why.touched, self._language)
        if why.difference is None and why.run and why.previous and why.reasons:
            yield self._word("印出来的内容没有变化", "nothing that is printed has changed")

    def _word(self, chinese: str, english: str) -> str:
        return chinese if self._is_chinese else english

    def _head(self, why: Why) -> str:
        if why.is_unchanged:
            run, since = why.run or why.previous, moment(why.built_at or why.previous_at)
            return self._word(
                f"无变化（自 {since} 第 {run} 次生成以来）",
                f"nothing changed since run {run}, {since}",
            )
        old = f"#{why.previous}{self._word('，', ', ')}{moment(why.previous_at)}"
        if not why.run:
            zh = f"要重做：与上一次（{old}）相比" if why.previous else "要生成"
            return self._word(zh, f"to be built ({old})" if why.previous else "to be built")
        zh = f"第 {why.run} 次生成" + (f"，与上一次（{old}）相比" if why.previous else "")
        return self._word(zh, f"run {why.run}" + (f", against {old}" if why.previous else ""))

    # ---- what changed ------------------------------------------------------------------------

    def _reason(self, reason: Reason) -> Iterator[str]:
        if reason.kind in _FIXED:
            yield f"  {self._say.word(_FIXED[reason.kind])}{self._versions(reason)}"
            return
        name = self._say.word(_NAMED[reason.kind]) + reason.name
        counts = self._counts(reason)
        yield f"  {name}  {counts or self._say.word(_CHANGES[reason.change])}"
        for table in reason.tables:
            yield from self._table(table)

    def _versions(self, reason: Reason) -> str:
        if not reason.old or not reason.new:
            return f"  {reason.new}" if reason.kind is ReasonKind.DAY and reason.new else ""
        old, new = reason.old.split(", "), reason.new.split(", ")
        gone = [each for each in old if each not in new]
        came = [each for each in new if each not in old]
        return f"  {', '.join(gone) or '—'} → {', '.join(came) or '—'}"

    def _counts(self, reason: Reason) -> str:
        if reason.lines:
            shown = "、".join(map(str, reason.lines[:_MOST]))
            more = self._word("等", " …") if len(reason.lines) > _MOST else ""
            return self._word(f"第 {shown}{more} 行", f"line {shown}{more}")
        parts = (
            (sum(len(each.cells) for each in reason.tables), "改了 {} 格", "{} cells"),
            (sum(len(each.rows_came) for each in reason.tables), "新增 {} 行", "{} rows new"),
            (sum(len(each.rows_gone) for each in reason.tables), "少了 {} 行", "{} rows gone"),
        )
        said = (self._word(zh, en).format(count) for count, zh, en in parts if count)
        return self._word("，", ", ").join(said)

    def _table(self, table: TableChange) -> Iterator[str]:
        sheet = f"{table.sheet} · " if table.sheet else ""
        for cell in table.cells[:_MOST]:
            yield f"      {sheet}{cell.row} · {cell.column}  {cell.old or '—'} → {cell.new or '—'}"
        yield from self._more(len(table.cells))
        for names, zh, en in (
            (table.rows_came, "新增行", "new row"),
            (table.rows_gone, "少了行", "row gone"),
            (table.columns_came, "新增列", "new column"),
            (table.columns_gone, "少了列", "column gone"),
        ):
            if names:
                more = self._word("等", " …") if len(names) > _MOST else ""
                yield f"      {sheet}{self._word(zh, en)}  {'、'.join(names[:_MOST])}{more}"
        if table.is_reordered:
            yield f"      {sheet}{self._word('只是行的次序变了', 'only the order of the rows')}"

    def _more(self, count: int) -> Iterator[str]:
        if count > _MOST:
            yield self._word(f"      另有 {count - _MOST} 处", f"      {count - _MOST} more")

    # ---- what that did -----------------------------------------------------------------------

    def _numbers(self, numbers: Sequence[NumberChange]) -> Iterator[str]:
        """Yield the numbers outside tables, each with all its places."""
        groups: dict[tuple[str, ...], list[NumberChange]] = {}
        for each in numbers:
            if each.place.kind is not TextKind.CELL:
                head = self._number(each)
                groups.setdefault(head, []).append(each)
        if groups:
            yield self._word("数字", "Numbers")
        width = max((columns(head[0]) for head in groups), default=0)
        for head, found in groups.items():
            yield f"  {_padded(head[0], width)}  {'  '.join(head[1:])}"
            for each in found[:_MOST]:
                yield f"      {self._place(each.place)}"
            yield from self._more(len(found))

    def _number(self, each: NumberChange) -> tuple[str, ...]:
        old, new = each.old, each.new
        was, now = (old.period if old else ""), (new.period if new else "")
        period = f"{was} → {now}" if was and now and was != now else now or was
        label = f"{each.label}（{period}）" if period else each.label
        values = f"{old.text if old else '—'} → {new.text if new else '—'}"
        return (label, values, each.by) if each.by else (label, values)

    def _unprinted(self, metrics: Sequence[MetricChange]) -> Iterator[str]:
        found = [each for each in metrics if not each.old_text and not each.new_text]
        if found:
            yield self._word("没有单独印出来的指标", "Metrics that are not printed by themselves")
        for each in found[:_MOST]:
            old = "—" if each.old is None else f"{each.old.normalize():.6g}{each.unit}"
            new = "—" if each.new is None else f"{each.new.normalize():.6g}{each.unit}"
            period = f"（{each.period}）" if each.period else ""
            yield f"  {each.label}{period}  {old} → {new}"
        yield from self._more(len(found))

    def _shown(self, found: Difference) -> Iterator[str]:
        """Yield the charts and tables that show something else."""
        counts: dict[str, list[int]] = {}
        for point in found.points:
            counts.setdefault(self._place(point.place), [0, 0, 0])[0] += 1
        for number in found.numbers:
            if number.place.kind is TextKind.CELL:
                whole = Place(TextKind.CELL, *_of_table(number.place))
                counts.setdefault(self._place(whole), [0, 0, 0])[1] += 1
        for row in found.rows:
            counts.setdefault(self._place(row.place), [0, 0, 0])[2] += 1
        if counts:
            yield self._word("图和表", "Charts and tables")
        parts = (("{} 个数据点", "{} points"), ("{} 个数", "{} numbers"), ("{} 行", "{} rows"))
        for place, numbers in counts.items():
            said = (
                self._word(*part).format(n) for part, n in zip(parts, numbers, strict=True) if n
            )
            yield f"  {place}  {self._word('，', ', ').join(said)}"

    def _texts(self, found: Difference) -> Iterator[str]:
        texts = [each for each in found.texts if not each.only_data]
        if texts:
            yield self._word("文字", "Words")
        for each in texts[:_MOST]:
            yield f"  {self._say.word(_CHANGES[each.change])}  {self._place(each.place)}"
        yield from self._more(len(texts))

    def _place(self, place: Place) -> str:
        page = self._word(f"第{place.page}页", f"page {place.page}") if place.page else ""
        where = self._say.place(place) or self._word("封面", "cover")
        return "  ".join(part for part in (where, page, place.written) if part)


def _of_table(place: Place) -> tuple[str, str, str, str, str]:
    return place.label, place.words, "", place.page, place.written


def _padded(words: str, width: int) -> str:
    return words + " " * (width - columns(words))
