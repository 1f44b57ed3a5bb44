import pytest

from ingest.records import Topic
from rag.followup import resolve, turned
from rag.library import Library
from rag.question import Question
from rag.reading import Reader
from rag.records import Turn


@pytest.fixture(scope="session")
def reader(shelf: Library) -> Reader:
    return Reader(shelf)


class FixedSense:
    """Knows one stage and one topic, and finds all questions equally well answered."""

    def __init__(self, stage: int | None = None, topic: Topic | None = None) -> None:
        self.stage, self.topic = stage, topic

    def stage_of(self, _question: Question) -> int | None:
        return self.stage

    def weight_of(self, _question: Question) -> float:
        return 1.0

    def topic_meant(self, _question: Question) -> Topic | None:
        return self.topic


def after(reader: Reader, *earlier: str, then: str, told: str = "As it says [1].", at: int | None = None) -> Question:
    history = [turn for text in earlier for turn in (Turn("user", text), Turn("assistant", told))]
    return resolve(reader, then, history, FixedSense(at))


def sources(question: Question) -> list[str]:
    return [d.id for d in question.sources]


def test_the_first_question_stands_for_itself(reader: Reader) -> None:
    assert after(reader, then="And its tools?") == reader.read("And its tools?")


def test_a_complete_question_takes_nothing_over(reader: Reader) -> None:
    asked = "Which projects does Shakil's roadmap set for computer vision?"
    assert after(reader, "What does the ten-step plan say of ethics?", then=asked) == reader.read(asked)


def test_the_roadmap_and_stage_are_carried_over(reader: Reader) -> None:
    question = after(reader, "What does phase 2 of the five-phase roadmap teach?", then="And which tools?")
    assert sources(question) == ["2024-2025"]
    assert question.stage == (2, 2)
    assert question.role == "tools"


def test_the_subject_is_carried_over_to_another_roadmap(reader: Reader) -> None:
    question = after(reader, "What does Shakil's roadmap say of reinforcement learning?", then="And the ten-step plan?")
    assert sources(question) == ["ten-steps"]
    assert [t.id for t in question.topics] == ["reinforcement-learning"]


def test_a_new_subject_takes_the_place_of_the_old_one(reader: Reader) -> None:
    question = after(reader, "Which books on statistics?", then="What about calculus?")
    assert [t.id for t in question.topics] == ["calculus"]
    assert question.form == "book"


def test_the_stage_after_the_one_before(reader: Reader) -> None:
    question = after(reader, "What is in phase 2 of the five-phase roadmap?", then="And the phase after that?")
    assert question.stage == (3, 3)


def test_the_stage_after_the_one_that_the_answer_stood_at(reader: Reader) -> None:
    asked = "Where does the five-phase roadmap teach PyTorch?"
    assert after(reader, asked, then="And the next phase?", at=2).stage == (3, 3)
    assert after(reader, asked, then="And the next phase?").stage is None


def test_after_a_next_step_the_stage_named_was_already_the_following_one(reader: Reader) -> None:
    asked = "I finished phase 1 of the five-phase roadmap, what next?"
    assert after(reader, asked, then="And after that?").stage == (3, 3)


def test_a_question_several_turns_back_still_matters(reader: Reader) -> None:
    question = after(reader, "Which phase 2 has the five-phase roadmap?", "And its tools?", then="And its projects?")
    assert sources(question) == ["2024-2025"]
    assert question.stage == (2, 2)


def test_a_long_question_of_its_own_does_not_lean(reader: Reader) -> None:
    asked = "Would one who sells flowers in a small town need statistics, calculus and linear algebra for that?"
    assert after(reader, "What is in phase 2 of the five-phase roadmap?", then=asked) == reader.read(asked)


def test_an_assistant_without_a_user_is_no_history(reader: Reader) -> None:
    hello = [Turn("assistant", "Hello!")]
    assert resolve(reader, "And its tools?", hello, FixedSense()) == reader.read("And its tools?")


def test_the_stage_that_the_answer_named_is_gone_on_from(reader: Reader) -> None:
    asked, told = "I finished projects in the ten-step roadmap. What next?", "Data engineering: it is step 5 [1]."
    assert after(reader, asked, told=told, then="And the step after that one?").stage == (6, 6)
    assert after(reader, asked, told=told, then="And the one before that?").stage == (4, 4)


