"""Where ledgers are kept: made, refused, migrated, shared by several processes, and whole after a crash."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from gouji.ledger.migrate import SCRIPTS, revisions
from gouji.ledger.query import Filter, list_findings, show
from gouji.ledger.refused import LedgerRefused
from gouji.ledger.schema import metadata
from gouji.ledger.store import open_ledger
from gouji.messages import render
from kit.ledgers import Body, run, spot

T301 = spot("T301")

NEWER = """
from alembic import op
import sqlalchemy as sa

revision = "9999"
down_revision = "{head}"


def upgrade():
    op.add_column("findings", sa.Column("colour", sa.Text()))
"""


def code(where: str, **options: object) -> str:
    """The code of the refusal to open a ledger."""
    with pytest.raises(LedgerRefused) as refused:
        open_ledger(where, **options)  # type: ignore[arg-type]
    assert render(refused.value.problem).zh
    return refused.value.problem.code


def test_migrations_make_the_tables_of_the_program(new_place: Callable[[], str]) -> None:
    ledger = open_ledger(new_place(), create=True)
    with ledger.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_revisions_are_known_by_the_names_of_their_files() -> None:
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    directory = ScriptDirectory.from_config(config)
    assert revisions() == sorted(script.revision for script in directory.walk_revisions())
    assert directory.get_current_head() == revisions()[-1]


@pytest.fixture
def newer_scripts(tmp_path: Path) -> Path:
    """The migrations of a later version of the program."""
    scripts = tmp_path / "migrations"
    (scripts / "versions").mkdir(parents=True)
    for path in [SCRIPTS / "env.py", *(SCRIPTS / "versions").glob("0*.py")]:
        (scripts / path.relative_to(SCRIPTS)).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (scripts / "versions" / "9999_colour.py").write_text(NEWER.format(head=revisions()[-1]), encoding="utf-8")
    return scripts


def test_older_ledger_is_migrated_with_a_copy_and_refused_by_the_older_program(
    new_place: Callable[[], str], newer_scripts: Path, database: str
) -> None:
    place = new_place()
    run(open_ledger(place, create=True), "a", [Body("示例市教育局", [T301])])
    newer = open_ledger(place, scripts=newer_scripts)
    assert list_findings(newer, Filter()).total == 1
    with newer.reading() as connection:
        assert connection.exec_driver_sql("SELECT colour FROM findings").scalar() is None
    assert code(place) == "ledger_newer"
    if database == "sqlite":
        [copy] = Path(place).parent.glob("*.bak")
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("SELECT count(*) FROM findings").fetchone() == (1,)
        assert open_ledger(str(copy)).place == str(copy)


OLD_ROWS = (
    "INSERT INTO rounds (id, year, number) VALUES (1, 2024, 1)",
    "INSERT INTO runs (id, key, round_id, recorded, author, gouji, rulebook_version, rulebook_digest, first_event)"
    " VALUES (1, 'a', 1, '2025-03-01T12:00:00Z', '张三', '1.0', '1.0', '0', 1)",
    "INSERT INTO bodies (id, name) VALUES (1, '示例市教育局')",
    'INSERT INTO findings (id, fingerprint, body_id, year, rule, category, severity, frame, "column", message,'
    " message_en, rulebook_version, first_run, last_run, first_seen, last_seen, sha256,"
    " status, decided_by, reason, last_event)"
    " VALUES (1, '{key}', 1, 2024, 'T301', 'arithmetic', 'critical', 'applicants', 'total', '甲', 'a', '1.0', 1, 1,"
    " '2025-03-01T12:00:00Z', '2025-03-01T12:00:00Z', 'ff', 'dismissed', '李四', '口径不同', 2)",
    "INSERT INTO events (id, finding_id, at, author, action, to_status)"
    " VALUES (1, 1, '2025-03-01T12:00:00Z', '张三', 'found', 'open'),"
    " (2, 1, '2025-03-02T12:00:00Z', '李四', 'dismiss', 'dismissed')",
)


def test_a_ledger_of_the_first_version_keeps_its_findings_and_decisions(
    new_place: Callable[[], str], tmp_path: Path
) -> None:
    first = tmp_path / "first"
    (first / "versions").mkdir(parents=True)
    for name in ("env.py", "versions/0001_ledger.py"):
        (first / name).write_text((SCRIPTS / name).read_text(encoding="utf-8"), encoding="utf-8")
    place, body = new_place(), Body("示例市教育局", [T301])
    with open_ledger(place, create=True, scripts=first).writing() as connection:
        for statement in OLD_ROWS:
            connection.exec_driver_sql(statement.format(key=body.fingerprint(T301)))
    ledger = open_ledger(place)
    run(ledger, "b", [body])
    found = show(ledger, body.fingerprint(T301))
    assert (found["status"], found["last_round"]) == ("dismissed", 2)
    assert [event["action"] for event in found["events"]] == ["found", "dismiss"]


def test_what_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but long enough to look at" * 40, encoding="utf-8")
    other = tmp_path / "other.db"
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE notes (text)")
        connection.commit()
    before = text.read_bytes(), other.read_bytes()
    for path in (text, other):
        assert code(str(path), create=True) == "ledger_not_ours"
    # SQLite notes its journal mode in the file's head; what is in the file stays.
    with closing(sqlite3.connect(other)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]
    assert text.read_bytes() == before[0]


def test_places_that_cannot_be(tmp_path: Path) -> None:
    assert code(str(tmp_path / "none.db")) == "ledger_not_there"
    assert code(str(tmp_path / "no" / "folder.db"), create=True) == "ledger_no_folder"
    assert code(str(tmp_path), create=True) == "ledger_failed"
    for address in ("mysql://user:secret@host/database", "http://host/"):
        assert code(address) == "ledger_bad_address"
    empty = tmp_path / "empty.db"
    empty.touch()
    assert code(str(empty)) == "ledger_not_there"


def test_passwords_are_never_told(tmp_path: Path) -> None:
    with pytest.raises(LedgerRefused) as refused:
        open_ledger(f"postgresql://user:geheim@/database?host={tmp_path}")
    assert refused.value.problem.code == "ledger_failed"
    assert "geheim" not in render(refused.value.problem).zh


def test_without_the_driver_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert code("postgresql://user@host/database") == "ledger_no_driver"


def test_nobody_named_in_a_report_is_stored() -> None:
    """Names of people stand only where somebody did something with the ledger."""
    columns = {f"{table.name}.{column.name}" for table in metadata.tables.values() for column in table.columns}
    people = {name for name in columns if name.endswith(("author", "_by"))}
    assert people == {"runs.author", "events.author", "waivers.author", "findings.decided_by"}
    assert not [name for name in columns if re.search("contact|phone|address|person", name)]


RECORDER = """
import sys
from gouji.ledger.store import open_ledger
from kit.ledgers import Body, run, spot

