"""The kinds of charts, each drawn in a file of its own."""

from typing import assert_never

from reportgen.draw.bars import draw_bars
from reportgen.draw.board import Board
from reportgen.draw.box import draw_boxes
from reportgen.draw.bullet import draw_bullets
from reportgen.draw.candle import draw_candles
from reportgen.draw.donut import draw_donut
from reportgen.draw.facets import draw_facets
from reportgen.draw.heatmap import draw_heatmap
from reportgen.draw.lines import draw_lines
from reportgen.draw.rows import draw_rows
from reportgen.draw.scatter import draw_scatter
from reportgen.draw.spark import draw_sparks
from reportgen.draw.stacks import draw_stacked_areas, draw_stacks
from reportgen.draw.waterfall import draw_waterfall
from reportgen.model.chart import Chart
from reportgen.model.chart_options import ChartKind as Kind


def draw_kind(chart: Chart, board: Board) -> None:
    """Draw ``chart`` on ``board``."""
    if chart.options.facets:
        draw_facets(chart, board)
        return
    if chart.options.is_horizontal:
        draw_rows(chart, board)
        return
    kind = Kind(chart.kind)
    match kind:
        case Kind.BAR | Kind.GROUPED | Kind.COMBO:
            draw_bars(chart, board)
        case Kind.STACKED | Kind.PERCENT:
            draw_stacks(chart, board)
        case Kind.LINE | Kind.AREA:
            draw_lines(chart, board)
        case Kind.STACKED_AREA:
            draw_stacked_areas(chart, board)
        case Kind.DONUT | Kind.PIE:
            draw_donut(chart, board)
        case Kind.SCATTER:
            draw_scatter(chart, board)
        case Kind.WATERFALL:
            draw_waterfall(chart, board)
        case Kind.HEATMAP:
            draw_heatmap(chart, board)
        case Kind.BULLET:
            draw_bullets(chart, board)
        case Kind.SPARK:
            draw_sparks(chart, board)
        case Kind.BOX:
            draw_boxes(chart, board)
        case Kind.CANDLE:
            draw_candles(chart, board)
        case Kind.FIGURE:
            raise ValueError("the author's own figure is drawn already")
        case _:
            assert_never(kind)
