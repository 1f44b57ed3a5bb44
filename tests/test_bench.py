"""The benchmark: what its processes tell, and how its figures read."""

from dataclasses import replace
from pathlib import Path

import pytest

from eval.bench.again import ingested_again
from eval.bench.curves import growth_svg
from eval.bench.figures import Figure, percentile
from eval.bench.growth import Grown
from eval.bench.jobs import Job
from eval.bench.measure import Bench
from eval.bench.report import bench_json, bench_markdown, bench_svg, bench_tables
from eval.bench.runs import run
from eval.bench.serving import under_load
from eval.errors import BenchError
from ingest.generation import current, load_contents
from ingest.settings import Settings

QUERIES = ("How do I learn linear algebra?", "Which book is on statistics?", "What is RAG?")
START = Figure("start", "s", (1.0, 2.0, 3.0), (4.0, 5.0, 6.0))
ANSWER = Figure("answer", "ms", (120.0,), (60.0,), beside="its own retrieval")
BENCH = Bench(9, 3, 3, (START, ANSWER, Figure("memory", "MB", (12.34,))))


def test_a_ratio_is_the_median_of_those_of_the_rounds() -> None:
    assert START.ratios == (0.25, 0.4, 0.5)
    assert START.ratio == 0.4
    assert Figure("memory", "MB", (1.0,)).ratio is None


def test_a_percentile_lies_between_the_times_around_it() -> None:
    assert percentile([30.0, 10.0, 20.0], 50) == 20
    assert percentile([10.0, 20.0], 75) == 17.5


def test_the_table_tells_medians_ratios_and_what_stands_beside() -> None:
    assert bench_tables(BENCH)["9 passages, 3 queries"][1:] == [
        ["start", "2 s", "5 s", "0.40x (0.25-0.50)"],
        ["answer", "120 ms", "60 ms (its own retrieval)", "2.00x"],
        ["memory", "12.3 MB", "-", "-"],
    ]
    assert bench_markdown(BENCH).splitlines()[4] == "| start | 2 s | 5 s | 0.40x (0.25-0.50) |"


def test_the_data_name_the_machine_and_hold_every_round() -> None:
    data = bench_json(BENCH)
    assert data["versions"].keys() >= {"chromadb", "langchain-core"}
    assert data["figures"][0]["own"] == (1.0, 2.0, 3.0)
    assert data["figures"][0]["ratio"] == 0.4


def test_the_plot_has_a_bar_for_each_ratio() -> None:
    svg = bench_svg(BENCH)
    assert svg.count('fill="#0f766e"') == 2
    assert ">0.40x<" in svg
    assert "memory" not in svg


def test_the_curves_show_what_was_taken_at_several_sizes() -> None:
    more = Grown(90, (Figure("start", "s", (4.0,), (8.0,)), Figure("written", "s", (1.0,), (2.0,))))
    svg = growth_svg(replace(BENCH, growth=(more,)))
    assert svg is not None
    assert svg.count("<polyline") == 2
    # From 9 passages to 90: 2 s, at the bottom of what is shown, and 4 s, which is halfway to 8, at the top.
    assert 'points="70,156 790,103"' in svg
    assert "start, s" in svg
    assert "written" not in svg


def test_a_curve_may_begin_later_or_stand_alone() -> None:
    figures = [(Figure("written", "s", (own,), (own,)), Figure("opened", "s", (own,))) for own in (1.0, 2000.0)]
    svg = growth_svg(replace(BENCH, growth=(Grown(90, figures[0]), Grown(900, figures[1]))))
    assert svg is not None
    assert svg.count("<polyline") == 3  # both systems' times to write, and Waymark's to open
    assert svg.count('points="430,') == 3  # from the second of three sizes on
    assert "2,000</text>" in svg


def test_without_composed_passages_there_is_no_curve() -> None:
    assert growth_svg(BENCH) is None


@pytest.mark.slow
def test_a_process_tells_how_long_each_query_but_the_first_took(shipped: Settings) -> None:
    done = run(Job("waymark", "search", str(shipped.home), QUERIES))
    assert len(done.told.latencies_ms) == 2
    assert 0 < max(done.told.latencies_ms) / 1000 < done.first_s
    assert done.told.memory_mb > 50


@pytest.mark.slow
def test_the_rival_indexes_and_finds(tmp_path: Path) -> None:
    folder = str(tmp_path / "langchain")
    assert run(Job("langchain", "ingest-documents", folder, texts=("Simmer the bones.", "Dice carrots."))).told.task_ms
    assert len(run(Job("langchain", "search", folder, QUERIES)).told.latencies_ms) == 2


@pytest.mark.slow
def test_an_ingest_after_little_has_changed_is_timed_beside_the_full_one(tmp_path: Path, settings: Settings) -> None:
    texts = [f"{number}. Simmer the bones for {number} minutes." for number in range(60)]
    figure = ingested_again(settings, texts, tmp_path / "again")
    held = load_contents(current(tmp_path / "again" / "home"))
    assert sum("Anew: " in chunk.text for chunk in held.chunks) == 10
    assert len(held.chunks) > 60
    assert min(*figure.own, *figure.other) > 0
    assert figure.beside == "Waymark's full ingest"


@pytest.mark.slow
def test_a_system_that_finds_nothing_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"\(langchain, search\): its first query found nothing"):
        run(Job("langchain", "search", str(tmp_path / "empty"), QUERIES))


@pytest.mark.slow
def test_a_process_that_fails_is_named_with_its_last_words(tmp_path: Path) -> None:
    with pytest.raises(BenchError, match=r"\(waymark, search\): .*no index"):
        run(Job("waymark", "search", str(tmp_path), QUERIES))


@pytest.mark.slow
def test_a_service_is_asked_by_several_clients_at_once(shipped: Settings) -> None:
    (load,) = under_load("waymark", shipped.home, QUERIES, (2,), 1.0)
    assert load.clients == 2
    assert load.per_second > 1
    assert load.unanswered == 0
