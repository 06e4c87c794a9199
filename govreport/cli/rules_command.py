"""`govreport rules`: the rules, and what one of them is about."""

from typing import Annotated

import typer

from govreport.cli.options import argument
from govreport.messages import msg

HELP = msg("列出规则；给出编号就说明这一条。")


def command(
    context: typer.Context,
    code: Annotated[
        str | None,
        argument("[CODE]"),
        msg("规则的编号或名称，如 GR301；编号的开头列出一类，如 GR3。"),
    ] = None,
) -> int:
    """Print the page of one rule, or a line for each."""
    from govreport.rules import RULES, select_rules
    from govreport.rules.explain import explain

    translate = context.obj
    rules = RULES if code is None else select_rules([code])
    if len(rules) == 1:
        print(explain(rules[0], translate))
        return 0
    for rule in rules:
        severity = translate(msg("错误") if rule.severity == "error" else msg("提醒"))
        print(f"{rule.code}  {severity}  {rule.name:<20} {explain(rule, translate, brief=True)}")
    return 0
