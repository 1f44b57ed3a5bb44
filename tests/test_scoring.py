from dataclasses import replace
from typing import Any

import pytest
from fakes import COURSE, ROADMAP, FakeAssistant

from eval.asking import Outcome, ask_all
from eval.evidence import Outlines, read_within, share_found
from eval.golden import Evidence, GoldenQuestion
from eval.scoring import Measure, Scorer, Verdict, measures, metric_names
from ingest.records import Chunk
from rag.records import Citation, Passage

LEARN = ("Phase 1: Foundations (2 months)", "What to learn")
QUESTION = GoldenQuestion(
    id="q",
    split="dev",
    type="fact",
    question="what next?",
    answerable=True,
    evidence=(Evidence("sample", LEARN),),
    nuggets=(("linear algebra",), ("vectors", "vector spaces")),
    must_not=("rust",),
)


def question(id_: str = "q", **changes: Any) -> GoldenQuestion:
    return replace(QUESTION, id=id_, **changes)


def answered(asked: GoldenQuestion = QUESTION, assistant: FakeAssistant | None = None, **changes: Any) -> Verdict:
    """The verdict on the fake's answer to `asked`, after `changes` to the answer."""
    assistant = assistant or FakeAssistant()
    answer = replace(assistant.ask(asked.question), **changes)
    return scorer(assistant).verdict(Outcome(asked, answer, "", 1.0))


def failed(asked: GoldenQuestion) -> Verdict:
    return scorer(FakeAssistant()).verdict(Outcome(asked, None, "ZeroDivisionError: x", 1.0))


def scorer(assistant: FakeAssistant) -> Scorer:
    return Scorer(assistant, Outlines(assistant.documents(), assistant.superseded()))


def measured(*verdicts: Verdict) -> dict[str, Measure]:
    return {m.name: m for m in measures(verdicts)}


# asking


def test_a_question_that_raises_is_an_outcome_and_the_rest_is_asked() -> None:
    asked = [question("a", question="broken"), question("b", question="crash"), question("c")]
    outcomes = list(ask_all(asked, FakeAssistant()))
    assert [(o.question.id, o.answer is None) for o in outcomes] == [("a", True), ("b", True), ("c", False)]
    assert outcomes[0].error == "QuestionError: The question is too long. Ask it in fewer than 2000 characters."
    assert outcomes[1].error == "ZeroDivisionError: crash"


def test_each_outcome_tells_how_long_it_took() -> None:
    times = iter([10.0, 10.25, 20.0, 20.5])
    outcomes = ask_all([question("a"), question("b", question="crash")], FakeAssistant(), clock=times.__next__)
    assert [o.ms for o in outcomes] == [250.0, 500.0]


# one verdict


def test_an_answer_with_every_nugget_is_right() -> None:
    verdict = answered()
    assert (verdict.right, verdict.missing, verdict.forbidden) == (True, (), ())


def test_nuggets_are_found_in_any_case_and_wording_and_inside_words() -> None:
    assert answered(text="LINEAR ALGEBRAIC Vector Spaces.").right
    assert answered(question(nuggets=(("Linear Algebra",),))).right


def test_a_missing_nugget_makes_it_wrong_and_is_named() -> None:
    verdict = answered(text="Learn linear algebra.")
    assert (verdict.right, verdict.missing) == (False, (("vectors", "vector spaces"),))


def test_a_forbidden_word_makes_it_wrong_and_is_named() -> None:
    verdict = answered(text="Linear algebra, vectors and Rust.")
    assert (verdict.right, verdict.forbidden) == (False, ("rust",))


def test_a_marker_is_no_part_of_what_an_answer_says() -> None:
    assert not answered(question(nuggets=(("three", "3"),)), text="Several do [3].").right


@pytest.mark.parametrize(
    ("answerable", "abstained", "right"),
    [(True, False, True), (True, True, False), (False, True, True), (False, False, False)],
)
def test_abstaining_is_right_exactly_where_there_is_no_answer(
    answerable: bool,
    abstained: bool,
    right: bool,
) -> None:
    assert answered(question(answerable=answerable), abstained=abstained).right is right


@pytest.mark.parametrize("answerable", [True, False])
def test_a_failure_is_wrong_even_where_nothing_is_asked_of_the_answer(answerable: bool) -> None:
    verdict = failed(question(answerable=answerable, nuggets=(), evidence=()))
    assert (verdict.right, verdict.abstained) == (False, answerable)


