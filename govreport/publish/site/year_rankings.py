"""The organs of a district's year by the shares of their own numbers, as tables with plots."""

from __future__ import annotations

from collections.abc import Mapping

from govreport.messages import Translator, msg
from govreport.publish.site.year_numbers import Data, share
from govreport.rendering import plots
from govreport.rendering.layout import number_text
from govreport.repository.district_members import DistrictYear
from govreport.repository.organ_ranking import corrected, refused, standings
from govreport.text import clean

KINDS = (
    ("refused", refused, msg("各机关不予公开的占比"), msg("不予公开"), msg("办理结果总计")),
    ("corrected", corrected, msg("各机关复议和诉讼的纠正率"), msg("结果纠正"), msg("已审结")),
)


def share_rankings(
    this: DistrictYear, before: DistrictYear | None, pages: Mapping[str, str], translate: Translator
) -> list[Data]:
    """A table a kind; `pages`: where an organ has its page, seen from the year's."""
    found: list[Data] = []
    for key, fraction, heading, part, whole in KINDS:
        ranked, without = standings(this, before, fraction)
        most = max((n for one in ranked for n in (one.share, one.before or 0)), default=0) or 1
        note = msg("没有名次：{organs}（没有可以相除的数，没有填，或者有疑问）。",
                   organs=[clean(one) for one in without])  # fmt: skip
        rows = [
            {
                "rank": str(one.rank),
                "organ": clean(one.organ),
                "href": pages.get(one.organ, ""),
                "part": number_text(one.part),
                "whole": number_text(one.whole),
                "this": share(one.share),
                "before": share(one.before),
                "plot": plots.bars(one.share, one.before, most),
            }
            for one in ranked
        ]
        found.append(
            {
                "key": f"ranking-{key}",
                "heading": translate(heading),
                "part": translate(part),
                "whole": translate(whole),
                "note": translate(note) if without else "",
                "rows": rows,
            }
        )
    return [one for one in found if one["rows"]]
