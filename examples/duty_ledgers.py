"""The invented ledgers behind the duties of the 2022 plan: written by make_ledgers.py.

Nothing in them happened. Items, villages and services are called 示例; units are in units.csv.
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from random import Random

Cell = str | int | float | date | None
Row = list[Cell]

ONES = "一二三四五六七八九十"
STAGES = {
    "共富班车": "谋划 发车 运行",
    "重大建设项目": "批准服务 批准结果 招标投标 征收土地 重大设计变更 施工 质量安全监督 竣工",
    "民生实事": "意见征集 实施 评价",
    "重大行政决策": (
        "草案解读 意见征集和反馈 专家论证 风险评估 合法性审查 决策讨论 文件文本解读 执行监督"
    ),
}
# Kind, items, the lead, and the stages that were not published: item and stage.
STAGED = """
共富班车 3 县发改局 三:运行
重大建设项目 4 县发改局 二:竣工 三:竣工 四:竣工 四:质量安全监督 三:重大设计变更
民生实事 10 县政府办公室 七:评价 九:评价
重大行政决策 3 县司法局 二:执行监督 三:执行监督 三:专家论证
"""
SECTORS = """
教育 县教育局
卫生健康 县卫生健康局
供水 县建设局
供电 县供电公司
供气 县建设局
环境保护 市生态环境局德清分局
公共交通 县交通运输局
"""
FIELDS = """
国土空间规划 重大建设项目 公共资源交易 财政预决算 安全生产 税收管理 征地补偿 国有土地上房屋征收
保障性住房 农村危房改造 生态环境 公共文化服务 公共法律服务 扶贫 救灾 食品药品监管 城市综合执法
就业创业 社会保险 社会救助 养老服务 户籍管理 涉农补贴 义务教育 医疗卫生 市政服务
"""
UNJOINED = ("农村危房改造", "户籍管理")
ZONE = "统一一 统一二 统一三 统一四 统一五"
UNFINISHED_ZONES = {"新安镇": 1, "洛舍镇": 2}
UNTRAINED = ("县新闻中心", "县医保局", "禹越镇")
SKIPPED_MONTH = ("新媒体监测", 9)
SERVICES = """
示例社保登记 县人力社保局
示例不动产登记 县自然资源和规划局
示例企业开办 县市场监管局
示例公积金提取 县政务办
示例医保报销 县医保局
"""
PACKAGES = "扩大有效投资 减负强企 科技创新 稳外贸稳外资促消费 民生保障"
RESPONSES = "简单咨询 24 网民留言 18 来信来访 8 热线 14 网站问题 9 其他 3"
LIMITS = {"简单咨询": 1, "网民留言": 5, "来信来访": 15, "热线": 5, "网站问题": 5, "其他": 10}
ASKED = "县政府办公室 县信访局 县大数据局 县教育局 县人力社保局 县建设局 武康街道 乾元镇 新市镇"

HEADERS = {
    "disclosures": "事项 领域 环节 责任单位 村 形成日期 应公开日期 公开日期 链接",
    "events": "事项类别 单位 日期 数量 说明",
    "policies": "政策编号 政策名称 单位 印发日期 解读日期 政策包 符合条件对象数",
    "responses": "编号 单位 类别 来源 收到时间 办结时间 公开日期",
    "ratings": "事项 单位 评价日期 评分 办件量",
}


def table(text: str) -> list[list[str]]:
    return [line.split() for line in text.strip().splitlines()]


def any_day(rng: Random, first: date, last: date) -> date:
    return first + timedelta(rng.randint(0, (last - first).days))


def disclosures(
    rng: Random, units: dict[str, str], workday: Callable[[date, int], date]
) -> list[Row]:
    rows: list[Row] = []

    def add(
        item: str, kind: str, stage: str, unit: str, village: str = "", open_: bool = False
    ) -> None:
        formed = any_day(rng, date(2022, 2, 1), date(2022, 11, 10))
        published = None if open_ else workday(formed, rng.randint(1, 22))
        link = "" if open_ else f"https://www.example.gov.cn/gk/{len(rows) + 1:04}.html"
        rows.append([item, kind, stage, unit, village, formed, None, published, link])

    for kind, count, unit, *missing in table(STAGED):
        for number in ONES[: int(count)]:
            for stage in STAGES[kind].split():
                # What is not published has no row at all, but for the projects: theirs waits.
                if f"{number}:{stage}" not in missing:
                    add(f"示例{kind}{number}号", kind, stage, unit)
                elif kind == "重大建设项目":
                    add(f"示例{kind}{number}号", kind, stage, unit, open_=True)
    for sector, unit in table(SECTORS):
        for stage in ("办事指南", "收费标准"):
            add(sector, "公共企事业", stage, unit, open_=(sector, stage) == ("供气", "收费标准"))
    towns = [unit for unit, kind in units.items() if kind == "镇街"]
    for town in towns:
        for village in "甲乙丙":
            waits = (town, village) in (("钟管镇", "丙"), ("雷甸镇", "乙"))
            add("示例耕地补贴发放", "涉农补贴", "发放结果", town, f"示例{village}村", open_=waits)
    for field in FIELDS.split():
        add(field, "标准目录融合", "融合", "县政府办公室", open_=field in UNJOINED)
    for town in towns:
        stages = ZONE.split()
        for stage in stages[: len(stages) - UNFINISHED_ZONES.get(town, 0)]:
            add("示例综合专区", "政务公开专区", stage, town)
    return rows


def events(rng: Random, units: dict[str, str]) -> list[Row]:
    rows: list[Row] = []
    for unit, kind in units.items():
        if kind in ("部门", "镇街") and unit not in UNTRAINED:
            day = any_day(rng, date(2022, 3, 1), date(2022, 12, 20))
            rows.append(
                ["政务公开业务培训", unit, day, rng.randint(12, 90), "示例培训，数量为人次"]
            )
    for month in range(1, 13):
        for kind, unit in (("网站监测", "县大数据局"), ("新媒体监测", "县委网信办")):
            if (kind, month) != SKIPPED_MONTH:
                day = date(2022, month, rng.randint(20, 28))
                rows.append([kind, unit, day, rng.randint(0, 4), "示例监测，数量为发现的问题"])
    for month in (3, 6, 9, 12):
        day = date(2022, month, rng.randint(10, 25))
        rows.append(
            ["公开属性转换", "县政府办公室", day, rng.randint(0, 6), "示例审查，数量为转换件数"]
        )
    return sorted(rows, key=lambda row: (str(row[2]), str(row[0]), str(row[1])))


def policies(rng: Random) -> list[Row]:
    leads = ["县发改局", "县经信局", "县市场监管局", "县商务局", "县人力社保局"]
    rows: list[Row] = []
    for n in range(1, 16):
        issued = any_day(rng, date(2022, 1, 10), date(2022, 12, 10))
        waited = rng.choices([0, 3, 12, None], [11, 2, 1, 1])[0]
        interpreted = None if waited is None else issued + timedelta(waited)
        package, unit = PACKAGES.split()[n % 5], leads[n % 5]
        eligible = rng.randint(20, 900) // 8
        rows.append(
            [f"ZC22-{n:02}", f"示例政策{n:02}", unit, issued, interpreted, package, eligible]
        )
    return rows


def responses(rng: Random, workday: Callable[[date, int], date]) -> list[Row]:
    words = RESPONSES.split()
    kinds = [kind for kind, n in zip(words[::2], words[1::2], strict=True) for _ in range(int(n))]
    rng.shuffle(kinds)
    rows: list[Row] = []
    days = sorted(any_day(rng, date(2022, 1, 4), date(2022, 12, 30)) for _ in kinds)
    for n, (kind, opened) in enumerate(zip(kinds, days, strict=True), start=1):
        late = rng.random() < 0.08
        took = LIMITS[kind] + rng.randint(1, 6) if late else rng.randint(0, LIMITS[kind])
        closed: date | None = workday(opened, took) if took else opened
        published = workday(opened, took + 1) if kind == "网民留言" and rng.random() < 0.9 else None
        if closed and closed.year > 2022:
            closed = published = None
        if published and published.year > 2022:
            published = None
        source = {"热线": "12345热线", "网站问题": "找错平台"}.get(
            kind, rng.choice(["门户网站", "浙里办"])
        )
        unit = "县大数据局" if kind == "网站问题" else rng.choice(ASKED.split())
        rows.append([f"LY22-{n:03}", unit, kind, source, opened, closed, published])
    return rows


def ratings(rng: Random) -> list[Row]:
    rows: list[Row] = []
    for service, unit in table(SERVICES):
        for _ in range(8):
            score = rng.choices([5, 4.5, 4, 3, 2], [50, 20, 20, 7, 3])[0]
            day = any_day(rng, date(2022, 2, 1), date(2022, 12, 28))
            rows.append([service, unit, day, score, rng.choices([1, 2], [9, 1])[0]])
    return sorted(rows, key=lambda row: (str(row[2]), str(row[0])))


def duty_ledgers(
    units: dict[str, str], workday: Callable[[date, int], date], seed: int
) -> dict[str, Sequence[Row]]:
    """All five ledgers of 2022 by name; the same seed gives the same rows."""
    rng = Random(seed)
    return {
        "disclosures": disclosures(rng, units, workday),
        "events": events(rng, units),
        "policies": policies(rng),
        "responses": responses(rng, workday),
        "ratings": ratings(rng),
    }
