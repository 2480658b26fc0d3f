"""The reports in `examples/`: invented places, faults of different kinds. `python -m kit.examples` writes them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kit import balanced, faults
from kit.documents import STYLES
from kit.figures import Figures
from kit.prose import UNCHANGED, Changes

FOLDER = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """A document of `examples/` and what it shows, in Chinese and English."""

    name: str
    style: str
    figures: Figures
    zh: str
    en: str
    changes: Changes = UNCHANGED

    @property
    def file(self) -> str:
        """The file's name."""
        return f"{self.name}.{STYLES[self.style].extension}"

    def document(self) -> bytes:
        """The file's content."""
        return STYLES[self.style](self.figures, self.changes)


def examples() -> tuple[Example, ...]:
    """Every example, in the order of the folder."""
    return (_clear(), _transposed(), _balance(), _disputes(), _blanks(), _wording(), _edition_2019(), _mixed())


def documents() -> dict[str, bytes]:
    """The content of the folder by file name."""
    made = {example.file: example.document() for example in examples()}
    return {**made, "README.md": _readme().encode()}


def write(folder: Path = FOLDER) -> None:
    """Write every document into `folder`."""
    folder.mkdir(exist_ok=True)
    for name, content in documents().items():
        (folder / name).write_bytes(content)


def _clear() -> Example:
    figures = balanced.make(1, organisation="示例市人民政府", year=2024)
    # Whether a city may make regulations depends on its level, which only a manifest can say.
    for column in ("made", "repealed", "in_force"):
        figures = faults.with_cell(figures, f"disclosure.regulations_{column}", 0)
    return Example(
        "01-clear",
        "portal_html",
        figures,
        "政府门户网站页面：表内关系全部成立，章节、标题、统计期限齐全，应为“未发现问题”。",
        "A portal page in which everything holds: no finding, nothing undetermined.",
    )


def _transposed() -> Example:
    figures = balanced.make(2, organisation="样本县人民政府", year=2024)
    return Example(
        "02-transposed-digits",
        "word_html",
        faults.transpose_digits(figures, "requests.unavailable_not_held.natural_person"),
        "从 Word 粘贴的页面：表三（四）1.本机关不掌握相关政府信息的自然人一格两位数字颠倒，"
        "行合计和列合计都不符（T303、T302）。",
        "Pasted from Word: two digits of a cell of table three changed places; neither its row nor its column adds up "
        "(T303, T302).",
    )


def _balance() -> Example:
    figures = balanced.make(3, organisation="示例市教育局", year=2024)
    for column in ("natural_person", "total"):
        figures = faults.off_by(figures, f"requests.carried_out.{column}", 2)
    return Example(
        "03-balance",
        "gb18030_html",
        figures,
        "GB18030 编码、声明为 gb2312 的页面：表三结转下年度多计 2 件，自然人、总计两列勾稽不平（T301）。",
        "GB18030 under a gb2312 label: two cases too many carried out; two columns of table three do not balance "
        "(T301).",
    )


def _disputes() -> Example:
    figures = balanced.make(4, organisation="样本县自然资源局", year=2023)
    return Example(
        "04-disputes-total",
        "layout_html",
        faults.with_cell(figures, "disputes.direct_litigation.total", 0),
        "旧式版面表格页面：表四未经复议直接起诉的总计填 0，与各项之和不符（T401）。",
        "An old page of layout tables: a total of table four is 0 beside outcomes that are not (T401).",
    )


def _blanks() -> Example:
    figures = balanced.make(5, organisation="示例新区管委会", year=2024)
    for key in ("made", "repealed", "in_force"):
        figures = faults.placeholder(figures, f"disclosure.regulations_{key}")
    figures = faults.unit(figures, "disclosure.licences")
    figures = _blank_zeros(figures, "requests")
    figures = faults.blank_total(figures, "requests.granted.total")
    return Example(
        "05-blanks-and-signs",
        "filler_html",
        figures,
        "以空单元格代替合并单元格的页面：规章一行填“/”（F504），单元格内带单位（F505），零值留空（F503），"
        "（一）予以公开的总计漏填，相关关系待人工核实（F506）。",
        "Filler cells for spans: signs for numbers (F504), a unit in a cell (F505), zeros left blank (F503), and a "
        "total left blank, which leaves the relations that need it undetermined (F506).",
    )


def _blank_zeros(figures: Figures, table: str) -> Figures:
    zeros = [key for key, value in figures.cells.items() if key.startswith(f"{table}.") and value == 0]
    return faults.blank(figures, *zeros)


def _wording() -> Example:
    return Example(
        "06-period-and-chapters",
        "plain_text",
        balanced.make(6, organisation="样本县发展和改革局", year=2024),
        "文本：统计期限写成上一年度（D103），第五章标题改为“存在的主要问题及改进举措”（D101）；表内关系成立。",
        "Text: the statistical period is last year's (D103), chapter five has another title (D101); the figures hold.",
        Changes(period="2023年1月1日至12月31日", headings={5: "五、存在的主要问题及改进举措"}),
    )


def _edition_2019() -> Example:
    return Example(
        "07-edition-2019",
        "clean_html",
        balanced.make(7, "2019", organisation="示例省人民政府办公厅", year=2020),
        "2019 年版格式（表二五个部分，（六）其他处理为一行）的 2020 年年报，关系全部成立。",
        "A report on the 2019 form (other table two, one row for (6)) in which everything holds.",
    )


def _mixed() -> Example:
    """Table two of 2021 beside a table three with one row for （六）, as a dump without a title."""
    modern = balanced.make(8, organisation="示例新区北港片区管理局", year=2023)
    older = balanced.make(8, "2019", organisation="示例新区北港片区管理局", year=2023)
    cells = {key: value for key, value in modern.cells.items() if key.startswith("disclosure.")}
    cells |= {key: value for key, value in older.cells.items() if not key.startswith("disclosure.")}
    figures = replace(modern, requests_edition="2019", cells=cells)
    figures = faults.off_by(figures, "requests.received.total", 1)
    return Example(
        "08-mixed-editions",
        "text_dump",
        figures,
        "网页转出的文本（无标题、合并单元格丢失）：表二为 2021 年版、表三为 2019 年版（D105）；"
        "新收总计多计 1 件（T303、T301）。",
        "A text dump without a title, spans lost: table two of 2021 beside table three of 2019 (D105); the total "
        "received is one too many (T303, T301).",
    )


def _readme() -> str:
    rows = "\n".join(f"| [{each.file}]({each.file}) | {each.zh} | {each.en} |" for each in examples())
    return _README.format(rows=rows)


def relations() -> Mapping[str, Figures]:
    """The figures of each example by file name, for tests that compare what was found."""
    return {example.file: example.figures for example in examples()}


_README = """# Examples / 示例

本目录中的年报均为虚构：地名、机关、数字与任何真实机关无关。由测试工具生成（在 `tests/` 目录下运行
`python -m kit.examples`），请勿手工修改。

These reports are invented: places, bodies and figures belong to nobody. They are made by the test kit
(`python -m kit.examples`, run from `tests/`); do not edit them by hand.

```
gouji check examples/ -o out/
```

| 文件 / File | 说明 | What it shows |
|---|---|---|
{rows}
"""

if __name__ == "__main__":
    write()
