"""Two tables are held against each other by the names of their rows and the heads of columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.compare import compared

OLD = [["季度", "收入", "成本"], ["Q1", "1", "5"], ["Q2", "2", "6"], ["Q3", "3", "7"]]


def change(new, old=OLD):
    return compared(old, new)


def test_equal_tables_have_no_change():
    assert change([list(row) for row in OLD]) is None


def test_a_cell_is_named_by_its_row_and_column():
    found = change([OLD[0], ["Q1", "1", "5"], ["Q2", "2", "9"], ["Q3", "3", "7"]])
    assert [(c.row, c.column, c.old, c.new) for c in found.cells] == [("Q2", "成本", "6", "9")]


def test_moved_columns_change_no_cell():
    found = change([[row[0], row[2], row[1]] for row in OLD])
    assert (found.cells, found.columns_came, found.columns_gone) == ((), (), ())
    assert found.is_reordered


def test_moved_rows_change_no_cell():
    found = change([OLD[0], OLD[3], OLD[1], OLD[2]])
    assert (found.cells, found.rows_came, found.rows_gone) == ((), (), ())
    assert found.is_reordered


def test_rows_and_columns_come_and_go():
    found = change([["季度", "收入", "毛利"], ["Q2", "2", "8"], ["Q4", "4", "9"]])
    assert (found.rows_came, found.rows_gone) == (("Q4",), ("Q1", "Q3"))
    assert (found.columns_came, found.columns_gone) == (("毛利",), ("成本",))
    assert not found.cells


@pytest.mark.parametrize("name", ["同名", ""])
def test_rows_that_no_name_tells_apart_are_paired_by_their_neighbours(name):
    old = [["名", "数"], [name, "1"], [name, "2"], [name, "3"]]
    new = [["名", "数"], [name, "1"], [name, "9"], [name, "3"], [name, "4"]]
    found = compared(old, new)
    assert [(c.old, c.new) for c in found.cells] == [("2", "9")]
    assert len(found.rows_came) == 1


def test_an_empty_table_gains_all_its_rows():
    found = compared([], [["a", "b"], ["1", "2"]])
    assert (found.columns_came, found.rows_came) == (("a", "b"), ("1",))


cells = st.sampled_from(["", "a", "b", "1"])
tables = st.lists(st.lists(cells, max_size=4), max_size=5)


@given(tables, tables)
def test_any_two_tables_can_be_held_against_each_other(old, new):
    found = compared(old, new)
    assert (found is None) == (old == new)
