"""The questions of an interview, a file a kind; `question` says what every kind knows to do.

No kind knows a terminal, or another kind. They are put in order by `questionnaire`.
"""
