"""What a user installs: an sdist, the wheel made of it, and gouji run from a read-only place as nobody special."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from gouji import __version__
from gouji.rulebook import project_root
from kit.privileges import without_privileges

ROOT = Path(__file__).parents[1]
PROJECT = ("great_expectations.yml", "expectations", "checkpoints", "validation_definitions")
HEAVY = ("great_expectations", "pandas", "pyarrow", "jinja2", "lxml", "rich")

Finished = subprocess.CompletedProcess[str]


def run(*command: object, cwd: Path, environment: Mapping[str, str] | None = None) -> Finished:
    """Run a command to its end, whatever the end is."""
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )


def done(finished: Finished) -> str:
    """What a command that must succeed has printed."""
    assert finished.returncode == 0, finished.stdout + finished.stderr
    return finished.stdout


def set_writable(folder: Path, *, writable: bool) -> None:
    """Give or take the right to write to everything below `folder`, itself included."""
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        path.chmod(mode | 0o200 if writable else mode & ~0o222)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the sdist and the wheel built from that sdist."""
    folder = tmp_path_factory.mktemp("dist")
    done(run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder))
    return folder


@pytest.fixture(scope="module")
def wheel(dist: Path) -> Path:
    return dist / f"gouji-{__version__}-py3-none-any.whl"


class Installed:
    """gouji as installed from the wheel into a folder of its own that nobody can write to."""

    def __init__(self, folder: Path, elsewhere: Path) -> None:
        self.folder = folder
        self.elsewhere = elsewhere

    def python(self, *arguments: object, **environment: str) -> Finished:
        """Run Python from another working directory, with this gouji before any other."""
        # A read-only home as well: an auditor's account may have none.
        environment |= {"PYTHONPATH": str(self.folder), "HOME": str(self.folder)}
        return run(*without_privileges(), sys.executable, *arguments, cwd=self.elsewhere, environment=environment)

    def gouji(self, *arguments: object, **environment: str) -> Finished:
        """Run the installed script."""
        return self.python(self.folder / "bin" / "gouji", *arguments, **environment)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    folder, elsewhere = tmp_path_factory.mktemp("installed"), tmp_path_factory.mktemp("elsewhere")
    pip = (sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder)
    done(run(*pip, wheel, cwd=elsewhere))
    set_writable(folder, writable=False)
    yield Installed(folder, elsewhere)
    set_writable(folder, writable=True)


def test_wheel_holds_the_whole_gx_project(wheel: Path) -> None:
    prefix = "gouji/_project/"
    packed = {
        name.removeprefix(prefix): zipfile.ZipFile(wheel).read(name)
        for name in zipfile.ZipFile(wheel).namelist()
        if name.startswith(prefix)
    }
    paths = [path for name in PROJECT for path in (ROOT / name, *(ROOT / name).rglob("*")) if path.is_file()]
    assert packed == {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def test_wheel_brings_two_packages_and_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert tops == {"gouji", "gouji_cli", f"gouji-{__version__}.dist-info"}


def test_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    sources = [(ROOT / "src", "gouji"), (ROOT / "cli", "gouji_cli")]
    written = {
        path.relative_to(base).as_posix()
        for base, package in sources
        for path in (base / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert written - packed == set()


def test_wheel_names_the_licence(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    info = f"gouji-{__version__}.dist-info"
    assert "License-Expression: Apache-2.0" in archive.read(f"{info}/METADATA").decode()
    assert archive.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()


def test_sdist_is_enough_to_work_on(dist: Path) -> None:
    with tarfile.open(dist / f"gouji-{__version__}.tar.gz") as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"Makefile", "LICENSE", "README.md", "README.zh-CN.md", "CONTRIBUTING.md", "CHANGELOG.md"}
    wanted |= {"tools/test.sh", "tests/test_packaging.py", "examples/01-clear.html", "docs/architecture.md"}
    assert wanted - names == set()


def test_installed_code_is_the_one_that_runs(installed: Installed) -> None:
    file = done(installed.python("-c", "import gouji; print(gouji.__file__)")).strip()
    assert Path(file).is_relative_to(installed.folder)


def test_installed_folder_refuses_to_be_written_to(installed: Installed) -> None:
    """Without this the read-only tests would show nothing."""
    finished = installed.python("-c", f"open({str(installed.folder / 'gouji' / 'new')!r}, 'w')")
    assert finished.returncode == 1
    assert "PermissionError" in finished.stderr


def test_installed_version(installed: Installed) -> None:
    assert done(installed.gouji("--version")) == f"gouji {__version__}\n"


def test_installed_rulebook_is_sound_and_compiled(installed: Installed) -> None:
    done(installed.gouji("rules", "check"))
    done(installed.gouji("rules", "build", "--check"))


def test_installed_check_from_a_read_only_place(installed: Installed, tmp_path: Path) -> None:
    out = tmp_path / "out"
    finished = installed.gouji("check", ROOT / "examples", "-o", out, "--format", "json", "--fail-on", "never")
    reports = json.loads(done(finished))["reports"]
    assert {report["verdict"] for report in reports} == {"clear", "faults", "review"}
    assert all((out / "site" / "reports" / f"{report['id']}.html").is_file() for report in reports)
    assert (out / "site" / "index.html").is_file()


def test_editable_install_uses_the_checkout() -> None:
    assert project_root() == ROOT


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["check", "--help"], ["rules", "list"]])
def test_quick_commands_import_nothing_heavy(installed: Installed, arguments: list[str]) -> None:
    code = (
        "import sys\n"
        "from gouji_cli.main import main\n"
        "try:\n"
        f"    main({arguments!r})\n"
        "except SystemExit as end:\n"
        "    assert end.code == 0, end.code\n"
        f"print(*sorted(set({HEAVY!r}) & set(sys.modules)), file=sys.stderr)\n"
    )
    finished = installed.python("-c", code)
    done(finished)
    assert finished.stderr.strip() == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(installed: Installed, shell: str) -> None:
    """What the completion scripts of the three shells ask, and that they can be had."""
    assert "_GOUJI_COMPLETE" in done(installed.gouji(_GOUJI_COMPLETE=f"{shell}_source"))
    word = "ru" if shell == "fish" else "1"
    question = {"_GOUJI_COMPLETE": f"{shell}_complete", "COMP_WORDS": "gouji ru", "COMP_CWORD": word}
    assert "rules" in done(installed.gouji(**question))
