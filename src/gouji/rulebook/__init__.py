"""The rulebook: rules as YAML data under expectations/rules, and the Great Expectations suites compiled from them."""

from gouji.rulebook.compile import compile_rulebook, out_of_date, write_compiled
from gouji.rulebook.deadlines import Deadline, Deadlines
from gouji.rulebook.errors import RuleError
from gouji.rulebook.lint import lint
from gouji.rulebook.load import load_rules, project_root, rules_directory
from gouji.rulebook.profile import Profile
from gouji.rulebook.rulebook import Off, Rulebook

__all__ = [
    "Deadline",
    "Deadlines",
    "Off",
    "Profile",
    "RuleError",
    "Rulebook",
    "compile_rulebook",
    "lint",
    "load_rules",
    "out_of_date",
    "project_root",
    "rules_directory",
    "write_compiled",
]
