"""What can go wrong before a measurement; see ingest/errors.py for the rest of the family.

    WaymarkError
    └── EvalError        a measurement cannot be made as asked
        ├── GoldenError  a file of golden questions is malformed, or names what the corpus does not have
        └── GateError    a file of gates is malformed, or asks for what was not measured

An answer that fails is no error here: it is a verdict.
"""

from ingest.errors import WaymarkError


class EvalError(WaymarkError):
    """A measurement cannot be made as asked."""


class GoldenError(EvalError):
    """A file of golden questions is malformed, or names a document or heading that the corpus does not have."""


class GateError(EvalError):
    """A file of gates is malformed, or asks for something that is not measured."""
