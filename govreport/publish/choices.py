"""What is built, and where: as the command line says, else `[build]` in govreport.toml, else as usual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from govreport.errors import GovreportError, choice
from govreport.messages import msg
from govreport.rendering import FORMATS, USUAL
from govreport.repository.config import read_configuration
from govreport.repository.find import find_configuration


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What a person asks for. What is None or empty is for the configuration to say.

    `formats` and `tables` may hold several names, separated by commas. `jobs` is by default one for each processor. `check`: write nothing and
    say what differs. `force`: render reports with errors too. `prune`: remove outputs whose report
    is gone.
    """

    paths: tuple[Path, ...] = ()
    out: Path | None = None
    formats: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    templates: Path | None = None
    jobs: int | None = None
    check: bool = False
    force: bool = False
    prune: bool = False


@dataclass(frozen=True, slots=True)
class Choices:
    """What is built. `tables`: the style of each format's tables, None for its default."""

    out: Path
    formats: tuple[str, ...]
    tables: Mapping[str, str | None]
    templates: Path | None


def choose(request: BuildRequest) -> Choices:
    """What a request comes to.

    Raises GovreportError for a configuration that is wrong anywhere, for a format or a style that
    there is not, and when nobody says where the outputs go.
    """
    path = find_configuration(request.paths)
    given = read_configuration(path).build if path is not None else {}
    out = request.out or given.get("out")
    if out is None:
        raise GovreportError(
            msg("没有说成品放到哪里。"), msg("用 --out 指明文件夹，或者在配置的 [build] 里写 out。")
        )
    formats = tuple(dict.fromkeys(_names(request.formats or given.get("formats") or USUAL)))
    for name in formats:
        choice(name, tuple(FORMATS), "--format")
    tables = _styles(_names(request.tables or given.get("tables", ())))
    return Choices(out, formats, tables, request.templates or given.get("templates"))


def _names(values: Sequence[str]) -> list[str]:
    return [one for value in values for one in value.split(",") if one]


def _styles(given: Sequence[str]) -> dict[str, str | None]:
    """For every format the style of its tables. A style names its format."""
    chosen: dict[str, str | None] = dict.fromkeys(FORMATS)
    allowed = {style: name for name, known in FORMATS.items() for style in known.tables}
    for style in given:
        chosen[allowed[choice(style, tuple(allowed), "--tables")]] = style
    return chosen
