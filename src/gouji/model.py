"""The things gouji talks about, as frozen dataclasses. No behaviour beyond describing themselves.

Data flows one way through them: a file becomes a `Document` (what the file says), a `Report` (what it means),
rows of frames, and in the end an `Assessment` (what the rules made of it).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

# --- where a thing stands in its file ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Locator:
    """A place in a source file, counted from 1 as a person counts; parts that a format lacks are None.

    `table` is the ordinal of the grid in the document, `row` and `column` the position of the source cell in it
    (spans expanded), `line` the line of a text file or of the HTML source.
    """

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None

    def as_dict(self) -> dict[str, int]:
        """Only the parts that are known, for JSON."""
        parts = {"page": self.page, "table": self.table, "row": self.row, "column": self.column, "line": self.line}
        return {name: value for name, value in parts.items() if value is not None}


# --- what the file says -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text in reading order. `text` has its white space collapsed but nothing else changed."""

    text: str
    at: Locator
    heading: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """One source cell. `text` is what the cell shows; paragraphs inside it are joined by line feeds."""

    text: str
    at: Locator
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as a rectangle of positions; a cell that spans several stands in each, None where nothing stands.

    `ragged` says that the source has no column structure to rely on (a text dump): positions count cells only.
    """

    rows: tuple[tuple[GridCell | None, ...], ...]
    at: Locator
    ragged: bool = False


Block = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to tell the user: a message code of `gouji.messages` and what to fill in."""

    code: str
    params: Mapping[str, str] = field(default_factory=dict)
    at: Locator | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """What one file says: blocks in reading order, uninterpreted.

    `meta` holds the portal's meta tags by lower-case name (articletitle, pubdate, contentsource, sitename, …);
    `title` is the document's own title element, None when the format has none.
    """

    format: str
    blocks: tuple[Block, ...]
    meta: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
    encoding: str | None = None
    problems: tuple[Problem, ...] = ()


# --- what it means ----------------------------------------------------------------------------------------------


class CellState(StrEnum):
    """What stands in a cell of the form."""

    NUMBER = "number"
    BLANK = "blank"
    PLACEHOLDER = "placeholder"  # "/", "—", 无, 不适用: nothing was meant to be counted; arithmetic takes 0
    TEXT = "text"  # something that cannot be read as one number
    ABSENT = "absent"  # the row or column is not in the report's table
    UNCERTAIN = "uncertain"  # there is text, but it is not certain that it belongs to this cell


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the official form as a report fills it.

    `key` is the form's key (`requests.granted.total`). `value` is None unless `state` is NUMBER. `note` is what
    stands beside the number in the cell (`元`, `（其中修订16件）`), None when there is nothing. `raw` is the cell's
    text as printed, None when the cell is absent.
    """

    key: str
    state: CellState
    value: float | None = None
    raw: str | None = None
    note: str | None = None
    at: Locator | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One of the three official tables (`disclosure`, `requests`, `disputes`) as seen in a report.

    `edition` is the edition whose layout the table follows. `cells` has every cell of that edition's form.
    `absent_rows` and `absent_columns` are keys of form lines that the table does not print; `left_over` is what
    stood in the table and could not be given a place.
    """

    name: str
    edition: str
    cells: Mapping[str, Cell]
    at: Locator
    absent_rows: tuple[str, ...] = ()
    absent_columns: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter of the report: its heading as printed and what follows up to the next.

    `number` is the ordinal printed (一 = 1), None when the heading prints none; `chapter` the number of the form's
    chapter that the heading means, None when it means none. `match` says how well the printed title agrees with
    the form: `form`, `variant` (an accepted wording), `renamed` or `extra`.
    """

    title: str
    number: int | None
    chapter: int | None
    match: str
    at: Locator
    paragraphs: tuple[Paragraph, ...] = ()


class OrganKind(StrEnum):
    """Kinds of reporting body that the law treats differently."""

    GOVERNMENT = "government"  # 县级以上人民政府
    TOWNSHIP = "township"  # 乡镇人民政府
    SUBDISTRICT = "subdistrict"  # 街道办事处 and other 派出机关
    GOVERNMENT_OFFICE = "government_office"  # 政府办公厅（室）
    COMMITTEE = "committee"  # 开发区、新区管委会
    DEPARTMENT = "department"  # 部门
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose report it is. `organisation_from` and `year_from` say where each was found (`meta`, `title`, …)."""

    organisation: str | None
    year: int | None
    kind: OrganKind = OrganKind.UNKNOWN
    organisation_from: str | None = None
    year_from: str | None = None


