"""All that knows a terminal: the screen, one line, the text box, signals, and the loop around them.

The session decides what is asked and what comes of an answer; here it is shown, read and saved.
"""
