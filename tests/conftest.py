"""The flags of the tests: rewrite golden files, which a person reads before the commit; how many
damaged tables are read. And what the coverage leaves out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from functools import partial

import pytest

WATCHED = "COVERAGE_PROCESS_CONFIG"  # by which a process is told that the coverage watches it
TOLD = pytest.StashKey[str | None]()  # what it is told


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="rewrite golden files")
    parser.addoption("--mutations", type=int, default=600, help="damaged tables to read")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "cover_processes: the coverage watches the processes that this test starts"
    )
    config.stash[TOLD] = os.environ.pop(WATCHED, None)
    # pytest-cov watches a worker of xdist twice: as any process, and as a worker. The first does not
    # know of `no_cover`, and what it sees is thrown away.
    coverage = config.pluginmanager.get_plugin("_cov")
    if hasattr(config, "workerinput") and coverage and coverage.cov_controller:
        coverage.cov_controller.cov.stop()
    # What is forked is not watched, and would only be slow: its data would be thrown away.
    if hasattr(os, "register_at_fork"):
        os.register_at_fork(after_in_child=partial(sys.settrace, None))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Processes are watched where a test says so: it makes the start of one three times as long."""
    told = item.config.stash[TOLD] = os.environ.pop(WATCHED, item.config.stash[TOLD])
    if told and item.get_closest_marker("cover_processes"):
        os.environ[WATCHED] = told
    return (yield)
