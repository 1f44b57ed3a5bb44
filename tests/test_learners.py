"""Learners' texts with their marks, and what is wrong with some."""

from pathlib import Path

import pytest

from ingest.errors import CorpusError
from ingest.learners import Mention, Telling, phrases_in, read_learners

TOPICS = {"python", "mathematics"}
GOALS = {"scientist"}


def corpus(folder: Path, text: str) -> Path:
    (folder / "learners.yaml").write_text(text, encoding="utf-8")
    return folder


def test_marks_are_taken_out_of_a_text_and_tell_what_it_mentions(tmp_path: Path) -> None:
    marked = '- "I know [Python](known python), [numbers scare me](lacking mathematics), [Excel](known) I like."'
    (telling,) = read_learners(corpus(tmp_path, marked), TOPICS)
    assert telling.text == "I know Python, numbers scare me, Excel I like."
    assert [(telling.text[m.start : m.end], m.stance, m.topics) for m in telling.mentions] == [
        ("Python", "known", ("python",)),
        ("numbers scare me", "lacking", ("mathematics",)),
        ("Excel", "known", ()),
    ]


def test_a_text_may_come_with_the_next_step_and_the_goal_that_a_mentor_takes_it_to_tell(tmp_path: Path) -> None:
    entries = '- said: "[Numbers](lacking mathematics)?"\n  next: [mathematics, python]\n  goal: scientist\n- "Hello"'
    advised, bare = read_learners(corpus(tmp_path, entries), TOPICS, GOALS)
    assert (advised.text, advised.next, advised.goal) == ("Numbers?", ("mathematics", "python"), "scientist")
    assert (bare.next, bare.goal) == ((), None)


def test_a_corpus_without_the_file_has_none(tmp_path: Path) -> None:
    assert read_learners(tmp_path, TOPICS) == ()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('- "I [know](knows python)"', "has the stance 'knows'. Give one of known, basic, lacking, wanted, other."),
        ('- "[Go](known golang) here"', "stands for 'golang', which is no topic of topics.yaml"),
        ("- {said: Hello, next: [golang]}", "names 'golang', which is no topic of topics.yaml"),
        ("- {said: Hello, next: [python], goal: cook}", "names 'cook', which is no goal of topics.yaml"),
        ("- {said: Hello, next: []}", "is not a list of learners' texts"),
        ("texts: 3", "is not a list of learners' texts"),
        ("- [unclosed", "is not a list of learners' texts"),
    ],
)
def test_what_is_wrong_with_the_file_is_said(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(CorpusError, match=r"learners\.yaml") as caught:
        read_learners(corpus(tmp_path, text), TOPICS, GOALS)
    assert says in str(caught.value)


def test_a_phrase_stands_for_what_it_mostly_does_and_a_common_word_for_nothing() -> None:
    def telling(text: str, *phrases: tuple[str, tuple[str, ...]]) -> Telling:
        spans = ((text.index(phrase), phrase, topics) for phrase, topics in phrases)
        return Telling(text, tuple(Mention(at, at + len(p), "known", topics) for at, p, topics in spans))

    tellings = [
        telling("I write Go and know the sums", ("Go", ("programming",)), ("the sums", ("mathematics",))),
        telling("Where do I go? Let me go.", ("Where", ())),
        telling("Python, the sums", ("Python", ("python",)), ("the sums", ("mathematics",))),
    ]
    assert phrases_in(tellings, {"python"}.__contains__) == {"the sums": ("mathematics",)}
