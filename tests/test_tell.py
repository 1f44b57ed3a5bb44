from kitchen import fact, kitchen, library_with, roadmap, shown

from rag.extractive.draft import Draft
from rag.extractive.tell import tell, tell_after_colon

LIST = """# Long Roadmap

## Step 1: Larder

- Larder: flour
- Larder: eggs and butter
- Larder: use the oldest things first
- Larder: Is it cold in the larder?
- Larder: salt is kept dry
"""


def told(*beginnings: str, speaker: str = "") -> str:
    library = library_with(roadmap("long", LIST))
    draft = Draft(library)
    return shown(draft.say(*tell(draft, [fact(b, library) for b in beginnings], speaker=speaker)))


def test_things_are_named_and_things_to_do_are_asked_of_the_reader() -> None:
    assert told("flour", speaker="Long Roadmap") == "Long Roadmap names flour [1]."
    assert told("use", speaker="Long Roadmap") == "Long Roadmap has you use the oldest things first [1]."


def test_without_a_speaker_a_sentence_begins_with_what_was_asked_for() -> None:
    assert told("flour", "eggs") == "Flour; and eggs and butter [1]."


def test_things_and_things_to_do_are_told_in_sentences_of_their_own() -> None:
    assert told("flour", "use") == "Flour [1]. Use the oldest things first [2]."


def test_clauses_stand_as_they_are_behind_the_lists_and_keep_their_question_mark() -> None:
    assert told("Is it", "salt", "flour") == "Flour [1]. Is it cold in the larder [2]? Salt is kept dry [3]."


def test_a_list_too_long_for_one_sentence_goes_on_in_the_next() -> None:
    nine = "the small red onion from the garden down here"
    library = library_with(roadmap("long", "# Long Roadmap\n\n## Step 1\n\n" + f"- Larder: {nine}\n" * 7))
    draft = Draft(library)
    sentences = tell(draft, library.facts, speaker="Long Roadmap")
    # Two of the speaker's words leave room for two phrases of nine; then two, two and one.
    assert [s.split(" the ")[0] for s in sentences] == [
        "Long Roadmap names",
        "It also names",
        "Beside these it names",
        "It also names",
    ]


def test_after_a_colon_the_first_letter_is_the_sources_own() -> None:
    draft = Draft(kitchen())
    assert tell_after_colon(draft, [fact("dice, julienne")]).startswith("dice, julienne and chiffonade")
    assert tell_after_colon(draft, [fact("Ladle School is")]).startswith("Ladle School is")


def test_items_that_differ_in_what_they_are_said_of_are_labelled() -> None:
    draft = Draft(kitchen())
    facts = [fact("roasted bones"), fact("bay, thyme")]
    assert shown(draft.say(*tell(draft, facts))) == "Roasted bones and roots; and herbs (bay, thyme and parsley) [1]."


def test_the_speaker_takes_room_in_the_first_sentence() -> None:
    twelve = "the small red onion from the garden down here by the gate"
    library = library_with(roadmap("long", "# Long Roadmap\n\n## Step 1\n\n" + f"- Larder: {twelve}\n" * 2))
    sentences = tell(Draft(library), library.facts, speaker="Long Roadmap")
    assert len(sentences) == 2  # 2 + 3 + 12 + 12 words are too many for one
