"""A web page saved as one file (.mht): the page in it; its pictures and styles are not read."""

from __future__ import annotations

import contextlib
import email
import email.policy

from govreport.errors import GovreportError
from govreport.importers.document import Document
from govreport.importers.readers import web_page
from govreport.messages import msg

MOST_PARTS = 2_000


def read(content: bytes, name: str) -> Document:
    """The first page in the archive. Raises GovreportError when there is none."""
    page = None
    with contextlib.suppress(RecursionError):  # archives within archives, without end
        page = _page(content)
    if page is None:
        raise GovreportError(msg("{name} 里面没有网页。", name=name))
    return web_page.read(page, name)


def _page(content: bytes) -> bytes | None:
    if content.lower().count(b"content-type:") > MOST_PARTS:
        return None
    for part in email.message_from_bytes(content, policy=email.policy.compat32).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            page = part.get_payload(decode=True)
            return page if isinstance(page, bytes) else None
    return None
