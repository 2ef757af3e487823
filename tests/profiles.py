"""Whole reports of each profile as dicts, and what is found when parts are taken away."""

import copy
import datetime as dt

from reportgen import check_report
from reportgen.diag import ReportgenError

TODAY = dt.date(2025, 12, 18)
_TEXT = {"title": "概况", "text": "市场规模扩大[@a]。"}
_ENTRY = {
    "key": "a",
    "type": "EB",
    "title": "市场数据",
    "author": ["某协会"],
    "url": "https://example.org/a",
    "accessed": "2025-11-20",
}
_COMMON = {
    "id": "profile",
    "title": "某行业报告",
    "organisation": "示例机构",
    "references": [_ENTRY],
    "sections": [_TEXT],
}
WHOLE = {
    "research": _COMMON
    | {
        "profile": "research",
        "summary": "规模扩大。",
        "statements": {"risks": ["需求不及预期。"], "disclaimer": "本报告只供参考。"},
    },
    "consulting": _COMMON | {"profile": "consulting", "summary": "规模扩大。"},
    "sell_side": _COMMON
    | {
        "profile": "sell_side",
        "qualification": "本公司具有证券投资咨询业务资格",
        "published_at": "2025-12-18 16:30",
        "analysts": [{"name": "张之远", "licence": "S0000525010001"}],
        "statements": {
            "risks": ["需求不及预期。"],
            "analyst": "默认",
            "ratings": [{"rating": "买入", "meaning": "涨幅在15%以上"}],
            "conflicts": "本公司没有持有文中公司的股份。",
            "disclaimer": "本报告只供本公司的客户使用。",
        },
    },
    "gongwen": {
        "id": "profile",
        "title": "关于运行情况的通报",
        "organisation": "滨江市数据资源管理局",
        "profile": "gongwen",
        "letter": {"number": "滨数报〔2025〕18号", "addressees": "市人民政府"},
        "sections": [{"title": "概况", "text": "运行平稳。"}],
    },
}


def whole(profile):
    """Return a report that says all that ``profile`` asks for."""
    return copy.deepcopy(WHOLE[profile])


def without(keys, path):
    """Take ``a.b`` away from ``keys``."""
    *above, last = path.split(".")
    node = keys
    for name in above:
        node = node[name]
    del node[last]
    return keys


def found(keys):
    """Return the findings of a report, errors or not."""
    try:
        return check_report(keys, env={}, today=TODAY).findings
    except ReportgenError as fault:
        return fault.diagnostics


def said(keys, *codes):
    """Return code, line, column and the name of what is missing, of the findings of ``codes``."""
    return [
        (each.code.value, each.span.line, each.span.column, _named(each.values))
        for each in found(keys)
        if each.code.value in codes
    ]


def _named(values):
    return values.get("name", "").partition("（")[0]