def test_a_pronoun_points_to_the_resources_that_the_answer_named(reader: Reader) -> None:
    asked = "Which tools for reinforcement learning are in Shakil's roadmap?"
    told = "OpenAI Gym, Stable-Baselines3 and Ray RLlib [1]."
    those = after(reader, asked, told=told, then="Which of those are free?")
    assert [d.id for d in those.resources] == ["openai-gym", "stable-baselines3", "ray-rllib"]
    assert those.pointed
    first = after(reader, asked, told=told, then="The first of these, is it still looked after?")
    assert [d.id for d in first.resources] == ["openai-gym"]


def test_what_was_told_is_not_told_again(reader: Reader) -> None:
    asked = "Which AWS services does the 2024-2025 roadmap list?"
    question = after(reader, asked, told="SageMaker, EC2 and S3 [1].", then="And at Microsoft?")
    told = [f.content for f in reader.library.facts if f.number in question.left_out]
    assert told == ["AWS (SageMaker, EC2 and S3)"]
    assert sources(question) == ["2024-2025"]


def test_the_two_roadmaps_that_the_answer_named_are_compared(reader: Reader) -> None:
    told = "Two do: Becoming an AI Engineer RoadMap [1] and AI Engineer Roadmap 2024-2025 [2]."
    question = after(reader, "Which roadmaps mention LeetCode?", told=told, then="How hard in each of the two?")
    assert sources(question) == ["twelve-months", "2024-2025"]


def test_which_one_then_asks_it_of_all_roadmaps(reader: Reader) -> None:
    question = after(reader, "Does the twelve-month plan cover ethics?", told="No.", then="Which one does then?")
    assert question.intent == "count"
    assert not question.sources
    assert [t.id for t in question.topics] == ["ai-ethics"]


def test_after_a_next_step_the_talk_is_of_what_was_advised(reader: Reader) -> None:
    told = "Learn linear algebra next, starting with vectors [1]. Then take up calculus [2]."
    question = after(reader, "I know Python. What should I learn next?", told=told, then="Which course for that?")
    assert [t.id for t in question.topics] == ["linear-algebra"]
    assert question.role == "resources"


def test_progress_reported_after_a_next_step_asks_for_the_next(reader: Reader) -> None:
    asked, told = "I know Python. What should I learn next?", "Learn linear algebra next [1]."
    assert after(reader, asked, told=told, then="I did that at university.").intent == "next_step"


@pytest.mark.parametrize("said", ["Thanks, very helpful!", "who made you?"])
def test_small_talk_leans_on_nothing(reader: Reader, said: str) -> None:
    assert after(reader, "What is in phase 2 of the five-phase roadmap?", then=said) == reader.read(said)


def test_a_bare_roadmap_is_asked_the_whole_question_before(reader: Reader) -> None:
    question = after(reader, "How long does the twelve-month plan take in all?", then="And the 2024-2025 one?")
    again = reader.read("How long does AI Engineer Roadmap 2024-2025 take in all?")
    assert sources(question) == ["2024-2025"]
    assert (question.intent, question.aspect) == (again.intent, again.aspect)


def test_a_stage_may_be_picked_by_its_place_after_another(reader: Reader) -> None:
    asked = "How long does phase 2 of the 2024-2025 roadmap take?"
    assert after(reader, asked, told="3-4 months [1].", then="And the third?").stage == (3, 3)


def test_a_year_alone_stands_for_the_roadmap_called_by_it(reader: Reader) -> None:
    question = after(reader, "Which optimizers does the 2024-2025 roadmap teach?", then="same for 2025?")
    assert sources(question) == ["2025"]


def test_some_of_the_things_named_are_picked_out_by_what_they_are_like(reader: Reader) -> None:
    told = "AI Engineer Roadmap 2024-2025 names Weaviate, Pinecone and ChromaDB [1]."
    question = after(reader, "Where do I store embeddings?", told=told, then="Which of them isn't open source?")
    assert question.pointed
    assert {"pinecone", "weaviate"} <= {d.id for d in question.resources}


@pytest.mark.parametrize("then", ["do any of the others say that too?", "who else teaches it?", "which roadmaps do?"])
def test_the_other_roadmaps_are_counted(reader: Reader, then: str) -> None:
    question = after(reader, "Does the twelve-month plan cover ethics?", told="No.", then=then)
    assert question.intent == "count"
    assert not question.sources


def test_what_comes_after_advice_is_a_next_step_and_so_is_what_the_learner_adds(reader: Reader) -> None:
    asked, told = "I know Python. What should I learn next?", "Learn linear algebra next [1]."
    assert after(reader, asked, told=told, then="ok and after that?").intent == "next_step"
    assert after(reader, asked, told=told, then="no, I want to do computer vision").intent == "next_step"


