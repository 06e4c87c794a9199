"""Finding the configuration that some paths lie under, and the repository. Reads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from govreport.errors import GovreportError
from govreport.messages import msg

NAME = "govreport.toml"


def find_configuration(paths: Sequence[Path]) -> Path | None:
    """The nearest configuration file upwards from the paths (none: the current folder).

    Raises GovreportError when paths lie under different ones: one run has one configuration.
    """
    found: dict[Path | None, Path] = {}
    for folder in {one if one.is_dir() else one.parent: None for one in paths or (Path(),)}:
        absolute = folder.resolve()
        candidates = (one / NAME for one in (absolute, *absolute.parents))
        found.setdefault(next((one for one in candidates if one.is_file()), None), folder)
    if len(found) > 1:
        folders = sorted(str(folder) for folder in found.values())
        raise GovreportError(
            msg("这些路径各有各的配置文件（{name}）：{folders}。", name=NAME, folders=folders),
            msg("请分开核对。"),
        )
    return next(iter(found), None)


def repository_of(folder: Path) -> Path:
    """The git work tree that a folder lies in; where there is none, the folder."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)


def told_from(paths: Sequence[Path], configured: Path | None) -> Path:
    """The folder that paths are told from: the git work tree that the first of `paths` lies in (none:
    the current folder), else the configuration's folder, else the current one."""
    tree = repository_of(next(iter(paths), Path()).resolve())
    return tree if (tree / ".git").exists() else configured or Path.cwd()
