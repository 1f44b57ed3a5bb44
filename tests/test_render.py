import re
from typing import Any

import pytest
from fakes import FakeAssistant
from markdown_it import MarkdownIt

from ingest.errors import NoIndexError
from ingest.records import Basis
from rag.errors import UnknownDocumentError
from rag.exports.documents import document_json, source_json
from rag.records import answer_json
from ui.render import (
    Block,
    Segment,
    blocks,
    card,
    copied,
    documents_of,
    escape_markdown,
    host_of,
    index_in_words,
    plain,
    problem,
    readable,
    safe_link,
    segments,
    sources,
    uncited,
    view,
    view_so_far,
)

FAKE = FakeAssistant()
ANSWER = answer_json(FAKE.ask("What next?"))
REFUSAL = answer_json(FAKE.ask("weather"))
SAMPLE = document_json(FAKE.document("sample"))
CITED = ANSWER["citations"][0]

# What micromark's GFM extension looks for in text after backslashes are gone, and Streamlit for emoji and icons.
ADDRESS = re.compile(r"(https?://|www\.)[-.\w]+|[-.\w+]+@[-\w]+\.[-\w]+", re.IGNORECASE)
NAME = re.compile(r":[\w+/-]+:")


@pytest.mark.parametrize(
    "text",
    [
        "![x](http://evil.example/x.png)",
        "![x][ref]\n\n[ref]: http://evil.example/x.png",
        "[![x](http://evil.example/x.png)](http://evil.example)",
        '<img src="http://evil.example/x.png" onerror="alert(1)">',
        "<script>alert(1)</script>",
        "&lt;img&gt; &#60;img&#62;",
        "[go](http://evil.example)",
        "[go](javascript:alert(1))",
        "[go][ref]\n\n[ref]: http://evil.example",
        "<http://evil.example>",
        "https://evil.example and HTTP://EVIL.example",
        "www.evil.example or someone@evil.example",
        ":streamlit: :material/home: :smile: :red[loud]",
        "# Heading\n\n- item\n1. item\n> quote\n\n    code\n\n```\nfence\n```\n***\nsetext\n===",
        "| a | b |\n|---|---|\n| c | d |",
        r"\![x](http://evil.example) \\[go](http://evil.example)",
        "`code` **bold** _em_ ~~gone~~ $x$",
    ],
)
def test_escaped_text_has_no_markup_left(text: str) -> None:
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(escape_markdown(text))
    inline = [child for token in tokens for child in token.children or []]
    shown = "".join(child.content if child.type == "text" else "" for child in inline)
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for child in inline} <= {"text", "text_special", "hardbreak", "softbreak"}
    assert not ADDRESS.search(shown)
    assert not NAME.search(shown)


@pytest.mark.parametrize("text", ["Run `waymark ingest` in C:\\data.", "5 < 6 & 7 > 2, [1] *a* #b", "one\ntwo"])
def test_escaped_text_reads_as_it_was(text: str) -> None:
    rendered = MarkdownIt().parse(escape_markdown(text))[1].children or []
    shown = "".join(child.content if child.type != "hardbreak" else "\n" for child in rendered)
    assert shown.replace("\u2060", "") == text


def test_markers_of_citations_are_set_apart_and_others_stay_text() -> None:
    assert segments("Learn it [1][2]. Not [9].", {1, 2}, set()) == (
        Segment("Learn it "),
        Segment("[1]", marker=1),
        Segment("[2]", marker=2),
        Segment(". Not [9]."),
    )


def test_only_cited_sources_become_links_and_show_their_host() -> None:
    cited = "https://courses.example.org/dl"
    line = f"Take [it]({cited}), see {cited}. Not [this](https://evil.example/x) or https://evil.example."
    assert segments(line, set(), {cited}) == (
        Segment("Take "),
        Segment("it (courses.example.org)", link=cited),
        Segment(", see "),
        Segment(cited, link=cited),
        Segment(". Not [this](https://evil.example/x) or https://evil.example."),
    )


def test_paragraphs_and_lists_are_kept_apart() -> None:
    found = blocks("One.\nTwo.\n- a\n- b\nThree.\n\nFour.", ())
    texts = [(block.is_list, [line[0].text for line in block.lines]) for block in found]
    assert texts == [(False, ["One.", "Two."]), (True, ["a", "b"]), (False, ["Three."]), (False, ["Four."])]


def test_a_question_is_shown_as_it_was_typed() -> None:
    assert plain("- what?\n[1] <b>").blocks == (
        Block(is_list=False, lines=((Segment("- what?"),), (Segment("[1] <b>"),))),
    )


def test_a_card_shows_the_exact_quote_within_its_section() -> None:
    shown = card(CITED, SAMPLE)
    assert shown.quote == "vectors, matrices and eigenvalues come before any model."
    assert shown.before == "• Foundations, mathematics: "
    assert shown.after == "\n• Foundations, programming: Python Course, free and short."
    assert shown.path == "Phase 1: Foundations (2 months) \u203a What to learn"
    assert shown.basis == "Waymark's restatement of Sample Roadmap"
    assert (shown.link, shown.link_text) == (
        "https://roadmaps.example.org/sample",
        "Read the original at roadmaps.example.org",
    )


@pytest.mark.parametrize(
    ("basis", "words"),
    [
        ("restated", "Waymark's restatement of Sample Roadmap by Ada"),
        ("editorial", "Waymark's summary of Sample Roadmap"),
        ("original", "The original text of Sample Roadmap by Ada"),
        ("yours", "Your document"),
    ],
)
def test_a_card_says_whose_words_it_shows(basis: Basis, words: str) -> None:
    document = {**SAMPLE, "basis": basis, "author": "Ada"}
    assert card(CITED, document).basis == words


