"""Finding the configuration and the repository that some paths lie in. Reads nothing."""

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


def repository_root(paths: Sequence[Path], configured: Path | None) -> Path:
    """The folder that paths are told from: git's work tree around the first of `paths` (none: the
    current folder), else the configuration's, else the current one."""
    place = next(iter(paths), Path()).resolve()
    around = (one for one in (place, *place.parents) if (one / ".git").exists())
    return next(around, configured or Path.cwd())
