"""The page of a report: what `render` makes of it, with what is wrong marked and the downloads beside it."""

from __future__ import annotations

from typing import NamedTuple

from govreport.messages import Translator, msg
from govreport.publish.site.finding_words import marks, told
from govreport.publish.site.frame import frame, report_name, state_of
from govreport.publish.site.page_files import REPORT_STYLE, href
from govreport.publish.site.survey import Entry
from govreport.rendering.html import page_data
from govreport.report import Report
from govreport.text import clean

TEMPLATE = "site/report.html.j2"


class Around(NamedTuple):
    """What a report's page links to. `organ`: name and page of its organ, None for a stray.

    `others`: the reports of the organ in the same scope, itself among them: name, and page or "".
    `downloads`: the endings of the files beside it.
    """

    district: str
    organ: tuple[str, str] | None
    others: tuple[tuple[str, str], ...]
    downloads: tuple[str, ...]


def report_page(
    report: Report, entry: Entry, around: Around, translate: Translator
) -> dict[str, object]:
    """The data of the page."""
    output = f"{entry.page}.html"
    findings = told(entry.findings, translate)
    data = page_data(report, marks(entry.findings))
    name = report_name(entry, translate) if entry.year else clean(entry.shown)
    crumbs = [around.organ] if around.organ is not None else []
    heading = f"{data['organization']} {name}".strip()
    names = {".docx": "Word", ".xlsx": "Excel", ".toml": "TOML"}
    return {
        "frame": frame(output, translate, around.district, heading, crumbs, [REPORT_STYLE])
        | {"here": name},
        **data,
        "state": state_of(entry, translate),
        "findings": [{**one, "href": f"#{one['cell']}" if one["cell"] else ""} for one in findings],
        "others": [
            {
                "text": text,
                "href": href("../", f"{page}.html") if page else "",
                "here": int(page == entry.page),
            }
            for text, page in around.others
        ],
        "downloads": [
            {"text": names[ending], "href": href("../", entry.page + ending)}
            for ending in around.downloads
        ],
        "words": {
            "downloads": translate(msg("下载")),
            "years": translate(msg("各年的报告")),
            "state": translate(msg("核对情况")),
            "findings": translate(msg("核对发现的问题")),
            "see": translate(msg("看原处")),
            "marked": translate(
                msg("以下是按原样刊出的报告；有问题的数字作了标记，号码是上面问题的号码。")
            ),
            "ok": translate(msg("核对没有发现问题。")),
        },
    }
