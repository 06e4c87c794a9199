"""Where keys stand: lines and columns count from 1, columns in characters."""

from __future__ import annotations

from random import Random

import pytest
import rtoml

from govreport.finding import START, Span
from govreport.tomlio.positions import Positions

TEXT = """edition = "2021"
[report]
organization = "某乡"  # 说明
"年度" . x = 1
[requests.received]
total = 3
[requests]
carried_in.total = 4
carried_over = { total = 5, other = 6 }
[overview]
text = '''
第一段
第二段'''
[[waivers]]
code = "GR701"
[[waivers]]
code = "GR201"
"""


@pytest.mark.parametrize(
    ("address", "span"),
    [
        ("edition", (1, 1, 1, 17)),
        ("report", (2, 1, 2, 9)),
        ("report.organization", (3, 1, 3, 20)),
        ("report.年度.x", (4, 1, 4, 13)),
        ("requests.received.total", (6, 1, 6, 10)),
        ("requests.received.other", (5, 1, 5, 20)),
        ("requests.carried_in.total", (8, 1, 8, 21)),
        ("requests.carried_over.total", (9, 18, 9, 27)),
        ("requests.carried_over.other", (9, 29, 9, 38)),
        ("overview.text", (11, 1, 13, 7)),
        ("waivers[0].code", (15, 1, 15, 15)),
        ("waivers[1].code", (17, 1, 17, 15)),
        ("waivers[1].reason", (16, 1, 16, 12)),
        ("review.litigation.direct.total", (1, 1, 1, 1)),
        (None, (1, 1, 1, 1)),
    ],
)
def test_spans(address: str | None, span: tuple[int, int, int, int]) -> None:
    assert Positions(TEXT).of(address) == Span(*span)


def test_what_is_not_toml_does_not_hang_or_fail() -> None:
    for text in ("", "[[[[", "a = " + "[" * 3000, "= = =", "\0", "[a\n[b]\nc = 1"):
        assert Positions(text).of("x.y") == START


IMPLIED = """[a.b.c]
x = 1
[requests.foo.bar]
y = 1
[a.d]
[[waivers]]
[waivers.e.f]
[requests]
"年\\u5ea6\\n" = 2
'年\\u5ea6' = 3
["d\\u006f"."a\\"b"]
"""


@pytest.mark.parametrize(
    ("address", "span"),
    [
        ("a", (1, 1, 1, 8)),
        ("a.b", (1, 1, 1, 8)),
        ("a.b.c", (1, 1, 1, 8)),
        ("a.d", (5, 1, 5, 6)),
        ("requests.foo", (3, 1, 3, 19)),
        ("requests", (8, 1, 8, 11)),
        ("waivers[0].e", (7, 1, 7, 14)),
        ("requests.foo.missing", (8, 1, 8, 11)),
        ("a.missing", (1, 1, 1, 1)),
        ("requests.年度\n", (9, 1, 9, 16)),
        ("requests.年\\u5ea6", (10, 1, 10, 14)),
        ("do", (11, 1, 11, 19)),
        ('do.a"b', (11, 1, 11, 19)),
    ],
)
def test_tables_without_a_header_and_escaped_keys(
    address: str, span: tuple[int, int, int, int]
) -> None:
    assert Positions(IMPLIED).of(address) == Span(*span)


NEWER = """['甲']
a = 2025-01-20 07:32  # 07:32
b = "中\\e文" # 尾
c = { d = 1, e = "\\x41", }
f = '\\e'
g = { h = [
 1,
], }
i = \"\"\"
\\x41\"\"\"
"""


@pytest.mark.parametrize(
    ("address", "span"),
    [
        ("a", (2, 1, 2, 21)),
        ("b", (3, 1, 3, 11)),
        ("c", (4, 1, 4, 27)),
        ("c.e", (4, 14, 4, 24)),
        ("f", (5, 1, 5, 9)),
        ("g.h", (6, 7, 8, 2)),
        ("i", (9, 1, 10, 8)),
    ],
)
def test_keys_are_found_beside_newer_syntax(address: str, span: tuple[int, int, int, int]) -> None:
    assert Positions(NEWER).of(f"甲.{address}") == Span(*span)


# Keys, and how they may be written.
KEYS = {"a": ("a", '"a"', "'a'", '"\\u0061"'), "b-1": ("b-1", '"b-1"'), "年": ('"年"', "'年'"),
        "x.y": ('"x.y"',), "a.b": ("'a.b'",), "waivers": ("waivers",)}  # fmt: skip
VALUES = ("3", '"中文"', '"""\n第一段\n第二段"""', "[1, { a = 2 }]", "inline table")


