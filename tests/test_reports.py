"""The report in Markdown, JUnit and HTML, over four verdicts of which two are wrong."""

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from fakes import FakeAssistant, hostile
from playwright.sync_api import sync_playwright
from verdicts import LEARN, answered, failed, question

from eval.cells import retrieval_cells
from eval.charts import answer_bars, heat, retrieval_bars, times
from eval.curve import abstention_curve
from eval.gates import Gate, Gates
from eval.golden import Evidence
from eval.junit import junit
from eval.markdown import markdown
from eval.page import page
from eval.record import Asked, Record
from eval.report import Report, make_report
from eval.scoring import Verdict
from eval.standings import RetrievalReport, Standing
from rag.records import Turn

CHROMIUM = Path("/usr/bin/chromium")
BAD = "<b onclick=alert(1)>|</script> \x08"


def verdicts() -> list[Verdict]:
    unanswerable = question("due", split="test", type="unanswerable", answerable=False, evidence=(), nuggets=())
    return [
        answered(question("right", question=f"What next? {BAD}")),
        answered(question("wrong", nuggets=(("statistics", "probability"),)), text="Learn linear algebra. Rust too."),
        failed(question("failed")),
        answered(replace(unanswerable, must_not=()), abstained=True),
    ]


def retrieval() -> RetrievalReport:
    """Waymark finds the evidence of two of three questions, LangChain that of none."""
    ids = ("right", "wrong", "failed")
    found = {"waymark": (1.0, 1.0, 0.0), "langchain": (0.0, 0.0, 0.0)}
    systems = [
        Standing(name, {}, {}, {}, {"nDCG@10": dict(zip(ids, values, strict=True))}, {})
        for name, values in found.items()
    ]
    return RetrievalReport(ids, ("nDCG@10",), tuple(systems), {})


def report(*gates: Gate, baseline: Record | None = None) -> Report:
    return make_report("golden.jsonl", verdicts(), Gates(gates, baseline), retrieval())


FAILING = Gate("correctness", "so that | nobody is misled", minimum=0.9)
HOLDING = Gate("retrieval.nDCG@10", "x", minimum=0.6, split="dev")


# Markdown


def test_markdown_leads_with_the_gates_and_what_fails() -> None:
    text = markdown(report(FAILING, HOLDING))
    assert text.startswith("## Waymark eval: 1 of 2 gates fail\n\n4 questions of golden.jsonl.\n")
    assert "| correctness | all | at least 90.0 % | 50.0 % of 4 | FAILS |" in text
    assert "| retrieval.nDCG@10 | dev | at least 60.0 % | 66.7 % of 3 | holds |" in text
    assert "so that \\| nobody is misled Counting against it: wrong, failed." in text
    assert "- failed failed: ZeroDivisionError: x" in text


def test_markdown_without_gates_leads_with_what_was_right() -> None:
    assert markdown(report()).startswith("## Waymark eval: 50.0 % of 4 right\n")


def test_markdown_tells_what_turned_since_the_baseline() -> None:
    before = Record("golden.jsonl", {}, [Asked(id_, "fact", "dev", id_ != "right", {}) for id_ in ("right", "wrong")])
    text = markdown(report(FAILING, baseline=before))
    assert "- Turned wrong since the baseline: wrong." in text
    assert "- Turned right since the baseline: right." in text


def test_markdown_is_short_and_folds_what_was_wrong() -> None:
    text = markdown(report(FAILING))
    assert "<summary>2 wrong answers</summary>\n\nwrong, failed\n" in text
    assert "correctness.fact" not in text
    assert "What next?" not in text


# JUnit


def test_junit_has_a_case_for_each_gate_and_each_question() -> None:
    suites = ET.fromstring(junit(report(FAILING, HOLDING)))  # noqa: S314 - written just now
    gates, questions = suites.findall("testsuite")
    assert (gates.get("tests"), gates.get("failures")) == ("2", "1")
    assert [case.get("name") for case in gates] == ["correctness (all)", "retrieval.nDCG@10 (dev)"]
    assert [len(case) for case in gates] == [1, 0]
    assert [questions.get(name) for name in ("tests", "failures", "errors")] == ["4", "1", "1"]
    right, wrong, failure, due = questions
    assert right.get("name") == "right: What next? <b onclick=alert(1)>|</script> \ufffd"
    assert (right.get("classname"), due.get("classname")) == ("questions.dev.fact", "questions.test.unanswerable")
    assert wrong[0].get("message") == "It lacks statistics or probability. It says rust."
    assert (wrong[0].text, wrong[0].tag, failure[0].tag) == ("Learn linear algebra. Rust too.", "failure", "error")


# plots


def test_rivals_stand_beside_waymark_and_are_starred_where_they_differ() -> None:
    assert retrieval_cells(report(), "dev") == [
        ["retrieval", "waymark", "langchain"],
        ["nDCG@10", "66.7 %", "0.0 %"],  # two differences: one in two ways to swap them is as far apart
    ]
    (group,) = retrieval_bars(report(), "dev")
    assert [(bar.label, bar.text, bar.note) for bar in group.bars[1:]] == [("langchain", "0.0 %", "p = 0.5000")]
    assert (group.bars[0].value, group.bars[0].is_own) == (pytest.approx(2 / 3), True)


