"""Records of invented reports, as a run folder holds them, made from the form alone."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from typing import Any

from gouji.form import load_edition
from gouji.model import LINEAR_RELATION, Basis, Category, Relation, Rule, Severity, Text
from gouji.site.run import Catalogue

Record = dict[str, Any]
DIGEST = "5c1e" * 16
SHA = "9f" * 32

RUN = {
    "schema": 1,
    "gouji": "0.1.0",
    "rulebook": {"version": "1.0", "digest": DIGEST, "rules": 3},
    "run": {
        "id": "20260131-080500",
        "started": "2026-01-31T08:05:00Z",
        "finished": "2026-01-31T08:05:04Z",
        "arguments": {"paths": ["in/"], "fail_on": "critical"},
    },
    "engine": {"great_expectations": "1.24.1", "pandas": "3.1.1", "python": "3.11.9"},
    "chunks": 1,
    "reports": 4,
}

_PARTS = ("natural_person", "commercial", "research", "public_welfare", "legal_services", "other_organisation")


def _rule(key: str, name: str, severity: Severity, frame: str, title: Text, relations: tuple[Relation, ...]) -> Rule:
    return Rule(
        id=key,
        name=name,
        title=title,
        severity=severity,
        category=Category.FORMAT if key.startswith("F") else Category.ARITHMETIC,
        frame=frame,
        message=Text("{place}", "{place}"),
        why=Text("六类申请人是申请人的完整分类。", "The six kinds of applicant are a complete classification."),
        remedy=Text("请核对该行各类申请人的件数和总计。", "Check the figures of this row and its total."),
        basis=(
            Basis(Text("《政府信息公开条例》第五十条", "Regulations, article 50"), "https://www.gov.cn/zhengce/"),
            Basis(Text("年度报告格式表三“总计”列的含义", "Annual report form, table 3, meaning of the total column")),
        ),
        editions=("2019", "2021"),
        relations=relations,
        example=Text("110 + 1 = 111，与 112 不一致。", "110 + 1 = 111, not 112."),
    )


def _linear(key: str, left: Mapping[str, int], right: Mapping[str, int]) -> Relation:
    return Relation(
        id=f"{key}.2021",
        edition="2021",
        expectation=LINEAR_RELATION,
        arguments={"left": dict(left), "operator": "=", "right": dict(right)},
        columns=(*left, *right),
    )


def catalogue() -> Catalogue:
    """Three rules, one of each shape the pages treat differently."""
    results = {r.key: 1 for r in load_edition("2021").tables["requests"].rows if r.part == "result"}
    row_total = _linear("T303", dict.fromkeys(_PARTS, 1), {"total": 1})
    column_total = _linear("T302", results, {"processed_total": 1})
    blank = Relation("F503.2021", "2021", "expect_column_values_to_be_between", {"column": "blank_cells"}, ())
    critical, warning = Severity.CRITICAL, Severity.WARNING
    titles = {
        "T302": Text("表三各列：办理结果之和等于（七）总计", "Table 3, each column: the results add up to the total"),
        "T303": Text("表三各行：各类申请人之和等于总计", "Table 3, each row: the applicants add up to the total"),
        "F503": Text("统计表没有空白栏目", "The tables have no blank cells"),
    }
    rules = (
        _rule("F503", "blank-cells", warning, "tables", titles["F503"], (blank,)),
        _rule("T302", "results-total", critical, "applicants", titles["T302"], (column_total,)),
        _rule("T303", "request-row-total", critical, "requests", titles["T303"], (row_total,)),
    )
    return Catalogue(rules, "1.0", DIGEST)


def number(key: str, value: float, raw: str | None = None) -> Record:
    place = {"table": 2, "row": 7, "column": 4, "line": 123}
    return {"state": "number", "value": value, "raw": raw or f"{value:g}", "note": None, "at": place}


def table(name: str, edition: str = "2021", **values: Record) -> Record:
    """A table of zeros; `values` by what follows the table's name in a key, dots as double underscores."""
    form = load_edition(edition).tables[name]
    cells = {key: number(key, 0) for key in form.cells}
    cells |= {f"{name}.{key.replace('__', '.')}": cell for key, cell in values.items()}
    return {
        "edition": edition,
        "at": {"table": 2},
        "cells": cells,
        "absent_rows": [],
        "absent_columns": [],
        "left_over": [],
    }


