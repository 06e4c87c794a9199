"""The flags of the tests: rewrite golden files, which a person reads before the commit; how many
damaged tables are read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="rewrite golden files")
    parser.addoption("--mutations", type=int, default=600, help="damaged tables to read")
