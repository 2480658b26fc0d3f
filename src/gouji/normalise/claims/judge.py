"""Compare what the prose states with what the tables hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache

from gouji.form import EDITIONS, load_edition
from gouji.form.names import cell_name
from gouji.messages import message
from gouji.model import Claim, ClaimReading, Report, Text
from gouji.normalise.claims.inside import Ratio
from gouji.normalise.claims.lexicon import MONEY
from gouji.normalise.claims.mentions import CELLS, CHANGE, STATEMENT, SUM, Mention
from gouji.normalise.claims.quantities import Quantity, Terms, quantity
from gouji.normalise.usable import usable_value

MATCH, MISMATCH, NOT_ASSESSED = "match", "mismatch", "not_assessed"

# What a statement is compared with where the quantity itself has no cell: nobody can have failed to pay for a notice
# that was never sent.
_STATED = {"fees.notices": (("requests.other_fee_unpaid.total", 1),)}


@dataclass(frozen=True, slots=True)
class Figures:
    """The usable values of a report's cells; None for a cell that is there and cannot be used."""

    values: Mapping[str, float | None]
    missing: frozenset[str] = field(default_factory=frozenset)

    def reading(self, terms: Terms) -> ClaimReading | None:
        """What a sum of cells comes to; None where the report's form has no such cells."""
        if any(cell not in self.values and cell.split(".")[0] not in self.missing for cell, _ in terms):
            return None
        found = [(self.values.get(cell), sign) for cell, sign in terms]
        total = (
            None if any(value is None for value, _ in found) else sum(value * sign for value, sign in found if value)
        )
        return ClaimReading(terms, None if total is None else _tidy(total))


def figures_of(report: Report) -> Figures:
    """The figures of a report's tables."""
    values: dict[str, float | None] = {}
    for table in report.tables.values():
        edition = load_edition(table.edition)
        for key, cell in table.cells.items():
            values[key] = usable_value(cell, edition.cell(key), table.cells)
    missing = frozenset(load_edition("2021").tables) - frozenset(report.tables)
    return Figures(values, missing)


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason."""

    verdict: str
    reason: str
    why: Text
    readings: tuple[ClaimReading, ...] = ()
    expected: float | None = None
    unusable: tuple[str, ...] = ()


def judge(mention: Mention, figures: Figures, head: Mention | None) -> Claim:
    """The claim that `mention` makes, compared; `head` is the whole whose part it is."""
    meant = _meant(mention, head)
    value = mention.value * MONEY.get(mention.unit, Decimal(1)) if _in_money(meant) else mention.value
    if mention.refusal is not None:
        verdict = _refused(mention, meant, figures)
    elif mention.aspect == SUM:
        verdict = _sum(mention)
    elif meant is None:
        verdict = _not_assessed("claim_no_quantity")
    else:
        verdict = _compared(mention, meant, value, figures)
    return to_claim(mention, meant, value, verdict)


def to_claim(mention: Mention, meant: Quantity | None, value: Decimal, found: Judgement) -> Claim:
    """A mention with its judgement as a claim of the report."""
    sentence = mention.sentence
    start, end = sentence.span(mention.start, mention.end)
    first = sentence.places[0]
    return Claim(
        text=sentence.printed[start - first : end - first],
        value=_tidy(float(value)),
        quantity=_shown_key(mention),
        name=meant.name if meant else None,
        aspect=mention.aspect,
        scope=mention.scope,
        year=mention.year,
        verdict=found.verdict,
        reason=found.reason,
        why=found.why,
        sentence=sentence.printed,
        at=sentence.at,
        section=sentence.section,
        paragraph=sentence.paragraph,
        start=start,
        end=end,
        expected=found.expected,
        readings=found.readings,
        unusable=found.unusable,
    )


def _shown_key(mention: Mention) -> str | None:
    if mention.quantity is None or mention.column == "total":
        return mention.quantity
    return f"{mention.quantity}.{mention.column}"


def _meant(mention: Mention, head: Mention | None) -> Quantity | None:
    """The quantity that a mention states; an applicant's number is of the whole that it is a part of."""
    key = mention.quantity
    if key is None:
        return None
    if key == "requests" and mention.column != "total" and head is not None and head.quantity:
        key = head.quantity
    return quantity(key, mention.column)