def state(kind: str, raw: str | None = "") -> Record:
    return {"state": kind, "value": None, "raw": raw, "note": None, "at": {"table": 2, "row": 9, "column": 5}}


def operand(record: Record, key: str, coefficient: float | None = 1) -> Record:
    cell = record["tables"][key.split(".", 1)[0]]["cells"][key]
    return {"cell": key, "value": cell["value"], "raw": cell["raw"], "at": cell["at"], "coefficient": coefficient}


def base(report: str = "a1b2c3d4e5f6", organisation: str = "示例市人民政府") -> Record:
    """A report with no finding at all."""
    edition = load_edition("2021")
    text = "2024年，示例市认真贯彻落实《中华人民共和国政府信息公开条例》，持续推进政务公开。"
    return {
        "schema": 1,
        "id": report,
        "source": f"in/{report}.html",
        "sha256": SHA,
        "format": "html",
        "organisation": organisation,
        "year": 2024,
        "kind": "government",
        "edition": "2021",
        "organisation_from": "title",
        "year_from": "title",
        "title": f"{organisation}2024年政府信息公开工作年度报告",
        "published": "2025-01-20",
        "period": {"start": "2024-01-01", "end": "2024-12-31", "raw": "2024年1月1日至12月31日", "at": {"line": 12}},
        "verdict": "clear",
        "findings": [],
        "undetermined": [],
        "errors": [],
        "notes": [],
        "outcomes": [
            {"rule": "F503", "outcome": "pass", "checked": 3, "failed": 0, "undetermined": 0},
            {"rule": "T302", "outcome": "pass", "checked": 7, "failed": 0, "undetermined": 0},
            {"rule": "T303", "outcome": "pass", "checked": 25, "failed": 0, "undetermined": 0},
        ],
        "tables": {name: table(name) for name in ("disclosure", "requests", "disputes")},
        "preamble": [{"text": "本报告依据《中华人民共和国政府信息公开条例》编制。", "at": {"line": 11}}],
        "sections": [
            {
                "title": f"{chapter.ordinal}、{chapter.title}",
                "number": chapter.number,
                "chapter": chapter.number,
                "match": "form",
                "at": {"line": 20 + chapter.number},
                "paragraphs": [{"text": text, "at": {"line": 30}}],
            }
            for chapter in edition.chapters
        ],
    }


def clear() -> Record:
    return base()


