import asyncio

from rag.noted import note, noting, sentences_joined


def test_a_sentence_is_noted_once_and_outside_of_a_block_nowhere() -> None:
    note("Nobody listens.")
    with noting() as noted:
        note("One.")
        note("Two.")
        note("One.")
    note("Too late.")
    assert noted == ["One.", "Two."]


def test_a_block_within_another_has_its_own() -> None:
    with noting() as outer:
        with noting() as inner:
            note("Inner.")
        note("Outer.")
    assert (outer, inner) == (["Outer."], ["Inner."])


def test_answers_that_are_made_at_once_do_not_share_what_is_noted() -> None:
    async def answer(number: int) -> list[str]:
        with noting() as noted:
            await asyncio.sleep(0)
            await asyncio.to_thread(note, f"Of {number}.")
            return noted

    async def both() -> list[list[str]]:
        return await asyncio.gather(answer(1), answer(2))

    assert asyncio.run(both()) == [["Of 1."], ["Of 2."]]


def test_sentences_are_joined_each_once() -> None:
    assert sentences_joined("One.", None, "Two.", "One.") == "One. Two."
    assert sentences_joined(None) is None