def test_surroundings_end_at_whole_words_about_a_hundred_characters_away() -> None:
    text = "word " * 100 + "the quote" + " word" * 100
    shown = card({**CITED, "start": 500, "end": 509, "quote": "the quote"}, {**SAMPLE, "text": text})
    assert shown.before == "… " + "word " * 20
    assert shown.after == " word" * 20 + " …"


def test_a_quote_without_its_document_stands_alone() -> None:
    for document in (None, {**SAMPLE, "text": "Something else entirely."}):
        shown = card(CITED, document)
        assert (shown.before, shown.quote, shown.after) == ("", CITED["quote"], "")


def test_readable_text_has_no_heading_signs_or_link_targets() -> None:
    text = "## Head\n\n- [Course](https://x.example), **free**\n- ![pic](y.png)"
    assert readable(text) == "Head\n• Course, free\n• pic"


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "file:///etc/passwd",
        "https://",
        "https://good.example@evil.example",
        "https://good.example\\@evil.example",
        "https://evil.example/\nx",
        "https://evil.example/\u202egpj",
        "https://[bad",
        'https://evil.example/"onclick="x',
    ],
)
def test_unsafe_addresses_are_no_links(url: str | None) -> None:
    assert safe_link(url) is None


def test_a_link_shows_the_true_letters_of_its_host() -> None:
    assert host_of("https://EXAMPLE.org/a?b#c") == "example.org"
    assert host_of("https://ex\u0430mple.org") == "xn--exmple-4nf.org"  # the a is Cyrillic


def test_passages_that_hold_no_quote_are_listed_with_their_ranks() -> None:
    (only,) = uncited(ANSWER, {})
    assert (only.title, only.path) == ("Sample Roadmap", "Phase 2: Machine Learning (3 months)")
    assert only.text == "• Machine learning, algorithms: linear regression, decision trees and support vector machines."
    assert only.ranks == "Rank: 3 by meaning, none by words"


def test_a_kept_passage_takes_its_text_from_its_document() -> None:
    kept = [{name: value for name, value in p.items() if name != "text"} for p in ANSWER["passages"]]
    answer = {**ANSWER, "passages": kept}
    documents = documents_of(answer, lambda id_: document_json(FAKE.document(id_)))
    assert uncited(answer, documents) == uncited(ANSWER, {})


def test_nothing_is_listed_beside_a_refusal() -> None:
    shown = view(REFUSAL, {})
    assert (shown.cards, shown.uncited) == ((), ())


def test_a_degraded_answer_says_why() -> None:
    assert view({**ANSWER, "degraded": "The model timed out."}, {}).warning == "The model timed out."


def test_an_answer_in_a_models_words_says_so() -> None:
    assert view(ANSWER, {}).note is None
    assert view({**ANSWER, "model": "tiny"}, {}).note == "Worded by tiny. Every quote was checked by Waymark."


def test_an_answer_that_could_not_be_kept_says_so() -> None:
    assert "could not be kept" in (view({**ANSWER, "kept": False}, {}).note or "")
    assert view({**ANSWER, "kept": True}, {}).note is None


def test_what_is_still_coming_has_its_cards_and_nothing_to_copy() -> None:
    told = {**ANSWER, "text": "Learn linear algebra next [1]. You", "citations": (CITED,)}
    shown = view_so_far(told, {}, is_coming=True)
    assert shown.blocks[0].lines[0][1] == Segment("[1]", marker=1)
    assert [shown.cards[0].quote, shown.copied, shown.is_coming] == [CITED["quote"], None, True]


def test_what_was_stopped_says_that_it_is_not_whole() -> None:
    assert "as far as the answer came" in (view_so_far(ANSWER, {}, is_coming=False).note or "")


def test_the_clipboard_gets_the_text_and_each_quote() -> None:
    lines = copied(ANSWER).splitlines()
    assert lines[0] == ANSWER["text"].splitlines()[0]
    assert lines[-2] == "[2] Deep Learning Course \u203a What it is: It starts from linear regression."
    assert copied({**ANSWER, "citations": []}) == ANSWER["text"]


def test_a_card_leads_to_the_place_of_its_quote() -> None:
    place = card(CITED, SAMPLE).place
    assert (place.document, SAMPLE["text"][place.start : place.end]) == ("sample", CITED["quote"])


def test_cited_documents_that_are_gone_are_left_out() -> None:
    def find(id_: str) -> dict[str, Any]:
        if id_ == "course":
            raise UnknownDocumentError(id_)
        return document_json(FAKE.document(id_))

    assert set(documents_of(ANSWER, find)) == {"sample", "notes"}


def test_a_problem_names_only_what_waymark_itself_says() -> None:
    assert (
        problem(NoIndexError("There is no index. Run `waymark ingest`.")) == "There is no index. Run `waymark ingest`."
    )
    assert "secret" not in problem(ValueError("secret"))


def test_sources_count_works_by_kind() -> None:
    documents = [source_json(document, {}) for document in FAKE.documents()]
    original = {**documents[0], "id": "restated", "superseded_by": "sample"}
    expected = "3 sources: 1 roadmap, 1 resource summary, 1 document of yours"
    assert sources([*documents, original]) == expected
    assert sources(documents[:1]) == "1 source: 1 roadmap"
    assert sources(()) == "No sources yet"


def test_the_index_is_told_in_words() -> None:
    assert re.fullmatch(
        r"3 documents, 4 passages, built on [123] January 2025 at \d\d:04", index_in_words(FAKE.about())
    )
    assert index_in_words({"documents": 2}) == "2 documents"
