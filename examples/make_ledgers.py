"""Write the invented ledgers of the two example years, deqing-2021 and deqing-2022.

Everything written here is invented: applications, disputes, publications, every name, date and
amount. Units and tasks stand in files kept by hand (units.csv, tasks.csv): the tasks of 2022 come
out of the public plan (plan.txt), the units are those that it names and the county's towns.

Each case is lived through to its end, whatever year that falls in; a year's ledger is then what
the office could know on 31 December, so what is open in one year comes back in the next. Chance
is seeded: two runs write the same bytes. It needs openpyxl; `python examples/make_ledgers.py`.
"""

import csv
import io
import random
import re
import zipfile
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from duty_ledgers import HEADERS as DUTY_HEADERS
from duty_ledgers import duty_ledgers
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from push_ledger import HEADERS as PUSH_HEADERS
from push_ledger import pushes

HERE = Path(__file__).parent
SEED = 20221758
BODY, OFFICE = "德清县人民政府办公室", "县政府办公室"
Cell = str | int | float | date | None

# Weekdays off and weekend days worked, by the notices of the State Council.
OFF = """
2020 01-01 01-24 01-27 01-28 01-29 01-30 01-31 04-06 05-01 05-04 05-05 06-25 06-26 10-01 10-02
2020 10-05 10-06 10-07 10-08
2021 01-01 02-11 02-12 02-15 02-16 02-17 04-05 05-03 05-04 05-05 06-14 09-20 09-21 10-01 10-04
2021 10-05 10-06 10-07
2022 01-03 01-31 02-01 02-02 02-03 02-04 04-04 04-05 05-02 05-03 05-04 06-03 09-12 10-03 10-04
2022 10-05 10-06 10-07
2023 01-02 01-23 01-24 01-25 01-26 01-27 04-05 05-01 05-02 05-03 06-22 06-23 09-29 10-02 10-03
2023 10-04 10-05 10-06
"""
WORKED = """
2020 01-19 04-26 05-09 06-28 09-27 10-10
2021 02-07 02-20 04-25 05-08 09-18 09-26 10-09
2022 01-29 01-30 04-02 04-24 05-07 10-08 10-09
2023 01-28 01-29 04-23 05-06 06-25 10-07 10-08
"""

