from dataclasses import replace

import pytest
from fakes import COURSE, ROADMAP, FakeAssistant
from verdicts import LEARN, answered, failed, question

from eval.asking import ask_all
from eval.evidence import Outlines, read_within, share_found
from eval.form import FAULTS
from eval.golden import Evidence
from eval.support import Support
from ingest.records import Chunk
from rag.records import Citation, Passage

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


def test_a_failure_has_every_fault_and_supports_nothing() -> None:
    verdict = failed(question())
    assert (verdict.faults, verdict.support) == (FAULTS, Support(0.0, 0.0))


def test_why_an_answer_is_wrong_is_told_in_sentences() -> None:
    declined = answered(question(nuggets=()), abstained=True)
    made_up = answered(question(answerable=False, nuggets=(), must_not=()))
    assert declined.reasons == ("It abstained from what can be answered.",)
    assert made_up.reasons == ("It answered what cannot be answered.",)
    assert failed(question(nuggets=())).reasons == ("It failed: ZeroDivisionError: x.",)


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


def test_an_original_may_have_a_heading_above_all_and_bold_words_for_headings() -> None:
    text = "# Original\n\n## The Way\n\n### Phase 1: Foundations\n\n**Learn:** vectors come first.\n"
    sample = FakeAssistant().document("sample")
    outlined = Outlines([sample, replace(sample, id="original", text=text)], {"sample": "original"})
    for path in (("Phase 1: Foundations",), ("Phase 1: Foundations", "Learn")):
        target = outlined.target(Evidence("sample", path))
        assert share_found([target], [passage(0, len(text), text, "original")]) == 1.0
