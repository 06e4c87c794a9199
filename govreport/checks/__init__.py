"""The rules: each looks at one report and yields problems. `runner` puts them in their place."""

from govreport.checks.catalogue import RULES, rule_at, select_rules
from govreport.checks.rule import Rule
from govreport.checks.runner import FileCheck, check_bytes

__all__ = ["RULES", "FileCheck", "Rule", "check_bytes", "rule_at", "select_rules"]