def faulty() -> Record:
    """Faults of all shapes: sums of a row and of a column that cross, blanks, a gap, a placeholder, undecided."""
    record = base("b2c3d4e5f6a1", "样本县人民政府")
    requests = table(
        "requests",
        received__natural_person=number("", 95),
        received__commercial=number("", 16),
        received__total=number("", 111),
        granted__natural_person=number("", 90),
        granted__commercial=number("", 11),
        granted__total=number("", 101),
        partly_granted__natural_person=number("", 5, "5件"),
        partly_granted__commercial=number("", 5),
        partly_granted__total=number("", 12),
        processed_total__natural_person=number("", 95),
        processed_total__commercial=number("", 18),
        processed_total__total=state("blank"),
        unavailable_unclear__research=state("placeholder", "/"),
        declined_petition__legal_services=state("blank"),
        declined_petition__other_organisation=state("text", "详见附件"),
    )
    requests["absent_rows"] = ["other_fee_unpaid"]
    requests["left_over"] = ["备注：含上年结转"]
    for part in (*_PARTS, "total"):
        requests["cells"][f"requests.other_fee_unpaid.{part}"] = state("absent", None)
    record["tables"]["requests"] = requests
    del record["tables"]["disputes"]
    record |= {"verdict": "faults", "findings": _faults(record), "sections": record["sections"][:5]}
    record["sections"][4] |= {"title": "五、存在的主要问题及改进举措", "match": "renamed"}
    record["undetermined"] = [
        {
            "rule": "T302",
            "name": "results-total",
            "where": {"frame": "applicants", "row": None, "column": "total"},
            "reason": "（七）总计·总计空白，无法核验。",
            "reason_en": "(7) Total processed, Total is blank, so this cannot be checked.",
            "cells": ["requests.processed_total.total", "requests.granted.total"],
        }
    ]
    record["notes"] = [
        {
            "code": "charset",
            "message": "文件声明 gb2312，实为 utf-8。",
            "message_en": "Declared gb2312, is utf-8.",
            "at": {"line": 3},
        }
    ]
    record["errors"] = [
        {"code": "rule_failed", "message": "规则 D999 未能执行。", "message_en": "Rule D999 did not run."}
    ]
    record["causes"] = [_cause()]
    record["sections"][0]["paragraphs"] = [{"text": CLAIMING, "at": {"line": 30}}]
    record["claims"] = _claims()
    record["outcomes"][1] |= {"outcome": "fail", "failed": 1, "undetermined": 1, "checked": 6}
    record["outcomes"][2] |= {"outcome": "fail", "failed": 1}
    return record


CLAIMING = "全年收到申请110件，部分公开12件，发布信息300余条。"


def _cause() -> Record:
    """One wrong cell behind the two relations that cross in it, and a second, longer explanation."""

    def solution(text: str, text_en: str, cells: Record, evidence: list[Record]) -> Record:
        changes = [{"cell": key, "value": old, "suggested": new, "slip": None} for key, (old, new) in cells.items()]
        mended = {key: new for key, (_, new) in cells.items()}
        texts = {"explanation": text, "explanation_en": text_en}
        return texts | {"cells": changes, "slip": None, "evidence": evidence, "mended": mended}

    crossing = "requests.partly_granted.commercial"
    evidence = {"cell": crossing, "value": 7, "text": "正文写明商业企业 7 件", "text_en": "the text says 7"}
    two = {"requests.partly_granted.total": (12, 10), "requests.processed_total.commercial": (18, 16)}
    return {
        "findings": ["1123456789abcdef", "2123456789abcdef"],
        "confidence": "certain",
        "minimal": 1,
        "solutions": [
            solution(
                "若商业企业为 7（现为 5），则两处勾稽关系全部成立。",
                "If it were 7 (now 5), both hold.",
                {crossing: (5, 7)},
                [evidence],
            ),
            solution("若两处总计均有误。", "If both totals are wrong.", two, []),
        ],
    }


def _claims() -> list[Record]:
    def claim(text: str, verdict: str, quantity: str | None, why: str, cells: list[str]) -> Record:
        start = CLAIMING.index(text)
        readings = [{"cells": cells, "coefficients": [1], "value": 1}] if cells else []
        place = {"section": 0, "paragraph": 0, "start": start, "end": start + len(text)}
        name = {"quantity": quantity, "quantity_name": quantity, "quantity_name_en": quantity}
        said = {"sentence": CLAIMING, "text": text, "verdict": verdict, "why": why, "why_en": why}
        return name | said | {"readings": readings, "at": {"line": 30}, "place": place}

    return [
        claim("110件", "mismatch", "收到", "表三为 111，相差 1。", ["requests.received.total"]),
        claim("12件", "match", "部分公开", "与表三一致。", ["requests.partly_granted.total"]),
        claim("300余条", "not_assessed", None, "为概数，未作比较。", []),
    ]


