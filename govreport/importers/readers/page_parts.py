"""The document on a web page, told from what stands around it on the site.

Goes by where on the page a part stands, how much of it is links, and how its elements are named;
not by what it says of a report.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from govreport.importers.document import Block, Table
from govreport.importers.readers.merged_cells import size

_MAIN, _SMALL, _LINKED = 0.8, 0.15, 0.6  # shares of a page's text, and of a part's text in links
_ASIDE = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|menu|\w*share|share\w*|foot|footer|bottom|breadcrumbs?|crumbs?|"
    r"position|location|weizhi|sidebar|copyright|friend-?links?|qrcode|ewm|search|login|"
    r"pagination|prev|next|related|print|toolbar|tools?)(?:$|[\s_-])",
    re.IGNORECASE,
)
_FURNITURE = re.compile(
    r"[【\[(（]?\s*(?:(?:打印|关闭|收藏|分享|返回|我要)(?:本[页文]|此页|正文|窗口|页面|顶部|首页|列表|纠错)?|"
    r"字[体号]|大\s*中\s*小|分享到?|扫一扫.{0,20}|[上下]一[篇条]|责任编辑|编辑|浏览(?:次数|量)?|点击(?:量|数|率)?|"
    r"访问量|阅读(?:次数|量)?|(?:您|你)?(?:现在|当前|所在)?(?:的|所在)?位置|网站地图|联系我们|关于我们|版权所有|"
    r"主办(?:单位)?|承办(?:单位)?|技术支持|网站标识码|\S{0,3}ICP备\S*|\S{0,3}公网安备\S*|copyright)"
    r"(?:\s*[:：】\])）|｜©号].*|\s*$)",
    re.IGNORECASE | re.DOTALL,
)
_YEAR = re.compile(r"\d{4}|[二〇○零一][〇○零\d一二三四五六七八九]{3}")
_TITLE, _NEAR = 8, 6  # characters of a title at least; parts before the text that it may be in
_SHORT, _SENTENCE = 80, re.compile(r"[。；]")


class Part(NamedTuple):
    """A paragraph or a table; the elements that it stands in, outermost first; characters in links.

    An element is told by a number of its own and its names (class and id).
    """

    block: Block
    chain: tuple[tuple[int, str], ...]
    linked: int = 0


def report_parts(parts: Sequence[Part], title: str) -> list[Block]:
    """The blocks of a page's document, in order. `title` is the page's own."""
    parts = [part for part in parts if not _is_furniture(part)]
    parts = _without_asides(parts)
    main = _main(parts)
    inside = [at for at, part in enumerate(parts) if part.chain[: len(main)] == main]
    if not inside:
        return [part.block for part in parts]
    first, last = inside[0], inside[-1]
    begin = _begin([part.block for part in parts[:first]], title)
    kept = list(parts[begin : last + 1])
    kept += [part for part in parts[last + 1 :] if _belongs(part.block)]
    return [part.block for part in kept]


def _weight(part: Part) -> int:
    return max(size(part.block) - part.linked, 0)


def _is_furniture(part: Part) -> bool:
    """Buttons and navigation."""
    block = part.block
    if isinstance(block, Table):
        return part.linked > _LINKED * size(block)
    text = block.text.strip()
    if len(text) < _SHORT and _FURNITURE.match(text):
        return True
    return part.linked > _LINKED * len(text) and not block.level


def _without_asides(parts: Sequence[Part]) -> list[Part]:
    """Without elements that are named as navigation and hold neither a table nor much text."""
    weights: Counter[tuple[int, str]] = Counter()
    tables: set[tuple[int, str]] = set()
    total = 0
    for part in parts:
        weight = _weight(part)
        total += weight
        for element in part.chain:
            weights[element] += weight
        if isinstance(part.block, Table):
            tables.update(part.chain)
    aside = {
        element
        for element, weight in weights.items()
        if element not in tables and weight < _SMALL * total and _ASIDE.search(element[1])
    }
    return [part for part in parts if aside.isdisjoint(part.chain)] if aside else list(parts)


def _main(parts: Sequence[Part]) -> tuple[tuple[int, str], ...]:
    """The innermost element with most of the text; its chain."""
    weights = [_weight(part) for part in parts]
    enough = _MAIN * sum(weights)
    chain: tuple[tuple[int, str], ...] = ()
    while True:
        depth = len(chain)
        counted: Counter[tuple[int, str]] = Counter()
        for part, weight in zip(parts, weights, strict=True):
            if len(part.chain) > depth and part.chain[:depth] == chain:
                counted[part.chain[depth]] += weight
        if not counted:
            return chain
        element, weight = counted.most_common(1)[0]
        if weight < enough or not weight:
            return chain
        chain = (*chain, element)


def _begin(before: Sequence[Block], title: str) -> int:
    """Where the document begins before its main element: at its title, else a table or heading."""
    whole = "".join(title.split())
    headings = []
    for at, block in enumerate(before):
        if isinstance(block, Table):
            continue
        text = "".join(block.text.split())
        if len(text) >= _TITLE and _YEAR.search(text) and text in whole:
            return at
        if text and 0 < block.level <= 2:
            headings.append(at)
    tables = [at for at, block in enumerate(before) if isinstance(block, Table)]
    if tables or headings:
        return min([*tables[:1], *headings[-1:]])
    near = range(max(len(before) - _NEAR, 0), len(before))
    return next((at for at in near if _YEAR.search(_text(before[at]))), len(before))


def _text(block: Block) -> str:
    return "" if isinstance(block, Table) else block.text


def _belongs(block: Block) -> bool:
    """Whether a part behind the main element is still of the document."""
    if isinstance(block, Table):
        return True
    return _SENTENCE.search(block.text) is not None