# What may come in, and what becomes of it: outcome, cases in 2020 and 2021, cases in 2022.
OUTCOMES = """
予以公开 111 129
部分公开（区分处理的，只计这一情形，不计其他情形） 23 28
属于国家秘密 0 1
其他法律行政法规禁止公开 2 2
危及“三安全一稳定” 0 1
保护第三方合法权益 6 7
属于三类内部事务信息 8 9
属于四类过程性信息 11 12
属于行政执法案卷 12 14
属于行政查询事项 7 8
本机关不掌握相关政府信息 64 68
没有现成信息需要另行制作 8 9
补正后申请内容仍不明确 4 4
信访举报投诉类申请 11 12
重复申请 6 6
要求提供公开出版物 1 2
无正当理由大量反复申请 2 3
要求行政机关确认或重新出具已获取信息 2 2
申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 6 6
其他 6 7
"""
GRANTED, PARTLY = "予以公开", "部分公开（区分处理的，只计这一情形，不计其他情形）"
UNPAID = "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
COURSES = {  # outcomes that only one course of events leads to
    "保护第三方合法权益": "third_party",
    "补正后申请内容仍不明确": "corrected",
    "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请": "abandoned",
    "其他": "withdrawn",
}
COURSE = "plain 78 corrected 8 extended 5 third_party 3 co_producer 2 other_organ 4"
ONCE = "fee_items fee_unpaid late_correction late_extension two_opinions no_opinion delayed"
RARE = {2020: "", 2021: f"fee_pages {ONCE}", 2022: f"fee_pages fee_pages fee_pages {ONCE}"}
ASKED = {"co_producer": "共同制作机关", "other_organ": "其他机关"}  # all others: 第三方
LATE_SHARE = 0.05
KINDS = "自然人 80 商业企业 8 科研机构 2 社会公益组织 2 法律服务机构 5 其他 3"
FIRMS = {
    "商业企业": "示例商贸有限公司",
    "科研机构": "示例研究院",
    "社会公益组织": "示例公益协会",
    "法律服务机构": "示例律师事务所",
    "其他": "示例业主委员会",
}
CHANNELS = "网络 55 邮寄 30 当面 12 传真 3"
DELIVERY = {"网络": "网络", "邮寄": "邮寄", "当面": "直接送达", "传真": "邮寄"}
ADDRESSED = """
县政府办公室 14 县自然资源和规划局 18 县建设局 13 县综合执法局 6 县农业农村局 6 县人力社保局 4
县公安局 5 县市场监管局 5 县交通运输局 3 县水利局 2 县教育局 2 县民政局 2 县司法局 2 县财政局 2
县卫生健康局 2 县发改局 3 县应急管理局 1 县医保局 1 县税务局 1 市生态环境局德清分局 3
武康街道 5 舞阳街道 4 阜溪街道 4 下渚湖街道 2 康乾街道 3 乾元镇 3 新市镇 4 洛舍镇 1 钟管镇 2
雷甸镇 3 新安镇 1 禹越镇 2 莫干山镇 3
"""
CASE_HEADERS = """
申请编号 单位 申请人 申请人类型 申请方式 收到日期 补正告知日期 补正收到日期 征求对象 征求意见日期
对方收到日期 意见收到日期 延期告知日期 延长工作日 延迟答复日期 法制审查 收费通知日期 收费金额
缴费日期 答复日期 答复结果 送达方式 送达日期 页数 件数
"""

REVIEW, DIRECT, AFTER = "行政复议", "未经复议直接起诉", "复议后起诉"
UPHELD, CORRECTED, OTHER, PENDING = "结果维持", "结果纠正", "其他结果", "尚未审结"
FINER = {
    "驳回行政复议请求": UPHELD,
    "撤销": CORRECTED,
    "终止": OTHER,
    "调解": OTHER,
    "准许撤诉": OTHER,
}
# Kind, result, disputes of 2021, of 2022, and when the reply that they are about was sent: this
# keeps each one inside the year in which it shall be concluded. The last rows run into the next.
FILED = """
行政复议 结果维持 3 2 01-15 04-10
行政复议 结果维持 5 3 04-11 08-20
行政复议 驳回行政复议请求 1 1 04-11 08-20
行政复议 结果纠正 3 1 04-11 08-20
行政复议 撤销 1 0 04-11 08-20
行政复议 其他结果 3 1 04-11 08-20
行政复议 终止 1 1 04-11 08-20
行政复议 调解 0 1 04-11 08-20
未经复议直接起诉 结果维持 2 1 01-01 05-15
未经复议直接起诉 结果纠正 1 1 01-01 05-15
未经复议直接起诉 准许撤诉 1 0 01-01 05-15
行政复议 结果维持 2 2 10-20 11-15
行政复议 结果纠正 1 0 10-20 11-15
行政复议 终止 1 1 10-20 11-15
未经复议直接起诉 结果维持 1 1 09-01 10-01
"""
# Reviews then taken to court: year, the first or last one concluded in it, result, and whether
# the county stands beside the unit as the organ that reviewed.
SUED = """
2021 first 结果维持 是
2021 first 结果维持 否
2021 first 其他结果 否
2021 last 结果纠正 是
2022 first 结果维持 是
2022 first 其他结果 否
2022 last 结果维持 否
"""
DISPUTE_HEADERS = "案件编号 申请编号 单位 争议类型 立案日期 审结日期 审结结果 共同被告 整改日期"

