"""A chart of Word is read as its data and as the kind of chart that we draw like it."""

from reportgen.adopt.word.plots import plot_of
from reportgen.word.elements import element

SPACE = 'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'


def series(name, *values):
    points = "".join(f'<c:pt idx="{at}"><c:v>{v}</c:v></c:pt>' for at, v in enumerate(values))
    names = "".join(f'<c:pt idx="{at}"><c:v>{2020 + at}</c:v></c:pt>' for at in range(len(values)))
    return (
        f'<c:ser><c:tx><c:strRef><c:strCache><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache>'
        f"</c:strRef></c:tx><c:cat><c:strRef><c:strCache>{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:numCache>{points}</c:numCache></c:numRef></c:val></c:ser>"
    )


def plotted(*plots):
    inside = "".join(plots)
    body = f"<c:chartSpace {SPACE}><c:chart><c:plotArea>{inside}</c:plotArea></c:chart>"
    return plot_of(element(f"{body}</c:chartSpace>".encode()))


def bars(*inside, grouping="clustered"):
    return f'<c:barChart><c:grouping val="{grouping}"/>{"".join(inside)}</c:barChart>'


def lines(*inside, axis=1):
    return f'<c:lineChart>{"".join(inside)}<c:axId val="{axis}"/></c:lineChart>'


def test_one_series_of_bars_is_a_bar_chart_with_its_data():
    plot = plotted(bars(series("收入", "1.5", "2")))
    assert plot.kind == "bar"
    assert plot.table() == "类别,收入\n2020,1.5\n2021,2\n"


def test_a_line_on_an_axis_of_its_own_stays_there():
    plot = plotted(
        bars(series("收入", "1", "2")), lines(series("毛利率（右轴）", "40", "41"), axis=2)
    )
    assert (plot.kind, plot.names, set(plot.aside)) == ("combo", ["收入", "毛利率"], {"毛利率"})


def test_a_line_of_totals_is_left_to_the_program():
    stacked = bars(series("甲", "1", "2"), series("乙", "3", "4"), grouping="stacked")
    plot = plotted(stacked, lines(series("合计", "4", "6")))
    assert (plot.kind, plot.names) == ("stacked", ["甲", "乙"])


def test_a_mixture_that_is_not_drawn_has_no_kind():
    stacked = bars(series("甲", "1", "2"), series("乙", "3", "4"), grouping="stacked")
    assert plotted(stacked, lines(series("利润", "1", "1"))).kind == ""


def test_a_chart_without_data_is_none():
    assert plotted("<c:layout/>") is None


def test_the_unit_in_the_name_of_a_series_is_that_of_its_column():
    plot = plotted(bars(series("收入（亿元）", "1.5", "2")))
    assert plot.names == ["收入"]
    assert plot.table() == "类别,收入（亿元）\n2020,1.5\n2021,2\n"


def test_steps_between_totals_are_a_waterfall():
    plot = plotted(
        bars(
            series("起点", "0", "5", "4"),
            series("合计", "5", "", ""),
            series("增加", "", "2", ""),
            series("减少", "", "", "3"),
            grouping="stacked",
        ),
        lines(series("连线1", "5", "5", "")),
    )
    assert (plot.kind, plot.totals) == ("waterfall", ["2020"])
    assert plot.rows == [["2020", "5"], ["2021", "2"], ["2022", "-3"]]
