"""The catalogue of messages: what the code says in Chinese, and the English for it.

python tests/tools/catalogue.py            what is missing or left over; exit 1 if anything is
python tests/tools/catalogue.py --write    sort the catalogue, add empty entries, compile it
python tests/tools/catalogue.py --merge FILE.json --write    take translations from a JSON object
"""

from __future__ import annotations

import ast
import io
import json
import re
import string
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "govreport"
PO = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "govreport.po"
CALLS = {"msg", "translate"}


def templates() -> dict[str, str]:
    """Every literal template in the package, and the first place where it stands."""
    found: dict[str, str] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            function = node.func
            name = function.id if isinstance(function, ast.Name) else ""
            first = node.args[0]
            if name in CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.setdefault(first.value, path.relative_to(ROOT).as_posix())
    return found


def translations() -> dict[str, str]:
    """The catalogue as it stands in the repository."""
    if not PO.exists():
        return {}
    with PO.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file) if m.id}


def fields(template: str) -> set[str]:
    """The named places of a template."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def faults(wanted: dict[str, str], given: dict[str, str]) -> list[str]:
    """What is wrong with the catalogue, a line each."""
    found = [f"not translated: {text!r} ({place})" for text, place in wanted.items()
             if not given.get(text)]  # fmt: skip
    found += [f"no longer used: {text!r}" for text in given if text not in wanted]
    found += [
        f"other places than in {text!r}: {english!r}"
        for text, english in given.items()
        if english and fields(text) != fields(english)
    ]
    found += [
        f"Chinese left in {english!r}"
        for english in given.values()
        if re.search(r"[一-鿿]", re.sub(r"[一二三四五六七年月日件元万]", "", english))
    ]
    return found


def write(wanted: dict[str, str], given: dict[str, str]) -> None:
    """Write the catalogue, sorted by text, with an empty entry for what is not translated.

    Compiled beside it, as every installation does, for the environment that is at work here.
    """
    catalog = Catalog(locale="en", project="govreport", fuzzy=False)
    for text in sorted(wanted):
        catalog.add(text, given.get(text, ""))
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=0, omit_header=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    PO.write_text(head + buffer.getvalue().decode("utf-8"), "utf-8")
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)


def main(arguments: list[str]) -> int:
    wanted, given = templates(), translations()
    while "--merge" in arguments:
        at = arguments.index("--merge")
        given |= json.loads(Path(arguments[at + 1]).read_text("utf-8"))
        del arguments[at : at + 2]
    if "--write" in arguments:
        given = {text: english for text, english in given.items() if text in wanted}
        write(wanted, given)
    found = faults(wanted, given)
    print("\n".join(found) or f"{len(wanted)} messages, all translated")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
