"""Questions that name a resource become follow-ups that point at it."""

from kitchen import fact, kitchen

from eval.pointing import pointing


def test_the_name_gives_way_to_something_that_points_at_what_was_said() -> None:
    library = kitchen()
    evenings = next(f for f in library.facts_of["ladle-school"] if "evenings" in f.content)
    made = list(pointing([(f"Does Ladle School number {n} end?", [evenings]) for n in range(40)], library))
    assert len(made) == 40
    for question, (asked, told), facts in made:
        assert "Ladle School" not in question
        assert (asked.role, told.role) == ("user", "assistant")
        assert "Ladle School" in told.content
        assert facts == [evenings]
    assert {question.partition(" number")[0] for question, _, _ in made} >= {"Does it", "Does that one"}


def test_a_genitive_stays_one() -> None:
    library = kitchen()
    own = library.facts_of["ladle-school"]
    made = {question for question, _, _ in pointing([("What is Ladle School's price?", own)] * 60, library)}
    assert "What is its price?" in made
    assert all(question.split()[2] == "its" or "'s price?" in question for question in made)


def test_questions_that_name_no_resource_or_are_answered_by_a_roadmap_make_none() -> None:
    library = kitchen()
    asked = [("How long is it?", library.facts_of["ladle-school"]), ("Is Ladle School in it?", [fact("roasted bones")])]
    assert list(pointing(asked, library)) == []