class Written:
    """A file made up key by key; what stands where is noted as it is written."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.text = ""
        self.noted: dict[tuple[str, str], tuple[int, int]] = {}
        self.items: dict[str, int] = {}
        self.pairs("", "\n")
        for _ in range(random.randint(0, 6)):
            self.pairs(self.table(), "  # 尾\n")

    def note(self, what: str, address: str, start: int) -> None:
        """That something stands from there to here, unless something before it has the address."""
        place = start, len(self.text)
        self.noted[what, address] = min(place, self.noted.get((what, address), place))

    def key(self) -> list[str]:
        """Write a key, perhaps a dotted one."""
        keys = self.random.choices(sorted(KEYS), k=self.random.choice((1, 1, 2, 3)))
        self.text += self.random.choice((".", " . ")).join(
            self.random.choice(KEYS[one]) for one in keys
        )
        return keys

    def table(self) -> str:
        array, start = self.random.random() < 0.4, len(self.text)
        self.text += "[[" if array else "["
        place, outer = "", []
        for number, key in enumerate(self.key()):
            if number:
                place += f"[{self.items[place]}]" if place in self.items else ""
                outer.append(place)
            place = f"{place}.{key}" if place else key
        self.text += "]]" if array else "]"
        for one in outer:
            self.note("implied", one, start)
        if array:
            self.note("key", place, start)
            self.items[place] = self.items.get(place, -1) + 1
            place += f"[{self.items[place]}]"
        self.note("key", place, start)
        self.note("header", place, start)
        self.text += "  # 表\n"
        return place

    def pairs(self, place: str, end: str) -> None:
        for _ in range(self.random.randint(0, 3)):
            start, places = len(self.text), [place]
            for key in self.key():
                places.append(f"{places[-1]}.{key}" if places[-1] else key)
            self.text += " = "
            at, value = len(self.text), self.random.choice(VALUES)
            if value == "inline table":
                self.text += "{ "
                self.pairs(places[-1], ", ")
                self.text = self.text.removesuffix(", ") + " }"
            else:
                self.text += value
            for one in places[1:]:
                self.note("key", one, start)
            self.note("value", places[-1], at)
            self.text += end

    def span(self, what: str, address: str) -> Span | None:
        if (what, address) not in self.noted:
            return None
        before, upto = (self.text[:place].split("\n") for place in self.noted[what, address])
        return Span(len(before), len(before[-1]) + 1, len(upto), len(upto[-1]) + 1)

    def where(self, address: str) -> Span:
        found = self.span("key", address) or self.span("implied", address)
        while address and not found:
            above = address.rpartition(".")[0]
            address = address.partition("[")[0] if "[" in address and not above else above
            found = self.span("key", address)
        return found or START


def test_every_key_is_found_whatever_was_asked_for_before() -> None:
    for seed in range(500):
        random = Random(seed)
        made = Written(random)
        addresses = [address for _, address in made.noted]
        addresses += [f"{address}.none" for address in addresses]
        random.shuffle(addresses)
        positions = Positions(made.text)
        for address in addresses:
            assert positions.of(address) == made.where(address)
            assert positions.value_of(address) == made.span("value", address)
            assert positions.header_of(address) == made.span("header", address)


PIECES = (
    "[a.b]\nx = 1\ny = 2.5\n", "[a.c]\nx = -1\n", "[a.c.d]\ny = 3\nz = 'x = 4'\n", "[e]\n\nx = 1\n",
    '[f]\ntext = """\n[a.b]\nx = 9\n"""\n', "[g]\ntext = '''\n[a.c]\nx = 9'''\n", "\n", "# '\n",
    '# """\n', 'h = "\\"\"\n', "[i] # [a.b]\nx = 1\n", '[j]\ntext = """a\\"""\n[e]\n""""\n', "[[k]]\nx = 1\n",
    "[l]\nx = [\n[1],\n]\nm = 2\n", "[ a.c ]\nx = 1\n", "[a]\nb.x = 1\nb.z = 2\n", "[a.b.x]\ny = 1\n",
)  # fmt: skip


def test_a_number_is_where_it_is_when_the_whole_file_is_read() -> None:
    """A table of numbers is read alone; a text that shows the same lines is not taken for it."""
    compared = 0
    for seed in range(900):
        random = Random(seed)
        text = "".join(random.sample(PIECES, random.randint(1, 8)))
        try:
            rtoml.loads(text)
        except rtoml.TomlParsingError:
            continue
        whole = Positions(text)
        whole.header_of("")
        for table in ("a", "a.b", "a.b.x", "a.c", "a.c.d", "e", "f", "g", "i", "j", "k[0]", "l"):
            for address in (table, f"{table}.x", f"{table}.y", f"{table}.z", f"{table}.m"):
                assert Positions(text).of(address) == whole.of(address), (text, address)
                compared += whole.value_of(address) is not None
    assert compared > 900