def _faults(record: Record) -> list[Record]:
    edition = load_edition("2021")
    results = [row.key for row in edition.tables["requests"].rows if row.part == "result"]
    row = [operand(record, f"requests.partly_granted.{part}") for part in _PARTS]
    column = [operand(record, f"requests.{key}.commercial") for key in results]
    blank = [key for key, cell in record["tables"]["requests"]["cells"].items() if cell["state"] == "blank"]
    texts = {
        "basis": "《中华人民共和国政府信息公开工作年度报告格式》表三“总计”的含义",
        "basis_en": "Annual report form, table 3, meaning of the total",
        "remedy": "请核对各项件数和总计，改正其中有误的一个。",
        "remedy_en": "Check the figures and the total, and correct the wrong one.",
    }
    return [
        texts
        | {
            "rule": "F503",
            "name": "blank-cells",
            "severity": "warning",
            "category": "format",
            "where": {"frame": "requests", "row": None, "column": None},
            "message": "表三有 2 个栏目空白（核算时部分项按 0 计）。",
            "message_en": "Table 3 has 2 blank cells (parts are taken as 0 in arithmetic).",
            "expected": 0,
            "actual": 2,
            "difference": None,
            "operands": [operand(record, key, None) for key in blank],
            "fingerprint": "0123456789abcdef",
        },
        texts
        | {
            "rule": "T303",
            "name": "request-row-total",
            "severity": "critical",
            "category": "arithmetic",
            "where": {"frame": "requests", "row": "partly_granted", "column": None},
            "message": "表三（二）部分公开：自然人 5 + 商业企业 5 = 10，总计填报 12，差 2。",
            "message_en": "Table 3, (2) Partly granted: 5 + 5 = 10, total reported 12, a difference of 2.",
            "expected": 10,
            "actual": 12,
            "difference": 2,
            "operands": [*row, operand(record, "requests.partly_granted.total", -1)],
            "fingerprint": "1123456789abcdef",
        },
        texts
        | {
            "rule": "T302",
            "name": "results-total",
            "severity": "critical",
            "category": "arithmetic",
            "where": {"frame": "applicants", "row": None, "column": "commercial"},
            "message": "表三“商业企业”列：（一）予以公开 11 + （二）部分公开 5 = 16，（七）总计填报 18，差 2。",
            "message_en": "Table 3, column “Commercial enterprises”: 11 + 5 = 16, reported 18, a difference of 2.",
            "expected": 16,
            "actual": 18,
            "difference": 2,
            "operands": [*column, operand(record, "requests.processed_total.commercial", -1)],
            "fingerprint": "2123456789abcdef",
        },
    ]


def review() -> Record:
    """Nothing critical; the form of 2019."""
    record = base("c3d4e5f6a1b2", "示例市样本区教育局")
    record |= {
        "verdict": "review",
        "edition": "2019",
        "kind": "department",
        "tables": {name: table(name, "2019") for name in ("disclosure", "requests", "disputes")},
        "title": None,
        "period": None,
    }
    finding = copy.deepcopy(faulty()["findings"][0])
    record["findings"] = [finding | {"operands": [operand(record, "requests.granted.research", None)]}]
    return record


def unreadable() -> Record:
    return base("d4e5f6a1b2c3") | {
        "verdict": "unreadable",
        "organisation": None,
        "year": None,
        "kind": "unknown",
        "edition": None,
        "organisation_from": None,
        "year_from": None,
        "title": None,
        "published": None,
        "period": None,
        "errors": [
            {"code": "not_a_report", "message": "未能识别为年度报告。", "message_en": "Not recognised as a report."}
        ],
        "tables": {},
        "preamble": [],
        "sections": [],
        "outcomes": [],
    }


def all_records() -> list[Record]:
    return [clear(), faulty(), review(), unreadable()]


