"""The heap of a process that reads generation after generation stays at the size of one."""

import ctypes
import subprocess
import sys

import pytest

# Once a large piece has been let go, the C library takes the next ones from the heap, unless it is told not to.
_PIECES_APART = """
import ctypes
from rag.heap import keep_large_pieces_apart

class Info(ctypes.Structure):
    _fields_ = [(letter, ctypes.c_size_t) for letter in "abcdefghij"]  # mallinfo2(3): the fourth counts pieces apart

library = ctypes.CDLL(None)
library.mallinfo2.restype = Info
library.malloc.restype, library.free.argtypes = ctypes.c_void_p, [ctypes.c_void_p]
{first}
library.free(library.malloc(16 << 20))
before = library.mallinfo2().d
library.malloc(1 << 20)
print(library.mallinfo2().d - before)
"""


def _pieces_apart(first: str = "") -> int:
    """How many more pieces lie apart from the heap after 1 MB was asked for, in a process that does `first`."""
    told = subprocess.run(
        [sys.executable, "-c", _PIECES_APART.format(first=first)], check=True, capture_output=True, text=True
    )
    return int(told.stdout)


@pytest.mark.skipif(
    sys.platform != "linux" or not hasattr(ctypes.CDLL(None), "mallinfo2"),
    reason="needs glibc 2.33",
)
def test_a_large_piece_lies_apart_from_the_heap_after_another_was_let_go() -> None:
    assert _pieces_apart() == 0
    assert _pieces_apart("keep_large_pieces_apart()") == 1
