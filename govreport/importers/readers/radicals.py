"""Radicals that stand for characters in the text of many PDF files → the characters.

Fonts give 一 and ⼀ one picture, and what writes the PDF may take either. Unicode says for the
Kangxi radicals which characters they are, for most of the supplement it does not.
"""

from __future__ import annotations

import unicodedata

_SUPPLEMENT = dict(zip(
    "⺌⺎⺓⺕⺝⺟⺠⺮⻁⻄⻅⻆⻉⻋⻑⻓⻔⻘⻙⻚⻛⻜⻝⻡⻢⻣⻤⻥⻦⻧⻨⻩⻫⻬⻮⻰⻳⻱",
    "小兀幺彐月母民竹虎西见角贝车長长门青韦页风飞食首马骨鬼鱼鸟卤麦黄斉齐齿龙龟龜",
    strict=True,
))  # fmt: skip
_CHARACTERS = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | _SUPPLEMENT
)


def characters(text: str) -> str:
    """A text with characters in the place of radicals; nothing else is changed."""
    return text.translate(_CHARACTERS)
