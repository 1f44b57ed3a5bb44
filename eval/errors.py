"""What can go wrong before a measurement; see ingest/errors.py for the rest of the family.

    WaymarkError
    └── EvalError        a measurement cannot be made as asked
        ├── GoldenError  a file of golden questions is malformed, or names what the corpus does not have
        ├── GateError    a file of gates is malformed, or asks for what was not measured
        ├── RecordError  a report or baseline cannot be read, or has another format
        ├── CollectionError          a folder of a public collection is malformed or incomplete
        ├── RunError                 a system found nothing at all, so there is nothing to measure
        ├── RankingUnavailableError  ir-measures is not installed
        └── BenchError               a process of the benchmark fails, or it cannot be run here

An answer that fails is no error here: it is a verdict.
"""

from ingest.errors import WaymarkError


class EvalError(WaymarkError):
    """A measurement cannot be made as asked."""


class GoldenError(EvalError):
    """A file of golden questions is malformed, or names a document or heading that the corpus does not have."""


class GateError(EvalError):
    """A file of gates is malformed, or asks for something that is not measured."""


class RecordError(EvalError):
    """A report or baseline cannot be read, or has another format."""


class CollectionError(EvalError):
    """A folder of a public test collection is malformed, or lacks what it refers to."""


class RunError(EvalError):
    """A retrieval system found nothing at all, so there is nothing to measure."""


class RankingUnavailableError(EvalError):
    """The library that measures rankings is not installed on this machine."""


class BenchError(EvalError):
    """A process of the benchmark failed, or it cannot be run here."""