@dataclass(frozen=True, slots=True)
class Registration:
    """What the user's register of bodies, the manifest, says of a body and of its report; None where it says nothing.

    `id` is the user's own (统一社会信用代码, …), `parent` the id or name of the body that sums this one up, `group` the
    user's grouping (区县, 市直, 乡镇). `level` is `national`, `province`, `city`, `county` or `township`; `stage` is
    `draft` or `published`; `deadline` and `published` are ISO dates. Of an `exempt` body no report is expected.
    """

    organisation: str | None = None
    aliases: tuple[str, ...] = ()
    year: int | None = None
    id: str | None = None
    kind: OrganKind | None = None
    level: str | None = None
    parent: str | None = None
    group: str | None = None
    stage: str | None = None
    deadline: str | None = None
    published: str | None = None
    exempt: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The statistical period as stated: ISO dates, with the sentence that states it."""

    start: str
    end: str
    raw: str
    at: Locator


@dataclass(frozen=True, slots=True)
class ClaimReading:
    """A sum of the form's cells that a number in the prose may equal, and what it comes to.

    `cells` are the form's keys with their signs; empty where the sum is of numbers in the prose. `value` is None where
    a cell cannot be used.
    """

    cells: tuple[tuple[str, int], ...]
    value: float | None


@dataclass(frozen=True, slots=True)
class Claim:
    """A number in the prose (or a statement that amounts to 0) and what became of comparing it.

    `text` is what is printed, at `start` to `end` of paragraph `paragraph` of section `section` (None: the preamble).
    `quantity` says what it counts (`requests.received`), None where that is no figure of the form. `aspect` is what
    was compared: `cells` (with the tables), `sum`, `share` or `change` (within the prose), `statement`. `scope` is
    `body`, `part` or `wider`. `verdict` is `match`, `mismatch` or `not_assessed`, `reason` the message code of `why`.
    `expected` is the nearest reading's value, `unusable` the cells for want of which nothing could be compared.
    """

    text: str
    value: float
    quantity: str | None
    name: Text | None
    aspect: str
    scope: str
    year: int | None
    verdict: str
    reason: str
    why: Text
    sentence: str
    at: Locator
    section: int | None
    paragraph: int
    start: int
    end: int
    expected: float | None = None
    readings: tuple[ClaimReading, ...] = ()
    unusable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PrivateDatum:
    """A private number that the source prints: `kind` is `identity` or `mobile`, `masked` what may be shown of it.

    The number itself is kept nowhere. `contact` says that it stands in a contact line, where a number is due.
    """

    kind: str
    masked: str
    at: Locator
    contact: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """Something noticed in a report, as it may be shown. `section` and `paragraph` are positions as in `Claim`.

    `place` names them; it and the positions are None where the remark is about no one paragraph.
    """

    text: Text
    place: Text | None = None
    at: Locator | None = None
    section: int | None = None
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Inspection:
    """What came of looking a report through for one topic; `why` is set where it could not be looked through."""

    topic: str
    found: tuple[Remark, ...] = ()
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report, normalised. `tables` holds the tables that were found, by name.

    `title` is the report's own title, None where the source carries none. `sections` are the chapters in the order
    found; `preamble` is what stands before the first. `edition` is `2019`, `2021`, `mixed` or None (no tables).
    `signed` is the body that signs after the last chapter; `private` are the private numbers, masked everywhere else.
    """

    id: str
    source: str
    sha256: str
    identity: Identity
    title: str | None
    edition: str | None
    tables: Mapping[str, Table]
    preamble: tuple[Paragraph, ...]
    sections: tuple[Section, ...]
    period: Period | None
    published: str | None = None
    problems: tuple[Problem, ...] = ()
    registration: Registration | None = None
    claims: tuple[Claim, ...] = ()
    signed: str | None = None
    private: tuple[PrivateDatum, ...] = ()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that gave no report; `problem` says why."""

    id: str
    source: str
    sha256: str | None
    problem: Problem
    registration: Registration | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that the manifest expects and that was not there; `source` names the manifest's file and row."""

    id: str
    source: str
    registration: Registration


# --- rules ------------------------------------------------------------------------------------------------------

LINEAR_RELATION = "expect_linear_relation"


