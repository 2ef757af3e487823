"""A profile says what it asks for: each missing part gives its finding, each other has no place."""

import pytest
import yaml
from tests.profiles import found, said, whole, without

NEEDS, EXPECTS, NO_PLACE, D01 = "RG188", "RG189", "RG185", "D01"


@pytest.mark.parametrize("profile", ["research", "consulting", "sell_side", "gongwen"])
def test_a_report_that_says_all_is_sound(profile):
    assert said(whole(profile), NEEDS, EXPECTS, NO_PLACE, D01) == []


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("organisation", "机构名称"),
        ("qualification", "证券投资咨询业务资格"),
        ("published_at", "发布时间"),
        ("analysts", "分析师"),
        ("statements.risks", "风险提示"),
        ("statements.analyst", "分析师声明"),
        ("statements.ratings", "评级说明"),
        ("statements.conflicts", "利益冲突披露"),
        ("statements.disclaimer", "免责声明"),
    ],
)
def test_sell_side_stops_without(path, name):
    assert said(without(whole("sell_side"), path), NEEDS) == [(NEEDS, 1, 1, name)]


def test_sell_side_stops_without_sources():
    keys = without(whole("sell_side"), "references")
    keys["sections"][0]["text"] = "市场规模扩大。"
    assert said(keys, NEEDS) == [(NEEDS, 1, 1, "资料来源")]


def test_an_analyst_without_a_licence_is_found_where_he_is_named():
    keys = whole("sell_side")
    keys["analysts"].append({"name": "李若谷"})
    assert [each[1:] for each in said(keys, NEEDS)] == [(21, 3, "李若谷：执业证书编号")]


@pytest.mark.parametrize(
    ("profile", "path", "name"),
    [
        ("research", "organisation", "机构名称"),
        ("research", "summary", "摘要"),
        ("research", "statements.risks", "风险提示"),
        ("research", "statements.disclaimer", "免责声明"),
        ("consulting", "organisation", "机构名称"),
        ("consulting", "summary", "摘要"),
        ("gongwen", "letter.number", "发文字号"),
        ("gongwen", "letter.addressees", "主送机关"),
    ],
)
def test_an_author_is_reminded_of(profile, path, name):
    assert said(without(whole(profile), path), NEEDS, EXPECTS) == [(EXPECTS, 1, 1, name)]


@pytest.mark.parametrize("profile", ["research", "consulting"])
def test_an_author_is_reminded_of_sources(profile):
    keys = without(whole(profile), "references")
    keys["sections"][0]["text"] = "市场规模扩大。"
    assert said(keys, EXPECTS) == [(EXPECTS, 1, 1, "资料来源")]


def test_an_official_letter_stops_without_its_sender():
    assert said(without(whole("gongwen"), "organisation"), NEEDS) == [(NEEDS, 1, 1, "机构名称")]


@pytest.mark.parametrize("ending", ["报告", "请示", "议案"])
def test_a_letter_upwards_names_who_signed_it(ending):
    keys = whole("gongwen") | {"title": f"关于运行情况的{ending}"}
    assert said(keys, EXPECTS) == [(EXPECTS, 1, 1, "签发人")]
    keys["letter"]["signatory"] = "王之江"
    assert said(keys, EXPECTS) == []


@pytest.mark.parametrize(
    "number",
    ["滨数报[2025]18号", "滨数报〔25〕18号", "滨数报〔2025〕第18号", "滨数报〔2025〕018号", "18号"],
)
def test_a_number_that_is_not_as_prescribed_is_found_where_it_is_typed(number):
    keys = whole("gongwen")
    keys["letter"]["number"] = number
    (wrong,) = [each for each in found(keys) if each.code == "RG165"]
    assert (wrong.span.source.line(wrong.span.line).strip(), wrong.values["number"]) == (
        f"number: {number}",
        number,
    )


def test_without_a_profile_nothing_is_asked_for():
    keys = {"id": "a", "title": "题", "sections": [{"title": "概况", "text": "运行平稳。"}]}
    assert said(keys, NEEDS, EXPECTS) == []


