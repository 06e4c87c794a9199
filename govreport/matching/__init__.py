"""Numbers and blocks of numbers as people write them → numbers, rows and columns of an edition.

For whatever is typed, pasted or read from elsewhere. Knows nothing of where the text comes from, and
takes nothing over: the result says where each number would go, or why it cannot be said.
"""
