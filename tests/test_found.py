"""What the finder makes of a question, as shares of its likeness to all statements."""

import numpy as np
import pytest

from rag.found import Found

# A cosine that is ln(3)/25 lower has a third of the share.
NEAR = np.array([0.5, 0.5 + np.log(3) / 25, 0.5], dtype=np.float32)


def test_the_best_is_the_nearest() -> None:
    assert Found(NEAR, NEAR).best == 1


def test_a_share_is_what_of_the_likeness_goes_to_some_of_the_facts() -> None:
    found = Found(NEAR, NEAR)
    assert found.share_of(np.array([1])) == pytest.approx(0.6, abs=1e-4)
    assert found.share_of(np.array([0, 2])) == pytest.approx(0.4, abs=1e-4)
