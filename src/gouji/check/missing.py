"""The reports that the register expects and nobody handed in."""

from __future__ import annotations

from datetime import date, datetime

from gouji.manifest import Register
from gouji.model.china import in_china
from gouji.normalise.timeliness import deadline_of
from gouji.outputs.record import missing_record
from gouji.rulebook import Rulebook, deadlines_of
from gouji.run_folder import RunFolder, write_record


def day_of(moment: datetime) -> date:
    """The day in China, by which deadlines run out."""
    return in_china(moment).date()


def record_missing(folder: RunFolder, register: Register, rulebook: Rulebook, started: datetime) -> list[str]:
    """Write the records of the reports that are missing on the day of the run; their ids."""
    due = deadlines_of(rulebook.profile).due
    keys = []
    for missing in register.missing():
        said = missing.registration
        deadline = deadline_of(said, said.organisation, said.kind, said.year, due)
        write_record(folder.record(missing.id), missing_record(missing, deadline, day_of(started)))
        keys.append(missing.id)
    return keys
