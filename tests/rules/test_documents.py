"""Every rule on whole documents, read and judged as a user's are: one that passes it, one that fails it."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from gouji.model import Assessment, Outcome
from gouji.rulebook import load_rules
from kit.rule_documents import REGISTRY, Document, documents
from kit.running import run_reports

RULES = load_rules().active
DOCUMENTS = list(documents(tuple(rule for rule in RULES if rule.id in REGISTRY)))


@pytest.fixture(scope="module")
def assessments(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Assessment]:
    """What came of every document, by its name."""
    return run_reports(tmp_path_factory.mktemp("documents"), [each.report() for each in DOCUMENTS]).assessments


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
