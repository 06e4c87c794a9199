"""Whether the terminal does what control sequences say. On Windows its own has to be told to."""

from __future__ import annotations

import sys
from functools import cache

OUTPUT = -11  # STD_OUTPUT_HANDLE
OBEY = 0x0004  # ENABLE_VIRTUAL_TERMINAL_PROCESSING


@cache
def obeys_sequences() -> bool:
    """False on a Windows whose console shows them as they are; then nothing may be coloured."""
    if sys.platform == "win32":
        from ctypes import byref, windll
        from ctypes.wintypes import DWORD

        kernel, mode = windll.kernel32, DWORD()
        console = kernel.GetStdHandle(OUTPUT)
        known = kernel.GetConsoleMode(console, byref(mode))
        return bool(known and kernel.SetConsoleMode(console, mode.value | OBEY))
    return True