def _in_money(meant: Quantity | None) -> bool:
    return meant is not None and meant.key == "disclosure.administrative_fees"


def _compared(mention: Mention, meant: Quantity, value: Decimal, figures: Figures) -> Judgement:
    terms = list(meant.readings)
    if mention.aspect == STATEMENT and meant.key in _STATED:
        terms = [_STATED[meant.key]]
    if mention.with_carried_in and meant.key == "requests.received":
        terms.append((("requests.received.total", 1), ("requests.carried_in.total", 1)))
    found = [reading for reading in map(figures.reading, terms) if reading is not None]
    doubt = mention.doubt or (meant.doubt if mention.aspect != STATEMENT else None)
    if not found:
        return _not_assessed("claim_no_cell" if doubt is None else doubt, reading=_SOME)
    known = [reading for reading in found if reading.value is not None]
    if not known:
        return _unusable(found, figures)
    step = mention.step * MONEY.get(mention.unit, Decimal(1)) if _in_money(meant) else mention.step
    nearest = min(known, key=lambda reading: abs(Decimal(str(reading.value)) - value))
    if _agrees(value, step, nearest):
        code = "claim_statement_match" if mention.aspect == STATEMENT else "claim_match"
        return Judgement(MATCH, code, message(code, reading=worded(nearest)), tuple(found), _tidy(float(value)))
    if doubt is not None:
        return _doubted(doubt, found, nearest)
    if len(known) < len(found):
        return _unusable(found, figures)
    return _differs(mention, meant, value, found, nearest)


def _agrees(value: Decimal, step: Decimal, reading: ClaimReading) -> bool:
    """Equal, or equal once rounded as the text rounds: 22.3万 stands for 222,500 up to 223,500."""
    difference = abs(Decimal(str(reading.value)) - value)
    exact = Decimal(str(reading.value)) == Decimal(str(reading.value)).to_integral_value() and step <= 1
    return difference == 0 if exact and value == value.to_integral_value() else difference <= step / 2


def _differs(
    mention: Mention, meant: Quantity, value: Decimal, found: Sequence[ClaimReading], nearest: ClaimReading
) -> Judgement:
    expected = nearest.value if nearest.value is not None else 0.0
    if mention.aspect == STATEMENT:
        code = "claim_statement_mismatch"
        return Judgement(MISMATCH, code, message(code, reading=worded(nearest)), tuple(found), expected)
    why = message(
        "claim_mismatch",
        quantity=meant.name,
        value=plain(value),
        reading=worded(nearest),
        difference=plain(abs(value - Decimal(str(expected)))),
    )
    return Judgement(MISMATCH, "claim_mismatch", why, tuple(found), expected)


def _doubted(doubt: str, found: Sequence[ClaimReading], nearest: ClaimReading) -> Judgement:
    readings = [reading for reading in found if reading.value is not None]
    shown = Text(
        "，".join(worded(reading).zh for reading in readings), ", ".join(worded(reading).en for reading in readings)
    )
    return Judgement(NOT_ASSESSED, doubt, message(doubt, reading=shown), tuple(found), nearest.value)


_SOME = Text("", "")


def _not_assessed(code: str, **params: object) -> Judgement:
    return Judgement(NOT_ASSESSED, code, message(code, **params))


def _refused(mention: Mention, meant: Quantity | None, figures: Figures) -> Judgement:
    readings = [figures.reading(terms) for terms in meant.readings] if meant and mention.aspect == CELLS else []
    kept = tuple(reading for reading in readings if reading is not None)
    found = _not_assessed(str(mention.refusal), scope=mention.said)
    return Judgement(found.verdict, found.reason, found.why, kept)


def _unusable(found: Sequence[ClaimReading], figures: Figures) -> Judgement:
    cells = dict.fromkeys(cell for reading in found for cell, _ in reading.cells if figures.values.get(cell) is None)
    if all(cell.split(".")[0] in figures.missing for cell in cells):
        return Judgement(NOT_ASSESSED, "claim_no_table", message("claim_no_table"), tuple(found), unusable=tuple(cells))
    names = [_cell_name(cell) for cell in cells]
    shown = Text("、".join(name.zh for name in names), ", ".join(name.en for name in names))
    why = message("claim_cells_unusable", cells=shown)
    return Judgement(NOT_ASSESSED, "claim_cells_unusable", why, tuple(found), unusable=tuple(cells))


