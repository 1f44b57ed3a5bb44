"""What a short form stands for, where a source spells it out."""

from rag import cues
from rag.abbreviations import short_forms
from rag.case import Case
from rag.extractive.draft import Draft
from rag.extractive.place import heading_line
from rag.extractive.tell import tell
from rag.fact import Fact
from rag.words import content_words


def compose(case: Case) -> Draft | None:
    """What the short form asked about stands for, and where it comes or what it is; None where none spells it out."""
    if not cues.STANDS_FOR.search(case.question.normal):
        return None
    found = _spelt_out(case)
    if found is None:
        return None
    long, short, fact = found
    draft = Draft(case.library)
    draft.say(f"{short} stands for {long} {draft.cite(fact)}.")
    document = fact.document
    if document.kind == "resource":
        return draft.say(*tell(draft, [fact]))
    draft.say(f"It comes in {document.short}, in {heading_line(fact.section)} {draft.cite_heading(fact.section)}.")
    return draft if long in fact.content else draft.say(*tell(draft, [fact], speaker=document.short, labelled=True))


def _spelt_out(case: Case) -> tuple[str, str, Fact] | None:
    """The long and the short form of what a question names, and the best statement that introduces them together."""
    asked = {_singular(word) for word in content_words(case.question.normal)}
    for fact in (s.fact for s in case.scored):
        said = f"{fact.statement.subject}. {fact.content}"
        if not any(word in said.lower() for word in asked):
            continue
        for long, short in short_forms(said):
            if _singular(short).lower() in asked:
                return long, _singular(short), fact
    return None


def _singular(word: str) -> str:
    """`CNN` for `CNNs`, which stands for the same words."""
    return word.removesuffix("s")
