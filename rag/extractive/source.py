"""Questions about a source itself: who wrote it."""

from rag import cues
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.tell import tell


def author(case: Case) -> Draft | None:
    """What a named source says of its author, or that it names none; None for a question about something else."""
    if len(case.question.sources) != 1 or not cues.AUTHOR.search(case.question.normal):
        return None
    source = case.question.sources[0]
    if not source.author:
        return Draft(case.library, abstained=True).say(f"{source.short} does not name its author.")
    surname = source.author.rsplit(" ", 1)[-1].lower()
    facts = [f for f in case.library.facts_of[source.id] if "author" in f.section.heading.lower() or surname in f.content.lower()]
    draft = Draft(case.library)
    own = [f for f in facts if f.section is facts[0].section][:5]
    if not own:
        return draft.say(f"{source.author} wrote {source.short}.")
    return draft.say(f"{source.author}.", *tell(draft, own))
