"""A rule as people read it, in the terminal, in the documents and on the site: one order, one set of headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.form.names import number
from gouji.messages import message
from gouji.model import Parameter, Rule, Status, Text
from gouji.rulebook.rulebook import Off


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and what stands under it; each line may have a link."""

    key: str
    heading: Text
    lines: tuple[Text, ...]
    links: tuple[str | None, ...] = ()


def passages(rule: Rule) -> Iterator[Passage]:
    """What there is to say of a rule, in the order in which it is read."""
    yield _passage("why", rule.why)
    links = tuple(basis.url for basis in rule.basis)
    yield Passage("basis", message("rule_basis"), tuple(basis.text for basis in rule.basis), links)
    yield _passage("example", rule.example)
    if rule.mended is not None:
        yield _passage("mended", rule.mended)
    yield _passage("remedy", rule.remedy)
    yield _passage("category", message(f"category_{rule.category.value}"))
    editions = "、".join(rule.editions), ", ".join(rule.editions)
    yield _passage("editions", Text(*editions))
    if rule.bounded:
        yield _passage("years", _years(rule))
    if rule.parameters:
        yield _passage("parameters", *(parameter_text(each) for each in rule.parameters))
    if rule.overlap is not None:
        yield _passage("overlap", rule.overlap)
    if rule.status is not Status.ACTIVE:
        yield _passage("status", message(f"rule_status_{rule.status.value}"))
    yield _passage("since", Text(rule.since, rule.since))


def _passage(key: str, *lines: Text) -> Passage:
    return Passage(key, message(f"rule_{key}"), lines)


def _years(rule: Rule) -> Text:
    if rule.valid_to is None:
        return message("rule_years_from", first=rule.valid_from)
    if rule.valid_from is None:
        return message("rule_years_to", last=rule.valid_to)
    return message("rule_years_between", first=rule.valid_from, last=rule.valid_to)


def parameter_text(parameter: Parameter) -> Text:
    """A parameter with its name, its value and, where it differs, its default."""
    unit = parameter.unit or Text("", "")
    code = "rule_parameter" if parameter.value == parameter.default else "rule_parameter_set"
    return message(
        code,
        name=parameter.name,
        text=parameter.text,
        value=number(parameter.value),
        default=number(parameter.default),
        unit=Text(unit.zh, f" {unit.en}" if unit.en else ""),
    )


def page_lines(rule: Rule, language: str, off: Off | None = None) -> Iterator[str]:
    """The lines of one rule's page; `off` is why it does not run."""
    severity = message(f"severity_{rule.severity.value}").get(language)
    yield f"{rule.id} {rule.name}（{severity}）"
    yield rule.title.get(language)
    if off is not None:
        yield message(f"off_{off.value}").get(language)
    for passage in passages(rule):
        yield ""
        yield passage.heading.get(language)
        links = passage.links or (None,) * len(passage.lines)
        for line, link in zip(passage.lines, links, strict=True):
            yield "  " + " ".join(filter(None, (line.get(language), link)))
