"""Reading texts: in any encoding of the country, or refused."""

import codecs
from pathlib import Path

import gongkai as gk
import pytest
from gongkai.read.text import decode
from small_year import APPLICATIONS, write_year


@pytest.mark.parametrize(
    ("encoded", "encoding"),
    [
        ("收到日期".encode(), "UTF-8"),
        (codecs.BOM_UTF8 + "收到日期".encode(), "UTF-8"),
        (codecs.BOM_UTF16_LE + "收到日期".encode("utf-16-le"), "UTF-16"),
        (codecs.BOM_UTF16_BE + "收到日期".encode("utf-16-be"), "UTF-16"),
        ("收到日期".encode("gb18030"), "GB18030"),
    ],
)
def test_a_text_in_any_encoding_of_the_country(encoded: bytes, encoding: str) -> None:
    assert decode(encoded, "a.csv") == ("收到日期", encoding)


def test_a_rare_name_survives_gb18030() -> None:
    assert decode(b"\xfe\x9f", "a.csv").text == "䶮"


@pytest.mark.parametrize(
    "data",
    [
        b"\xff",
        codecs.BOM_UTF16_LE + b"a",
        "单位\0".encode(),
        "a,b".encode("utf-16-le"),  # without its mark
    ],
)
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    with pytest.raises(gk.DataError) as error:
        decode(data, "a.csv")
    assert str(error.value) == "a.csv: no text in UTF-8, UTF-16 or GB18030"


def test_gb18030_is_read_with_a_hint(tmp_path: Path) -> None:
    folder = write_year(tmp_path, {"applications.csv": APPLICATIONS.encode("gb18030")})
    year = gk.open(folder)
    found = [each for each in year.findings if each.rule == "ledger.encoding"]
    assert [(each.severity, each.where, each.found) for each in found] == [
        ("hint", {"file": "applications.csv"}, "GB18030")
    ]
    assert found[0].message == (
        "applications.csv：按 GB18030 编码读入；如有乱码，请另存为“CSV UTF-8”"
    )
    assert year.rate("timely.due").text == "75.00%"
