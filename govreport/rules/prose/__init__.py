"""GR1xx, GR501, GR601: what the narrative says, read as a strict reviewer reads it.

The words are data: `editions/_prose.toml`, which names its cells by address. The reading, from small to
large:

    chinese_numbers   12件, 十二件, 2.3万件: numbers, and how inexact they are
    vocabulary        the words, ready to be looked up
    sentences         a sentence into tokens, tokens into clauses
    phrases           what a few tokens are about; `meant`: which quantities their words mean
    statements        a sentence from left to right: how many of what; `claimed`: none, or all;
                      `parts_told`: that of some only; `reading_state`: what it has said so far
    quantities        which cells that is, and whether the tables contradict it
    narrative_texts   a report's texts, and which of their sentences are worth reading

The rules (`rules/texts.py` lists them, and reads one text by them for the interview): `told_numbers` GR104,
with `sums_told` (parts), `shares_told` and `rates_told` (percentages) and `counts_told` under all; `claims`
GR105; `years_named` GR103; `basis` GR106; `residue` GR102; `foreign` GR107; `sections_written` GR101, GR501,
GR601. A false alarm costs more than a miss: what is not understood is passed over. The sentences that they
are held to: tests/rules/prose.

Most sentences say nothing of the kind, so a text is searched as a whole for what a rule is about, and
only the sentences that have it are read. Patterns and words are prepared when a text first needs them:
most runs check one report. A pattern begins with a plain character in every branch, or with one set:
only then is a search quick; and a set of three or more Chinese characters takes 0.2 ms to prepare.
"""
