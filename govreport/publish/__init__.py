"""Regenerating every output of many reports: only what changed, the same for any number of jobs.

`plan` says which file comes from which report, `manifest` remembers what was made from what,
`target` is the only way to the files below OUT, `work` makes the outputs of one report, `outputs`
puts them together. Prints nothing.
"""

from govreport.publish.outputs import Outcome, Request, build

__all__ = ["Outcome", "Request", "build"]
