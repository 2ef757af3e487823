from pathlib import Path

import pytest

from reportgen.diag import Sink, Source
from reportgen.draw.chart import draw_chart
from reportgen.fonts import open_fonts
from reportgen.read.brand import read_brand

BRAND = Path(__file__).parents[3] / "templates" / "default" / "brand.yaml"


@pytest.fixture(scope="session")
def brand():
    return read_brand(Source("brand.yaml", BRAND.read_text("utf-8")), Sink())


@pytest.fixture(scope="session")
def fonts(brand):
    return open_fonts(brand)


@pytest.fixture(scope="session")
def draw(brand, fonts):
    return lambda chart: draw_chart(chart, brand, fonts)
