"""Parameters: the thresholds of a rule, which a profile may set, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gouji.form.names import number
from gouji.model import Parameter, Text
from gouji.rulebook.fields import Fields

_FIELDS = ("default", "text", "unit", "minimum", "maximum")


def read_parameters(rule: Fields, values: Mapping[str, float]) -> tuple[Parameter, ...]:
    """The parameters that a rule declares, with `values` in place of defaults."""
    declared = rule.mapping("parameters")
    return tuple(_parameter(declared.mapping(str(name)), str(name), values) for name in declared.data)


def _parameter(fields: Fields, name: str, values: Mapping[str, float]) -> Parameter:
    fields.allow(_FIELDS)
    default = fields.number("default")
    return Parameter(
        name=name,
        value=values.get(name, default),
        default=default,
        text=fields.text("text"),
        unit=fields.text("unit") if fields.has("unit") else None,
        minimum=fields.number("minimum") if fields.has("minimum") else None,
        maximum=fields.number("maximum") if fields.has("maximum") else None,
    )


def put_in(value: Any, parameters: Mapping[str, float], fields: Fields, field: str) -> Any:
    """`value` with every `{parameter: name}` in it replaced by the parameter's value."""
    if isinstance(value, dict):
        if set(value) == {"parameter"}:
            return _value(value["parameter"], parameters, fields, field)
        return {key: put_in(item, parameters, fields, field) for key, item in value.items()}
    if isinstance(value, list):
        return [put_in(item, parameters, fields, field) for item in value]
    return value


def _value(name: object, parameters: Mapping[str, float], fields: Fields, field: str) -> float:
    if not isinstance(name, str) or name not in parameters:
        raise fields.error(field, "rule_parameter_unknown", known=", ".join(parameters) or "-")
    return parameters[name]


def worded(text: Text, parameters: tuple[Parameter, ...]) -> Text:
    """`text` with the parameters' values in it; other placeholders stay."""
    zh, en = text.zh, text.en
    for parameter in parameters:
        zh = zh.replace(f"{{{parameter.name}}}", number(parameter.value))
        en = en.replace(f"{{{parameter.name}}}", number(parameter.value))
    return Text(zh, en)


def allowed(parameter: Parameter, value: float) -> bool:
    """Whether a profile may set the parameter to `value`."""
    least, most = parameter.minimum, parameter.maximum
    return (least is None or value >= least) and (most is None or value <= most)
