"""Invented ledgers: valid rows of any shape, and the csv texts an office would hand in.

A row is a dict of plain values, as the oracle reads it; a ledger is written with ids and Chinese
headers mixed, with labels or ids for choices, and with dates as different hands write them.
"""

import csv
import io
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from oracle import KINDS, LEAVES, PROCEDURES, PUBLISHED, RESULTS, UNDATED, Row, Rows

YEARS = [2022, 2026, 2022, 2023, 2019, 2027, 2025]
BODY = "某县人民政府办公室"
UNITS = ["县教育局", "县发改局", "新市镇"]

HEADERS = {
    "applications": {
        "case_no": "申请编号",
        "unit": "单位",
        "applicant_kind": "申请人类型",
        "received": "收到日期",
        "correction_notice": "补正告知日期",
        "corrected": "补正收到日期",
        "consult_sent": "征求意见日期",
        "consult_kind": "征求对象",
        "consult_received": "对方收到日期",
        "consult_back": "意见收到日期",
        "extended": "延期告知日期",
        "extension_days": "延长工作日",
        "delayed_until": "延迟答复日期",
        "fee_notice": "收费通知日期",
        "fee_paid": "缴费日期",
        "answered": "答复日期",
        "outcome": "答复结果",
        "delivered": "送达日期",
    },
    "disputes": {
        "dispute_no": "案件编号",
        "unit": "单位",
        "kind": "争议类型",
        "filed": "立案日期",
        "concluded": "审结日期",
        "outcome": "审结结果",
        "co_defendant": "共同被告",
        "rectified": "整改日期",
    },
    "tasks": {
        "task_id": "序号",
        "title": "重点任务",
        "leads": "牵头单位",
        "due": "完成时限",
        "issued": "印发日期",
        "done": "完成日期",
        "progress": "完成进度",
        "carried_from": "上年序号",
    },
    "publications": {
        "unit": "单位",
        "kind": "信息内容",
        "made": "本年制发件数",
        "repealed": "本年废止件数",
        "valid": "现行有效件数",
        "decisions": "本年处理决定数量",
        "fees": "本年收费金额（万元）",
    },
}
LABELS = {
    "applicant_kind": dict(
        zip(
            KINDS,
            ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"],
            strict=True,
        )
    ),
    "consult_kind": {
        "third_party": "第三方",
        "co_producer": "共同制作机关",
        "other_organ": "其他机关",
    },
    "applications.outcome": dict(
        zip(
            LEAVES,
            [
                "（一）予以公开",
                "部分公开",
                "1.属于国家秘密",
                "其他法律行政法规禁止公开",
                "危及三安全一稳定",
                "4.保护第三方合法权益",
                "属于三类内部事务信息",
                "6.属于四类过程性信息",
                "属于行政执法案卷",
                "8.属于行政查询事项",
                "本机关不掌握相关政府信息",
                "2.没有现成信息需要另行制作",
                "补正后申请内容仍不明确",
                "1.信访举报投诉类申请",
                "重复申请",
                "3.要求提供公开出版物",
                "无正当理由大量反复申请",
                "5.要求行政机关确认或重新出具已获取信息",
                "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
                "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
                "3.其他",
            ],
            strict=True,
        )
    ),
    "disputes.kind": dict(
        zip(PROCEDURES, ["行政复议", "未经复议直接起诉", "复议后起诉"], strict=True)
    ),
    "disputes.outcome": dict(
        zip(RESULTS, ["结果维持", "结果纠正", "其他结果", "尚未审结"], strict=True)
    ),
    "publications.kind": dict(
        zip(
            PUBLISHED,
            ["规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"],
            strict=True,
        )
    ),
}


