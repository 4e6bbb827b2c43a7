"""Documents that are damaged, locked, without end or made to do harm."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import gongkai as gk
import pytest
from gongkai.cli import main
from plan_documents import HEAD, Merge, html, pdf, txt, word, xlsx
from plan_read import HEADS, ROWS, WIDTHS, Made


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return packed({**parts, part: change(parts[part])})


def declared(xml: bytes) -> bytes:
    return xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "plan.bin: an empty file, expected a document"),
        (b" \n\t ", "plan.bin: an empty file, expected a document"),
        (b"\xef\xbb\xbf \n", "plan.bin: an empty file, expected a document"),
        (b"\x00\x01\x02\xff" * 9, "plan.bin: no text in UTF-8, UTF-16 or GB18030"),
        (b"PK\x03\x04cut", "plan.bin: not a document: the file is cut short or damaged"),
        (packed({"a.txt": b"a"}), "plan.bin: a zip file of another kind, expected .docx or .xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "plan.bin: an old or a locked Office file"),
        (pdf([([], [])]), "plan.bin: a PDF without text, perhaps a scan; expected one with text"),
        (b"%PDF-1.7 nothing", "plan.bin: not a PDF that can be read:"),
        (
            packed({"word/document.xml": bytes(400_000_000)}),
            "plan.bin: part 'word/document.xml' unpacks from",
        ),
        (
            with_part(word(HEAD), "word/document.xml", declared),
            "plan.bin: part 'word/document.xml' declares a document type, expected none",
        ),
        (
            with_part(
                xlsx({"a": [HEADS]}),
                "xl/styles.xml",
                lambda xml: declared(b"<?xml version='1.0'?>") + xml,
            ),
            "plan.bin: part 'xl/styles.xml' declares a document type, expected none",
        ),
        (packed({"word/document.xml": b"<w"}), "plan.bin: part 'word/document.xml' is damaged:"),
        (packed({"word/document.xml": b"<a/>"}), "plan.bin: part 'word/document.xml' has no body"),
    ],
)
def test_what_cannot_be_read_ends_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, said: str
) -> None:
    file = tmp_path / "plan.bin"
    file.write_bytes(data)
    assert main(["plan", str(file), "--json"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(said)
    assert printed.err.count("\n") == 1


def test_a_merge_over_a_whole_sheet_is_cut(made: Made) -> None:
    book = with_part(
        xlsx({"任务": [HEADS, *ROWS]}),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</sheetData>",
            b'</sheetData><mergeCells count="1"><mergeCell ref="A9:XFD1048576"/></mergeCells>',
        ),
    )
    assert [each.task_id for each in made(book).tasks] == ["1", "2", "3"]


def test_a_span_without_end_is_cut(made: Made) -> None:
    page = html(HEAD, [HEADS, *ROWS]).replace(b"<td>9", b'<td rowspan="999999999">9')
    assert [each.due_text for each in made(page).tasks] == ["9月底前"] * 3


def test_elements_without_end_are_an_error(made: Made) -> None:
    with pytest.raises(gk.DataError, match="nested over 200 deep"):
        made(b"<html><body>" + b"<div>" * 230 + b"text")


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["plan", str(tmp_path / "none.txt")]) == 2
    assert capsys.readouterr().err == "none.txt: no such file or directory\n"


def test_changed_copies_of_documents_end_in_one_way(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    table = [HEADS, *ROWS]
    makes = [
        txt(HEAD, table),
        html(HEAD, table, [Merge(1, 3, 2, 3)]),
        word(HEAD, [table], numbered=True),
        xlsx({"任务": table}, [Merge(1, 3, 2, 3)]),
        pdf([(HEAD, table)], WIDTHS),
    ]
    chance = random.Random(20221758)
    file = tmp_path_factory.mktemp("changed") / "plan"
    read = refused = 0
    for _ in range(300):
        data = bytearray(chance.choice(makes))
        for _ in range(chance.choice([1, 4, 16])):
            at = chance.randrange(len(data))
            if chance.random() < 0.5:
                data[at] = chance.randrange(256)
            else:
                del data[at : at + chance.randrange(1, 30)]
        file.write_bytes(data)
        try:
            read += bool(gk.plan(file).to_dict())
        except gk.DataError:
            refused += 1
    assert read > 50
    assert refused > 50
