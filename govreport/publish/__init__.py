"""Regenerating many outputs of many reports: only what changed, the same for any number of jobs.

What all of it goes through: `manifest` remembers what was made from what, `target` is the only way to the
files below OUT, `product` compares what was made with what stands there, `standing` puts it in its place
and shares the work out. `build` makes the outputs of each report: `choices` says what is asked for,
`plan` which file comes from which report, `work` makes them, `outputs` puts the build together,
`build_account` says what was done. `site` makes web pages of all reports together. Prints nothing.
"""