def written(column: str, value: Any, labels: dict[str, str], hand: int) -> str:
    """A value as one of several hands writes it."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "、".join(written(column, item, labels, hand + n) for n, item in enumerate(value))
    if isinstance(value, bool):
        return [("否", "是"), ("0", "1"), ("×", "√"), ("N", "Y")][hand % 4][value]
    if isinstance(value, date):
        if value == UNDATED:
            return "是"
        return [
            value.isoformat(),
            f"{value.year}年{value.month}月{value.day}日",
            f"{value.year}.{value.month}.{value.day}",
            f"{value.year}/{value.month:02}/{value.day:02}",
            f"{value:%Y%m%d}",
        ][hand % 5]
    if column == "progress":
        return f"{value}%"
    return labels[value] if value in labels and hand % 2 else str(value)


def as_csv(ledger: str, rows: Rows, hand: int = 0) -> str:
    """The text of a csv file with these rows; `hand` chooses how things are written."""
    headers = HEADERS[ledger]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n" if hand % 2 else "\n")
    columns = list(enumerate(headers))
    if hand % 3 == 2:
        columns.reverse()
    writer.writerow([headers[each] if (n + hand) % 2 else each for n, each in columns])
    for row_number, row in enumerate(rows):
        cells = []
        for n, column in columns:
            labels = LABELS.get(f"{ledger}.{column}", LABELS.get(column, {}))
            cells.append(written(column, row.get(column), labels, hand + n + row_number))
        writer.writerow(cells)
    return out.getvalue()


def maybe(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | strategy


@st.composite
def periods(draw: st.DrawFn) -> tuple[date, date]:
    """The first day of a year and a date of count in it."""
    year = draw(st.sampled_from(YEARS))
    # What is received later in 2027 runs into 2028, of which nothing is known.
    last = date(2027, 6, 30) if year == 2027 else date(year, 12, 31)
    start = date(year, 1, 1)
    days = draw(maybe(st.integers(0, (last - start).days)))
    return start, last if days is None else start + timedelta(days)


_CONSULTATION = st.tuples(
    st.integers(0, 45),
    st.sampled_from([None, "third_party", "co_producer", "other_organ"]),
    maybe(st.integers(0, 8)),
    maybe(st.integers(0, 40)),
)
_APPLICATION = st.tuples(
    st.integers(-130, 375),  # received
    st.sampled_from(KINDS),
    st.sampled_from(UNITS),
    maybe(st.tuples(st.integers(0, 100), st.sampled_from(LEAVES), maybe(st.integers(0, 4)))),
    maybe(st.tuples(maybe(st.integers(0, 13)), maybe(st.integers(0, 45)))),  # correction
    st.lists(_CONSULTATION, max_size=3),
    maybe(st.tuples(st.integers(0, 60), maybe(st.integers(0, 25)))),  # extension
    maybe(st.tuples(st.integers(0, 40), maybe(st.integers(0, 30)))),  # fee
    st.none() | st.none() | st.none() | st.integers(1, 120),  # delayed until
)


def _application(drawn: tuple[Any, ...], number: int, start: date) -> Row:
    came, kind, unit, reply, correction, consultations, extension, fee, delayed = drawn

    def after(day: date | None, days: int | None) -> date | None:
        return None if day is None or days is None else day + timedelta(days)

    received = start + timedelta(came)
    row: Row = {
        "case_no": f"〔{start.year}〕{number:03}",
        "unit": unit,
        "applicant_kind": kind,
        "received": received,
    }
    if reply is not None:
        row["answered"], row["outcome"] = after(received, reply[0]), reply[1]
        row["delivered"] = after(row["answered"], reply[2])
    if correction is not None:
        row["correction_notice"] = after(received, correction[0])
        row["corrected"] = after(row["correction_notice"] or received, correction[1])
    if extension is not None:
        row["extended"], row["extension_days"] = after(received, extension[0]), extension[1]
    if fee is not None:
        row["fee_notice"] = after(received, fee[0])
        row["fee_paid"] = after(row["fee_notice"], fee[1])
    row["delayed_until"] = after(received, delayed)
    # What is noted as sent after the reply is a slip, and nothing is promised about it.
    closed = row.get("answered") or date.max
    if (row.get("extended") or closed) > closed:
        del row["extended"], row["extension_days"]
    asked = [each for each in consultations if received + timedelta(each[0]) <= closed]
    if asked:
        sent = [received + timedelta(each[0]) for each in asked]
        taken = [after(day, each[2]) for day, each in zip(sent, asked, strict=True)]
        row["consult_sent"] = sent
        row["consult_kind"] = [each[1] for each in asked]
        row["consult_received"] = taken
        row["consult_back"] = [
            after(day or first, each[3])
            for day, first, each in zip(taken, sent, asked, strict=True)
        ]
    return row


@st.composite
def applications(draw: st.DrawFn, start: date, max_size: int = 25) -> list[Row]:
    drawn = draw(st.lists(_APPLICATION, max_size=max_size))
    return [_application(each, n, start) for n, each in enumerate(drawn, start=1)]


_DISPUTE = st.tuples(
    st.integers(-500, 375),  # filed
    st.sampled_from(PROCEDURES),
    st.sampled_from(UNITS),
    maybe(st.tuples(st.integers(0, 400), st.sampled_from(RESULTS[:-1]))),
    st.sampled_from([None, False, None, True]),
    maybe(st.integers(0, 300)),  # put right
)


@st.composite
def disputes(draw: st.DrawFn, start: date, max_size: int = 25) -> list[Row]:
    rows: list[Row] = []
    for filed, kind, unit, end, co_defendant, rectified in draw(
        st.lists(_DISPUTE, max_size=max_size)
    ):
        row: Row = {
            "dispute_no": f"FY{start.year}-{len(rows) + 1}",
            "unit": unit,
            "kind": kind,
            "filed": start + timedelta(filed),
            "outcome": "pending",
            "co_defendant": co_defendant,
        }
        if end is not None:
            row["concluded"], row["outcome"] = row["filed"] + timedelta(end[0]), end[1]
        if rectified is not None:
            row["rectified"] = row["filed"] + timedelta(rectified)
        rows.append(row)
    return rows


_TASK = st.tuples(
    maybe(st.integers(-60, 420)),  # due
    maybe(st.integers(-90, 300)),  # issued
    st.none() | st.just("undated") | st.integers(-40, 420),  # done
    maybe(st.sampled_from([0, 30, 99, 100])),
    st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True),
    st.sampled_from([None, None, "7"]),
)


@st.composite
def tasks(draw: st.DrawFn, start: date, max_size: int = 25) -> list[Row]:
    rows: list[Row] = []
    for due, issued, done, progress, leads, carried in draw(st.lists(_TASK, max_size=max_size)):
        rows.append(
            {
                "task_id": str(len(rows) + 1),
                "title": f"第{len(rows) + 1}项工作",
                "leads": leads,
                "due": None if due is None else start + timedelta(due),
                "issued": None if issued is None else start + timedelta(issued),
                "done": UNDATED
                if done == "undated"
                else None
                if done is None
                else start + timedelta(done),
                "progress": progress,
                "carried_from": carried,
            }
        )
    return rows


_COUNT = st.integers(0, 10**7) | st.integers(0, 9)
_PUBLICATION = st.tuples(
    st.sampled_from(UNITS),
    st.sampled_from(list(PUBLISHED)),
    st.tuples(_COUNT, _COUNT, _COUNT),
    st.sampled_from([None, None, None, None, 0, 1, 2]),  # a number that nobody wrote down
)


@st.composite
def publications(draw: st.DrawFn, max_size: int = 18) -> list[Row]:
    drawn = draw(st.lists(_PUBLICATION, max_size=max_size, unique_by=lambda each: each[:2]))
    rows: list[Row] = []
    for unit, kind, numbers, missing in drawn:
        row: Row = {"unit": unit, "kind": kind}
        for n, column in enumerate(PUBLISHED[kind]):
            value: int | str = numbers[n]
            if column == "fees":
                value = f"{numbers[n] // 100}.{numbers[n] % 100:02}"
            row[column] = None if n == missing else value
        rows.append(row)
    return rows


def of_unit(rows: Sequence[Row], unit: str) -> list[Row]:
    return [row for row in rows if row["unit"] == unit]
