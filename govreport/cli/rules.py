"""`govreport rules`: the rules, and what one of them is about."""

from typing import Annotated

import typer

from govreport.cli.usage import Command
from govreport.messages import Translator, msg


def register(app: typer.Typer, translate: Translator) -> None:
    """Add the command to the program."""

    @app.command("rules", cls=Command, help=translate("列出规则；给出编号就说明这一条。"))
    def rules(
        code: Annotated[
            str | None,
            typer.Argument(metavar="[CODE]", help=translate("规则的编号或名称，如 GR301。")),
        ] = None,
    ) -> int:
        from govreport.rules import RULES, rule_at
        from govreport.rules.explain import explain

        if code is not None:
            print(explain(rule_at(code), translate))
            return 0
        for rule in RULES:
            severity = translate(msg("错误") if rule.severity == "error" else msg("提醒"))
            what = explain(rule, translate, brief=True)
            print(f"{rule.code}  {severity}  {rule.name:<20} {what}")
        return 0