def test_thanks_between_two_questions_change_nothing(reader: Reader) -> None:
    history = [
        Turn("user", "Which conferences does the ten-step roadmap name?"),
        Turn("assistant", "NeurIPS, ICML and CVPR [1]."),
        Turn("user", "thanks!"),
        Turn("assistant", "You are welcome."),
    ]
    assert sources(resolve(reader, "and the 2024-2025 one?", history, FixedSense())) == ["2024-2025"]


def test_what_is_asked_after_a_following_stage_is_asked_of_that_stage(reader: Reader) -> None:
    told = "Phase 2: Core Machine Learning (Months 4-6) comes next [1]."
    asked = "What comes after phase 1 in the twelve-month plan?"
    assert after(reader, asked, told=told, then="how long is that one?").stage == (2, 2)


@pytest.mark.parametrize("then", ["and then?", "ok and after that", "And then what?", "what follows that?", "next?"])
def test_going_on_may_be_asked_time_and_again(reader: Reader, then: str) -> None:
    history = [
        Turn("user", "What comes after projects in the ten-step roadmap?"),
        Turn("assistant", "Step 5: Understand Data Engineering [1]."),
        Turn("user", then),
        Turn("assistant", "Step 6: Learn AI Ethics [1]."),
    ]
    question = resolve(reader, then, history, FixedSense())
    assert (sources(question), question.stage, question.role) == (["ten-steps"], (7, 7), None)


def test_a_number_that_a_roadmap_skips_is_gone_past(reader: Reader) -> None:
    asked = "What is step 9 of the 2025/26 roadmap?"
    assert after(reader, asked, then="And the step after that?").stage == (11, 11)
    assert after(reader, "What is step 11 of the 2025/26 roadmap?", then="And the one before?").stage == (9, 9)


@pytest.mark.parametrize(
    ("asked", "then", "stage"),
    [
        ("Which projects are in phase 2 of the 2024-2025 roadmap?", "What about the ten-step one?", None),
        ("Which deployment tools are in section 8 of Ashtekar's?", "And the twelve-month plan?", None),
        ("Which projects are in phase 2 of the 2024-2025 roadmap?", "And the twelve-month plan?", (2, 2)),
        ("How long is phase 2 of the 2024-2025 roadmap?", "And the twelve-month plan?", (2, 2)),
    ],
)
def test_the_same_stage_of_another_roadmap_is_meant_where_it_has_what_is_asked(
    reader: Reader, asked: str, then: str, stage: tuple[int, int] | None
) -> None:
    assert after(reader, asked, then=then).stage == stage


def test_a_thing_alone_is_asked_the_whole_question_before(reader: Reader) -> None:
    question = after(reader, "Is Airflow open source?", then="what about Prefect?")
    assert [d.id for d in question.resources] == ["prefect"]
    assert "open source" in question.normal


COLAB = ("Where can I train a CNN?", "Google Colab gives access to GPUs; the twelve-month plan lists it in Phase 3.")
NG = ("Which course is good for beginners?", "Ashtekar's article lists Machine Learning by Andrew Ng on Coursera [1].")
BOOK = ("Which book shows code?", "Hands-On Machine Learning by Aurélien Géron, for Phase 1 [1].")


@pytest.mark.parametrize(
    ("turns", "then", "thing"),
    [
        (COLAB, "any catch with the free version?", "google-colab"),
        (COLAB, "do I need a Google account?", "google-colab"),
        (COLAB, "does it run on a fridge?", "google-colab"),
        (NG, "Do I have to learn Octave for it?", "andrew-ng-machine-learning"),
        (NG, "who teaches it?", "andrew-ng-machine-learning"),
        (BOOK, "does the book use PyTorch?", "hands-on-machine-learning"),
        (BOOK, "who wrote it", "hands-on-machine-learning"),
    ],
)
def test_a_detail_is_asked_of_the_one_thing_told_of(
    reader: Reader, turns: tuple[str, str], then: str, thing: str
) -> None:
    asked, told = turns
    question = after(reader, asked, told=told, then=then)
    assert question.pointed
    assert [d.id for d in question.resources] == [thing]


@pytest.mark.parametrize(
    "then",
    ["And unsupervised learning?", "Is there something for statistics?", "which roadmaps name it?", "and then?"],
)
def test_what_asks_for_something_else_is_not_asked_of_the_thing_told_of(reader: Reader, then: str) -> None:
    asked, told = COLAB
    assert not after(reader, asked, told=told, then=then).pointed


