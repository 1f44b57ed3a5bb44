"""What the listener is taught by, and that it was taught by what the corpus holds."""

import numpy as np

from ingest.embed import States
from ingest.hints import Hint
from ingest.learners import STANCES, Mention, Telling
from ingest.lessons import Texts, lessons_of, read_texts
from ingest.settings import SHIPPED_CORPUS
from ingest.taught import taught

TOPICS = ("git", "sql", "docker")
GOALS = ("admin", "analyst")


def by_words(text: str) -> States:
    """Two pieces that every text gets, and one for each word between them."""
    spans, at = [(0, 0)], 0
    for word in text.split(" "):
        spans.append((at, at + len(word)))
        at += len(word) + 1
    return States([*spans, (0, 0)], np.ones((len(spans) + 1, 2), dtype=np.float32))


def test_each_sentence_teaches_what_its_marks_say() -> None:
    text = "sql yes. no backups of code"
    marks = Mention(0, 3, "known", ("sql",)), Mention(9, 19, "lacking", ("git", "docker"))
    (lesson,) = lessons_of(Texts((Telling(text, marks),), (), TOPICS), by_words)
    assert lesson.sentences == ((1, 3), (3, 7))
    assert lesson.mentions == ((1, 2, STANCES.index("known")), (3, 5, STANCES.index("lacking")))
    assert lesson.needs.tolist()[0] == [1, 0, 0, 0]
    assert np.allclose(lesson.needs[1], [0, 1 / 1.5, 0, 0.5 / 1.5])
    assert lesson.skills.tolist() == [[0, 1, 0], [0, 0, 0]]


def test_a_hint_teaches_by_all_of_its_text() -> None:
    hints = Hint("final final", "needs", "git"), Hint("we review", "knows", "git"), Hint("in Pune", "nothing")
    needed, known, nothing = lessons_of(Texts((), hints, TOPICS), by_words)
    assert needed.sentences == ((1, 3),)
    assert (needed.needs.tolist(), needed.skills.tolist()) == ([[0, 1, 0, 0]], [[0, 0, 0]])
    assert (known.needs.tolist(), known.skills.tolist()) == ([[1, 0, 0, 0]], [[1, 0, 0]])
    assert (nothing.needs.tolist(), nothing.skills.tolist()) == ([[1, 0, 0, 0]], [[0, 0, 0]])


def test_a_mentors_advice_teaches_the_next_step_and_the_goal() -> None:
    advised = Telling("sql yes", (), ("docker", "git"), "analyst")
    aimless = Telling("sql yes", (), ("git",))
    first, second = lessons_of(Texts((advised, aimless), (), TOPICS, GOALS), by_words)
    assert first.step is not None
    assert np.allclose(first.step, [0.8 / 1.8, 0, 1 / 1.8])
    assert (first.goal, second.goal) == (2, 0)


def test_the_only_thing_that_is_lacking_is_the_next_step_and_of_several_none_is() -> None:
    git, sql = Mention(0, 3, "lacking", ("git", "docker")), Mention(4, 7, "lacking", ("sql",))
    one, two = lessons_of(Texts((Telling("git sql", (git,)), Telling("git sql", (git, sql))), (), TOPICS), by_words)
    assert one.step is not None
    assert np.allclose(one.step, [1 / 1.8, 0, 0.8 / 1.8])
    assert (one.goal, two.step, two.goal) == (None, None, None)


def test_the_shipped_listener_was_taught_by_the_texts_of_the_shipped_corpus() -> None:
    texts = read_texts(SHIPPED_CORPUS)
    assert (taught().topics, taught().goals) == (texts.topics, texts.goals)
    assert taught().lessons == texts.key(), "The texts have changed: run `python -m ingest.teach`."
