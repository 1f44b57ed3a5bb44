"""Questions about a source itself: who wrote it."""

from collections.abc import Sequence

from rag import cues
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.phrase import label_of
from rag.extractive.tell import tell
from rag.extractive.wording import capital, listed
from rag.fact import Fact

_MOST = 5  # sentences about an author


def author(case: Case) -> Draft | None:
    """What a named source says of its author, or that it names none; None for a question about something else."""
    if len(case.question.sources) != 1 or not cues.AUTHOR.search(case.question.normal):
        return None
    source = case.question.sources[0]
    if not source.author:
        return Draft(case.library, abstained=True).say(f"{source.short} does not name its author.")
    facts = case.library.facts_of[source.id]
    about = [f for f in facts if "author" in f.section.heading.lower() or source.author in f.content]
    draft = Draft(case.library)
    if not about:
        return draft.say(f"{source.author} wrote {source.short}.")
    together = [f for f in about if f.section is about[0].section][:_MOST]
    if not together[0].content.startswith(source.author):
        draft.say(f"{source.author}.")
    return draft.say(*_told(draft, together))


def _told(draft: Draft, facts: Sequence[Fact]) -> list[str]:
    """Facts about an author in sentences, those under one label together: `Role: founder of A and founder of B [2]`."""
    by_label = {label_of(f): [other for other in facts if label_of(other) == label_of(f)] for f in facts}
    return [
        f"{capital(label)}: {listed([f.content for f in own])} {draft.cite(*own)}."
        if label and label != "author"
        else " ".join(tell(draft, own))
        for label, own in by_label.items()
    ]
