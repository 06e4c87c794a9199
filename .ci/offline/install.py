"""Installs govreport from the folder that this file is in, without a network.

Into an environment of its own, `.govreport` in the person's home: the folder is not needed afterwards.
Nothing of it is taken from the Python that runs this, which may have no pip.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

PYTHON, PLATFORM = "@PYTHON@", "@PLATFORM@"
HERE = Path(__file__).resolve().parent
HOME = Path.home() / ".govreport"
PROGRAMS = HOME / ("Scripts" if os.name == "nt" else "bin")
ENDING = ".exe" if os.name == "nt" else ""
PROGRAM = PROGRAMS / f"govreport{ENDING}"
OPEN = (
    "打开放报告的文件夹，单击上方的地址栏，输入 cmd，按回车" if os.name == "nt" else "打开终端"
)  # fmt: skip
DONE = f"""
装好了。以后这样用：

  1. {OPEN}。
  2. 输入  govreport --help  ，按回车。

如果说找不到 govreport，就写全：  "{PROGRAM}" --help

试一份真实的报告：  govreport check "{HERE / "examples" / "reports" / "tonggui-2020.toml"}"
怎样填报、核对、排版，见本文件夹里的 README.zh-CN.md（用记事本打开）。
"""


def main() -> int:
    print("正在安装 govreport，大约要一分钟……", flush=True)
    if HOME.exists() and not (HOME / "pyvenv.cfg").exists():
        print(f"{HOME} 里是别的东西，不能装在那里。请把它改名，再运行一次。")
        return 1
    try:
        venv.create(HOME, clear=True)
        (pip,) = (HERE / "wheels").glob("pip-*.whl")
        command = [
            str(PROGRAMS / f"python{ENDING}"), str(pip / "pip"), "--isolated", "--disable-pip-version-check",
            "install", "--quiet", "--no-index", "--find-links", str(HERE / "wheels"), "govreport[all]",
        ]  # fmt: skip
        subprocess.run(command, check=True)
        if os.name != "nt":  # there install.bat does as much
            link_to(PROGRAM, Path.home() / ".local" / "bin" / "govreport")
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        print(f"没有装成：{error}")
        print(f"本文件夹只配 {PLATFORM} 上的 Python {PYTHON}；请核对，并确认文件没有缺。")
        return 1
    print(DONE)
    return 0


def link_to(program: Path, link: Path) -> None:
    if link.is_symlink() or not link.exists():
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(program)


if __name__ == "__main__":
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")
    sys.exit(main())
