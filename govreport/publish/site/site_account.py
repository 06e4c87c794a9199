"""What the making of a site has to say to the person, as messages; the command prints them."""

from __future__ import annotations

from collections.abc import Iterator

from govreport.messages import Message, msg
from govreport.publish import build_account
from govreport.publish.site.making import SiteOutcome
from govreport.publish.site.site_tasks import OFFICE


def remarks(done: SiteOutcome) -> Iterator[Message]:
    """What the person should know, before the differences or the last line."""
    wanting = [name for name in OFFICE if name not in done.office]
    if wanting:
        yield msg(
            '没有装写 {formats} 的库，网站里就没有这样的下载；安装：pip install "govreport[office]"',
            formats=wanting,
        )
    yield from build_account.leftovers(done.brought)


def summary(done: SiteOutcome, *, check: bool) -> Message:
    """The last line."""
    reports = sum(1 for _ in done.survey.entries)
    return build_account.summary(done.brought, reports, check=check)
