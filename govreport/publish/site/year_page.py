"""The page of the district's year."""

from __future__ import annotations

from govreport.messages import Translator, msg
from govreport.publish.site.frame import frame
from govreport.publish.site.page_files import year_file
from govreport.publish.site.survey import Survey

TEMPLATE = "site/year.html.j2"


def year_data(survey: Survey, year: int, translate: Translator) -> dict[str, object]:
    """The data of the page."""
    heading = translate(msg("{year} 年", year=year))
    return {"frame": frame(year_file(year), translate, survey.district, heading)}
