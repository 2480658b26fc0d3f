"""What a file means: a report, its cells, chapters and identity; or why there is none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from gouji.model.claims import Claim
from gouji.model.document import Locator, PageBox, Paragraph, Problem
from gouji.model.lexicon import WatchedWord
from gouji.model.text import Text


class CellState(StrEnum):
    """What stands in a cell of the form."""

    NUMBER = "number"
    BLANK = "blank"
    PLACEHOLDER = "placeholder"  # "/", "—", 无, 不适用: nothing was meant to be counted; arithmetic takes 0
    TEXT = "text"  # something that cannot be read as one number
    ABSENT = "absent"  # the row or column is not in the report's table
    UNCERTAIN = "uncertain"  # there is text, but it is not certain that it belongs to this cell


STATE_NAMES = {state: str(state) for state in CellState}
"""The plain string of each state: `value` is looked up by a descriptor each time, and a report has 200 cells."""
_STATES = {name: state for state, name in STATE_NAMES.items()}


class Cell(NamedTuple):
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


class TablePart(NamedTuple):
    """What of a table stands on one page of its file.

    `box` is round all of its cells there; `turned` says by how many quarters anticlockwise the page was turned.
    """

    box: PageBox
    turned: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """One of the three official tables (`disclosure`, `requests`, `disputes`) as seen in a report.

    `edition` is the edition whose layout the table follows. `cells` has every cell of that edition's form.
    `absent_rows` and `absent_columns` are keys of form lines that the table does not print; `left_over` is what
    stood in the table and could not be given a place. Of formats with pages `parts` says where the table stands on
    them, and `boxes` where those of the form's cells do that were read from a cell.
    """

    name: str
    edition: str
    cells: Mapping[str, Cell]
    at: Locator
    absent_rows: tuple[str, ...] = ()
    absent_columns: tuple[str, ...] = ()
    left_over: tuple[str, ...] = ()
    parts: tuple[TablePart, ...] = ()
    boxes: Mapping[str, tuple[PageBox, ...]] = field(default_factory=dict)

    def __reduce__(self) -> tuple[object, ...]:
        """As plain tuples: pickle asks every cell and every place by itself, and a report has hundreds."""
        cells = [
            (key, str(state), value, raw, note, None if at is None else tuple(at))
            for key, state, value, raw, note, at in self.cells.values()
        ]
        rest = self.absent_rows, self.absent_columns, self.left_over, self.parts, self.boxes
        return _table, (self.name, self.edition, cells, self.at, *rest)


def _table(
    name: str,
    edition: str,
    cells: Sequence[tuple[str, str, float | None, str | None, str | None, tuple[int | None, ...] | None]],
    at: Locator,
    *rest: Any,
) -> Table:
    """A table from the plain tuples of its cells."""
    read = {
        key: Cell(key, _STATES[state], value, raw, note, None if place is None else Locator(*place))
        for key, state, value, raw, note, place in cells
    }
    return Table(name, edition, read, at, *rest)


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
    VERTICAL = "vertical"  # 垂直管理单位, which answer to their own superior; only a manifest says so
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
    `row` is where it stands in the manifest, so that lists can keep the user's order.
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
    row: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Period:
    """The statistical period as stated: ISO dates, with the sentence that states it."""

    start: str
    end: str
    raw: str
    at: Locator


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
    `lexicon` are words of the user's own that the text is looked through for; nothing of it is in the file.
    `published` and `deadline` are ISO dates, None where no day is known or set.
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
    lexicon: tuple[WatchedWord, ...] = ()
    deadline: str | None = None


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
