"""Regenerating every output of many reports: only what changed, the same for any number of jobs.

`choices` says what is asked for, `plan` which file comes from which report, `manifest` remembers
what was made from what, `target` is the only way to the files below OUT, `work` makes the outputs
of one report, `outputs` puts them together, `account` says what was done. Prints nothing.
"""
