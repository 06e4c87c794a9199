"""The flags of the tests: rewrite golden files, which a person reads before the commit; how many
damaged tables are read. And what the coverage leaves out.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from unittest import mock

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="rewrite golden files")
    parser.addoption("--mutations", type=int, default=600, help="damaged tables to read")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Where a test is not watched by the coverage, the processes that it starts are not either."""
    with mock.patch.dict(os.environ):
        if item.get_closest_marker("no_cover"):
            os.environ.pop("COVERAGE_PROCESS_CONFIG", None)
        return (yield)
