"""The guided interview: questions from an edition, a pure session, and a console around it.

Only `console*` knows that there is a terminal. Nothing here holds an official label: they are the
edition's.
"""
