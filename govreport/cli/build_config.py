"""What `[build]` in govreport.toml says: what is built where the command line is silent."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from govreport.repository.config import read_configuration
from govreport.repository.find import find_configuration


class BuildConfig(NamedTuple):
    """The table `[build]`. Paths are those of the folder in which the configuration stands."""

    formats: tuple[str, ...] = ()
    out: Path | None = None
    templates: Path | None = None
    tables: tuple[str, ...] = ()


def build_config(paths: Sequence[Path]) -> BuildConfig:
    """`[build]` of the nearest configuration upwards from the paths; empty when there is none.

    Raises GovreportError, with the line, for a configuration that is wrong anywhere.
    """
    path = find_configuration(paths)
    if path is None:
        return BuildConfig()
    given = read_configuration(path).build
    return BuildConfig(
        tuple(given.get("formats", ())),
        path.parent / given["out"] if "out" in given else None,
        path.parent / given["templates"] if "templates" in given else None,
        tuple(given.get("tables", ())),
    )
