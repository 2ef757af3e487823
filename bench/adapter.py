"""Build the peers' resolved JSON with reportgen: the command that `bench.py --add` is given.

adapter.py --formats pdf,docx --out DIR DATA.json [DATA2.json ...]
"""

import argparse
import csv
import datetime as dt
import json
import re
import shutil
import time
from pathlib import Path

from reportgen.automate.collector import relax_collector

KINDS = {"doughnut": "donut"}
SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|@])")


def main() -> None:
    """Read the command line, build every file, print how long each took."""
    relax_collector()
    from reportgen.automate import MemoryCache, here, parse_kinds  # noqa: PLC0415 - as our commands
    from reportgen.build import build  # noqa: PLC0415 - do: after the collector is set

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--formats", default="pdf")
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("data", nargs="+", type=Path)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    for file in options.data:
        started = time.perf_counter()
        folder = options.out / f"{file.stem}.work"
        write_report(json.loads(file.read_text("utf-8")), folder)
        world = here(cache=MemoryCache(), today=dt.date(2025, 12, 18), env={})
        built = build(folder, parse_kinds(options.formats.split(",")), world)
        for artifact in built.artifacts:
            target = options.out / f"{file.stem}.{artifact.kind.value}"
            target.write_bytes(artifact.data)
        shutil.rmtree(folder)
        print(f"@@ {file.stem} {time.perf_counter() - started:.3f}", flush=True)


def write_report(document: dict, folder: Path) -> None:
    """Write ``document`` as a report folder."""
    folder.mkdir(parents=True, exist_ok=True)
    meta = document["meta"]
    tables = {b["id"]: b for b in document["body"] if b["type"] == "table"}
    sources = {}
    charts = {}
    for key, chart in document["charts"].items():
        names = [series["name"] for series in chart["series"]]
        columns = [chart["categories"], *(series["values"] for series in chart["series"])]
        _write_csv(folder / f"{key}.csv", ["类别", *names], list(zip(*columns, strict=True)))
        sources[key] = {"file": f"{key}.csv"}
        charts[key] = {
            "kind": KINDS.get(chart["kind"], chart["kind"]),
            "from": key,
            "x": "类别",
            "y": names,
            "unit": chart["unit"],
            "title": escaped(f"{chart['title']}（{chart['unit']}）"),
            "cite": "公司公告",
        }
    declared = {}
    for identifier, table in tables.items():
        key = _key(identifier)
        _write_csv(folder / f"t-{key}.csv", table["columns"], table["rows"])
        sources[f"t-{key}"] = {"file": f"t-{key}.csv"}
        declared[key] = {
            "from": f"t-{key}",
            "title": escaped(table["caption"]),
            "columns": table["columns"],
            "cite": "公司公告",
        }
    report = {
        "id": "bench",
        "title": escaped(meta["title"]),
        "subtitle": escaped(meta["subtitle"]),
        "summary": escaped(meta["summary"]),
        "date": meta["date_iso"],
        "category": meta["category"],
        "headings": "seed",
        "references": {
            "style": "simple",
            "entries": [
                {
                    "key": f"r{r['id']}",
                    "publisher": r["publisher"],
                    "title": r["title"],
                    "url": r["url"],
                }
                for r in document["references"]
            ],
        },
        "notes": {"citations": "footnote+list"},
        "aigc": {"mode": "assisted", "explicit": ["start", "end"], "provider_name": "bench"},
        "sources": sources,
        "charts": charts,
        "tables": declared,
        "sections": ["contents", {"file": "body.md"}, "bibliography", "notice"],
    }
    text = json.dumps(report, ensure_ascii=False, indent=1)  # JSON is YAML, and written faster
    (folder / "report.yaml").write_text(text, "utf-8")
    (folder / "body.md").write_text("\n\n".join(map(_block, document["body"])) + "\n", "utf-8")


def escaped(text: str) -> str:
    """Return ``text`` so that Markdown reads it as it is."""
    return SPECIAL.sub(r"\\\1", text)


def _block(block: dict) -> str:
    match block["type"]:
        case "h":
            return f"{'#' * block['level']} {escaped(block['text'])}"
        case "p":
            return "".join(map(_run, block["runs"]))
        case "fig":
            return f":::{{chart}} {block['chart']}\n:::"
        case _:
            return f":::{{table}} {_key(block['id'])}\n:::"


def _run(run: dict) -> str:
    if "cite" in run:
        return f"[@r{run['cite']}]"
    if "ref" in run:
        name = run["ref"].split("fig:")[-1] if "fig:" in run["ref"] else _key(run["ref"])
        return f"{{@{'fig' if 'fig:' in run['ref'] else 'tbl'}-{name}}}"
    return escaped(run["t"])


def _key(identifier: str) -> str:
    return identifier.replace("tbl:", "")


def _write_csv(file: Path, head: list[str], rows: list) -> None:
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(head)
        writer.writerows(rows)


if __name__ == "__main__":
    main()
