"""What is wrong with a report file that is no TOML, in words for a person who edits it by hand.

A text is cut into statements (`toml_statements`), each of which the parser is asked about by itself. One
that it refuses is shown to the recognisers (`broken_…`): each knows one cause, where it stands, what
to do about it, and a correction. A recogniser is believed only when the parser gets further with its
correction made, in memory; so the next fault is found too. Nothing here changes a file.
"""

from govreport.tomlio.faults.diagnose import diagnose

__all__ = ["diagnose"]
