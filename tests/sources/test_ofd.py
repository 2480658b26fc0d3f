"""OFD files: the same pages as of a PDF, and a clear word on those that cannot be read."""

from __future__ import annotations

import pytest

from gouji.model import Document, Grid, Paragraph
from gouji.sources import Unreadable, read_document
from kit.figures import load
from kit.prose import compose
from kit.styles.ofd import content, ofd, ofd_of, zipped
from kit.typeset import BODY, MARGIN, Run, Sheet

REPORT = compose(load("001"))
ROOT = '<OFD xmlns="http://www.ofdspec.org/2016"><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>'
DOCUMENT = (
    '<Document xmlns="http://www.ofdspec.org/2016"><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox>'
    '</PageArea></CommonData><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>'
)


def read(data: bytes) -> Document:
    return read_document(data, "x.ofd")


def problem(data: bytes) -> str:
    with pytest.raises(Unreadable) as raised:
        read(data)
    return raised.value.problem.code


def prose(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def page_of(objects: str) -> bytes:
    return zipped({"OFD.xml": ROOT, "Doc_0/Document.xml": DOCUMENT, "Doc_0/P.xml": content(objects)})


def text(code: str, attributes: str = 'Boundary="20 30 100 10" Size="5"') -> str:
    return f"<ofd:TextObject {attributes}>{code}</ofd:TextObject>"


def test_prose_is_in_order_and_its_paragraphs_are_whole() -> None:
    written = [REPORT.title, *REPORT.preamble]
    for chapter in REPORT.chapters:
        written += [chapter.heading, *chapter.paragraphs]
    document = read(ofd(REPORT))
    assert document.format == "ofd"
    assert prose(document) == written


def test_every_cell_has_its_place() -> None:
    table = [block for block in read(ofd(REPORT)).blocks if isinstance(block, Grid)][1]
    last = table.rows[-1][-1]
    assert last is not None
    assert (len(table.rows), last.text, last.at.page, last.at.table, last.at.row, last.at.column) == (
        28,
        "819",
        3,
        2,
        28,
        10,
    )


def test_what_a_template_prints_on_every_page_is_no_text() -> None:
    data = ofd_of([Sheet([Run(MARGIN, 300, BODY, f"第{n}段。")]) for n in "一二三"], head="示例市政府信息公开")
    assert prose(read(data)) == ["第一段。", "第二段。", "第三段。"]


def test_characters_stand_where_their_distances_put_them() -> None:
    far = text('<ofd:TextCode X="0" Y="5" DeltaX="g 2 5 40 5">申请数量</ofd:TextCode>')
    assert prose(read(page_of(far))) == ["申请数 量"]
    assert prose(read(page_of(far.replace("g 2 5 40 5", "5 5 5")))) == ["申请数量"]


def test_without_distances_characters_follow_each_other() -> None:
    assert prose(read(page_of(text('<ofd:TextCode X="0" Y="5">共651件</ofd:TextCode>')))) == ["共651件"]


def test_a_run_goes_on_where_the_one_before_stood() -> None:
    codes = '<ofd:TextCode X="0" Y="5">共</ofd:TextCode><ofd:TextCode X="5">651</ofd:TextCode>'
    assert prose(read(page_of(text(codes)))) == ["共651"]


def test_a_matrix_sizes_and_turns_text() -> None:
    turned = 'Boundary="100 30 10 60" Size="1" CTM="0 5 -5 0 0 0"'
    assert prose(read(page_of(text('<ofd:TextCode X="0" Y="0">申请数量</ofd:TextCode>', turned)))) == ["申请数量"]


def test_what_is_hidden_is_left_out() -> None:
    hidden = text('<ofd:TextCode X="0" Y="5">草稿</ofd:TextCode>', 'Boundary="20 60 9 9" Size="5" Visible="false"')
    assert prose(read(page_of(text('<ofd:TextCode X="0" Y="5">定稿</ofd:TextCode>') + hidden))) == ["定稿"]


RECTANGLES = "".join(
    f'<ofd:PathObject Boundary="{x} {y} 30 10" {{0}}><ofd:AbbreviatedData>{{1}}</ofd:AbbreviatedData></ofd:PathObject>'
    for x in (20, 50)
    for y in (30, 40)
)


@pytest.mark.parametrize(
    "drawn",
    [
        RECTANGLES.format("", "M 0 0 L 30 0 L 30 10 L 0 10 C"),
        RECTANGLES.format('CTM="10 0 0 10 0 0"', "S 0 0 L 3 0 L 3 1 L 0 1 L 0 0"),
        RECTANGLES.format(
            'Stroke="false" Fill="true"', "M 0 0 L 30 0 L 30 0.2 L 0 0.2 C M 0 0 L .2 0 L .2 10 L 0 10 C"
        ),
    ],
)
def test_paths_make_cells(drawn: str) -> None:
    cells = "".join(
        text(f'<ofd:TextCode X="0" Y="5">{n}</ofd:TextCode>', f'Boundary="{x} {y} 9 9" Size="3"')
        for n, (x, y) in enumerate([(22, 30), (52, 30), (22, 40), (52, 40)])
    )
    (grid,) = [block for block in read(page_of(drawn + cells)).blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row if cell] for row in grid.rows] == [["0", "1"], ["2", "3"]]


def test_a_scan_is_said_to_be_one() -> None:
    assert problem(page_of('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="5"/>')) == "pages_are_pictures"


def test_a_page_that_is_a_picture_is_noted() -> None:
    document = DOCUMENT.replace("</Pages>", '<Page ID="2" BaseLoc="Q.xml"/></Pages>')
    picture = content('<ofd:ImageObject Boundary="0 0 210 297" ResourceID="5"/>')
    words = content(text('<ofd:TextCode X="0" Y="5">一、总体情况</ofd:TextCode>'))
    data = zipped({"OFD.xml": ROOT, "Doc_0/Document.xml": document, "Doc_0/P.xml": words, "Doc_0/Q.xml": picture})
    assert [(each.code, each.params["numbers"]) for each in read(data).problems] == [("some_pages_are_pictures", "2")]


def test_a_locked_file() -> None:
    assert problem(zipped({"OFD.xml": ROOT, "Encryptions.xml": "<x/>"})) == "file_encrypted"


def test_a_page_that_is_not_in_the_file() -> None:
    assert problem(zipped({"OFD.xml": ROOT, "Doc_0/Document.xml": DOCUMENT})) == "part_missing"


def test_entities_are_refused() -> None:
    laugh = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>' + DOCUMENT
    assert problem(zipped({"OFD.xml": ROOT, "Doc_0/Document.xml": laugh})) == "xml_entities"


def test_too_many_pages() -> None:
    many = DOCUMENT.replace("</Pages>", '<Page ID="1" BaseLoc="P.xml"/>' * 200 + "</Pages>")
    data = zipped({"OFD.xml": ROOT, "Doc_0/Document.xml": many, "Doc_0/P.xml": content("")})
    assert problem(data) == "too_many_pages"


@pytest.mark.parametrize("part", [0.3, 0.7, 0.99])
def test_a_truncated_file(part: float) -> None:
    data = ofd(REPORT)
    assert problem(data[: int(len(data) * part)]) == "zip_damaged"


def test_a_run_that_counts_without_end_is_bounded() -> None:
    data = page_of(text('<ofd:TextCode X="0" Y="5" DeltaX="g 999999999 5 g 999999999 5">申请</ofd:TextCode>'))
    assert prose(read(data)) == ["申请"]
