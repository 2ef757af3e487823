"""The clients of the batch benchmark: a document for each, our source and the peers' shape."""

import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

SEED = 20251218
PARAGRAPHS = 7
MONTHS = [f"2024-{month:02}" for month in range(1, 13)]
CHARTS = {
    "rev": ("bar", "年度收入", "亿元", [f"{year}年" for year in range(2019, 2025)], ["收入"]),
    "share": ("doughnut", "收入构成", "亿元", ["云计算", "广告", "硬件", "服务"], ["占比"]),
    "q": ("line", "逐季利润", "亿元", [f"第{number}季" for number in range(1, 13)], ["利润"]),
    "debt": ("grouped", "资产与负债", "亿元", ["2022年", "2023年", "2024年"], ["资产", "负债"]),
}
TEXT = (
    "本期业务保持稳定，主要客户的采购节奏与上年同期相近，新增订单集中在下半年确认。公司继续压缩低毛利项目，"
    "把资源投向续约率较高的产品线；销售费用与收入同步变化，研发投入占比基本持平。现金流方面，回款周期略有缩短，"
    "应收账款结构没有明显变化。需要关注的是个别区域的价格竞争加剧，可能对毛利率形成压力，"
    "我们将在下一期继续跟踪这一情况，并在数据更新后给出更具体的判断。"
)
AIGC = "创作声明：本文部分内容由AI辅助生成（AIGC），仅供参考。"


def name(number: int) -> str:
    """Return what a client is called."""
    return f"客户{number:05}"


def series(number: int) -> dict[str, list[list[float]]]:
    """Return the client's own values, by chart and series."""
    dice = random.Random(SEED + number)  # noqa: S311 - not for secrets
    return {
        key: [[round(dice.uniform(5, 40), 2) for _ in categories] for _ in names]
        for key, (_, _, _, categories, names) in CHARTS.items()
    }


def months(number: int) -> list[list[str]]:
    """Return the rows of the client's table."""
    dice = random.Random(-SEED - number)  # noqa: S311 - as above
    return [[month, f"{dice.uniform(1, 90):.2f}", str(dice.randrange(900))] for month in MONTHS]


def write_batch(count: int, folder: Path) -> Path:
    """Write the report of ``count`` clients as our source; return its folder."""
    folder.mkdir(parents=True)
    _write(folder / "clients.csv", ["客户"], [[name(number)] for number in range(count)])
    sources, charts = {}, {}
    for key, (kind, title, unit, categories, names) in CHARTS.items():
        rows = [
            [name(number), category, *(column[place] for column in series(number)[key])]
            for number in range(count)
            for place, category in enumerate(categories)
        ]
        _write(folder / f"{key}.csv", ["客户", "类别", *names], rows)
        sources[key] = {"file": f"{key}.csv"}
        charts[key] = {
            "kind": {"doughnut": "donut"}.get(kind, kind),
            "from": key,
            "x": "类别",
            "y": names,
            "unit": unit,
            "title": f"{title}（{unit}）",
            "cite": "公司公告",
        }
    rows = [[name(number), *row] for number in range(count) for row in months(number)]
    _write(folder / "m.csv", ["客户", "月份", "金额", "笔数"], rows)
    table = {
        "from": "m",
        "title": "逐月明细",
        "columns": ["月份", "金额", "笔数"],
        "cite": "公司公告",
    }
    report = {
        "id": "bench-batch",
        "title": "{{ 客户 }}年度分析报告",
        "date": "2025-12-18",
        "params": "clients.csv",
        "aigc": {"mode": "assisted", "explicit": ["start", "end"], "provider_name": "bench"},
        "sources": sources | {"m": {"file": "m.csv"}},
        "charts": charts,
        "tables": {"m": table},
        "sections": ["contents", {"file": "body.md"}, "notice"],
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)  # JSON is YAML, and written faster
    (folder / "report.yaml").write_text(text, "utf-8")
    blocks = [_source(block, chart) for chart in CHARTS for block in _blocks(chart, "{{ 客户 }}")]
    (folder / "body.md").write_text("\n\n".join([*blocks, ":::{table} m\n:::", ""]), "utf-8")
    return folder


def _blocks(chart: str, client: str) -> Iterator[tuple[str, str]]:
    place = list(CHARTS).index(chart) + 1
    yield "h", f"第{place}方面"
    for number in range(PARAGRAPHS):
        yield "p", f"{client}观察{place}之{number}：{TEXT}"
    yield "fig", chart


def _source(block: tuple[str, str], chart: str) -> str:
    kind, text = block
    return {"h": f"# {text}", "p": text, "fig": f":::{{chart}} {chart}\n:::"}[kind]


def resolved(number: int) -> dict:
    """Return the client's report as the peers take it."""
    title = f"{name(number)}年度分析报告"
    values, charts = series(number), {}
    for key, (kind, chart_title, unit, categories, names) in CHARTS.items():
        lines = [
            dict(zip(("name", "values"), each, strict=True))
            for each in zip(names, values[key], strict=True)
        ]
        charts[key] = {"kind": kind, "title": chart_title, "unit": unit, "categories": categories}
        charts[key] |= {"series": lines, "alt": chart_title}
    body: list[dict] = []
    for place, (key, (_, chart_title, unit, *_)) in enumerate(CHARTS.items(), 1):
        for kind, text in _blocks(key, name(number)):
            match kind:
                case "h":
                    body.append(
                        {
                            "type": "h",
                            "level": 1,
                            "text": text,
                            "id": f"s{place}",
                            "num": str(place),
                        }
                    )
                case "p":
                    body.append({"type": "p", "runs": [{"t": text}]})
                case _:
                    caption = f"{chart_title}（{unit}）"
                    figure = {"type": "fig", "id": f"fig:{key}", "chart": key, "n": place}
                    body.append(figure | {"caption": caption, "alt": caption})
    table = {"type": "table", "id": "tbl:m", "n": 1, "caption": "逐月明细", "rows": months(number)}
    body.append(table | {"columns": ["月份", "金额", "笔数"], "align": ["left", "right", "right"]})
    meta = {"title": title, "subtitle": "", "summary": "", "date": "2025年12月18日", "org": "示例"}
    meta |= {"date_iso": "2025-12-18", "category": "", "reading": "", "lang": "zh-CN"}
    strings = {
        "metaline": "2025年12月18日",
        "toc": "目录",
        "refs": "参考文献",
        "source": "公司公告",
    }
    return {
        "meta": meta,
        "charts": charts,
        "body": body,
        "aigc": AIGC,
        "references": [],
        "strings": strings,
    }


def _write(file: Path, head: list[str], rows: list[list]) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([head, *rows])
