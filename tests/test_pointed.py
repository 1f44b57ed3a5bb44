from dataclasses import replace

from kitchen import case, kitchen, library_with, school, shown

from ingest.records import Document
from rag.case import Case
from rag.extractive import pointed
from rag.library import Library


def pointing(question: str, *things: Document, library: Library | None = None) -> Case:
    asked = case(question, library)
    return replace(asked, question=replace(asked.question, resources=things, sources=things, pointed=True))


def test_a_question_that_points_to_nothing_is_left_to_others() -> None:
    assert pointed.compose(case("Is it free?")) is None


def test_what_is_asked_of_a_thing_is_told_from_its_summary() -> None:
    asked = pointing("how many evenings does it last?", kitchen().documents["ladle-school"])
    assert shown(pointed.compose(asked)) == "It lasts six evenings [1]."


def test_a_price_that_the_summary_does_not_state_is_not_made_up() -> None:
    assert pointed.compose(pointing("What does it cost?", kitchen().documents["ladle-school"])) is None


def test_what_became_of_a_thing_is_its_note() -> None:
    gone = school("closed", "Ladle School has moved to a new address.")
    asked = pointing("Is it still there?", gone, library=library_with(gone))
    assert shown(pointed.compose(asked)) == "Ladle School has moved to a new address [1]."


def test_where_nothing_is_noted_that_is_said() -> None:
    asked = pointing("Is it still there?", kitchen().documents["ladle-school"])
    told = shown(pointed.compose(asked))
    assert told == "Waymark's summaries note no closing, move or successor of Ladle School [1]."


def test_who_turns_away_from_a_thing_is_told_what_its_summary_names_in_its_place() -> None:
    text = school().text.replace("It lasts six evenings.", "A shorter choice is the Spoon Course.")
    spoon = replace(school(), id="spoon", title="Spoon Course", short="Spoon Course", text="# Spoon Course\n\nBroth.\n")
    library = library_with(*kitchen().roadmaps, replace(school(), text=text), spoon)
    draft = pointed.instead(case("Ladle School is too long for me, is there a shorter choice?", library))
    assert shown(draft) == "A shorter choice is the Spoon Course [1]."
    assert pointed.instead(case("Is there a shorter choice?", library)) is None


def test_a_statement_that_holds_what_is_asked_comes_before_one_that_names_the_thing() -> None:
    text = school().text.replace("It lasts six evenings.", "Ladle School is a school. An apron is asked of everybody.")
    wordy = replace(school(), text=text)
    asked = pointing("do I need an apron?", wordy, library=library_with(wordy))
    assert shown(pointed.compose(asked)) == "An apron is asked of everybody [1]."


def test_what_a_summary_is_silent_on_is_declined() -> None:
    draft = pointed.compose(pointing("does Paracelsus teach there?", kitchen().documents["ladle-school"]))
    assert draft is not None
    assert draft.abstained
    assert "Waymark's summary of Ladle School does not mention Paracelsus" in draft.text


def test_how_long_a_thing_takes_is_told_by_a_time_and_no_other_number() -> None:
    counted = replace(school(), text=school().text.replace("six evenings", "through two pots"))
    asked = pointing("how many evenings does it last?", counted, library=library_with(counted))
    assert pointed.compose(asked) is None
