"""Greetings, thanks, and questions about Waymark itself."""

from rag.case import Case
from rag.extractive.absent import scope
from rag.extractive.draft import Draft
from rag.extractive.wording import listed, number_word

ASK_BACK = "What would you like to learn next? Tell me what you know already and where you want to go."


def greet(case: Case) -> Draft:
    """A friendly line in return for a greeting."""
    draft = Draft(case.library)
    return draft.say("Hello! I'm Waymark.", scope(case), "What do you know already, and where do you want to go?")


def thank(case: Case) -> Draft:
    """A friendly line in return for thanks."""
    return Draft(case.library).say("You're welcome! Ask again whenever you are ready for the next step.")


def ask_back(case: Case) -> Draft:
    """One question in return for a message that holds none."""
    return Draft(case.library, abstained=True).say(ASK_BACK)


def describe(case: Case) -> Draft:
    """What Waymark is, can do and rests on, from the manifest of the index in use."""
    library = case.library
    roadmaps = [f"{d.short}{f' by {d.author}' if d.author else ''}" for d in library.roadmaps]
    own = sum(d.kind == "user" for d in library.documents.values())
    yours = f" and {_counted(own, 'document', 'documents')} of yours" if own else ""
    summaries = _counted(len(library.resources), "summary", "summaries")
    return Draft(library).say(
        "I'm Waymark: I tell you what to learn next on the way to AI engineer, "
        "and show the exact passage for what each source says.",
        f"I know {_counted(len(roadmaps), 'roadmap', 'roadmaps')}: {listed(roadmaps)}.",
        f"Beside them I hold {summaries} of the resources they name{yours}.",
        "I compare roadmaps, count what they name, pick a course or book and plan the time. "
        "I say so when they do not hold an answer, and I search nothing else: no web, no general knowledge.",
    )


def _counted(number: int, one: str, more: str) -> str:
    return f"{number_word(number)} {one if number == 1 else more}"