place, own = sys.argv[1:]
for number in range(3):
    ledger = open_ledger(place, create=True)
    bodies = [Body(f"示例市{own}{n}局", [spot("T301")]) for n in range(20)]
    run(ledger, f"{own}-{number}", [*bodies, Body("共同局", [spot("T302")])])
"""


def python(script: str, *arguments: str) -> subprocess.Popen[str]:
    """A process of its own that runs `script`."""
    tests = str(Path(__file__).parents[1])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([tests, *sys.path])}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-c", script, *arguments], env=environment, text=True, **pipes)


def test_processes_that_write_at_once_wait_for_each_other(new_place: Callable[[], str]) -> None:
    place = new_place()
    processes = [python(RECORDER, place, own) for own in ("甲", "乙")]
    for process in processes:
        process.communicate(timeout=120)
    assert [process.returncode for process in processes] == [0, 0]
    ledger = open_ledger(place)
    assert list_findings(ledger, Filter()).total == 2 * 20 + 1
    with ledger.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM sightings").scalar() == 6 * 21
        rounds = connection.exec_driver_sql("SELECT number FROM rounds ORDER BY number").scalars().all()
    assert list(rounds) == list(range(1, 7))


IMPORTER = """
import sys
from gouji.ledger import returned
from gouji.ledger.store import open_ledger

made = returned.make

def make_two(*arguments):
    make_two.left -= 1
    if make_two.left < 0:
        print("half", flush=True)
        sys.stdin.read()
    return made(*arguments)

make_two.left = 2
returned.make = make_two
head = {1: "fingerprint", 2: "version", 3: "decision"}
rows = [(1, head)] + [(n, {1: key, 2: str(n - 1), 3: "confirm"}) for n, key in enumerate(sys.argv[2:], start=2)]
returned.apply_rows(open_ledger(sys.argv[1]), rows, "list.xlsx", "张三")
"""


def test_import_that_is_killed_in_the_middle_leaves_no_trace(new_place: Callable[[], str]) -> None:
    place = new_place()
    bodies = [Body(f"示例市第{number}局", [T301]) for number in range(4)]
    ledger = open_ledger(place, create=True)
    run(ledger, "a", bodies)
    before = list_findings(ledger, Filter())
    process = python(IMPORTER, place, *(body.fingerprint(T301) for body in bodies))
    assert process.stdout is not None
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=30)
    assert process.returncode == -signal.SIGKILL
    assert list_findings(open_ledger(place), Filter()) == before
    run(ledger, "b", bodies)
    assert list_findings(ledger, Filter()).total == 4