def test_answers_have_a_bar_for_each_split_that_has_the_measure() -> None:
    groups = {group.title: [bar.label for bar in group.bars] for group in answer_bars(report())}
    assert groups["correctness"] == ["dev", "test"]
    assert groups["citation_precision"] == ["dev", "test"]
    assert groups["evidence_recall_750"] == ["dev"]
    assert "next_step_correctness" not in groups


def test_the_heat_map_has_the_means_of_each_type_that_was_asked() -> None:
    found = heat(verdicts())
    assert [(type_, count) for type_, count, _ in found.rows] == [("fact", 3), ("unanswerable", 1)]
    fact = dict(zip(found.columns, found.rows[0][2], strict=True))
    assert (fact["right"], fact["abstains rightly"]) == (pytest.approx(1 / 3), pytest.approx(2 / 3))
    assert dict(zip(found.columns, found.rows[1][2], strict=True))["evidence found"] is None


def test_times_are_counted_from_the_first_filled_bin_to_the_last() -> None:
    slow = [replace(v, ms=ms) for v, ms in zip(verdicts(), (3.0, 4.0, 30.0, 20000.0), strict=True)]
    found = times(slow)
    assert (found[0], found[3], found[-1]) == (("2-5", 2), ("20-50", 1), ("> 10000", 1))
    assert times([]) == ()


def test_the_abstention_curve_is_over_likeness_alone() -> None:
    # Every passage of the fake is 0.5 like any question: up to there nothing is declined, above it all is.
    points = {point.threshold: point for point in abstention_curve(verdicts())}
    below, above = points[0.5], points[0.52]
    # The failed one did the wrong thing, so of three that have an answer one is always refused.
    assert (below.recall, below.f1, below.false_abstention) == (0.0, 0.0, pytest.approx(1 / 3))
    assert (above.recall, above.precision, above.false_abstention) == (1.0, 1 / 4, 1.0)
    assert above.f1 == pytest.approx(2 * 0.25 / 1.25)


# the page


def test_the_page_needs_nothing_else_and_lets_no_text_become_markup() -> None:
    text = page(report(FAILING, HOLDING))
    assert "<b onclick" not in text
    assert "What next? &lt;b onclick=alert(1)&gt;" in text
    assert not re.search(
        r"""(?:src|href)\s*=|@import|url\(|<img|<iframe|<link""", text.replace("src=", "", 0).split("<main>")[0]
    )
    assert "default-src 'none'" in text
    assert text.count("</script>") == 2


def test_the_page_has_each_passages_text_once() -> None:
    text = page(report())
    assert text.count("linear regression, decision trees and support vector machines") == 1


def test_the_page_shows_the_turns_before_a_question_and_what_it_rests_on() -> None:
    asked = question(history=(Turn("user", "Which phase is first?"),), evidence=(Evidence("sample", LEARN),))
    text = page(make_report("golden.jsonl", [answered(asked)]))
    assert "user: Which phase is first?" in text
    assert "sample › Phase 1: Foundations (2 months) › What to learn" in text  # noqa: RUF001 - the sign between headings


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
@pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium")
def test_in_a_browser_questions_are_filtered_and_passages_shown_as_text(tmp_path: Path) -> None:
    hostile_fake = FakeAssistant("http://127.0.0.1:9")
    asked = [answered(question("trick"), hostile_fake), *verdicts()]
    (tmp_path / "report.html").write_text(page(make_report("golden.jsonl", asked)), encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 390, "height": 800})
        requests, problems = [], []
        tab.on("request", lambda request: requests.append(request.url))
        tab.on("console", lambda message: problems.append(message.text))
        tab.on("pageerror", lambda error: problems.append(str(error)))
        tab.goto((tmp_path / "report.html").as_uri())
        assert tab.locator("output").inner_text() == "5 of 5"
        tab.locator("select[name=verdict]").select_option("wrong")
        assert tab.locator("details.asked:visible").evaluate_all("all => all.map(one => one.id)") == ["wrong", "failed"]
        tab.locator("select[name=verdict]").select_option("")
        tab.locator("input[name=text]").fill("WHAT NEXT? <B")
        assert tab.locator("output").inner_text() == "1 of 5"
        tab.locator("input[name=text]").fill("")
        tab.locator("#trick > summary").click()
        tab.locator("#trick .passage summary").nth(2).click()
        shown = tab.locator("#trick .passage div").nth(2).inner_text()
        assert " ".join(hostile("http://127.0.0.1:9").split())[:80] in " ".join(shown.split())
        assert tab.evaluate("document.documentElement.scrollWidth") == 390
        browser.close()
    assert problems == []
    assert [url for url in requests if not url.startswith("file:")] == []