# Licences, penalties, coercions and fees (万元) of 2022; those of 2021 are drawn near them.
DECIDED = """
县发改局 412 3 - -
县经信局 96 2 - -
县教育局 88 4 - 1865.4
县公安局 62480 48216 6120 1043.75
县民政局 143 6 - -
县司法局 37 2 - -
县财政局 25 1 - -
县人力社保局 318 21 - 42.6
县自然资源和规划局 2214 36 2 2968.18
县建设局 3105 14 - 1276.5
县交通运输局 9872 2614 318 57.3
县水利局 206 12 1 683.92
县农业农村局 1043 97 24 18.45
县商务局 61 5 - -
县文广旅体局 174 38 3 -
县卫生健康局 1937 152 6 211.08
县应急管理局 289 176 19 -
县市场监管局 28416 1385 142 36.72
县综合执法局 412 12874 1036 -
县医保局 - 9 - -
县税务局 1264 1108 37 -
市生态环境局德清分局 193 128 11 -
"""
PUBLICATION_HEADERS = (
    "单位 信息内容 本年制发件数 本年废止件数 现行有效件数 本年处理决定数量 本年收费金额（万元）"
)


@dataclass
class Case:
    """An application; the fields are the ledger's columns, in their order."""

    case_no: str
    unit: str
    applicant: str
    kind: str
    channel: str
    received: date
    notice: date | None = None
    corrected: date | None = None
    asked: list[str] = field(default_factory=list)
    sent: list[date] = field(default_factory=list)
    got: list[date | None] = field(default_factory=list)
    back: list[date | None] = field(default_factory=list)
    extended: date | None = None
    extension: int | None = None
    delayed: date | None = None
    reviewed: str | None = None
    fee_notice: date | None = None
    fee: int | None = None
    paid: date | None = None
    answered: date | None = None
    outcome: str | None = None
    delivery: str | None = None
    delivered: date | None = None
    pages: int | None = None
    items: int = 1


@dataclass
class Dispute:
    case: Case
    unit: str
    kind: str
    filed: date
    concluded: date
    outcome: str
    co_defendant: str = "否"
    rectified: date | None = None
    dispute_no: str = ""


