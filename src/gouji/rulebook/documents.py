"""docs/rules: a document a rule and a table of them, generated from the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from gouji.messages import message
from gouji.model import Category, Rule
from gouji.rulebook.pages import Passage, passages
from gouji.rulebook.rulebook import Rulebook

_LANGUAGES = ("zh", "en")
_INDEX = "README.md"


def rule_documents(rulebook: Rulebook) -> dict[str, str]:
    """File name → Markdown of every document."""
    documents = {f"{rule.id}.md": _document(rule) for rule in rulebook.rules}
    return {_INDEX: _index(rulebook), **documents}


def _index(rulebook: Rulebook) -> str:
    head = message("docs_rules_head", version=rulebook.version, count=len(rulebook.rules))
    lines = [f"# {message('docs_rules_title').zh} / {message('docs_rules_title').en}", "", head.zh, "", head.en, ""]
    for category in Category:
        rules = [rule for rule in rulebook.rules if rule.category is category]
        if rules:
            words = message(f"category_{category.value}")
            lines += [f"## {words.zh} / {words.en}", "", *_table(rules), ""]
    return "\n".join(lines).rstrip() + "\n"


def _table(rules: list[Rule]) -> Iterator[str]:
    heads = ("docs_rule", "docs_severity", "docs_says")
    yield "| " + " | ".join(f"{message(head).zh} / {message(head).en}" for head in heads) + " |"
    yield "|---" * len(heads) + "|"
    for rule in rules:
        severity = message(f"severity_{rule.severity.value}")
        title = f"{_plain(rule.title.zh)}<br>{_plain(rule.title.en)}"
        yield f"| [{rule.id}]({rule.id}.md) | {severity.zh} / {severity.en} | {title} |"


def _document(rule: Rule) -> str:
    parts = [f"# {rule.id} {rule.name}", "", _plain(message("docs_generated").zh), ""]
    for language in _LANGUAGES:
        severity = message(f"severity_{rule.severity.value}").get(language)
        parts += [f"## {_plain(rule.title.get(language))}", "", f"**{severity}**", ""]
        for passage in passages(rule):
            parts += [f"### {passage.heading.get(language)}", "", *_body(passage, language), ""]
    return "\n".join(parts).rstrip() + "\n"


def _body(passage: Passage, language: str) -> Iterator[str]:
    links = passage.links or (None,) * len(passage.lines)
    for line, link in zip(passage.lines, links, strict=True):
        text = _plain(line.get(language))
        shown = f"[{text}]({link})" if link else text
        yield f"- {shown}" if len(passage.lines) > 1 else shown


def _plain(text: str) -> str:
    """Text that Markdown takes as it is."""
    for sign in ("\\", "*", "_", "`", "[", "]", "<", ">", "|"):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def stale_documents(documents: Mapping[str, str], folder: Path) -> list[str]:
    """Documents in `folder` that differ, are missing, or have no rule behind them."""
    present = {path.name for path in folder.glob("*.md")}
    changed = [
        name
        for name, text in documents.items()
        if name not in present or (folder / name).read_text(encoding="utf-8") != text
    ]
    return sorted([*changed, *(present - set(documents))])


def write_documents(documents: Mapping[str, str], folder: Path) -> list[str]:
    """Write the documents, remove those that no rule gives any more; the names that changed."""
    folder.mkdir(parents=True, exist_ok=True)
    changed = stale_documents(documents, folder)
    for name in changed:
        if name in documents:
            (folder / name).write_text(documents[name], encoding="utf-8", newline="\n")
        else:
            (folder / name).unlink()
    return changed
