"""Asking a language model for data; one that keeps failing is left alone."""

import re
from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from rag.errors import ModelError

Complete = Callable[[str, str], str]  # instructions and text in, the reply out; raises ModelError
T = TypeVar("T")

_PATIENCE = 3  # failures in a row, after which it is asked no more
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)  # models like to put words or a fence around it


class Consultant:
    """Asks a language model, and no more once it has failed three times in a row; `failures` counts what it owes."""

    def __init__(self, complete: Complete) -> None:
        self._complete = complete
        self._in_a_row = 0
        self.failures = 0
        self.reason = ""

    def consult(self, instructions: str, text: str, form: TypeAdapter[T]) -> T | None:
        """The reply as `form` has it; None where there is none, with the last `reason` why."""
        if self._in_a_row < _PATIENCE:
            try:
                found = self._read(self._complete(instructions, text), form)
            except ModelError as error:
                self._in_a_row += 1
                self.reason = str(error)
            else:
                self._in_a_row = 0
                return found
        self.failures += 1
        return None

    def _read(self, reply: str, form: TypeAdapter[T]) -> T:
        found = _OBJECT.search(reply)
        try:
            return form.validate_json(found.group() if found else reply, strict=True)
        except ValidationError:
            raise ModelError(
                "The language model replied with something else than the JSON that it was asked for."
            ) from None
