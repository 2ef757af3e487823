"""Two texts are compared word by word, unless they are too long and too much alike for that."""

from reportgen.compare import steps, tokens


def changes(old, new):
    return [(s.old, s.old_end, s.new, s.new_end) for s in steps(old, new) if not s.is_same]


def test_only_what_changed_is_a_step():
    old, new = tokens("营收为19亿美元。"), tokens("营收达21亿美元。")
    assert [("".join(old[a:b]), "".join(new[c:d])) for a, b, c, d in changes(old, new)] == [
        ("为19亿美元", "达21亿美元")
    ]


def test_very_long_texts_of_few_words_are_one_step_at_once():
    old, new = ["一", "二"] * 6000, ["二", "一"] * 6000 + ["三"]
    assert changes(old, new) == [(0, len(old), 0, len(new))]