def table(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


def listed(text: str) -> set[date]:
    return {date.fromisoformat(f"{year}-{day}") for year, *days in table(text) for day in days}


def days_between(first: date, last: date) -> list[date]:
    return [first + timedelta(n) for n in range((last - first).days + 1)]


WORKDAYS = [
    day
    for day in days_between(date(2020, 1, 1), date(2023, 12, 31))
    if day in listed(WORKED) or (day.weekday() < 5 and day not in listed(OFF))
]


def workday(day: date, count: int) -> date:
    """The count-th working day after `day`, which is itself day 0; back in time if negative."""
    return WORKDAYS[bisect_right(WORKDAYS, day) - 1 + count]


def pick(rng: random.Random, weights: str) -> str:
    words = weights.split()
    return rng.choices(words[::2], [int(weight) for weight in words[1::2]])[0]


def page_fee(pages: int) -> int:
    bands = ((30, 100, 10), (100, 200, 20), (200, pages, 40))
    return sum(max(0, min(pages, top) - floor) * rate for floor, top, rate in bands)


def deadline(case: Case) -> date:
    """The last day for the reply, for the courses that `live` makes."""
    base, length = case.received, 20
    if case.corrected and case.notice and case.notice <= workday(case.received, 7):
        base = case.corrected
    stopped: set[date] = set()
    for kind, sent, got, back in zip(case.asked, case.sent, case.got, case.back, strict=True):
        cap = workday(got or sent, 15)
        end = back or cap if kind == "其他机关" else min(back or cap, cap)
        stopped |= {day for day in WORKDAYS if sent < day <= end}
    length += len(stopped)
    if case.extended and case.extended <= workday(base, length):
        length += case.extension or 20
    return case.delayed or (workday(case.paid, 20) if case.paid else workday(base, length))


def ask(rng: random.Random, case: Case, course: str) -> date:
    """Ask another for an opinion; return when it came, or stopped being waited for."""
    sent = workday(case.received, rng.randint(2, 5))
    got = workday(sent, rng.randint(1, 3))
    back = None if course == "no_opinion" else workday(got, rng.randint(3, 9))
    case.asked.append(ASKED.get(course, "第三方"))
    case.sent.append(sent)
    case.got.append(got)
    case.back.append(back)
    return back or workday(got, 15)


def live(rng: random.Random, case: Case, course: str) -> date:
    """Let happen what comes before the reply; return the day of the last event."""
    last = case.received
    if course in ("corrected", "abandoned", "late_correction"):
        case.notice = workday(last, 9 if course == "late_correction" else rng.randint(2, 6))
        last = workday(case.notice, rng.randint(3, 10))
        case.corrected = None if course == "abandoned" else last
    elif course == "two_opinions":
        last = max(ask(rng, case, "third_party"), ask(rng, case, "other_organ"))
    elif course in ("third_party", "no_opinion", *ASKED):
        last = ask(rng, case, course)
    elif course in ("extended", "late_extension"):
        last = workday(last, 21 if course == "late_extension" else rng.randint(15, 19))
        case.extended, case.extension = last, rng.choice([10, 15, 20, None])
    elif course == "delayed":
        case.delayed, case.items = workday(last, 45), 10
    elif course.startswith("fee"):
        last = case.fee_notice = workday(last, rng.randint(4, 12))
        if course == "fee_items":
            case.items, case.fee = 14, 400
        else:
            case.pages = rng.randint(45, 160)
            case.fee = page_fee(case.pages)
        if course != "fee_unpaid":
            last = case.paid = workday(last, rng.randint(2, 12))
    return last


def close(rng: random.Random, case: Case, course: str, outcome: str) -> None:
    """Answer the case, most often in time."""
    last = live(rng, case, course)
    due = deadline(case)
    if course == "withdrawn":
        sent = workday(last, rng.randint(2, 8))
    elif course in ("abandoned", "fee_unpaid"):
        sent = workday(last, rng.randint(21, 24))
    elif course == "forgotten":
        sent = workday(due, 45)
    elif course == "late_extension" or rng.random() < LATE_SHARE:
        sent = workday(max(due, last), rng.randint(1, 8))
    else:
        sent = max(workday(last, 1), workday(due, -rng.randint(0, 16)))
    before = workday(sent, -1)
    posted_later = case.channel == "邮寄" and before > last and before.year == sent.year
    case.answered = before if posted_later and rng.random() < 0.5 else sent
    case.outcome, case.delivery, case.delivered = outcome, DELIVERY[case.channel], sent
    case.reviewed = "是" if rng.random() < (0.92 if sent.year > 2021 else 0.7) else "否"
    if outcome in (GRANTED, PARTLY) and not case.fee:
        case.pages = rng.randint(1, 28)


def incoming(rng: random.Random, case_no: str, received: date, outcome: str) -> Case:
    unit, kind, channel = pick(rng, ADDRESSED), pick(rng, KINDS), pick(rng, CHANNELS)
    person = f"申请人{rng.randint(1, 480):04}"
    applicant = person if kind == "自然人" else FIRMS[kind] + rng.choice("甲乙丙丁戊己庚辛")
    if outcome in ("重复申请", "无正当理由大量反复申请"):
        unit, applicant, kind = "县自然资源和规划局", "申请人0481", "自然人"
    if received not in WORKDAYS:
        channel = "网络"
    return Case(case_no, unit, applicant, kind, channel, received)


def cases_of(rng: random.Random, year: int) -> list[Case]:
    """The applications received in a year, with all that ever becomes of them."""
    outcomes = []
    for outcome, earlier, last in table(OUTCOMES):
        outcomes += [outcome] * int(last if year == 2022 else earlier)
    rng.shuffle(outcomes)
    calendar = days_between(date(year, 1, 4), date(year, 12, 31))
    weights = [1.0 if day in WORKDAYS else 0.03 for day in calendar]
    days = sorted(rng.choices(calendar, weights, k=len(outcomes)))
    granted = [n for n, outcome in enumerate(outcomes) if outcome == GRANTED]
    rare = RARE[year].split()
    spring = rng.sample([n for n in granted if 3 <= days[n].month <= 8], len(rare))
    forgotten = next(n for n in granted if days[n].month == 11)
    courses = {forgotten: "forgotten", **dict(zip(spring, rare, strict=True))}
    cases = []
    for n, outcome in enumerate(outcomes):
        course = courses.get(n) or COURSES.get(outcome) or pick(rng, COURSE)
        case = incoming(rng, f"DQ{year}-{n + 1:03}", days[n], outcome)
        close(rng, case, course, UNPAID if course == "fee_unpaid" else outcome)
        cases.append(case)
    return cases


def past(when: date | None, day: date) -> date | None:
    return when if when and when <= day else None


def known(case: Case, day: date) -> Case:
    """The case as the ledger shows it at the end of `day`: what is dated later is not there."""
    seen = replace(case)
    for name in ("notice", "corrected", "extended", "fee_notice", "paid", "answered"):
        setattr(seen, name, past(getattr(case, name), day))
    asked = [n for n, sent in enumerate(case.sent) if sent <= day]
    seen.asked, seen.sent = [case.asked[n] for n in asked], [case.sent[n] for n in asked]
    seen.got = [past(case.got[n], day) for n in asked]
    seen.back = [past(case.back[n], day) for n in asked]
    seen.extension = case.extension if seen.extended else None
    seen.fee = case.fee if seen.fee_notice else None
    if not seen.answered:
        seen.outcome = seen.delivery = seen.delivered = seen.reviewed = seen.pages = None
    return seen


def several(values: list[Cell]) -> Cell:
    """One value as it is; several as text, each in its place."""
    if len(values) < 2:
        return values[0] if values else None
    return "、".join("" if value is None else str(value) for value in values)


def case_row(case: Case) -> list[Cell]:
    return [several(value) if isinstance(value, list) else value for value in vars(case).values()]


def later(rng: random.Random, day: date, least: int, most: int) -> date:
    """A working day some calendar days after `day`."""
    return workday(day + timedelta(rng.randint(least, most) - 1), 1)


def official(outcome: str) -> str:
    return FINER.get(outcome, outcome)


def file(rng: random.Random, case: Case, kind: str, outcome: str, since: date) -> Dispute:
    wait = {REVIEW: (20, 43), DIRECT: (30, 78), AFTER: (8, 13)}[kind]
    filed = later(rng, since, *wait)
    concluded = later(rng, filed, *((54, 58) if kind == REVIEW else (112, 138)))
    dispute = Dispute(case, case.unit, kind, filed, concluded, outcome)
    if official(outcome) == CORRECTED or outcome == "调解":
        dispute.rectified = later(rng, concluded, 15, 50)
    return dispute


def disputes_of(rng: random.Random, cases: list[Case]) -> list[Dispute]:
    """All disputes of both years, each about a case that stands in the ledgers."""
    free = [case for case in cases if case.outcome not in (GRANTED, UNPAID, *COURSES)]
    disputes: list[Dispute] = []
    for kind, outcome, *counts, first, last in table(FILED):
        for year, count in zip((2021, 2022), counts, strict=True):
            window = [c for c in free if f"{year}-{first}" <= str(c.delivered) <= f"{year}-{last}"]
            for case in rng.sample(window, int(count)):
                free.remove(case)
                disputes.append(file(rng, case, kind, outcome, case.delivered or case.received))
    reviews = [d for d in disputes if d.kind == REVIEW and official(d.outcome) == UPHELD]
    reviews.sort(key=lambda review: review.concluded)
    for sued, which, outcome, jointly in table(SUED):
        choice = [d for d in reviews if d.concluded.year == int(sued) and d.unit != OFFICE]
        review = choice[0 if which == "first" else -1]
        reviews.remove(review)
        suit = file(rng, review.case, AFTER, outcome, review.concluded)
        disputes.append(suit)
        if jointly == "是":
            disputes.append(replace(suit, unit=OFFICE, co_defendant="是", rectified=None))
    disputes.sort(key=lambda d: (d.filed, d.case.case_no, d.co_defendant == "是"))
    numbers: Counter[str] = Counter()
    for dispute in disputes:
        series = ("FY" if dispute.kind == REVIEW else "SS") + str(dispute.filed.year)
        numbers[series] += 1
        dispute.dispute_no = f"{series}-{numbers[series]:02}"
    return disputes


def dispute_row(d: Dispute, day: date) -> list[Cell]:
    concluded = past(d.concluded, day)
    outcome = d.outcome if concluded else PENDING
    known_part: list[Cell] = [d.dispute_no, d.case.case_no, d.unit, d.kind, d.filed]
    return [*known_part, concluded, outcome, d.co_defendant, past(d.rectified, day)]


def publications_of(rng: random.Random, units: dict[str, str]) -> dict[int, list[list[Cell]]]:
    """Rows of both years; what is in force goes from one year to the next."""
    rows: dict[int, list[list[Cell]]] = {2021: [], 2022: []}
    decided = {unit: figures for unit, *figures in table(DECIDED)}
    for unit, kind in units.items():
        if unit == BODY:
            for year in rows:
                rows[year].append([unit, "规章", 0, 0, 0])
        elif kind in ("部门", "镇街"):
            valid, most = (118, 14) if unit == OFFICE else (rng.randint(1, 7), 2)
            for year in rows:
                made, repealed = rng.randint(most // 3, most), rng.randint(0, most // 2)
                valid += made - repealed
                rows[year].append([unit, "行政规范性文件", made, repealed, valid])
        if kind == "镇街":
            town = rng.randint(90, 360), rng.randint(30, 700), rng.randint(0, 25)
            decided[unit] = [*map(str, town), "-"]
        *counts, fees = decided.get(unit, ["-"] * 4)
        for name, count in zip(("行政许可", "行政处罚", "行政强制"), counts, strict=True):
            if count != "-":
                near = round(int(count) * rng.uniform(0.92, 1.06))
                rows[2021].append([unit, name, None, None, None, near])
                rows[2022].append([unit, name, None, None, None, int(count)])
        if fees != "-":
            near_fees = round(float(fees) * rng.uniform(0.95, 1.1), 2)
            rows[2021].append([unit, "行政事业性收费", None, None, None, None, near_fees])
            rows[2022].append([unit, "行政事业性收费", None, None, None, None, float(fees)])
    return {year: [row + [None] * (7 - len(row)) for row in rows[year]] for year in rows}


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def write_csv(path: Path, headers: str, rows: Sequence[Sequence[Cell]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as lines:
        csv.writer(lines, lineterminator="\n").writerows([headers.split(), *rows])


def write_xlsx(path: Path, headers: str, rows: Sequence[Sequence[Cell]]) -> None:
    """A sheet with real dates; repacked with fixed times, so that its bytes do not change."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title, sheet.freeze_panes = "依申请公开台账", "B2"
    for row in (headers.split(), *rows):
        sheet.append(list(row))
    for number, column in enumerate(sheet.iter_cols(min_row=2), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = 14
        for cell in column:
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    book.properties.created = datetime(2023, 1, 10)
    packed = io.BytesIO()
    book.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"[\dT:-]+Z(?=</dcterms:modified>)", b"2023-01-10T00:00:00Z", data)
            target.writestr(zipfile.ZipInfo(name), data)


def deadlines(folder: Path) -> Iterator[tuple[dict[str, str], str]]:
    """The tasks with their deadlines, which the plan of 2022 says in its two lists."""
    tasks = read_csv(folder / "tasks.csv")
    if "完成时限" in tasks[0]:
        yield from ((task, task["完成时限"]) for task in tasks)
        return
    plan = (folder / "plan.txt").read_text(encoding="utf-8")
    rows = [line.split("|") for line in plan.splitlines() if re.match(r"\d+ \|", line)]
    yield from ((task, row[-2].strip()) for task, row in zip(tasks, rows, strict=True))


def summarise(year: int, cases: list[Case], disputes: list[Dispute]) -> None:
    """Print the counts of one year, for whoever wants to compare."""
    new = sum(case.received.year == year for case in cases)
    still = [case for case in cases if not case.answered]
    print(f"{year}: new {new}, carried over {len(cases) - new}", end=", ")
    print(f"closed {len(cases) - len(still)}, carried forward {len(still)}", end=" ")
    print(dict(Counter(case.kind for case in still)))
    fees = [case.fee or 0 for case in cases if case.fee_notice]
    collected = sum(case.fee or 0 for case in cases if case.paid)
    print(f"  fee notices {len(fees)}, noticed {sum(fees)} yuan, collected {collected} yuan")
    for kind in (REVIEW, DIRECT, AFTER):
        counted = [d for d in disputes if d.kind == kind and d.co_defendant == "否"]
        open_ones = [d for d in counted if d.concluded.year > year]
        done = Counter(official(d.outcome) for d in counted if d not in open_ones)
        print(f"  {kind} {len(counted)}: {dict(done)}, {PENDING} {len(open_ones)}")
    for day in (f"{year}-10-31", f"{year}-12-31"):
        states: Counter[str] = Counter()
        for task, limit in deadlines(HERE / f"deqing-{year}"):
            month = re.match(r"\d+(?=月底)", limit)
            due = f"{year}-{int(month[0]) if month else 12:02}-31"  # text order is date order
            if "" < task["完成日期"] <= day:
                states["done" if task["完成日期"] <= due else "done late"] += 1
            else:
                states["overdue" if due <= day else "open"] += 1
        print(f"  tasks on {day}: {dict(states)}")


def main() -> None:
    rng = random.Random(SEED)
    cases = [case for year in (2020, 2021, 2022) for case in cases_of(rng, year)]
    disputes = disputes_of(rng, [case for case in cases if case.received.year > 2020])
    units = {row["单位"]: row["单位类别"] for row in read_csv(HERE / "deqing-2022" / "units.csv")}
    publications = publications_of(rng, units)
    for year in (2021, 2022):
        folder, first, last = HERE / f"deqing-{year}", date(year, 1, 1), date(year, 12, 31)
        held = [c for c in cases if c.received <= last and first <= (c.answered or last)]
        seen = [known(case, last) for case in held]
        filed = [d for d in disputes if d.filed <= last and first <= d.concluded]
        rows = [case_row(case) for case in seen]
        if year == 2021:
            write_csv(folder / "applications.csv", CASE_HEADERS, rows)
        else:
            write_xlsx(folder / "applications.xlsx", CASE_HEADERS, rows)
        write_csv(folder / "disputes.csv", DISPUTE_HEADERS, [dispute_row(d, last) for d in filed])
        write_csv(folder / "publications.csv", PUBLICATION_HEADERS, publications[year])
        if year == 2022:
            duties = duty_ledgers(units, workday, SEED)
            for name, kept in duties.items():
                write_csv(folder / f"{name}.csv", DUTY_HEADERS[name], kept)
            write_csv(folder / "pushes.csv", PUSH_HEADERS, pushes(duties["policies"], SEED))
        summarise(year, seen, filed)


if __name__ == "__main__":
    main()
