from dataclasses import replace

from rag.citations import cited, with_evidence
from rag.extractive.draft import Draft, Span
from rag.hybrid import passage_of
from rag.library import Library


def test_markers_count_from_one_in_order_of_appearance(soup: Library) -> None:
    bones, pot, *_ = soup.facts_of["soup"]
    draft = Draft(soup)
    second, first = draft.cite(pot), draft.cite(bones)
    text, citations, _ = cited(soup, draft.say(f"Simmer {first}.", f"With a pot {second}, simmer {first}."))
    assert text == "Simmer [1]. With a pot [2], simmer [1]."
    assert [c.marker for c in citations] == [1, 2]
    assert "simmer bones" in citations[0].quote


def test_a_quote_is_the_documents_own_text(soup: Library) -> None:
    draft = Draft(soup)
    draft.say(f"So {draft.cite(soup.facts_of['soup'][0])}.")
    citation = cited(soup, draft)[1][0]
    document = soup.documents["soup"]
    assert citation.quote == document.text[citation.start : citation.end]
    assert (citation.title, citation.kind, citation.url) == (document.title, "roadmap", document.url)


def test_a_span_that_fails_its_check_is_dropped_with_its_space(soup: Library) -> None:
    mark = Draft(soup).cite(soup.facts_of["soup"][0])  # the first mark of any draft is the same
    end = len(soup.documents["soup"].text)
    for start, stop in ((0, end), (5, 5), (end, end + 9)):  # over several passages, empty, behind the end
        draft = Draft(soup, spans=[Span("soup", (), start, stop)])
        assert cited(soup, draft.say(f"So it is {mark}.")) == ("So it is.", (), None)


def test_statements_in_one_passage_share_a_quote_and_others_do_not(soup: Library) -> None:
    facts = soup.facts_of["soup"]
    draft = Draft(soup)
    draft.say(draft.cite(facts[0], facts[1], facts[-1]))
    _, citations, _ = cited(soup, draft)
    assert len(citations) == 2
    assert "simmer" in citations[0].quote
    assert "pot" in citations[0].quote
    assert all(soup.chunk_with(c.document_id, c.start, c.end) for c in citations)


def test_quoted_passages_come_first_and_others_fill_up_to_k(soup: Library) -> None:
    vector = soup.contents.vectors[0]
    chunks = soup.contents.chunks
    retrieved = [passage_of(soup, c.id, vector, 1 - n / 10, {"dense": n + 1}) for n, c in enumerate(chunks)]
    draft = Draft(soup)
    draft.say(draft.cite(soup.facts_of["soup"][-1]))
    _, citations, _ = cited(soup, draft)
    quoted = soup.chunk_with("soup", citations[0].start, citations[0].end)
    assert quoted is not None
    found = with_evidence(soup, citations, retrieved, vector, 2)
    assert [p.chunk.id for p in found] == [quoted.id, next(c.id for c in chunks if c != quoted)]
    assert with_evidence(soup, citations, retrieved, vector, 1)[0].ranks


def test_every_quoted_passage_is_shown_even_beyond_k_and_unretrieved(soup: Library) -> None:
    draft = Draft(soup)
    draft.say(draft.cite(soup.facts_of["soup"][0]), draft.cite(soup.facts_of["soup"][-1]))
    _, citations, _ = cited(soup, draft)
    found = with_evidence(soup, citations, [], soup.contents.vectors[0], 1)
    assert len(found) == 2
    assert [p.ranks for p in found] == [{}, {}]
    assert with_evidence(soup, [replace(citations[0], start=0, end=10**6)], [], soup.contents.vectors[0], 1) == ()


def test_a_plan_carries_the_markers_of_the_text(soup: Library) -> None:
    draft = Draft(soup)
    simmer, pot = (draft.cite(fact) for fact in soup.facts_of["soup"][:2])
    draft.say(f"First {pot}.", f"Then {simmer}.")
    draft.plan = {"next": {"why": [f"Because of {simmer}."], "time": None}, "steps": 2}
    assert cited(soup, draft)[2] == {"next": {"why": ["Because of [2]."], "time": None}, "steps": 2}
