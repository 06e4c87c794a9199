"""The rules: each looks at reports and yields problems. `runner` runs them over one file.

A new rule is a module here (`prose/` for what is about the narrative), one line in `catalogue`, one
page in `pages/`, and a folder of good and bad cases under `tests/rules`.
"""

from govreport.rules.catalogue import RULES, rule_at, select_rules
from govreport.rules.rule import Rule
from govreport.rules.runner import FileCheck, check_bytes

__all__ = ["RULES", "FileCheck", "Rule", "check_bytes", "rule_at", "select_rules"]
