"""Definitions: what a folder adds, and how a rate is rounded, scaled and told in words."""

from pathlib import Path

import gongkai as gk
from gongkai.result import Definitions
from gongkai.result.definition import formula
from gongkai.year import Year
from small_year import only, requests, write_year


def test_definitions_are_read_in_the_words_of_the_form() -> None:
    words = {each.id: formula(each) for each in gk.definitions()}
    assert words["disclose.answered"] == "（予以公开 + 部分公开） ÷ 办理结果总计"
    assert words["disclose.ex_other"] == ("（予以公开 + 部分公开） ÷ （办理结果总计 − 其他处理）")
    assert words["timely.due"] == ("期限在本期内、按时办结的申请 ÷ 期限在本期内的申请")
    assert words["answer.rate"] == (
        "（本年新收的申请 − 本年新收、尚未办结的申请） ÷ 本年新收的申请"
    )
    assert words["correct.review_merits"] == "行政复议的结果纠正 ÷ 行政复议的结果维持、结果纠正"
    assert words["correct.review_combined"] == (
        "（行政复议的结果纠正 + 调解或和解后已整改的复议） ÷ 行政复议的结果维持、结果纠正、其他结果"
    )
    assert words["dispute.per_10k_pop"] == (
        "行政复议、未经复议直接起诉的总计 ÷ 常住人口 × 10000（件/万人）"
    )
    assert words["timely.answered"] == "有期限、本期按时办结的申请 ÷ 有期限、本期办结的申请"
    assert words["task.done_due"] == "已到期、已办结的任务 ÷ 已到期的任务"
    assert words["task.done_all"] == "已办结的任务 ÷ 全部任务"
    # Every shipped place has words.
    assert not [text for text in words.values() if "/" in text.replace("件/万人", "")]


def test_a_folder_adds_definitions_and_replaces_them(tmp_path: Path) -> None:
    toml = """
[[definition]]
id = "timely.due"
name = "本机关口径"
numerator = ["reply/*.in.on_time", "-reply/old.in.on_time"]
denominator = ["table2/licences", "table3/refused.state_secret/enterprise@previous"]
rounding = "largest_remainder"
source = "本机关"
[[definition]]
id = "own.rate"
name = "自定"
numerator = ["fee/notices"]
denominator = ["table3/new_received/total?unit=县教育局"]
rounding = "truncate"
digits = 1
rankable_from = 30
source = "本机关"
"""
    folder = write_year(tmp_path, {"definitions.toml": toml})
    found = gk.definitions(folder)
    lines = {line["definition"]: line for line in found.to_dicts()}
    assert lines["timely.due"]["origin"] == "replaced"
    assert lines["timely.due"]["ledgers"] == ["applications", "publications"]
    assert lines["timely.due"]["formula"] == (
        "（期限在本期内、本期按时办结的申请 − 上年转入、期限在本期内、本期按时办结的申请） ÷ "
        "（行政许可 + 属于国家秘密（商业企业）（上年））"
    )
    assert lines["own.rate"]["origin"] == "added"
    assert lines["own.rate"]["formula"] == "收费通知件数 ÷ 本年新收（unit=县教育局）"
    assert [lines["own.rate"][name] for name in ("rounding", "digits", "rankable_from")] == [
        *("truncate", 1, 30),
    ]
    assert lines["answer.rate"]["origin"] == "shipped"
    assert [each.id for each in found][-1] == "own.rate"
    shown = found._repr_html_()
    assert "最大余数法（单独一项时四舍五入）" in shown
    assert "依申请公开、主动公开" in shown
    assert "自定" in shown
    assert gk.open(folder).definitions == found


def test_definitions_are_a_frame(example_year: Year) -> None:
    found = gk.definitions()
    assert isinstance(found, Definitions)
    assert list(found.to_pandas()["definition"]) == [each.id for each in found]
    assert [each.id for each in example_year.definitions] == [each.id for each in found]


def test_a_rate_may_have_another_unit(example_year: Year) -> None:
    rate = example_year.rate("dispute.per_10k_pop")
    assert (rate.numerator, rate.denominator, rate.text) == (21, 553000, "0.38 件/万人")
    assert rate.share == 21 / 553000
    assert rate.interval is None


def test_without_a_population_there_is_no_rate(tmp_path: Path) -> None:
    rate = gk.open(write_year(tmp_path)).rate("dispute.per_10k_pop")
    assert (rate.numerator, rate.denominator, rate.share, rate.text) == (2, None, None, "—")


def test_rounding_is_what_a_definition_says(tmp_path: Path) -> None:
    # 59 of 130: a published report prints 45.3 for 45.38.
    rows = [
        f"县教育局,2022-03-01,2022-03-02,{'予以公开' if n < 59 else '其他'}" for n in range(130)
    ]
    toml = "".join(
        f"""[[definition]]
id = "own.{rounding}"
name = "公开率"
numerator = ["table3/granted/total"]
denominator = ["table3/closed_total/total"]
rounding = "{rounding}"
digits = 1
source = "本机关"
"""
        for rounding in ("truncate", "half_up", "largest_remainder")
    )
    year = gk.open(only(tmp_path, {"applications.csv": requests(*rows), "definitions.toml": toml}))
    texts = [year.rate(f"own.{each}").text for each in ("truncate", "half_up", "largest_remainder")]
    assert texts == ["45.3%", "45.4%", "45.4%"]


def test_settled_reviews_put_right_count_as_corrected(tmp_path: Path) -> None:
    disputes = "案件编号,单位,争议类型,立案日期,审结日期,审结结果,整改日期\n" + "".join(
        f"D{n},县教育局,行政复议,2022-02-01,2022-05-01,{outcome},{rectified}\n"
        for n, (outcome, rectified) in enumerate(
            [
                ("结果纠正", ""),
                ("调解", "2022-06-01"),
                ("和解", "2022-06-01"),
                ("调解", ""),
                ("调解", "2023-02-01"),
                ("撤回申请", "2022-06-01"),
                ("其他结果", "2022-06-01"),
                ("结果维持", "2022-06-01"),
            ]
        )
    )
    year = gk.open(write_year(tmp_path, {"disputes.csv": disputes}))
    rate = year.rate("correct.review_combined")
    assert (rate.numerator, rate.denominator) == (3, 8)
    assert [each.key for each in year.why("rate/correct.review_combined/numerator")] == [
        *("D0", "D1", "D2"),
    ]
    assert year.rate("correct.review_concluded").numerator == 1