@pytest.mark.parametrize(
    ("profile", "path", "title"),
    [
        ("research", "statements.risks", "风险因素"),
        ("research", "statements.disclaimer", "法律声明"),
        ("consulting", "summary", "核心观点"),
        ("sell_side", "statements.ratings", "投资评级标准"),
        ("sell_side", "statements.conflicts", "利益冲突"),
    ],
)
def test_a_heading_of_that_name_counts(profile, path, title):
    keys = without(whole(profile), path)
    keys["sections"].append({"title": title, "text": "见下。"})
    assert said(keys, NEEDS, EXPECTS) == []


@pytest.mark.parametrize(
    ("profile", "key", "value"),
    [
        ("research", "qualification", "资格"),
        ("research", "letter", {"number": "某发〔2025〕1号"}),
        ("consulting", "qualification", "资格"),
        ("consulting", "letter", {"number": "某发〔2025〕1号"}),
        ("sell_side", "letter", {"number": "某发〔2025〕1号"}),
        ("gongwen", "analysts", [{"name": "张之远"}]),
        ("gongwen", "published_at", "2025-12-18 16:30"),
        ("gongwen", "statements", {"disclaimer": "本报告只供参考。"}),
        ("gongwen", "qualification", "资格"),
    ],
)
def test_what_has_no_place_is_found_at_its_key(profile, key, value):
    (place,) = [
        (each.span.source.line(each.span.line).partition(":")[0], each.span.column)
        for each in found(whole(profile) | {key: value})
        if each.code == NO_PLACE
    ]
    assert place == (key, 1)


@pytest.mark.parametrize("profile", ["research", "consulting"])
def test_ratings_are_explained_by_licensed_firms_only(profile):
    keys = whole(profile)
    keys.setdefault("statements", {})["ratings"] = [{"rating": "买入", "meaning": "看好"}]
    assert [each.values["key"] for each in found(keys) if each.code == NO_PLACE] == ["ratings"]


# ---- words ---------------------------------------------------------------------------------

FORBIDDEN = [
    ("我们给予公司“买入”评级。", "‘买入’评级"),
    ("我们维持增持评级。", "增持评级"),
    ("首予推荐评级。", "推荐评级"),
    ("12个月目标价52元。", "12个月目标价"),
    ("建议投资者逢低买入。", "建议投资者逢低买入"),
    ("行业优于大市评级不变。", "优于大市评级"),
    ("本报告是证券研究报告。", "证券研究报告"),
    ("投资评级：中性。", "投资评级："),
]
ALLOWED = [
    "控股股东减持股份，公司买入新设备。",
    "本报告不是证券研究报告，不构成买入评级。",
    "有券商写道：“维持增持评级，目标价60元。”",
    "某券商维持买入评级[@a]。",
    "参见《发布证券研究报告暂行规定》。",
    "建议公司卖出闲置资产。",
    "> 我们重申买入评级。",
]


def _with_text(profile, text):
    keys = whole(profile)
    keys["sections"].append({"title": "观点", "text": text})
    return keys


def _words(keys):
    return [each.values["words"] for each in found(keys) if each.code == D01]


@pytest.mark.parametrize("profile", ["research", "consulting"])
@pytest.mark.parametrize(("text", "words"), FORBIDDEN)
def test_words_of_ratings_are_forbidden(profile, text, words):
    made = _words(_with_text(profile, text))
    assert len(made) == 1
    assert words in made[0] or made[0] in text.translate(str.maketrans("“”", "‘’"))


@pytest.mark.parametrize("profile", ["sell_side", "gongwen"])
@pytest.mark.parametrize(("text", "_words_of"), FORBIDDEN)
def test_words_of_ratings_are_of_no_concern_to(profile, text, _words_of):
    assert _words(_with_text(profile, text)) == []


@pytest.mark.parametrize("text", ALLOWED)
def test_words_that_rate_nothing_are_let_be(text):
    assert _words(_with_text("research", text)) == []


