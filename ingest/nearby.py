"""The words around a mention, as features by which the stance to it is told beside the listener's states."""

import re
from collections.abc import Container, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.learners import STANCES, Stance
from ingest.topics import fold

_TOKEN = re.compile(r"\n|[a-z0-9]+(?:'[a-z]+)?|[^\w\s]")
_OTHER = " zzm "  # stands for the other mentions, whatever they are
_ENDS = frozenset(".!?;\n")
_NEAR, _LEFT, _RIGHT = 4, 14, 12  # tokens looked at one by one, and in all to either side


def words_around(text: str, spans: Sequence[tuple[int, int]], at: int, before: Stance | None) -> dict[str, float]:
    """The features of the words around the mention at `spans[at]`, weighed; `before` is the stance to the last one."""
    folded = fold(text)
    left, right = _masked(folded, spans, 0, spans[at][0])[::-1], _masked(folded, spans, spans[at][1], len(folded))
    near_left, near_right = _padded(left), _padded(right)
    found = [f"L{d}:{token}" for d, token in enumerate(near_left)] + [
        f"R{d}:{token}" for d, token in enumerate(near_right)
    ]
    for n in (2, 3):
        found += [f"L:{' '.join(near_left[:n][::-1])}", f"R:{' '.join(near_right[:n])}"]
    found += [f"LR:{near_left[0]} {near_right[0]}", f"many:{min(len(spans), 6)}", *_before(folded, spans, at, before)]
    return dict.fromkeys(found, 1.0) | _clause("l", left[:_LEFT]) | _clause("r", right[:_RIGHT])


def _clause(side: str, tokens: Sequence[str]) -> dict[str, float]:
    """The words to one side as far as the sentence goes; those beyond the next comma weigh less."""
    found: dict[str, float] = {}
    beyond = False
    for token in tokens:
        if token in _ENDS:
            found[f"{side}end:{token}"] = 1.0
            break
        beyond = beyond or token in {",", "but", "-"}
        found.setdefault(f"{side}{'c' if beyond else 'b'}:{token}", 0.4 if beyond else 0.7)
    return found


def _before(folded: str, spans: Sequence[tuple[int, int]], at: int, stance: Stance | None) -> list[str]:
    """The stance to the last mention, and what stands between: in a list it is mostly the same."""
    if not at:
        return ["P:none"]
    between = _TOKEN.findall(folded[spans[at - 1][1] : spans[at][0]])
    short = " ".join(between) if len(between) <= 2 else "end" if _ENDS & set(between) else "far"
    kind = "near" if len(between) <= 2 else short
    return [f"P:{stance}:{short}", f"P:{stance}:{kind}!"]


def _masked(folded: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> list[str]:
    """The tokens of a stretch of the text, with the mentions in it masked."""
    text = folded[start:end]
    for a, b in reversed([(a, b) for a, b in spans if start <= a and b <= end]):
        text = text[: a - start] + _OTHER + text[b - start :]
    return _TOKEN.findall(text)


def _padded(tokens: Sequence[str]) -> list[str]:
    return [tokens[d] if d < len(tokens) else "^" for d in range(_NEAR)]


def shares_of(features: dict[str, float], known: Container[str]) -> dict[str, float]:
    """The features that are `known`, together of length 3, as they are weighed."""
    found = {feature: weight for feature, weight in features.items() if feature in known}
    length = max(sum(weight**2 for weight in found.values()) ** 0.5, 1e-9)
    return {feature: 3 * weight / length for feature, weight in found.items()}


def said_by(features: dict[str, float], words: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """What `features` speak for together, one number for each of STANCES; `words` tells what each does."""
    said = np.zeros(len(STANCES), dtype=np.float32)
    for feature, weight in shares_of(features, words).items():
        said += weight * words[feature]
    return said
