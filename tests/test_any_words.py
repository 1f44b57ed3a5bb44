"""Whatever words a model puts together, what is shown of them is plain text whose every marker has its quote."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from kitchen import kitchen
from test_checker import QUESTION, seen

from rag.worded.checker import Checker
from rag.worded.scanner import Scanner

IDS = list(seen().passages)
PARTS = st.one_of(
    st.sampled_from(
        [
            *(f"[{id_}]" for id_ in IDS[:4]),
            *("[1]", "[p0]", "[", "]", "(", ")", "![", "](", "http://127.0.0.1:9/x", "//e.example/x", "<img src=x>"),
            *("<", ">", "<!--", "-->", "\\[", "\\", "`", "**", "_", "- ", "\n", "\n\n", "# ", ". ", "! ", "? ", ": "),
            *("Roast bones and roots", "Dice and julienne", "no", "3 months", "Le Creuset", "you", "www.e.example"),
            *("data:x", "\u200b", "\u202e", "\ue000", "\ue0001\ue001", "&lt;b&gt;", "\u3010", "\u3011"),
            *("[x]: http://e.example", IDS[0], "javascript:x"),
        ]
    ),
    st.text(max_size=6),
)
LIVE = re.compile(
    r"\w://|www\.\w|!\[|\]\(|<[a-z/!?]|127\.0\.0\.1|javascript:\w|[\u200b\u202e\ue000-\uf8ff]", re.IGNORECASE
)


@settings(max_examples=300)
@given(st.lists(PARTS, max_size=30), st.integers(1, 9))
def test_what_is_shown_is_plain_and_every_marker_has_its_quote(parts: list[str], size: int) -> None:
    written = "".join(parts)
    checker, scanner = Checker(kitchen(), seen(), QUESTION), Scanner()
    pieces = [written[at : at + size] for at in range(0, len(written), size)]
    sentences = [s for piece in pieces for s in scanner.feed(piece)] + list(scanner.finish())
    told = [piece for sentence in sentences if (piece := checker.check(sentence))]
    text = "".join(piece.text for piece in told)
    assert not LIVE.search(text)
    assert not any(id_ in text for id_ in IDS)
    citations = [citation for piece in told for citation in piece.citations]
    assert [c.marker for c in citations] == list(range(1, len(citations) + 1))
    assert {int(n) for n in re.findall(r"\[(\d+)\]", text)} == {c.marker for c in citations}
    assert re.sub(r"\[\d+\]", "", text).count("[") == 0
    for citation in citations:
        assert kitchen().documents[citation.document_id].text[citation.start : citation.end] == citation.quote
