"""An invented ledger of requests, the same for the same seed, typed or as an office exports it."""

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Days = npt.NDArray[np.datetime64]
Codes = npt.NDArray[np.int64]

BODY = "某县人民政府办公室"
YEAR = 2022
FIRST, AS_OF = np.datetime64("2022-01-01"), np.datetime64("2022-12-31")
NOT_YET = np.datetime64("NaT", "D")

UNITS = [f"县{name}局" for name in ("教育", "公安", "民政", "司法", "财政", "水利", "建设")]
UNITS += [f"第{n:02}街道办事处" for n in range(1, 54)]
KINDS = [
    "natural_person",
    "enterprise",
    "research_institute",
    "public_welfare",
    "legal_service",
    "other_organisation",
]
OUTCOMES = [
    "granted",
    "partly_granted",
    "refused.state_secret",
    "refused.forbidden_by_law",
    "refused.public_safety",
    "refused.third_party",
    "refused.internal_affairs",
    "refused.deliberative",
    "refused.enforcement_file",
    "refused.registry_query",
    "not_provided.not_held",
    "not_provided.needs_creation",
    "not_provided.unclear",
    "not_processed.petition",
    "not_processed.repeat",
    "not_processed.publication",
    "not_processed.excessive",
    "not_processed.reconfirmation",
    "other.not_corrected",
    "other.fee_unpaid",
    "other.other",
]
CONSULTED = ["third_party", "co_producer", "other_organ"]
CHANNELS = ["online", "post", "in_person", "fax"]
DELIVERIES = ["direct", "post", "online"]
DATES = ["received", "correction_notice", "corrected", "consult_sent", "consult_received"]
DATES += ["consult_back", "extended", "fee_notice", "fee_paid", "answered", "delivered"]
CHOICES = {
    "applicant_kind": KINDS,
    "channel": CHANNELS,
    "consult_kind": CONSULTED,
    "outcome": OUTCOMES,
    "delivery": DELIVERIES,
}

# Shares of requests that are corrected, consulted on, extended and charged; a few are several.
CORRECTED, CONSULTED_ON, EXTENDED, CHARGED = 0.08, 0.05, 0.06, 0.01
OPEN = 0.03


def requests(rows: int, seed: int = 20220101) -> pd.DataFrame:
    """Typed columns: categoricals, datetime64[s] with NaT, whole numbers with NaN.

    Received from October of the year before to the end of the year; some notices come too late to
    move the deadline, some corrections, opinions and fees never come, some replies are late.
    """
    random = np.random.default_rng(seed)

    def after(days: Days, low: int, high: int, share: float = 1.0) -> Days:
        out: Days = days + random.integers(low, high + 1, rows).astype("timedelta64[D]")
        out[random.random(rows) >= share] = NOT_YET
        return out

    def choice(names: list[str], weights: npt.NDArray[np.float64]) -> pd.Categorical:
        codes = random.choice(len(names), rows, p=weights / weights.sum())
        return pd.Categorical.from_codes(codes, names)

    first = np.datetime64("2021-10-01")
    span = int((AS_OF - first).astype(int)) + 1
    received = first + random.integers(0, span, rows).astype("timedelta64[D]")
    notice = after(received, 0, 12, CORRECTED)
    corrected = after(notice, 1, 30, 0.9)
    sent = after(received, 0, 34, CONSULTED_ON)
    taken = after(sent, 0, 6, 0.8)
    back = after(np.where(np.isnat(taken), sent, taken), 0, 40, 0.85)
    extended = after(received, 5, 34, EXTENDED)
    fee_notice = after(received, 1, 34, CHARGED)
    fee_paid = after(fee_notice, 0, 20, 0.8)

    # Nothing is noted after the reply, so it comes after all that happened before.
    last = received
    for days in (notice, corrected, sent, taken, back, extended, fee_notice, fee_paid):
        last = np.fmax(last, days)
    answered = after(last, 1, 33, 1 - OPEN)
    delivered = after(answered, 0, 3, 0.95)

    outcome_codes = random.choice(
        len(OUTCOMES), rows, p=(weights := np.linspace(3, 1, len(OUTCOMES))) / weights.sum()
    )
    outcome_codes[np.isnat(answered)] = -1
    extension_days = np.where(
        ~np.isnat(extended) & (random.random(rows) < 0.6), random.integers(5, 21, rows), np.nan
    )
    consult_codes = np.where(np.isnat(sent), -1, random.integers(0, 3, rows))
    delivery_codes = np.where(np.isnat(answered), -1, random.integers(0, 3, rows))
    columns: dict[str, object] = {
        "case_no": [f"〔{YEAR}〕{n:07}号" for n in range(1, rows + 1)],
        "unit": choice(UNITS, np.linspace(4, 1, len(UNITS))),
        "applicant_kind": choice(KINDS, np.array([80.0, 8, 2, 2, 5, 3])),
        "channel": choice(CHANNELS, np.array([55.0, 30, 12, 3])),
        "received": received,
        "correction_notice": notice,
        "corrected": corrected,
        "consult_sent": sent,
        "consult_kind": pd.Categorical.from_codes(consult_codes, CONSULTED),
        "consult_received": taken,
        "consult_back": back,
        "extended": extended,
        "extension_days": extension_days,
        "fee_notice": fee_notice,
        "fee_paid": fee_paid,
        "answered": answered,
        "outcome": pd.Categorical.from_codes(outcome_codes, OUTCOMES),
        "delivery": pd.Categorical.from_codes(delivery_codes, DELIVERIES),
        "delivered": delivered,
    }
    frame = pd.DataFrame(columns)
    for column in DATES:
        frame[column] = frame[column].astype("datetime64[s]")
    return frame


