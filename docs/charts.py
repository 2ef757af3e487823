"""Draw docs/images/charts.png: every chart of the gallery sample on one sheet."""

import io
from pathlib import Path

from PIL import Image

from reportgen import check_report
from reportgen.draw import draw_chart, word_picture
from reportgen.model.chart import Chart
from reportgen.model.document import Figure

ROOT = Path(__file__).parent
SAMPLE = ROOT.parent / "tests" / "conformance" / "samples" / "charts"
WIDTH, COLUMNS, GAP = 460, 3, 18
COLOURS = 96


def pictures() -> list[Image.Image]:
    """Return the charts of the sample, all of one width."""
    checked = check_report(SAMPLE)
    found = []
    for block in checked.document.body:
        if isinstance(block, Figure) and isinstance(block.content, Chart):
            picture = draw_chart(block.content, checked.brand, checked.fonts)
            png = word_picture(picture, checked.fonts).png
            image = Image.open(io.BytesIO(png)).convert("RGB")
            height = round(image.height * WIDTH / image.width)
            found.append(image.resize((WIDTH, height), Image.Resampling.LANCZOS))
    return found


def sheet(images: list[Image.Image]) -> Image.Image:
    """Return ``images`` in columns, each under the shortest so far."""
    depths = [GAP] * COLUMNS
    placed = []
    for image in images:
        column = depths.index(min(depths))
        placed.append((image, (GAP + column * (WIDTH + GAP), depths[column])))
        depths[column] += image.height + GAP
    made = Image.new("RGB", (GAP + COLUMNS * (WIDTH + GAP), max(depths)), "#E9ECEF")
    for image, place in placed:
        made.paste(image, place)
    return made


if __name__ == "__main__":
    ways = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE  # few red days keep their red
    flat = sheet(pictures()).quantize(COLOURS, method=ways[0], dither=ways[1])
    flat.save(ROOT / "images" / "charts.png", optimize=True)
