"""Findings in the formats of `check --format`: a file a format, and the registry that all else asks.

A reporter is a function `(run, display) -> str`; only commands write. A format's module is loaded
when it is first used.
"""

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from govreport.reporters.summary import Display, Run

Reporter = Callable[["Run", "Display"], str]


class Format(NamedTuple):
    """A findings format: its name, and the module and function that write it.

    `explains`: it needs `Run.rules`; `lists`: it needs `Run.checked`. `page`: a function of the same module, for what GitHub shows
    on the page of a job, where there is one.
    """

    name: str
    module: str
    function: str
    explains: bool = False
    lists: bool = False
    page: str = ""

    def load(self) -> Reporter:
        """The function that writes the format; imports its module."""
        return self._load(self.function)

    def load_page(self) -> Reporter:
        """The function that writes the page of a job."""
        return self._load(self.page)

    def _load(self, function: str) -> Reporter:
        found: Reporter = getattr(import_module(f"govreport.reporters.{self.module}"), function)
        return found


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        known.name: known
        for known in (
            Format("text", "text_report", "report_text"),
            Format("markdown", "markdown_report", "report_markdown"),
            Format("json", "json_report", "report_json"),
            Format("github", "github_report", "report_github", page="github_summary"),
            Format("gitlab", "gitlab_report", "report_gitlab"),
            Format("sarif", "sarif_report", "report_sarif", explains=True),
            Format("junit", "junit_report", "report_junit", lists=True),
        )
    }
)