def test_a_quote_one_character_off_is_not_exact() -> None:
    first, *rest = FakeAssistant().ask("x").citations
    assert answered().quotes_exact
    shifted = replace(first, start=first.start + 1, end=first.end + 1)
    assert not answered(citations=(*rest, shifted)).quotes_exact
    assert not answered(citations=(replace(first, quote="", start=0, end=0),)).quotes_exact
    assert not answered(citations=(replace(first, document_id="unheard-of"),)).quotes_exact


def test_a_quote_has_to_lie_in_one_passage() -> None:
    answer = FakeAssistant().ask("x")
    assert answered().quotes_in_passages
    assert not answered(passages=answer.passages[1:]).quotes_in_passages
    across = Citation(1, "course", "Deep Learning Course", "resource", (), None, 0, len(COURSE), COURSE)
    assert not answered(citations=(across,)).quotes_in_passages


def test_evidence_is_cited_when_a_quote_stands_in_its_section() -> None:
    assert answered().evidence_cited
    assert not answered(citations=FakeAssistant().ask("x").citations[1:]).evidence_cited
    assert answered(question(evidence=()), citations=()).evidence_cited


def test_sentences_and_words_are_counted_without_markers_and_bullets() -> None:
    verdict = answered(text="Learn vectors next [1]. Then rest.\n- With: a course [2].\n\nWhy not?")
    assert (verdict.sentences, verdict.words) == (4, 10)


# evidence within a budget of words


def outlines(**documents: str) -> Outlines:
    sample = FakeAssistant().document("sample")
    return Outlines([replace(sample, id=id_, text=text) for id_, text in documents.items()], {})


def passage(start: int, end: int, text: str = ROADMAP, id_: str = "sample", title: str = "Sample Roadmap") -> Passage:
    return Passage(Chunk("c", id_, ("One", "Two"), 0, start, end, text[start:end]), title, 1.0, 1.0)


def test_title_and_heading_path_are_words_of_the_budget() -> None:
    # "T One Two" are 3 words, so a budget of 5 leaves two words of the first passage and none of the second.
    text = "alpha beta gamma delta"
    passages = [passage(0, 22, text, "a", "T"), passage(0, 22, text, "b", "T")]
    assert list(read_within(passages, 5)) == [("a", 0, len("alpha beta"))]
    assert list(read_within(passages, 11)) == [("a", 0, 22), ("b", 0, len("alpha"))]
    assert list(read_within(passages, 3)) == []


def test_a_section_is_found_when_a_whole_statement_of_it_is_read() -> None:
    target = outlines(sample=ROADMAP).target(Evidence("sample", LEARN))
    start = ROADMAP.index("### What to learn")
    words = len(ROADMAP[start : ROADMAP.index("\n- Foundations, programming")].split()) + 4  # of title and headings
    read = passage(start, ROADMAP.index("### Projects"))
    assert share_found([target], [read], budget=words) == 1.0
    assert share_found([target], [read], budget=words - 1) == 0.0
    assert share_found([target], [passage(0, start)]) == 0.0


def test_a_heading_with_nothing_directly_under_it_stands_for_all_below_it() -> None:
    target = outlines(sample=ROADMAP).target(Evidence("sample", LEARN[:1]))
    below = passage(ROADMAP.index("### Projects"), ROADMAP.index("## Phase 2"))
    beyond = passage(ROADMAP.index("## Phase 2"), len(ROADMAP))
    assert (share_found([target], [below]), share_found([target], [beyond])) == (1.0, 0.0)


def test_evidence_is_the_share_of_its_sections_that_was_found() -> None:
    both = (Evidence("sample", LEARN), Evidence("course", ("Before you start",)))
    assert answered(question(evidence=both)).evidence == 0.5
    assert answered(question(evidence=())).evidence is None
    assert failed(question(evidence=both)).evidence == 0.0


def test_an_original_that_took_a_restatements_place_is_searched_under_the_same_words() -> None:
    text = "# Original\n\n## 🚀 Phase 1: Foundations\n\n- Vectors come first.\n"
    sample = FakeAssistant().document("sample")
    outlined = Outlines([sample, replace(sample, id="original", text=text)], {"sample": "original"})
    target = outlined.target(Evidence("sample", ("Phase 1: Foundations",)))
    assert share_found([target], [passage(0, len(text), text, "original")]) == 1.0


# measures


def test_correctness_is_over_every_question_asked_failures_included() -> None:
    found = measured(answered(question("a")), answered(question("b"), text="no"), failed(question("c")))
    assert found["correctness"] == Measure("correctness", "share", pytest.approx(1 / 3), 3, ("b", "c"))
    assert found["failures"].value == 1


