import pytest

from rag.parts import parts_of


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("Which databases should I know, and what do I do with dirty data?",
         ("Which databases should I know", "what do I do with dirty data?")),
        ("Is there a free book on statistics? How long does it take?",
         ("Is there a free book on statistics?", "How long does it take?")),
        ("What is RAG and why should I learn it?", ("What is RAG and why should I learn it?",)),
        ("I know Python and SQL. What should I learn next?", ("I know Python and SQL. What should I learn next?",)),
        ("Which books are free?", ("Which books are free?",)),
        ("", ("",)),
    ],
    ids=["two_joined", "two_sentences", "one_with_and", "a_statement_before", "one", "nothing"],
)  # fmt: skip
def test_a_message_is_cut_into_the_questions_that_it_asks(message: str, parts: tuple[str, ...]) -> None:
    assert parts_of(message) == parts


def test_a_message_of_very_many_questions_is_kept_whole() -> None:
    many = " ".join(f"What is topic{n} about?" for n in range(8))
    assert parts_of(many) == (many,)
