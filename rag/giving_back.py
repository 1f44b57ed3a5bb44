"""Giving back to the system the memory of a generation that is no longer read."""

import ctypes
import gc
import sys
import threading
from contextlib import suppress

_LATER = 2.0  # seconds, in which the answers that were under way come to their end


def give_back_soon() -> None:
    """Collect what is left of the old generation in a moment, and hand its memory back.

    A library is held in circles, and what it leaves behind lies scattered over the heap: without this a process that
    reads on grows by some 15 MB with each ingest of the shipped corpus, until its heap has found its size.
    """
    timer = threading.Timer(_LATER, give_back)
    timer.daemon = True
    timer.start()


def give_back() -> None:
    """Do it at once; where the C library is not GNU's, only collect."""
    gc.collect()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)
