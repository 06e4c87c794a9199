"""Words, rows and columns as people write them → the numbers of an edition, or the reason why not.

One reading for a pasted block, a spreadsheet and a published report. Knows editions and their
labels; nothing of interviews, files or the formats of documents. The rule of the whole folder: a
cell is read right, or it is left out and named.
"""
