"""The rules: each looks at reports and yields problems. `runner` runs those for a file over one.

To add a rule for one file, write a module here (in `prose/` when it reads the narrative) with

    RULE = FileRule("GR105", "prose-claim", "warning", check)

whose `check` takes a `Subject` and yields `Problem`s with the rule's code. A rule for several files
is a `RepositoryRule` and the functions beside it, which `repository` calls. Then add a line in
`catalogue`, a page `pages/GR105.toml`, and good and bad cases in `tests/rules/reports/GR105` or
`tests/rules/repositories`. Which number is named when the tables do not add up: `violations`.
"""

from govreport.rules.catalogue import RULES, select_rules
from govreport.rules.rule import Rule
from govreport.rules.runner import FileCheck, check_bytes
from govreport.rules.texts import problems_of_text

__all__ = ["RULES", "FileCheck", "Rule", "check_bytes", "problems_of_text", "select_rules"]
