"""Libraries that need not be installed: asked for where a format needs them."""

from __future__ import annotations

import sys
from importlib.util import find_spec

from govreport.errors import GovreportError
from govreport.messages import msg
from govreport.paths import typed


def require(module: str, format_name: str, library: str = "") -> None:
    """Raises GovreportError, with the command that installs it, when a library is not there.

    `library`: what it is called where it is installed from, if not as its module. The command
    names the very Python that runs this program, so that it is right in whatever folder it is typed.
    """
    if find_spec(module) is None:
        command = f"{typed(sys.executable or 'python')} -m pip install {library or module}"
        raise GovreportError(
            msg("{name} 格式要用的库没有装。", name=format_name),
            msg("安装：{command}", command=command),
        )
