"""docs/rules and the page of a rule: generated from the rules, the same text everywhere, nothing out of date."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from gouji.model import Parameter, Rule, Status, Text
from gouji.rulebook import Off, load_rules, project_root
from gouji.rulebook.documents import rule_documents, stale_documents, write_documents
from gouji.rulebook.pages import page_lines, passages

RULES = load_rules()
DOCUMENTS = rule_documents(RULES)
FOLDER = project_root() / "docs" / "rules"


def test_the_documents_are_up_to_date() -> None:
    assert stale_documents(DOCUMENTS, FOLDER) == [], "run gouji rules docs"


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_a_rule_has_its_document(rule: Rule) -> None:
    assert rule.mended is not None
    text = DOCUMENTS[f"{rule.id}.md"]
    plain = text.replace("\\", "")
    for said in (rule.title, rule.why, rule.example, rule.mended, rule.remedy):
        for language in ("zh", "en"):
            assert " ".join(said.get(language).split()) in plain
    for basis in rule.basis:
        assert basis.url is None or f"]({basis.url})" in text
    assert f"]({rule.id}.md)" in DOCUMENTS["README.md"]


def test_links_of_the_documents_lead_somewhere() -> None:
    for text in DOCUMENTS.values():
        targets = re.findall(r"\]\(([^)]+)\)", text)
        assert [each for each in targets if "://" not in each and each not in DOCUMENTS] == []


def test_the_page_has_what_the_document_has() -> None:
    rule = replace(
        RULES.rule("T303"),
        status=Status.EXPERIMENTAL,
        valid_from=2021,
        overlap=Text("有意保留", "kept on purpose"),
        parameters=(Parameter("most", 5, 3, Text("最多", "at most"), Text("件", "cases")),),
    )
    keys = [passage.key for passage in passages(rule)]
    assert keys == "why basis example mended remedy category editions years parameters overlap status since".split()
    page = list(page_lines(rule, "en", Off.EXPERIMENTAL))
    assert page[:3] == ["T303 request-row-total（must correct）", rule.title.en, "experimental and not selected"]
    for line in ("  reports of 2021 and later", "  most: at most; 5 cases (default 3 cases)", "  kept on purpose"):
        assert line in page
    document = rule_documents(replace(RULES, rules=(rule,)))["T303.md"]
    for passage in passages(rule):
        for each in passage.lines:
            assert each.zh.replace("_", "\\_") in document


def test_what_markdown_would_take_for_marks_is_escaped() -> None:
    rule = replace(RULES.rule("T303"), why=Text("*a* <b> [c](d) `e` _f_|", "x"))
    text = rule_documents(replace(RULES, rules=(rule,)))["T303.md"]
    assert r"\*a\* \<b\> \[c\](d) \`e\` \_f\_\|" in text


def test_writing_removes_what_no_rule_gives(tmp_path: Path) -> None:
    assert write_documents(DOCUMENTS, tmp_path / "new") == sorted(DOCUMENTS)
    (tmp_path / "new" / "T999.md").write_text("old", encoding="utf-8")
    (tmp_path / "new" / "T303.md").write_text("old", encoding="utf-8")
    assert write_documents(DOCUMENTS, tmp_path / "new") == ["T303.md", "T999.md"]
    assert stale_documents(DOCUMENTS, tmp_path / "new") == []
