"""What is left of a question once its cues are taken out: what it is about."""

from ingest.records import Role
from rag.cues.form import FORMS
from rag.cues.role import ROLES

_SAID_BY_THE_SECTION = ("projects", "resources", "test", "why")  # evidence of these roles need not name its role


def without_cues(text: str, role: Role | None, form: str | None) -> str:
    """`text`, in lower case, without the words that ask for its role and form, which no evidence needs to repeat."""
    if role in _SAID_BY_THE_SECTION:
        text = ROLES[role].sub(" ", text)
    if role == "resources" and form is not None:
        text = FORMS[form].sub(" ", text)
    return text
