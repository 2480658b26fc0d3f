"""Every rule on whole documents, read and judged as a user's are: one that passes it, one that fails it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from gouji.across.assess import Judged
from gouji.model import Assessment, Outcome
from gouji.rulebook import load_rules
from kit.rule_documents import REGISTRY, Document, documents
from kit.running import run_across, run_reports

RULES = load_rules().active
DOCUMENTS = list(documents(tuple(rule for rule in RULES if rule.id in REGISTRY)))


@pytest.fixture(scope="module")
def assessments(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Assessment]:
    """What came of every document, by its name, alone and beside others."""
    alone = run_reports(tmp_path_factory.mktemp("documents"), [each.report() for each in DOCUMENTS]).assessments
    reports = [report for each in DOCUMENTS if each.beside for report in each.reports()]
    beside = run_across(tmp_path_factory.mktemp("across"), reports)
    return {
        name: _with(assessment, beside[name]) if name in beside else assessment for name, assessment in alone.items()
    }


def _with(assessment: Assessment, judged: Judged) -> Assessment:
    """What came of a document alone and beside others, in one."""
    now = {outcome.rule for outcome in judged.outcomes}
    return replace(
        assessment,
        findings=(*assessment.findings, *judged.findings),
        outcomes=(*(each for each in assessment.outcomes if each.rule not in now), *judged.outcomes),
        errors=(*assessment.errors, *judged.errors),
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)
def test_document(document: Document, assessments: Mapping[str, Assessment]) -> None:
    assessment = assessments[document.name]
    outcome = next(each.outcome for each in assessment.outcomes if each.rule == document.rule)
    assert assessment.errors == ()
    assert outcome is (Outcome.FAIL if document.fails else Outcome.PASS)
    assert {finding.rule for finding in assessment.findings} == document.fails


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_documents(rule: object) -> None:
    assert getattr(rule, "id", None) in REGISTRY


def test_no_documents_without_a_rule() -> None:
    assert set(REGISTRY) <= {rule.id for rule in RULES}