def test_correctness_is_told_for_each_type() -> None:
    found = measured(answered(question("a")), answered(question("b", type="plan"), text="no"))
    assert (found["correctness.fact"].value, found["correctness.plan"].value) == (1.0, 0.0)
    assert found["correctness.count"] == Measure("correctness.count", "share", None, 0)


def test_a_right_answer_that_cites_something_else_is_not_right_with_its_evidence() -> None:
    elsewhere = answered(question("b"), citations=FakeAssistant().ask("x").citations[1:])
    assert measured(answered(question("a")), elsewhere)["correctness_cited"].value == 0.5


def test_abstention_is_measured_by_precision_recall_and_f1() -> None:
    unanswerable = question(answerable=False)
    found = measured(
        *(answered(replace(unanswerable, id=f"due-{n}"), abstained=True) for n in range(3)),
        answered(replace(unanswerable, id="made-up")),
        *(answered(question(f"refused-{n}"), abstained=True) for n in range(2)),
        *(answered(question(f"answered-{n}")) for n in range(6)),
    )
    # 5 abstained, 3 of them rightly; 4 should have; 8 are answerable.
    assert found["abstention_precision"].value == pytest.approx(3 / 5)
    assert found["abstention_recall"].value == pytest.approx(3 / 4)
    assert found["abstention_f1"].value == pytest.approx(2 * 0.6 * 0.75 / (0.6 + 0.75))
    assert found["false_abstention"].value == pytest.approx(2 / 8)
    assert found["abstention_precision"].against == ("refused-0", "refused-1")
    assert found["abstention_recall"].against == ("made-up",)
    assert found["abstention_f1"].against == ("made-up", "refused-0", "refused-1")
    assert found["false_abstention"].against == ("refused-0", "refused-1")


def test_without_a_single_abstention_where_some_were_due_precision_is_zero() -> None:
    found = measured(answered(question(answerable=False)))
    assert [found[f"abstention_{n}"].value for n in ("precision", "recall", "f1")] == [0.0, 0.0, 0.0]


def test_where_no_abstention_was_due_there_is_nothing_to_measure() -> None:
    found = measured(answered())
    assert [found[f"abstention_{n}"].value for n in ("precision", "recall", "f1")] == [None, None, None]


def test_a_failure_counts_against_abstention_whatever_was_due() -> None:
    found = measured(failed(question("a")), failed(question("b", answerable=False)))
    assert (found["abstention_recall"].value, found["false_abstention"].value) == (0.0, 1.0)


def test_a_failure_and_a_false_quote_count_against_exact_quotes() -> None:
    first = FakeAssistant().ask("x").citations[0]
    shifted = answered(question("b"), citations=(replace(first, start=first.start - 1),))
    exact = measured(answered(question("a")), shifted, failed(question("c")), answered(question("d")))["quotes_exact"]
    assert (exact.value, exact.against) == (0.5, ("b", "c"))


def test_evidence_recall_is_over_the_questions_that_rest_on_some() -> None:
    half = question("a", evidence=(Evidence("sample", LEARN), Evidence("course", ("Before you start",))))
    recall = measured(answered(half), failed(question("b")), answered(question("c", evidence=())))[
        "evidence_recall_750"
    ]
    assert (recall.value, recall.count, recall.against) == (0.25, 2, ("a", "b"))


def test_times_are_told_by_their_middle_and_their_slowest_twentieth() -> None:
    verdicts = [replace(answered(question(str(n))), ms=float(n)) for n in range(1, 41)]
    found = measured(*verdicts)
    assert (found["latency_median"].value, found["latency_p95"].value) == (20.5, 38.0)
    assert measured(verdicts[6])["latency_p95"].value == 7.0


def test_over_nothing_every_measure_is_there_and_none_has_a_value() -> None:
    assert {m.value for m in measures(())} == {None}
    assert {"correctness", "abstention_f1", "quotes_exact", "correctness.adversarial"} <= set(metric_names())


def test_the_same_answers_give_the_same_measures() -> None:
    asked = [question("a"), question("b", question="weather"), question("c", question="crash")]
    runs: list[tuple[Measure, ...]] = []
    for _ in range(2):
        assistant = FakeAssistant()
        runs.append(measures([scorer(assistant).verdict(o) for o in ask_all(asked, assistant, clock=float)]))
    assert runs[0] == runs[1]