def test_of_several_things_side_by_side_none_is_the_one(reader: Reader) -> None:
    told = "Weaviate, Pinecone and ChromaDB [1]."
    assert not after(reader, "Where do I store embeddings?", told=told, then="do I need an API key?").pointed


@pytest.mark.parametrize("then", ["and the deep learning phase?", "and only the part about deep learning?"])
def test_a_time_is_asked_again_of_a_part(reader: Reader, then: str) -> None:
    question = after(reader, "How long is the whole 2024-2025 roadmap?", told="12-18 months [1].", then=then)
    again = reader.read("How long does deep learning take in AI Engineer Roadmap 2024-2025?")
    assert (question.rest, question.topics, question.intent) == (again.rest, again.topics, again.intent)


@pytest.mark.parametrize(
    "then",
    [
        "Do I need deep learning for it?",
        "who teaches deep learning there?",
        "what projects are there for deep learning?",
    ],
)
def test_another_question_on_a_topic_asks_for_no_time(reader: Reader, then: str) -> None:
    asked = "How long is the whole 2024-2025 roadmap?"
    assert "how long" not in after(reader, asked, told="12-18 months [1].", then=then).rest


def test_what_only_led_up_to_the_question_before_is_not_asked_about_again(reader: Reader) -> None:
    asked = "I was a primary teacher and have savings. Is there a roadmap for one year?"
    question = after(
        reader, asked, told="The twelve-month plan [1].", then="and the second phase, what is learned there?"
    )
    assert not {"primary", "teacher", "savings"} & {u.text for u in question.units}


def test_the_last_of_the_phases_just_listed_may_be_picked(reader: Reader) -> None:
    told = "It has five phases, from foundations to specialization [1]."
    assert after(
        reader, "What are the phases of the 2024-2025 roadmap?", told=told, then="and the third one?"
    ).stage == (3, 3)


def test_what_that_phase_holds_is_asked_of_it_though_a_topic_is_named(reader: Reader) -> None:
    told = "In Phase 4 it asks for monitoring of model performance, and detection of data drift [1]."
    asked, then = "What does the 2024-2025 roadmap say about monitoring?", "Which cloud services are in that phase too?"
    assert after(reader, asked, told=told, then=then).stage == (4, 4)


def test_what_that_same_roadmap_says_is_not_asked_of_the_thing_told_of(reader: Reader) -> None:
    told = "CiteWise is a name that AI Engineer Roadmap 2024-2025 gives as an example of a RAG system [1]."
    then = "Which vector databases does that same roadmap suggest for it?"
    question = after(reader, "What is CiteWise?", told=told, then=then)
    assert (sources(question), question.pointed) == (["2024-2025"], False)


def test_what_to_know_before_it_is_asked_of_what_the_question_before_named(reader: Reader) -> None:
    told = "Yes, it is a free course, with its code in a public GitHub repository [1]."
    question = after(reader, "Is Made With ML free?", told=told, then="what should i know before i start it")
    assert [d.id for d in question.resources] == ["made-with-ml"]


def test_it_is_what_was_just_recommended_and_not_what_that_was_asked_beside(reader: Reader) -> None:
    asked, told = "I finished Machine Learning by Andrew Ng. Which book should I read?", f"{BOOK[1]}"
    assert [d.id for d in after(reader, asked, told=told, then="who wrote it?").resources] == [
        "hands-on-machine-learning"
    ]


def test_the_number_of_a_stage_is_not_put_on_another_roadmap(reader: Reader) -> None:
    asked, then = (
        "What does phase 4 of the 2024-2025 roadmap teach?",
        "Which tools does Ashtekar suggest for that phase?",
    )
    assert after(reader, asked, told="MLOps [1].", then=then).stage is None


def test_who_turns_to_something_else_leans_on_nothing_said_before() -> None:
    said = [Turn("user", "Where do I find data sets?"), Turn("assistant", "On Kaggle.")]
    assert turned("good. different question: does this job pay well?", said) == ("does this job pay well?", ())
    assert turned("Something else entirely - who wrote the 2025/26 roadmap?", said)[0].startswith("who wrote")
    assert turned("Another question: is it free?", said) == ("is it free?", said)


@pytest.mark.parametrize("text", ["Which other topic comes up?", "different courses: which is best?", "And the price?"])
def test_other_messages_are_left_as_they_are(text: str) -> None:
    said = [Turn("user", "Where do I find data sets?")]
    assert turned(text, said) == (text, said)
