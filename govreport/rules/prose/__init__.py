"""GR1xx, GR501, GR601: what the narrative says, read as a strict reviewer reads it.

    chinese_numbers   12件, 十二件, 2.3万件: numbers, and how inexact they are
    vocabulary        the words of editions/_prose.toml and the cells that they speak of
    sentences         a text into sentences, a sentence into tokens and clauses
    statements        what a sentence says of the tables: how many, none, all
    quantities        which cells that is, and whether the tables contradict it
    narrative_texts   a report's texts, and which of their sentences are worth reading

and the rules, a module each or a few that belong together. A false alarm costs more than a miss: what
is not understood is passed over.
"""