class Severity(StrEnum):
    """How much a finding weighs: 须整改, 请核实, 提示."""

    CRITICAL = "critical"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the heaviest; for sorting and thresholds."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Text:
    """One text in the two languages of the product."""

    zh: str
    en: str

    def get(self, language: str) -> str:
        """The text in `language`; anything but `en` is Chinese."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on: the form, an article, a notice, and where to read it."""

    text: Text
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """One expectation of a rule: the instance of its expectation type for one edition and place.

    `columns` are the frame's columns that must hold a usable value; where one is missing the relation is
    undetermined. `when` restricts it to rows of the frame (column → allowed values). `row` and `column` are the
    form's keys that the frame's rows do not carry themselves.
    """

    id: str
    edition: str
    expectation: str
    arguments: Mapping[str, object]
    columns: tuple[str, ...]
    when: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the rulebook, as its YAML file states it."""

    id: str
    name: str
    title: Text
    severity: Severity
    frame: str
    message: Text
    why: Text
    remedy: Text
    basis: tuple[Basis, ...]
    editions: tuple[str, ...]
    relations: tuple[Relation, ...]
    example: Text
    status: str = "active"
    since: str = "1.0"

    @property
    def is_linear(self) -> bool:
        """Whether the rule is a linear relation between cells (what the localiser and the generator use)."""
        return all(relation.expectation == LINEAR_RELATION for relation in self.relations)


# --- what the rules made of a report ----------------------------------------------------------------------------


class Outcome(StrEnum):
    """What became of a rule for one report."""

    PASS = "pass"  # noqa: S105 - an outcome, not a password
    FAIL = "fail"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not_applicable"
    ERROR = "error"  # an error of ours: the rule did not run


class VerdictKind(StrEnum):
    """The overall result for a report."""

    FAULTS = "faults"
    REVIEW = "review"
    CLEAR = "clear"
    UNREADABLE = "unreadable"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form a finding stands; keys of the form or None."""

    frame: str
    row: str | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """A figure that takes part in a relation: the form's cell, its value, its text and its place in the file.

    `coefficient` is its sign and weight in the relation, None where the relation is not arithmetic.
    """

    cell: str
    value: float | None
    raw: str | None
    at: Locator | None
    coefficient: float | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One relation of one rule that does not hold in one report."""

    rule: str
    name: str
    severity: Severity
    where: Place
    message: Text
    expected: float | str | None
    actual: float | str | None
    difference: float | None
    operands: tuple[Operand, ...]
    basis: Text
    remedy: Text
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Undetermined:
    """One relation that could not be decided, and why."""

    rule: str
    name: str
    where: Place
    reason: Text
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleOutcome:
    """One rule on one report: what came of it and how many relations were decided."""

    rule: str
    outcome: Outcome
    checked: int = 0
    failed: int = 0
    undetermined: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """Everything the rules made of one report. `errors` are ours, never the reporting body's."""

    report: str
    verdict: VerdictKind
    findings: tuple[Finding, ...]
    undetermined: tuple[Undetermined, ...]
    outcomes: tuple[RuleOutcome, ...]
    errors: tuple[Problem, ...] = ()

    def at_least(self, severity: Severity) -> Sequence[Finding]:
        """Findings of `severity` or heavier."""
        return [finding for finding in self.findings if finding.severity.rank <= severity.rank]


# --- which cell is probably wrong --------------------------------------------------------------------------------


class Confidence(StrEnum):
    """How sure a cause is: one smallest set of cells, one that stands out among several, or no telling."""

    CERTAIN = "certain"
    LIKELY = "likely"
    AMBIGUOUS = "ambiguous"


@dataclass(frozen=True, slots=True)
class CellChange:
    """A cell that may be wrong: its figure as reported (None for a blank) and the figure that would fit.

    `slip` is the code of the typical slip that turns the one into the other, None when none does.
    """

    cell: str
    value: float | None
    suggested: float
    slip: str | None = None


@dataclass(frozen=True, slots=True)
class Support:
    """A figure from elsewhere that agrees with a suggestion, and where it stands."""

    cell: str
    value: float
    text: Text


@dataclass(frozen=True, slots=True)
class Solution:
    """Cells whose change would make every relation of a cause hold. A suggestion: nothing is ever changed.

    `mended` has every cell of the cause's relations with the figure it would then hold.
    """

    cells: tuple[CellChange, ...]
    slip: str | None
    explanation: Text
    evidence: tuple[Support, ...]
    mended: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Cause:
    """Failing relations that one explanation covers: one story, not several accusations.

    `findings` are fingerprints; `solutions` the smallest explanations, the best first, empty when none was found.
    `minimal` is how many smallest explanations there are, which may be more than are listed; None when they were too
    many to count.
    """

    findings: tuple[str, ...]
    confidence: Confidence
    solutions: tuple[Solution, ...]
    minimal: int | None
