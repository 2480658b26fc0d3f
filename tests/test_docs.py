"""The documents say what is there: links lead somewhere, every rule and option is described in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gouji.rulebook import load_rules
from gouji_cli.check_command import check_command
from gouji_cli.read_command import read_command

ROOT = Path(__file__).parents[1]
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")), ROOT / "examples" / "README.md"]
LINK = re.compile(r"\]\(([^)#\s]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_lead_somewhere(document: Path) -> None:
    links = [link for link in LINK.findall(document.read_text(encoding="utf-8")) if "://" not in link]
    assert [link for link in links if not (document.parent / link).exists()] == []


def commands(document: str) -> list[str]:
    """The lines of a document's code blocks, without what is said beside them."""
    blocks = re.findall(r"^```\n(.*?)^```", document, re.MULTILINE | re.DOTALL)
    return [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]


def test_readmes_say_the_same() -> None:
    english, chinese = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.zh-CN.md"))
    assert commands(english) == commands(chinese) != []
    for shape in (r"^#+ ", r"^\| `[^`]+`", r"^\d\. ", r"^!?\["):
        assert len(re.findall(shape, english, re.MULTILINE)) == len(re.findall(shape, chinese, re.MULTILINE)), shape


def test_rules_that_documents_speak_of_are_as_they_say() -> None:
    severities = {rule.id: rule.severity.value for rule in load_rules().rules}
    text = "\n".join(document.read_text(encoding="utf-8") for document in DOCUMENTS)
    assert set(re.findall(r"\b[DTFXYHU]\d{3}\b", text)) <= set(severities)
    table = dict(re.findall(r"^\| ([A-Z]\d{3}) \| (\w+) \|", text, re.MULTILINE))
    assert table == {rule: severities[rule] for rule in table} != {}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_every_option_of_the_main_commands_is_explained(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    options = [option for command in (check_command, read_command) for each in command.params for option in each.opts]
    assert [option for option in options if option.startswith("--") and f"`{option}" not in text] == ["--output"]


def test_house_in_contributing_names_every_part() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    parts = [path for path in (ROOT / "src" / "gouji").iterdir() if not path.name.startswith(("_", "."))]
    named = [f"{path.name}/" if path.is_dir() else path.name for path in parts if path.name != "py.typed"]
    assert [name for name in named if f"\n  {name} " not in text] == []
