from dataclasses import replace

import pytest
from fakes import FakeAssistant
from verdicts import LEARN, answered, failed, question, scorer

from eval.asking import ask_all
from eval.golden import Evidence
from eval.measures import Measure, f1, measures, metric_units, precision, recall
from eval.scoring import Verdict
from eval.support import Support


def measured(*verdicts: Verdict) -> dict[str, Measure]:
    return {m.name: m for m in measures(verdicts)}


def test_correctness_is_over_every_question_asked_failures_included() -> None:
    found = measured(answered(question("a")), answered(question("b"), text="no"), failed(question("c")))
    assert (found["correctness"].value, found["correctness"].count) == (pytest.approx(1 / 3), 3)
    assert found["correctness"].against == ("b", "c")
    assert found["correctness"].scores == {"a": 1.0, "b": 0.0, "c": 0.0}
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
    assert {"correctness", "abstention_f1", "quotes_exact", "correctness.adversarial"} <= set(metric_units())


def test_the_same_answers_give_the_same_measures() -> None:
    asked = [question("a"), question("b", question="weather"), question("c", question="crash")]
    runs: list[tuple[Measure, ...]] = []
    for _ in range(2):
        assistant = FakeAssistant()
        runs.append(measures([scorer(assistant).verdict(o) for o in ask_all(asked, assistant, clock=float)]))
    assert runs[0] == runs[1]


def test_every_average_has_an_interval_around_it() -> None:
    found = measured(
        *(answered(question(str(n)), text="no" if n % 2 else "Linear algebra, vectors.") for n in range(40))
    )
    bounds = found["correctness"].interval
    assert bounds is not None
    assert bounds.low < 0.5 < bounds.high
    assert measured()["correctness"].interval is None


def test_an_f1_has_an_interval_too() -> None:
    did = [(True, True)] * 30 + [(True, False)] * 10 + [(False, True)] * 10 + [(False, False)] * 50
    # 30 of 40 made were due and 30 of 40 due were made, so all three are 3 / 4.
    assert (precision(did), recall(did), f1(did)) == (0.75, 0.75, 0.75)
    verdicts = [
        replace(answered(question(str(n), answerable=not due), abstained=it_did)) for n, (due, it_did) in enumerate(did)
    ]
    bounds = measured(*verdicts)["abstention_f1"].interval
    assert bounds is not None
    assert 0.6 < bounds.low < 0.75 < bounds.high < 0.9


def test_next_steps_have_a_measure_of_their_own() -> None:
    right, wrong = question("a", type="next_step"), question("b", type="next_step")
    found = measured(answered(right), answered(wrong, text="no"), answered(question("c")))
    assert (found["next_step_correctness"].value, found["next_step_correctness"].count) == (0.5, 2)


def test_citations_are_measured_over_the_answers_that_have_some_to_judge() -> None:
    half = replace(answered(question("a")), support=Support(0.5, 1.0))
    greeting = replace(answered(question("b")), support=Support())
    bare = replace(answered(question("c")), support=Support(1.0, 0.5, (("So it is.", ("so",)),), ("So it is.",)))
    found = measured(half, greeting, bare)
    assert (found["citation_precision"].value, found["citation_precision"].count) == (0.75, 2)
    assert (found["citation_recall"].value, found["citation_recall"].against) == (0.75, ("c",))
    assert (found["uncited_sentences"].value, found["uncited_sentences"].against) == (pytest.approx(1 / 3), ("c",))


def test_form_is_the_share_without_a_fault_and_each_fault_has_its_own() -> None:
    good = replace(answered(question("a")), faults=())
    wordy = replace(answered(question("b")), faults=("too_long", "repetition"))
    found = measured(good, wordy, failed(question("c")))
    assert found["form"].value == pytest.approx(1 / 3)
    assert found["form.too_long"].value == pytest.approx(2 / 3)
    assert found["form.emoji"].against == ("c",)
