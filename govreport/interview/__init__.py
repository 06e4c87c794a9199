"""The guided interview: questions from an edition, a pure session, and a terminal around it.

Only `terminal` knows that there is one; the session prints nothing and touches no file. Nothing here
holds an official label: they are the edition's. A new kind of question is a file in `questions` and
a line in `questionnaire`.
"""
