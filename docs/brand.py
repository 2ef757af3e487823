"""Draw docs/images/report.png and brand-*.png: kits side by side, and what a kit puts on a page."""

from pathlib import Path

import pypdfium2
from PIL import Image

from reportgen import build_report

ROOT = Path(__file__).parent
SAMPLES = ROOT.parent / "tests" / "conformance" / "samples"
WIDTH, GAP, COLOURS = 300, 14, 128


def pages(report: Path, numbers: tuple[int, ...], width: int = WIDTH) -> list[Image.Image]:
    """Return pages of the PDF of ``report``, all of one width."""
    data = build_report(report).artifacts[0].data
    with pypdfium2.PdfDocument(data) as document:
        made = []
        for number in numbers:
            page = document[number]
            image = page.render(scale=2 * width / page.get_width()).to_pil().convert("RGB")
            height = round(image.height * width / image.width)
            made.append(image.resize((width, height), Image.Resampling.LANCZOS))
        return made


def sheet(images: list[Image.Image]) -> Image.Image:
    """Return ``images`` in a row on grey."""
    height = max(image.height for image in images) + 2 * GAP
    width = images[0].width + GAP
    made = Image.new("RGB", (GAP + len(images) * width, height), "#DDE1E6")
    for number, image in enumerate(images):
        made.paste(image, (GAP + number * width, GAP))
    return made


def save(name: str, images: list[Image.Image]) -> None:
    """Write ``images`` side by side, in few colours."""
    ways = Image.Quantize.MAXCOVERAGE, Image.Dither.NONE  # a thin accent keeps its colour
    flat = sheet(images).quantize(COLOURS, method=ways[0], dither=ways[1])
    flat.save(ROOT / "images" / name, optimize=True)


if __name__ == "__main__":
    example = ROOT.parent / "data" / "coreweave"
    save("report.png", pages(example, (0, 2, 5), 460))
    save("brand-kits.png", pages(example, (0, 2)) + pages(SAMPLES / "classic", (0, 1)))
    save("brand-own.png", pages(SAMPLES / "page", (0, 2, 3, 5)))
