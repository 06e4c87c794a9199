"""Report files: reading them with every problem found, writing them canonically and safely."""

from govreport.tomlio.read import Loaded, load, read
from govreport.tomlio.write import dumps, skeleton, write_new

__all__ = ["Loaded", "dumps", "load", "read", "skeleton", "write_new"]
