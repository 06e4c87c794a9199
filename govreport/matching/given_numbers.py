"""Numbers as a script gives them, by the keys of a report file; 0 for a group of them is 0 for each."""

from __future__ import annotations

from govreport.edition import Edition
from govreport.matching.values import typed_number
from govreport.messages import Message, msg
from govreport.report import Number


def given_numbers(
    edition: Edition, data: dict[str, object], wrong: list[Message]
) -> dict[str, Number]:
    """The numbers by address, which are taken out of `data`; what is wrong with one goes to `wrong`.

    A table set to 0 means every cell in it that is not given itself.
    """
    totals = {one.total for one in edition.sums}
    found: dict[str, Number] = {}
    for key in sorted(key for key in data if str(data[key]).strip() == "0"):
        inside = [cell for cell in edition.cells if cell.address.startswith(f"{key}.")]
        if inside:
            del data[key]
            found |= {cell.address: 0 for cell in inside if cell.number not in totals}
    for address in [cell.address for cell in edition.cells if cell.address in data]:
        column, given = edition.cell_at[address].column, data.pop(address)
        value = typed_number(str(given).strip(), column.value, column.label.unit)
        if isinstance(value, Message) or isinstance(given, bool):
            reason = msg("应是一个数字。") if isinstance(given, bool) else value
            wrong.append(msg("{key}：{reason}", key=address, reason=reason))
        else:
            found[address] = value
    return found
