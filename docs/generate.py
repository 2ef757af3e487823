"""Write the generated pages of docs/reference; `--check` only says whether they are fresh."""

import json
import sys
from pathlib import Path

import click

from reportgen.cli import main
from reportgen.diag import Code, catalogue
from reportgen.read import json_schema

REFERENCE = Path(__file__).parent / "reference"


def pages() -> dict[str, str]:
    """Return every generated page by its file name."""
    return {
        "codes.md": codes(),
        "cli.md": commands(),
        "report.schema.json": json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n",
    }


class _Names(dict[str, str]):
    """Shows the names of values in the places of a message."""

    def __missing__(self, name: str) -> str:
        return f"{{{name}}}"


def codes() -> str:
    """Return all findings with their words in both languages."""
    zh, en = catalogue("zh"), catalogue("en")
    lines = ["# 检查代码 / Findings", "", "`reportgen explain RG203` 打印其中一条。", ""]
    for code in Code:
        severity = "warning" if code.is_warning else "error"
        lines += [f"## {code.value}", ""]
        for words in (zh, en):
            message, label = words[code.value], words["label"]
            message = {part: text.format_map(_Names()) for part, text in message.items()}
            lines += [
                f"**{words['severity'][severity]}** {message['what']}  ",
                f"{label['why']}: {message['why']}  ",
                f"{label['mend']}: {message['mend']}",
                "",
            ]
    return "\n".join(lines)


def commands() -> str:
    """Return the help of every command."""
    lines = ["# 命令行 / Command line", ""]
    top = click.Context(main, info_name="reportgen")
    lines += ["```", main.get_help(top), "```", ""]
    for name in main.list_commands(top):
        command = main.get_command(top, name)
        if command is not None:
            context = click.Context(command, info_name=name, parent=top)
            lines += [f"## {name}", "", "```", command.get_help(context), "```", ""]
    return "\n".join(lines)


def run() -> int:
    """Write or check the pages; return the exit code."""
    stale = []
    for name, text in pages().items():
        file = REFERENCE / name
        if not file.exists() or file.read_text("utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                file.write_text(text, "utf-8")
    if stale and "--check" in sys.argv:
        sys.stderr.write(f"stale: {', '.join(stale)}; run make docs\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(run())
