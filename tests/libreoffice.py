"""Word files as LibreOffice lays them out, in the faces of the project."""

import os
import subprocess
from pathlib import Path

FONTS = Path(__file__).parents[1] / "assets" / "fonts"
SEEN_AS = {
    "宋体": "Noto Serif SC",
    "仿宋": "Noto Serif SC",
    "楷体": "Noto Serif SC",
    "Times New Roman": "Noto Serif SC",
    "黑体": "Noto Sans SC",
    "Arial": "Noto Sans SC",
    "Consolas": "DejaVu Sans Mono",
}


def pages_of(paths, folder, tool):
    """Return the text of each file in ``paths``, a page an item; LibreOffice starts once."""
    soffice, pdftotext = tool("soffice"), tool("pdftotext")
    fonts = folder / "fonts.conf"
    fonts.write_text(_font_configuration(folder), "utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [soffice, "--headless", "--norestore", profile, "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *map(str, paths)]
    subprocess.run(command, env=environment, capture_output=True, check=True, timeout=200)
    made = [folder / f"{path.stem}.pdf" for path in paths]
    lost = [path.name for path in made if not path.is_file()]
    assert not lost, "LibreOffice ends without a word when it cannot read a file"
    return [text_of_pages(path, pdftotext) for path in made]


def text_of_pages(path, pdftotext):
    """Return the text of a PDF, a page an item."""
    shown = subprocess.run(
        [pdftotext, "-layout", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    return shown.removesuffix("\f").split("\f")


def _font_configuration(folder):
    aliases = "".join(
        f'<alias binding="same"><family>{name}</family><prefer><family>{seen}</family></prefer>'
        "</alias>"
        for name, seen in SEEN_AS.items()
    )
    return (
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        f"<dir>{FONTS}</dir><cachedir>{folder}/cache</cachedir>{aliases}</fontconfig>"
    )