def as_arrow(frame: pd.DataFrame) -> pa.Table:
    """The typed columns as Arrow: date32, dictionaries, int64."""
    arrays = {}
    for column in frame:
        if column in DATES:
            arrays[column] = pa.array(frame[column]).cast(pa.date32())
        elif column == "extension_days":
            arrays[column] = pa.array(frame[column], from_pandas=True).cast(pa.int64())
        else:
            arrays[column] = pa.array(frame[column], from_pandas=True)
    return pa.table(arrays)


# ── As an office exports it ───────────────────────────────────────────────────────────────────

HEADERS = {
    "case_no": "申请编号",
    "unit": "承办单位",
    "applicant_kind": "申请人类型",
    "channel": "申请渠道",
    "received": "收件日期",
    "correction_notice": "补正告知日期",
    "corrected": "补正收到日期",
    "extended": "延期告知日期",
    "answered": "答复日期",
    "outcome": "答复结果",
    "delivery": "送达方式",
    "delivered": "送达日期",
}
# Each choice as several hands write it: first the official label, then it without its number, the
# id or an accepted word.
SPELLINGS = {
    "applicant_kind": {
        "natural_person": ["自然人", "natural_person"],
        "enterprise": ["商业企业", "enterprise"],
        "research_institute": ["科研机构", "research_institute"],
        "public_welfare": ["社会公益组织", "public_welfare"],
        "legal_service": ["法律服务机构", "legal_service"],
        "other_organisation": ["其他", "other_organisation"],
    },
    "channel": {
        "online": ["网络", "online"],
        "post": ["邮寄", "post"],
        "in_person": ["当面", "in_person"],
        "fax": ["传真", "fax"],
    },
    "outcome": {
        "granted": ["（一）予以公开", "予以公开", "公开"],
        "partly_granted": [
            "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
            "部分公开",
            "区分处理",
        ],
        "refused.state_secret": ["1.属于国家秘密", "属于国家秘密", "国家秘密"],
        "refused.forbidden_by_law": ["2.其他法律行政法规禁止公开", "法律行政法规禁止公开"],
        "refused.public_safety": ["3.危及“三安全一稳定”", "危及三安全一稳定"],
        "refused.third_party": ["4.保护第三方合法权益", "第三方合法权益", "商业秘密"],
        "refused.internal_affairs": ["5.属于三类内部事务信息", "内部事务信息"],
        "refused.deliberative": ["6.属于四类过程性信息", "过程性信息"],
        "refused.enforcement_file": ["7.属于行政执法案卷", "执法案卷"],
        "refused.registry_query": ["8.属于行政查询事项", "行政查询"],
        "not_provided.not_held": ["1.本机关不掌握相关政府信息", "信息不存在"],
        "not_provided.needs_creation": ["2.没有现成信息需要另行制作", "需要另行制作"],
        "not_provided.unclear": ["3.补正后申请内容仍不明确", "补正后仍不明确"],
        "not_processed.petition": ["1.信访举报投诉类申请", "信访投诉举报"],
        "not_processed.repeat": ["2.重复申请", "重复申请"],
        "not_processed.publication": ["3.要求提供公开出版物", "公开出版物"],
        "not_processed.excessive": ["4.无正当理由大量反复申请", "大量反复申请"],
        "not_processed.reconfirmation": [
            "5.要求行政机关确认或重新出具已获取信息",
            "确认或重新出具",
        ],
        "other.not_corrected": [
            "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "逾期不补正",
        ],
        "other.fee_unpaid": [
            "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "逾期未缴费",
        ],
        "other.other": ["3.其他", "撤回申请"],
    },
    "delivery": {
        "direct": ["直接送达", "direct"],
        "post": ["邮寄", "post"],
        "online": ["网络", "online"],
    },
}
FAULTS_EACH = 7  # rows spoilt in each of a few ways


def as_texts(frame: pd.DataFrame, seed: int = 20220102) -> pa.Table:
    """Twelve columns of text under an office's headers; one date in ten is written in Chinese.

    A few rows are spoilt: keys twice, unknown words, no dates, replies before their request, blank
    cells where none may be.
    """
    random = np.random.default_rng(seed)
    rows = len(frame)
    out: dict[str, npt.NDArray[np.object_]] = {}
    for column in HEADERS:
        if column in DATES:
            days = frame[column]
            texts = days.dt.strftime("%Y-%m-%d").to_numpy(dtype=object, na_value=None)
            chinese = np.flatnonzero((random.random(rows) < 0.1) & days.notna())
            texts[chinese] = [f"{day.year}年{day.month}月{day.day}日" for day in days.iloc[chinese]]
            out[column] = texts
        elif column in SPELLINGS:
            lists = [SPELLINGS[column][choice] for choice in CHOICES[column]]
            hands = max(map(len, lists))
            words = np.array([[each[n % len(each)] for n in range(hands)] for each in lists])
            codes = frame[column].cat.codes.to_numpy()
            texts = words.astype(object)[codes, random.integers(0, hands, rows)]
            texts[codes < 0] = None
            out[column] = texts
        else:
            out[column] = frame[column].to_numpy(dtype=object).copy()

    spoilt = iter(random.permutation(np.flatnonzero(frame["answered"].notna())))

    def spoil(column: str, text: str | None) -> None:
        for _ in range(FAULTS_EACH):
            out[column][next(spoilt)] = text

    spoil("case_no", out["case_no"][0])
    spoil("outcome", "不知道")
    spoil("applicant_kind", "外星人")
    spoil("corrected", "马上")
    spoil("answered", "2020-01-06")
    for column in ("unit", "applicant_kind", "received", "outcome", "answered"):
        spoil(column, None)
    return pa.table({HEADERS[name]: pa.array(texts, pa.string()) for name, texts in out.items()})
