"""The rulebook: rules as YAML data under expectations/rules, and the Great Expectations suites compiled from them."""

from gouji.rulebook.choice import RuleChoice, choose_rules
from gouji.rulebook.compile import compile_rulebook, out_of_date, write_compiled
from gouji.rulebook.deadlines import Deadline, Deadlines
from gouji.rulebook.errors import ChoiceError, RuleError
from gouji.rulebook.lint import lint
from gouji.rulebook.load import load_rules, project_root, rules_directory
from gouji.rulebook.profile import Profile
from gouji.rulebook.profile_file import deadlines_of
from gouji.rulebook.rulebook import Off, Rulebook

__all__ = [
    "ChoiceError",
    "Deadline",
    "Deadlines",
    "Off",
    "Profile",
    "RuleChoice",
    "RuleError",
    "Rulebook",
    "choose_rules",
    "compile_rulebook",
    "deadlines_of",
    "lint",
    "load_rules",
    "out_of_date",
    "project_root",
    "rules_directory",
    "write_compiled",
]
