import pytest

from rag.extractive.members import members


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("bay, thyme and parsley", ["bay", "thyme", "parsley"]),
        ("follow fairs, for example Anuga, Sirha or Gulfood", ["Anuga", "Sirha", "Gulfood"]),
        ("knives (Gyuto, Santoku and Nakiri)", ["Gyuto", "Santoku", "Nakiri"]),
        ("Anuga, Sirha and Gulfood, with talks to watch online", ["Anuga", "Sirha", "Gulfood"]),
        ("baking with Rye, Spelt and Emmer", ["baking", "Rye", "Spelt", "Emmer"]),
        ("The Clear Pot, a book on broth", ["The Clear Pot"]),
        ("scoring the loaf, as a sign of the baker", ["scoring the loaf"]),
    ],
)
def test_a_statement_gives_the_things_that_it_lists(content: str, names: list[str]) -> None:
    assert members(content) == names
