"""A PDF's text, read in a process of its own: `python -m ingest.pdf < paper.pdf > paper.txt`.

Parsing PDFs of unknown origin can eat all memory or never end, so this process binds itself before it reads a byte.
Its exit status says what went wrong.
"""

import io
import sys

from ingest.confined import bind_resources

ENCRYPTED, BROKEN, TOO_LARGE = 3, 4, 5  # 1 and 2 are what Python itself exits with

PAGE_BREAK = "\n\n"


def main() -> int:
    """Read a PDF on stdin and write its text on stdout; the exit status is 0 or one of the codes above."""
    bind_resources()
    # After binding, so that even loading pypdf is bounded; nobody but this process needs it.
    from pypdf.errors import DependencyError, FileNotDecryptedError, LimitReachedError

    try:
        text = read_pdf(sys.stdin.buffer.read())
    except (FileNotDecryptedError, DependencyError):  # a cipher that pypdf lacks is a lock without a key, too
        return ENCRYPTED
    except (MemoryError, LimitReachedError):
        return TOO_LARGE
    except Exception:  # noqa: BLE001  pypdf's docs: broken files may raise anything
        return BROKEN
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


def read_pdf(data: bytes) -> str:
    """The text of every page, a blank line between pages; raises what pypdf raises."""
    from pypdf import PdfReader  # see main

    reader = PdfReader(io.BytesIO(data))
    return PAGE_BREAK.join(page.extract_text().strip() for page in reader.pages)


if __name__ == "__main__":
    sys.exit(main())
