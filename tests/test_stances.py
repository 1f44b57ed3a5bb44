"""Reading how learners stand to what they mention."""

import numpy as np
import pytest

from ingest.embed import States
from ingest.learners import Mention, Stance, Telling
from ingest.settings import Settings
from ingest.stances import Lexis, Stances, fit, words_around
from rag.bootstrap import open_assistant
from rag.follower import Follower
from rag.mentions import Mentions


class Letters:
    """An encoder whose states say nothing: each word is one piece, and all have one state."""

    def states(self, text: str) -> States:
        """A piece for each word."""
        spans, at = [], 0
        for word in text.split(" "):
            spans.append((at, at + len(word)))
            at += len(word) + 1
        return States(spans, np.ones((len(spans), 2), dtype=np.float32))


def telling(text: str, *mentions: tuple[str, Stance]) -> Telling:
    spans = [(text.index(phrase), phrase, stance) for phrase, stance in mentions]
    return Telling(text, tuple(Mention(at, at + len(phrase), stance, ()) for at, phrase, stance in spans))


def test_what_stands_beside_a_mention_tells() -> None:
    told = [telling(f"i know {x}", (x, "known")) for x in ("sql", "git", "java")]
    told += [telling(f"i never did {x}", (x, "lacking")) for x in ("sql", "git", "java")]
    columns, weights = fit(told, Letters(), lambda _done, _total: None)
    model = Stances(Lexis(columns), weights)
    assert model.read("i know rust", [(7, 11)], Letters()) == ["known"]
    assert model.read("i never did rust", [(12, 16)], Letters()) == ["lacking"]
    assert model.read("nothing", [], Letters()) == []


def test_other_mentions_are_masked_and_the_last_stance_is_told() -> None:
    found = words_around("no sql, git or java", [(3, 6), (8, 11), (15, 19)], 1, "lacking")
    assert {"L0:,", "L1:zzm", "L2:no", "R0:or", "R1:zzm", "P:lacking:,"} <= found.keys()


def test_beyond_the_sentence_nothing_counts() -> None:
    found = words_around("sql never. git daily", [(0, 3), (11, 14)], 1, "lacking")
    assert "lend:." in found
    assert "lb:never" not in found


@pytest.fixture(scope="module")
def mentions(shipped: Settings) -> Mentions:
    open_assistant(shipped)
    return Follower(shipped)().mentions


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "stances"),
    [
        ("I know Python and SQL but not calculus.", {"Python": "known", "SQL": "known", "calculus": "lacking"}),
        ("Never touched Docker, want to learn Kubernetes.", {"Docker": "lacking", "Kubernetes": "wanted"}),
        ("pandas: yes. PyTorch: no.", {"pandas": "known", "PyTorch": "lacking"}),
        ("I'd love to understand transformers.", {"transformers": "wanted"}),
        ("A bit of statistics, lots of SQL.", {"statistics": "basic", "SQL": "known"}),
    ],
)
def test_plain_statements_are_read_right(mentions: Mentions, text: str, stances: dict[str, Stance]) -> None:
    assert {text[m.start : m.end]: m.stance for m in mentions.read(text)} == stances


@pytest.mark.slow
def test_the_name_of_a_goal_and_a_curriculum_vitae_are_no_topics(mentions: Mentions) -> None:
    assert mentions.read("I want to become a machine learning engineer. My CV is ready.") == []
