"""The words of a report: bound figures, what is missing, and errors word for word."""

from collections.abc import Callable
from datetime import date

import gongkai as gk
import pytest
from gongkai import _core as core
from gongkai.report.narrative import Bound, Claim, Prose, section_prose
from test_report_source import BODY, TABLE2, source, tables


def prose(
    words: str,
    made: core.AnnualTables | None = None,
    before: int | None = None,
    claim: Callable[[str], Claim] = lambda name: Claim("发生率和纠错率双下降"),
) -> Prose:
    """The words of section one, filled. `before`: last year's documents made."""
    whole = source(made)
    last = (
        None if before is None else tables(2021, table2=["0", "0", "0", str(before), *TABLE2[4:]])
    )
    bound = Bound(BODY, 2022, date(2022, 12, 31), whole.figure, whole.rate, claim, last)
    return section_prose("overview", "一、总体情况", words, bound)


def filled(words: str, before: int | None = None) -> str:
    """One paragraph of section one, filled."""
    (paragraph,) = prose(words, before=before).paragraphs
    return paragraph


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ('{{ n("table2/licences") }}件', "1204件"),
        ('{{ n("table2/regulations/made") }}件', "0件"),
        ('{{ n("table2/fees_wan") }}万元', "7730.28万元"),
        ('{{ n("fee/noticed_yuan") }}元', "120.5元"),
        ('{{ n("fee/collected_yuan") }}元', "40元"),
        ('{{ n("table4/suit_direct|suit_after_review/corrected") }}件', "0件"),
        ("{{ body }}{{ year }}年", f"{BODY}2022年"),
        ("{{ first_day }}至{{ last_day }}", "2022年1月1日至2022年12月31日"),
        ('{{ rate("correct.review_concluded") }}', "25.00%"),
        ('{{ rate("correct.all") }}', "12.50%"),
    ],
)
def test_figures_are_printed_without_separators(words: str, printed: str) -> None:
    assert filled(words) == printed


@pytest.mark.parametrize(
    ("before", "printed"),
    [
        (4, "增加 2 件，增长 50.00%"),
        (9, "减少 3 件，下降 33.33%"),
        (6, "持平"),
        (0, "增加 6 件（上年为 0，不计算增幅）"),
    ],
)
def test_change_speaks_of_both_years(before: int, printed: str) -> None:
    assert filled('{{ change("table2/normative_documents/made") }}', before) == printed


def test_change_from_nothing_to_nothing_is_no_change() -> None:
    assert filled('{{ change("table2/regulations/made") }}', before=1) == "持平"


def test_change_takes_the_unit_it_is_given() -> None:
    words = '{{ change("table2/normative_documents/made", unit="份") }}'
    assert filled(words, before=4) == "增加 2 份，增长 50.00%"


def test_without_last_year_a_change_is_missing_and_said_to_be() -> None:
    made = prose('制发文件，较上年{{ change("table2/normative_documents/made") }}。')
    assert made.paragraphs == ("制发文件，较上年（缺）。",)
    assert [each.expected for each in made.findings] == ["table2/normative_documents/made@previous"]


def test_a_blank_figure_is_never_a_zero() -> None:
    blank = tables(table2=[*TABLE2[:6], None, *TABLE2[7:]])
    made = prose('一年来。办理许可{{ n("table2/licences") }}件。处罚不少。', blank)
    assert made.paragraphs == ("一年来。办理许可（缺）件。处罚不少。",)
    (found,) = made.findings
    assert (found.rule, found.status, found.severity) == ("cell.blank", "fail", "serious")
    assert found.where == {"section": "overview", "sentence": "办理许可（缺）件。"}
    assert (found.found, found.expected) == ("（缺）", "table2/licences")
    assert found.message == "“一、总体情况”：应填数字，现为空白"


def test_a_rate_of_a_blank_figure_is_a_dash_and_said_to_be_missing() -> None:
    blank = tables(table4=None)
    made = prose('纠错率{{ rate("correct.review_all") }}。', blank)
    assert made.paragraphs == ("纠错率—。",)
    assert [each.expected for each in made.findings] == ["rate/correct.review_all"]


def test_a_figure_with_a_state_is_printed_as_its_state() -> None:
    held = tables(table2=[{"state": "not_applicable"}, *TABLE2[1:]])
    made = prose('规章：{{ n("table2/regulations/made") }}', held)
    assert made.paragraphs == ("规章：不适用",)
    assert made.findings == ()


def test_a_claim_that_both_years_allow_is_its_sentence() -> None:
    made = prose('一年来，{{ claim("double_decline") }}。')
    assert made.paragraphs == ("一年来，发生率和纠错率双下降。",)
    assert made.findings == ()


def test_a_claim_that_they_do_not_allow_is_missing_and_said_why() -> None:
    made = prose(
        '一年来。{{ claim("double_decline") }}。', claim=lambda _: Claim("", ("没有上年", "持平"))
    )
    assert made.paragraphs == ("一年来。（缺）。",)
    (found,) = made.findings
    assert (found.rule, found.status, found.severity) == ("prose.direction", "fail", "serious")
    assert found.where == {"section": "overview", "sentence": "（缺）。"}
    assert (found.found, found.expected) == ("双下降", "没有上年；持平")
    assert found.message == "“一、总体情况”：不能称“双下降”：没有上年；持平"


@pytest.mark.parametrize(
    ("words", "findings"),
    [
        ("复议诉讼实现双下降。", 1),
        ("复议诉讼没有实现双下降。", 0),
        ("明年力争双下降。", 0),
        ("复议诉讼减少。", 0),
    ],
)
def test_a_claim_written_by_hand_needs_the_same_numbers(words: str, findings: int) -> None:
    made = prose(words, claim=lambda _: Claim("", ("没有上年的数据",)))
    assert made.paragraphs == (words,)
    assert len(made.findings) == findings
    assert prose(words).findings == ()


def test_words_may_ask_what_is_known() -> None:
    blank = tables(table4=None)
    words = '{% if known("rate/correct.review_all") %}有{% else %}无{% endif %}'
    assert prose(words, blank).paragraphs == ("无",)
    assert prose(words).paragraphs == ("有",)
    words = '{% if known("table4/review/total") %}有{% else %}无{% endif %}'
    assert prose(words, blank).paragraphs == ("无",)


def test_blank_lines_part_paragraphs_and_other_breaks_do_not() -> None:
    made = prose("甲，\r\n  乙。\n \n\n丙。\n{% if true %}\n丁。\n{% endif %}\n")
    assert made.paragraphs == ("甲，乙。", "丙。丁。")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("甲\n\n{{ n('table9/x') }}", " line 3: place 'table9/x': unknown source 'table9'"),
        ("甲\n{{ missing }}", " line 2: 'missing' is undefined"),
        ("{{ rate('no.such') }}", " line 1: unknown definition 'no.such'"),
        ("甲\n{% if %}", " line 2: Expected an expression, got 'end of statement block'"),
        (
            "{{ ''.__class__.__mro__ }}",
            " line 1: access to attribute '__class__' of 'str' object is unsafe",
        ),
        ("{{ n.__globals__ }}", " line 1: access to attribute '__globals__' of"),
    ],
)
def test_an_error_names_file_and_line(words: str, message: str) -> None:
    with pytest.raises(gk.DataError) as error:
        prose(words)
    assert str(error.value).startswith(f"narrative/overview.md{message}")