def registered(record: Record, **said: Any) -> Record:
    """The record with what a register says of its body."""
    blank = dict.fromkeys(("organisation", "year", "id", "kind", "level", "parent", "stage", "deadline", "published"))
    names = {"organisation": record["organisation"], "year": record["year"], "aliases": [], "exempt": False}
    return record | {"registration": {**blank, "group": None, **names, **said}}


def last_year() -> Record:
    """The report of the year before of the body in `faulty`: other figures, and prose that is partly the same."""
    record = base("e5f6a1b2c3d4", "样本县人民政府") | {"year": 2023}
    values = {
        "received__total": number("", 90),
        "granted__total": number("", 101),
        "partly_granted__total": number("", 7),
    }
    record["tables"]["requests"] = table("requests", **values)
    record["sections"] = record["sections"][:2]
    record["sections"][0]["paragraphs"] = [
        {"text": "全年收到申请90件，部分公开7件，发布信息300余条。机构健全。", "at": {"line": 30}}
    ]
    return record


def missing() -> Record:
    """A report that the register expects and that was not there."""
    record = unreadable() | {"id": "f6a1b2c3d4e5", "verdict": "missing", "errors": [], "organisation": "样本县档案局"}
    record |= {"year": 2024, "kind": "department", "source": "样本县档案局 2024"}
    record["chase"] = {"state": "overdue", "deadline": "2026-01-01", "days": 30}
    return registered(record, group="县直", deadline="2026-01-01")


def rich_records() -> list[Record]:
    """A run with a register: groups, a body with two years, a report that is missing and one that came late."""
    return [
        registered(clear(), group="市直") | {"chase": {"state": "late", "deadline": "2025-01-31", "days": 3}},
        registered(faulty(), group="县直"),
        registered(review(), group="县直"),
        unreadable(),
        registered(last_year(), group="县直"),
        missing(),
    ]


def older() -> Record:
    """A report of two years before that was only read, for comparison."""
    return base("a6b1c2d3e4f5", "样本县人民政府") | {"year": 2022, "findings": [], "verdict": "clear"}


def suite_result() -> Record:
    """A stored suite result, as Great Expectations writes it: one that holds, one that fails, one that raised."""

    def expectation(rule: str, success: bool, result: Record, exceptions: Record | None = None) -> Record:
        return {
            "success": success,
            "expectation_config": {
                "type": LINEAR_RELATION,
                "kwargs": {"left": {"a": 1}, "operator": "=", "right": {"total": 1}, "batch_id": "frames-requests"},
                "meta": {"rule": rule, "relation": f"{rule}.2021"},
                "severity": "critical",
            },
            "result": result,
            "exception_info": exceptions or {"raised_exception": False, "exception_message": None},
        }

    row = {
        "report": "b2c3d4e5f6a1",
        "table": "requests",
        "row": "partly_granted",
        "column": None,
        "left": 10.0,
        "right": 12.0,
    }
    return {
        "suite_name": "2021.requests",
        "success": False,
        "meta": {"run_id": {"run_name": None, "run_time": "2026-01-31T08:05:01+00:00"}},
        "results": [
            expectation("F503", True, {"element_count": 50, "unexpected_count": 0, "missing_count": 0}),
            expectation(
                "T303",
                False,
                {"element_count": 50, "unexpected_count": 1, "missing_count": 2, "unexpected_index_list": [row]},
            ),
            expectation(
                "T302",
                False,
                {},
                {"('metric', 'x')": {"raised_exception": True, "exception_message": "no column total"}},
            ),
        ],
    }


def map_strings(value: Any, change: Callable[[str], str], keep: frozenset[str]) -> Any:
    """The value with every string in it changed, but for those under the keys in `keep` and mapping keys."""
    if isinstance(value, dict):
        return {key: item if key in keep else map_strings(item, change, keep) for key, item in value.items()}
    if isinstance(value, list):
        return [map_strings(item, change, keep) for item in value]
    return change(value) if isinstance(value, str) else value
