"""Which quantities the words of a phrase mean, when it is known which topics they are said of."""

from __future__ import annotations

from govreport.rules.prose.phrases import Phrase, fitting
from govreport.rules.prose.vocabulary import UNKNOWN, Quantity, Topic, vocabulary

# Kinds of words that make a phrase speak of something that no table counts.
NOT_COUNTED = frozenset(("stray", "beside", "information", "publishing"))


def quantities_meant(
    phrase: Phrase, topics: tuple[Topic, ...], text: str, year: int
) -> tuple[list[Quantity], bool]:
    """The quantities that a phrase names of topics, and whether all its words are understood."""
    quantities: list[Quantity] = []
    weak: list[Quantity] = []  # of words that may as well say nothing, like 办理
    clear = not phrase.unknown and bool(topics)
    for token in phrase.tokens:
        meaning = token.meaning
        if token.unit or meaning is UNKNOWN or meaning.topic in topics:
            continue
        meant = meaning.quantities and [
            q for q in fitting(meaning.quantities, topics) if q.is_meant(text)
        ]
        if meant:
            told = weak if "fill" in meaning.kinds else quantities
            told += (one for one in meant if one not in told)
        elif meaning.topic is not None and meaning.topic.key == "request":
            continue  # 因政府信息公开申请引起的行政复议
        elif not meaning.columns and meaning.kinds <= NOT_COUNTED:
            clear = False
    if "carry" in phrase.kinds:
        if "next" in phrase.kinds:  # 顺延至下一年答复: nothing is answered yet
            quantities = [q for q in quantities if not q.done]
        quantities += _carried(phrase, year)
    return quantities or weak, clear


def _carried(phrase: Phrase, year: int) -> list[Quantity]:
    """结转 with a year beside it: carried in from the one, or over to the other; else either."""
    years = {t.number.value for t in phrase.tokens if t.unit == "年" and t.number is not None}
    known = vocabulary().quantities
    if "next" in phrase.kinds or year + 1 in years:
        return [known["carried_over"]]
    if "last" in phrase.kinds or year - 1 in years:
        return [known["carried_in"]]
    return [known["carried_in"], known["carried_over"]]
