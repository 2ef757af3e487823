"""The tutorial: every command in it is run in its order, every line it shows is held against."""

import re
import subprocess
import sys
from pathlib import Path

TUTORIAL = Path(__file__).parents[2] / "docs" / "tutorial.md"
FENCE = re.compile(r"^```(console|diff)(?: (\S+))?\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps():
    """Return what a reader does: commands with the lines they should print, and edits."""
    found = []
    for kind, file, body in FENCE.findall(TUTORIAL.read_text("utf-8")):
        if kind == "diff":
            old, new = (
                "\n".join(line[1:] for line in body.splitlines() if line.startswith(sign))
                for sign in "-+"
            )
            found.append(("edit", file, (old, new)))
            continue
        for part in body.split("$ ")[1:]:
            command, *lines = part.splitlines()
            found.append(("run", command, [line for line in lines if line]))
    return found


def ran(command, where):
    program, *words = command.split(" ")
    assert program == "reportgen"
    done = subprocess.run(
        [sys.executable, "-m", "reportgen", *words],
        cwd=where,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=100,
    )
    return done.stdout


def as_pattern(lines):
    """Return a pattern for ``lines``, in which … stands for anything: alone for whole lines."""
    parts = []
    for line in lines:
        if line == "…":
            parts.append(r"(?:.*\n)*?")
        else:
            parts.append(r"[^\n]*".join(map(re.escape, line.split("…"))) + r"\n")
    return re.compile("".join(parts))


def test_who_follows_the_tutorial_sees_what_it_shows(tmp_path):
    for kind, what, expected in steps():
        if kind == "edit":
            path, (old, new) = tmp_path / what, expected
            text = path.read_text("utf-8")
            assert text.count(old) == 1, (what, old)
            path.write_text(text.replace(old, new), "utf-8")
        else:
            said = ran(what, tmp_path)
            assert as_pattern(expected).fullmatch(said), f"$ {what}\n{said}"


def test_pages_it_points_to_are_there():
    targets = re.findall(r"\]\(([^)#]+\.md)", TUTORIAL.read_text("utf-8"))
    assert targets
    assert [each for each in targets if not (TUTORIAL.parent / each).is_file()] == []
