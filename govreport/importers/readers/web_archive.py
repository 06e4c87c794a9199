"""A web page saved as one file (.mht): the page in it; its pictures and styles are not read."""

from __future__ import annotations

import email
import email.policy

from govreport.errors import GovreportError
from govreport.importers.document import Document
from govreport.importers.readers import web_page
from govreport.messages import msg

MOST_PARTS = 2_000


def read(content: bytes, name: str) -> Document:
    """The first page in the archive. Raises GovreportError when there is none."""
    if content.count(b"\nContent-Type:") + content.count(b"\ncontent-type:") <= MOST_PARTS:
        message = email.message_from_bytes(content, policy=email.policy.compat32)
        for part in message.walk():
            if part.get_content_type() in ("text/html", "application/xhtml+xml"):
                page = part.get_payload(decode=True)
                if isinstance(page, bytes):
                    return web_page.read(page, name)
    raise GovreportError(msg("{name} 里面没有网页。", name=name))