@pytest.mark.parametrize("key", ["title", "subtitle", "summary", "category"])
def test_words_of_ratings_are_found_on_the_cover(key):
    assert len(_words(whole("research") | {key: "某公司证券研究报告"})) == 1


def test_words_of_ratings_are_found_in_statements():
    keys = whole("research")
    keys["statements"]["disclaimer"] = "我们维持买入评级。"
    assert len(_words(keys)) == 1


@pytest.mark.parametrize(
    ("text", "rating"),
    [
        ("我们给予公司“增持”评级。", "增持"),
        ("维持强烈推荐评级。", "强烈推荐"),
        ("首次覆盖，给予优于大市的投资评级。", "优于大市"),
    ],
)
def test_a_rating_that_the_report_does_not_explain_is_found(text, rating):
    (wrong,) = [each for each in found(_with_text("sell_side", text)) if each.code == "RG166"]
    assert (wrong.values["rating"], wrong.values["known"]) == (rating, "买入")
    typed = wrong.span.source.line(wrong.span.line)[wrong.span.column - 1 :]
    assert typed[: wrong.span.length] == rating


@pytest.mark.parametrize(
    "text", ["我们给予公司“买入”评级。", "某券商给予增持评级[@a]。", "> 我们维持增持评级。"]
)
def test_a_rating_that_is_explained_or_of_others_is_let_be(text):
    assert "RG166" not in [each.code for each in found(_with_text("sell_side", text))]


# ---- waivers -------------------------------------------------------------------------------


def test_a_rating_is_waived_behind_its_paragraph():
    text = '我们维持中性评级。\n{: ignore=D01 reason="转述董事会的说法" }\n'
    assert _words(_with_text("research", text)) == []


def _waived(keys, **waiver):
    return keys | {"waivers": [{"reason": "合同里有"} | waiver]}


def test_what_a_profile_expects_is_waived_among_the_keys():
    keys = without(whole("research"), "statements")
    assert said(_waived(keys, ignore="RG189"), EXPECTS, "RG861") == []


def test_a_waiver_may_name_one_of_several_missing_parts():
    keys = without(whole("research"), "statements")
    made = said(_waived(keys, ignore="RG189", of="免责声明"), EXPECTS, "RG861")
    assert made == [(EXPECTS, 1, 1, "风险提示")]


def test_a_waiver_among_the_keys_is_for_all_that_is_typed_there():
    keys = _waived(whole("research") | {"subtitle": "维持买入评级"}, ignore=["D01"])
    assert _words(keys) == []


def test_a_waiver_among_the_keys_is_not_for_the_text(tmp_path):
    keys = _waived(whole("research"), ignore="D01")
    head = yaml.safe_dump(without(keys, "sections"), allow_unicode=True)
    report = tmp_path / "报告.md"
    report.write_text(
        f"---\n{head}---\n# 观点\n\n我们维持中性评级[@a]。我们给予买入评级。\n", "utf-8"
    )
    codes = [each.code.value for each in found(report) if each.code.value in {D01, "RG861"}]
    assert sorted(codes) == [D01, "RG861"]


def test_a_waiver_among_the_keys_that_waives_nothing_is_found():
    assert "RG861" in [each.code for each in found(_waived(whole("research"), ignore="D01"))]


def test_the_faces_of_letters_are_waived_among_the_keys():
    assert found(_waived(whole("gongwen"), ignore="RG190")) == ()


def test_no_waiver_lets_a_sell_side_report_go_without_what_the_law_asks():
    keys = without(_waived(whole("sell_side"), ignore="RG188"), "qualification")
    codes = {each.code.value for each in found(keys)}
    assert {"RG862"} <= codes


@pytest.mark.parametrize(
    ("given", "lacking"), [("ignore", "reason / 理由"), ("reason", "ignore / 忽略")]
)
def test_a_waiver_needs_its_code_and_its_reason(given, lacking):
    keys = whole("research") | {"waivers": [{given: "RG189"}]}
    assert [each.values["key"] for each in found(keys) if each.code == "RG105"] == [lacking]
