"""Keeping the heap of a process that reads generation after generation at the size of one."""

import ctypes
import gc
import sys
import threading
from contextlib import suppress

_LATER = 2.0  # seconds, in which the answers that were under way come to their end
_LARGE, _HEAPS = 128 * 1024, 2  # bytes from which a piece is one by itself; and how many heaps threads share
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # what mallopt(3) calls them


def keep_large_pieces_apart() -> None:
    """Have GNU's C library take each large piece of memory from the system by itself, and hand it back once it is free.

    By itself it takes ever larger pieces from the heap, where small ones that stay come to lie between them: over two
    dozen ingests of the shipped corpus the heap grew from 260 to 400 MB so, with no more than 130 of them in use.
    """
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            library = ctypes.CDLL(None)
            library.mallopt(_MMAP_THRESHOLD, _LARGE)
            library.mallopt(_ARENA_MAX, _HEAPS)


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
