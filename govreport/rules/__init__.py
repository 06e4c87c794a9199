"""The rules: each looks at one report and yields problems. `runner` puts them in their place."""

from govreport.rules.catalogue import RULES, rule_at, select_rules
from govreport.rules.rule import Rule
from govreport.rules.runner import FileCheck, check_bytes

__all__ = ["RULES", "FileCheck", "Rule", "check_bytes", "rule_at", "select_rules"]
