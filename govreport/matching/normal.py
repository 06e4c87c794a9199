"""Texts made comparable: what is the same to a reader becomes the same string."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Radicals that PDF files print for characters and that NFKC leaves alone.
_RADICALS = dict(
    zip(
        "⺠⻓⻅⻆⻉⻋⻔⻚⻛⻜⻝⻢⻥⻦⻨⻩⻬⻰⻄⻘⻙",
        "民长见角贝车门页风飞食马鱼鸟麦黄齐龙西青韦",
        strict=True,
    )
)
# Traditional characters that have one simplified form, as far as official labels use them.
_TRADITIONAL = dict(
    zip(
        "總體況動開條項內規範處許強務業購採數額單萬這個與報結紀糾縮審維複後訴訟經復議機關構織組團"
        "實際費徵繳納請類屬國祕秘行執檔案詢據護權益進補確認獲會續辦無當過為與應將書樣對於從選擇質證"
        "訊號層級長協產變監園題節讓聯見車門問間馬電話東區縣鄉鎮廳黨眾總計門戶頭專員顯準導論驗類穩"
        "終現沒製發廢賬舉訪訴",
        "总体况动开条项内规范处许强务业购采数额单万这个与报结纪纠缩审维复后诉讼经复议机关构织组团"
        "实际费征缴纳请类属国秘秘行执档案询据护权益进补确认获会续办无当过为与应将书样对于从选择质证"
        "讯号层级长协产变监园题节让联见车门问间马电话东区县乡镇厅党众总计门户头专员显准导论验类稳"
        "终现没制发废账举访诉",
        strict=True,
    )
)
_SAME = str.maketrans(_RADICALS | _TRADITIONAL)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
_BLANK = re.compile(r"[\s\u3000\xa0\ufffc]+")
NUMBERING = re.compile(
    r"^\s*(?:[（(]\s*(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[）)]|"
    r"(?:[一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．,，:：](?!\d))\s*"
)


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Its letters and digits alone, in their simplified, half-width form."""
    text = unicodedata.normalize("NFKC", text).translate(_SAME)
    return "".join([c for c in text if c.isalnum()])


@lru_cache(maxsize=4096)
def visible(text: str) -> str:
    """NFKC without invisible characters and outer blanks; a run of blanks is one space."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _BLANK.sub(" ", text).strip()


def unnumbered(text: str) -> str:
    """A label without the number that it begins with."""
    return NUMBERING.sub("", text, count=1)