def _sum(mention: Mention) -> Judgement:
    total = sum((part.value for part in mention.parts), Decimal(0))
    terms = " + ".join(plain(part.value) for part in mention.parts)
    difference = abs(total - mention.value)
    slack = sum((each.step for each in (mention, *mention.parts) if each.step > 1), Decimal(0))
    code = "claim_sum_match" if difference <= slack else "claim_sum_mismatch"
    why = message(code, sum=f"{terms} = {plain(total)}", value=plain(mention.value))
    same = difference <= slack
    reading = ClaimReading((), _tidy(float(total)))
    expected = float(mention.value) if same else float(total)
    return Judgement(MATCH if same else MISMATCH, code, why, (reading,), _tidy(expected))


def judge_ratio(mention: Mention, ratio: Ratio | None) -> Claim:
    """A share or a change as a claim; `ratio` is None where the figures it needs are not at hand."""
    meant = _meant(mention, None)
    if mention.refusal is not None:
        return to_claim(mention, meant, mention.value, _not_assessed(mention.refusal, scope=mention.said))
    if ratio is None:
        code = "claim_last_year_unknown" if mention.aspect == CHANGE else "claim_no_quantity"
        return to_claim(mention, meant, mention.value, _not_assessed(code))
    code = f"claim_{mention.aspect}_{'match' if ratio.agrees else 'mismatch'}"
    due = plain(round(abs(ratio.due), 2)) + ("%" if mention.percent else "")
    direction = "claim_flat" if ratio.due == 0 else "claim_up" if ratio.due > 0 else "claim_down"
    why = message(
        code, value=plain(mention.value) + ("%" if mention.percent and mention.aspect == CHANGE else ""),
        part=plain(ratio.first), whole=plain(ratio.second), share=plain(round(ratio.due, 2)),
        previous=plain(ratio.first), current=plain(ratio.second), due=due, direction=message(direction),
        stated=message(f"claim_{mention.direction or 'flat'}"),
    )  # fmt: skip
    value = round(float(abs(ratio.due) if mention.aspect == CHANGE else ratio.due), 4)
    expected = float(mention.value) if ratio.agrees else value
    verdict = Judgement(
        MATCH if ratio.agrees else MISMATCH, code, why, (ClaimReading((), _tidy(value)),), _tidy(expected)
    )
    return to_claim(mention, meant, mention.value, verdict)


# --- words ------------------------------------------------------------------------------------------------------


def plain(value: Decimal) -> str:
    """A figure as it is written in a sentence."""
    return f"{value.normalize():f}" if value else "0"


def _tidy(value: float) -> float:
    return int(value) if float(value).is_integer() else round(value, 6)


def worded(reading: ClaimReading) -> Text:
    """A reading in words: 表三“一、本年新收…”812 + “二、上年结转…”23 = 835."""
    return Text(_worded(reading, "zh"), _worded(reading, "en"))


def _worded(reading: ClaimReading, language: str) -> str:
    value = plain(Decimal(str(reading.value))) if reading.value is not None else "?"
    return f"{_sum_name(reading.cells, language)} = {value}"


@cache
def _sum_name(cells: Terms, language: str) -> str:
    """A sum of cells in words, under the table that they stand in."""
    tables = dict.fromkeys(cell.split(".")[0] for cell, _ in cells)
    title = "".join(load_edition("2021").tables[name].title.get(language) for name in tables)
    text = ""
    for position, (cell, sign) in enumerate(cells):
        mark = ("−" if sign < 0 else "+") if position else ""
        name = _cell_name(cell).get(language)
        text += f" {mark} {name}" if mark else name
    return f"{title} {text}" if language == "en" else title + text


@cache
def _cell_name(cell: str) -> Text:
    """The cell in words; a total of table three by its row alone, as the prose speaks of it."""
    name = cell.split(".")[0]
    edition = next(e for e in map(load_edition, reversed(EDITIONS)) if cell in e.tables[name].cells)
    if name == "requests" and cell.endswith(".total"):
        return edition.tables[name].row(cell.split(".")[1]).name
    return cell_name(edition, cell)
