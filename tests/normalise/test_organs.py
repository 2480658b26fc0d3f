import pytest

from gouji.model import OrganKind
from gouji.normalise.organs import employer, is_organ, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("示例市人民政府", OrganKind.GOVERNMENT),
        ("样本县", OrganKind.GOVERNMENT),
        ("示例市样本区", OrganKind.GOVERNMENT),
        ("示例地区行政公署", OrganKind.GOVERNMENT),
        ("示例镇人民政府", OrganKind.TOWNSHIP),
        ("样本民族乡", OrganKind.TOWNSHIP),
        ("样本街道办事处", OrganKind.SUBDISTRICT),
        ("示例市样本街道", OrganKind.SUBDISTRICT),
        ("示例省人民政府办公厅", OrganKind.GOVERNMENT_OFFICE),
        ("示例市政府办", OrganKind.GOVERNMENT_OFFICE),
        ("示例经济技术开发区管理委员会", OrganKind.COMMITTEE),
        ("样本综合实验区管委会", OrganKind.COMMITTEE),
        ("示例市民政局", OrganKind.DEPARTMENT),
        ("示例市公安局样本分局", OrganKind.DEPARTMENT),
        ("示例市发改委", OrganKind.DEPARTMENT),
        ("示例市大数据中心（示例市信息中心）", OrganKind.DEPARTMENT),
        ("样本新区", OrganKind.UNKNOWN),
        ("..", OrganKind.UNKNOWN),
        (None, OrganKind.UNKNOWN),
    ],
)
def test_kind_by_ending(name: str | None, kind: OrganKind) -> None:
    assert kind_of(name) is kind


@pytest.mark.parametrize(
    "name",
    ["示例市人民政府国有资产监督管理委员会", "示例市城市管理委员会", "示例市人民政府外事办公室", "样本管委会办公室"],
)
def test_departments_whose_names_hold_other_kinds(name: str) -> None:
    assert kind_of(name) is OrganKind.DEPARTMENT


@pytest.mark.parametrize("text", ["示例市民政局，联系电话", "政府信息公开年报", "二是", "按照《条例》编制"])
def test_sentences_and_captions_are_no_bodies(text: str) -> None:
    assert not is_organ(text)


@pytest.mark.parametrize(
    ("unit", "body"),
    [
        ("示例市民政局办公室", "示例市民政局"),
        ("示例市民政局政策法规科", "示例市民政局"),
        ("示例镇党政综合办公室", "示例镇"),
        ("样本街道办事处", "样本街道办事处"),
        ("示例市政务公开办公室", None),
        ("示例市人民政府办公室", None),
    ],
)
def test_the_body_behind_an_office(unit: str, body: str | None) -> None:
    assert employer(unit) == body
