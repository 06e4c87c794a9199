"""The oracle for web pages sees what it is there to see."""

from __future__ import annotations

import pytest
from oracles import parsed
from valid_html import faults

GOOD = """<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>甲</title></head><body><main>
<h1>甲</h1><details><summary>乙</summary><p>丙 <a href="#t">丁</a></p></details><figure><figcaption>图</figcaption>
<svg role="img" aria-labelledby="s"><title id="s">一</title></svg></figure><table id="t"><caption>表</caption><thead>
<tr><th scope="col">一</th><th scope="col">二</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>2</td></tr>
<tr><td>3</td></tr></tbody></table></main></body></html>"""


def test_a_good_page_has_no_fault() -> None:
    assert faults(parsed(GOOD, strict=True)) == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("<h1>甲", "<h1><span><ul></ul></span>甲", "<ul> in <span>"),
        ("<h1>甲</h1>", "<ul><p>甲</p></ul>", "<p> in <ul>"),
        ("<h1>甲", "<h1><div>甲</div>", "<div> in <h1>"),
        ("<h1>甲", "<h1><blink>甲</blink>", "<blink> in <h1>"),
        ("丁</a>", "<button>丁</button></a>", "<button> in <a>"),
        ('href="#t"', 'href="#u"', "'#u' leads nowhere"),
        ('id="s"', 'id="t"', "id 't' stands 2 times"),
        ('id="s"', 'id="s s"', "id 's s'"),
        ('aria-labelledby="s"', 'aria-labelledby="s r"', "names 'r'"),
        ("<td>3</td>", "<td>3</td><td>4</td>", "rows of [2, 3] cells"),
        ('rowspan="2"', 'rowspan="3"', "hangs out"),
    ],
)  # fmt: skip
def test_a_fault_is_seen(old: str, new: str, told: str) -> None:
    assert GOOD.count(old) == 1
    found = faults(parsed(GOOD.replace(old, new)))
    assert any(told in one for one in found), found
