"""Libraries that need not be installed: asked for where a format needs them."""

from __future__ import annotations

from importlib.util import find_spec

from govreport.errors import GovreportError
from govreport.messages import msg


def require(module: str, format_name: str) -> None:
    """Raises GovreportError, saying what to install, when the library of a format is not there."""
    if find_spec(module) is None:
        raise GovreportError(
            msg("{name} 格式要用的库没有装。", name=format_name),
            msg("安装：{command}", command="pip install '.[all]'"),
        )
