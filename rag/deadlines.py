"""How long a language model may take: kept by a clock of our own, which runs on words and not on bytes."""

from dataclasses import astuple, dataclass


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds within which a model must be reached, begin, go on after each word, and be done with its answer.

    `rewrite` is for wording a follow-up as a question of its own, `wait` the longest pause before the one retry.
    """

    connect: float = 3.0
    first: float = 10.0
    gap: float = 15.0
    whole: float = 60.0
    rewrite: float = 5.0
    wait: float = 2.0

    def stretched(self, factor: float) -> "Deadlines":
        """The same, `factor` times as long, for a model on a slow machine or a test in a hurry."""
        return Deadlines(*(factor * seconds for seconds in astuple(self)))
