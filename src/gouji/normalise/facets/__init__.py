"""What rules on the document as a whole look for: one topic a question, answered with remarks.

A topic that does not concern a report (its year, its kind of body) gives no inspection; one that concerns it and was
looked through gives one, with what was found, often nothing; one that could not be looked through says why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gouji.model import Inspection, Report
from gouji.normalise.facets import (
    basis,
    bodies,
    chapters,
    editions,
    figures,
    numbering,
    private,
    slips,
    statements,
    years,
)
from gouji.normalise.facets.look import Check, Look, Unknown, look

# Reports of the years before are on an older form and are not judged by this one.
FIRST_YEAR = 2019

TOPICS: Mapping[str, Check] = {
    "outdated_form": editions.outdated_form,
    "mixed_forms": editions.mixed_forms,
    "superseded_notice": basis.superseded_notice,
    "superseded_regulation": basis.superseded_regulation,
    "legal_basis": basis.legal_basis,
    "contact": statements.contact,
    "left_over_year": years.left_over_year,
    "chapter_numbers": numbering.chapter_numbers,
    "announced_chapters": numbering.announced_chapters,
    "aspects": chapters.aspects,
    "government_duties": chapters.government_duties,
    "problems_empty": chapters.problems_empty,
    "measures": chapters.measures,
    "fee_statement": statements.fee_statement,
    "unpaid_fee_notices": statements.unpaid_fee_notices,
    "fee_details": statements.fee_details,
    "placeholders": slips.placeholders,
    "markup": slips.markup,
    "doubled_phrases": slips.doubled_phrases,
    "misspellings": slips.misspellings,
    "lexicon": slips.lexicon,
    "other_body": bodies.other_body,
    "regulation_power": bodies.regulation_power,
    "no_penalties": bodies.no_penalties,
    "identity_numbers": private.identity_numbers,
    "mobile_numbers": private.mobile_numbers,
    "litigation_without_reconsideration": figures.litigation_without_reconsideration,
    "disputes_without_requests": figures.disputes_without_requests,
}


def inspect(report: Report) -> Iterator[Inspection]:
    """What came of every topic that concerns `report`."""
    if not _judged(report):
        return
    laid_out = look(report)
    for topic in TOPICS:
        if (inspection := _inspection(laid_out, topic)) is not None:
            yield inspection


def inspection(report: Report, topic: str) -> Inspection | None:
    """What came of one topic, None where it does not concern the report; KeyError for an unknown topic."""
    check = TOPICS[topic]
    return _answer(look(report), topic, check) if _judged(report) else None


def _judged(report: Report) -> bool:
    return report.identity.year is None or report.identity.year >= FIRST_YEAR


def _inspection(laid_out: Look, topic: str) -> Inspection | None:
    return _answer(laid_out, topic, TOPICS[topic])


def _answer(laid_out: Look, topic: str, check: Check) -> Inspection | None:
    seen = check(laid_out)
    if seen is None:
        return None
    if isinstance(seen, Unknown):
        return Inspection(topic, why=seen.why)
    return Inspection(topic, tuple(seen))
