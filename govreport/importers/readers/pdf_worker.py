"""The process that reads a PDF: `python -m govreport.importers.readers.pdf_worker`.

The bytes come on standard input, one line of JSON goes out. A PDF is a program of a sort: it may
unpack to anything and draw without end, so time and memory are limited here, where the system can.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from pathlib import Path

MEMORY = 220 * 1024 * 1024  # bytes beyond what the libraries take
SECONDS = 7  # of the processor
MOST_PAGES = 60


def main() -> None:
    """Read one document and answer."""
    content = sys.stdin.buffer.read()
    sys.stdout.write(json.dumps(_answer(content)) + "\n")


def _answer(content: bytes) -> object:
    """The blocks, or a word for why there are none."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect

    from govreport.importers.readers.pdf_layout import blocks, items_of, without_running_lines

    _limit()
    try:
        with pdfplumber.open(io.BytesIO(content)) as document:
            if len(document.pages) > MOST_PAGES:
                return "large"
            pages = []
            for page in document.pages:
                pages.append(items_of(page))
                page.close()
        return blocks(without_running_lines(pages))
    except MemoryError:
        return "large"
    except Exception as error:
        locked = PDFPasswordIncorrect.__name__ in repr(error)
        return "locked" if locked else "broken"


def _limit() -> None:
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        most = pages * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
