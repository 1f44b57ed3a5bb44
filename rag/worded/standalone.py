"""A follow-up as a question of its own, in a language model's words."""

import re
from collections.abc import Sequence

from rag.prompts import STANDALONE, standalone_prompt
from rag.records import Turn
from rag.worded.calls import Calls

_LONGEST = 400  # characters of a question that has been reworded
_NO_QUESTION = re.compile(r"[\n<>\[\]{}]|://|www\.", re.IGNORECASE)  # what a learner's question has no need of


async def standalone(calls: Calls, tag: str, question: str, history: Sequence[Turn]) -> str:
    """`question` as it is understood without `history`; as it is, where the model makes no question of it.

    Raises ModelError where the model does not answer in time.
    """
    reply = await calls.reply(STANDALONE, standalone_prompt(tag, history, question), calls.model.deadlines.rewrite)
    reworded = reply.strip().strip("\"'").strip()
    is_question = 0 < len(reworded) <= _LONGEST and not _NO_QUESTION.search(reworded) and tag not in reworded
    return reworded if is_question else question
