"""A new year folder, filled in by typing in LibreOffice and read back.

    python tests/campaigns/type_in_office.py [--keep DIR]

Needs LibreOffice Calc and its bridge to Python (Debian: libreoffice-calc python3-uno). Every text
is entered as the keyboard enters it, so that formats, lists and protection do what they do to a
person. Nothing may be said about the folder but that the example rows were skipped and that there
is no year before. DIR keeps the folder, with each sheet as it would be printed.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BODY = "某县人民政府办公室"
PORT = 2002
FIRST = 3  # below the header and the example
CASE = {"申请编号": "007", "单位": "城关镇", "申请人类型": "商业企业", "收到日期": "2023-4-3"}
KINDS = ["规章", "行政规范性文件"]
DECISIONS = ["行政许可", "行政处罚", "行政强制"]

# All dates as people type them; whole numbers with zeros in front must stay as they are.
ROWS: dict[str, list[dict[str, str]]] = {
    "units": [
        {"单位": "县教育局", "上级单位": BODY, "单位类别": "部门"},
        {"单位": "城关镇", "上级单位": BODY, "单位类别": "镇街"},
    ],
    "applications": [
        {
            **{
                "申请编号": "2023-001",
                "单位": "县教育局",
                "申请人": "某某",
                "申请人类型": "自然人",
            },
            **{"申请方式": "网络", "收到日期": "2023-3-1", "答复日期": "2023-3-20"},
            **{"答复结果": "（一）予以公开", "送达方式": "网络", "送达日期": "2023-3-20"},
            **{"页数": "3", "件数": "1"},
        },
        {
            **CASE,
            **{
                "补正告知日期": "2023/4/6",
                "补正收到日期": "2023/4/12",
                "征求意见日期": "2023-04-14",
            },
            **{"征求对象": "第三方", "对方收到日期": "2023-04-14", "意见收到日期": "2023-04-20"},
            **{"答复日期": "2023-05-05", "答复结果": "（一）予以公开"},
            **{"送达方式": "邮寄", "送达日期": "2023-05-05"},
        },
        {"申请编号": "3", "单位": "城关镇", "申请人类型": "其他", "收到日期": "2023-12-20"},
    ],
    "disputes": [
        {
            **{
                "案件编号": "复1",
                "申请编号": "2023-001",
                "单位": "县教育局",
                "争议类型": "行政复议",
            },
            **{"立案日期": "2023-5-4", "审结日期": "2023-6-1", "审结结果": "结果维持"},
            **{"共同被告": "否"},
        }
    ],
    "tasks": [
        {
            **{"序号": "1", "重点任务": "公开招生方案", "牵头单位": "县教育局、城关镇"},
            **{"完成时限": "9月底前", "完成日期": "2023-9-20", "完成进度": "100%"},
        },
        {"序号": "2", "重点任务": "更新公开指南", "牵头单位": "城关镇", "完成时限": "全年"},
    ],
    "publications": [
        {"单位": unit, "信息内容": kind, **figures}
        for unit in ("县教育局", "城关镇", BODY)
        for kinds, figures in (
            (KINDS, {"本年制发件数": "3", "本年废止件数": "0", "现行有效件数": "12"}),
            (DECISIONS, {"本年处理决定数量": "1"}),
            (["行政事业性收费"], {"本年收费金额（万元）": "0.5"}),
        )
        for kind in kinds
    ],
    "responses": [
        {
            **{"编号": "0001", "单位": "县教育局", "类别": "简单咨询"},
            **{"收到时间": "2023-3-1", "办结时间": "2023-3-2"},
        }
    ],
    "disclosures": [
        {
            **{"事项": "招生方案", "领域": "义务教育", "环节": "决策", "责任单位": "县教育局"},
            **{"形成日期": "2023-3-1", "公开日期": "2023-3-10"},
        }
    ],
    "events": [{"事项类别": "培训", "单位": "县教育局", "日期": "2023-3-1", "数量": "40"}],
    "ratings": [
        {
            **{"事项": "食品经营许可", "单位": "县教育局", "评价日期": "2023-3-31"},
            **{"评分": "9.8", "办件量": "120"},
        }
    ],
    "policies": [
        {
            **{"政策编号": "ZC-1", "政策名称": "稳岗补贴", "单位": "县教育局"},
            **{"印发日期": "2023-3-1", "解读日期": "2023-3-1", "符合条件对象数": "1200"},
        }
    ],
    "pushes": [
        {
            **{"政策编号": "ZC-1", "推送对象": "0071", "推送渠道": "短信", "单位": "县教育局"},
            **{"推送时间": "2023-3-5", "是否送达": "是", "是否打开": "否"},
        }
    ],
}


def type_in(folder: Path, rows: dict[str, list[dict[str, str]]]) -> None:
    """Runs under the Python of the office: opens each file, types, and saves it."""
    import uno
    from com.sun.star.beans import PropertyValue

    def argument(name: str, value: object) -> object:
        return PropertyValue(Name=name, Value=value)

    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", here
    )
    address = f"uno:socket,host=localhost,port={PORT};urp;StarOffice.ComponentContext"
    for attempt in range(120):
        try:
            there = resolver.resolve(address)
            break
        except Exception:
            if attempt == 119:
                raise
            time.sleep(1)
    make = there.ServiceManager.createInstanceWithContext
    desktop = make("com.sun.star.frame.Desktop", there)
    keyboard = make("com.sun.star.frame.DispatchHelper", there)
    for ledger, lines in rows.items():
        file = folder / f"{ledger}.xlsx"
        document = desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, ())
        window, sheet = document.CurrentController.Frame, document.Sheets.getByIndex(0)
        heads = [sheet.getCellByPosition(column, 0).String for column in range(40)]
        for at, line in enumerate(lines):
            for head, text in line.items():
                cell = sheet.getCellByPosition(heads.index(head), FIRST - 1 + at)
                where = cell.AbsoluteName.rpartition(".")[2]
                keyboard.executeDispatch(
                    window, ".uno:GoToCell", "", 0, (argument("ToPoint", where),)
                )
                keyboard.executeDispatch(
                    window, ".uno:EnterString", "", 0, (argument("StringName", text),)
                )
                if not cell.String:
                    raise SystemExit(f"{file.name} {where}: '{text}' was not taken")
        document.store()
        document.close(True)
    desktop.terminate()


def main() -> None:
    parser = argparse.ArgumentParser(description="A new folder, filled in by typing.")
    parser.add_argument("--keep", type=Path, metavar="DIR")
    asked = parser.parse_args()
    import gongkai as gk

    with tempfile.TemporaryDirectory() as temporary:
        folder = (asked.keep or Path(temporary)) / "2023"
        profile = f"-env:UserInstallation={(Path(temporary) / 'profile').as_uri()}"
        gk.new(folder, year=2023, body=BODY)
        office = subprocess.Popen(
            ["soffice", "--headless", profile, f"--accept=socket,host=localhost,port={PORT};urp;"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            subprocess.run(
                ["/usr/bin/python3", __file__, "--type", folder, json.dumps(ROWS)],
                check=True,
                timeout=600,
            )
        finally:
            office.kill()
        year = gk.open(folder)
        said = [
            each.message
            for each in year.findings
            if each.status != "not_assessable" and "填写示例" not in each.message
        ]
        for message in said:
            print(message)
        for ledger, lines in ROWS.items():
            read = year.folder.ledgers[ledger].rows
            assert read == len(lines), f"{ledger}: {read} rows read, {len(lines)} typed"
        assert not said, f"{len(said)} findings"
        cells = sum(len(line) for lines in ROWS.values() for line in lines)
        print(f"{cells} cells typed into {len(ROWS)} ledgers, read back without a finding")
        if asked.keep:
            files = sorted(folder.glob("*.xlsx"))
            command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir"]
            subprocess.run([*command, asked.keep / "printed", *files], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--type"]:
        type_in(Path(sys.argv[2]), json.loads(sys.argv[3]))
    else:
        main()
