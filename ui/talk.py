"""A chat as a page shows it: what was asked, what came of it, and what is still coming."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from functools import partial
from typing import Literal

from ingest.errors import WaymarkError
from ui.client.protocol import Client, Data
from ui.render import View, documents_of, plain, view, view_so_far
from ui.reply import Reply

State = Literal["coming", "answered", "stopped", "failed", "cut off"]
Replies = MutableMapping[str, Reply]  # the last of each conversation, so that another look at it finds what is coming
_MOST_REPLIES = 100
_CUT_OFF = "The answer to this was cut off before it was whole."


@dataclass(slots=True)
class Exchange:
    """A question with what came of it; with neither a reply nor an answer, it was cut off."""

    question: str
    reply: Reply | None = None
    answer: Data | None = None
    _view: View | None = None

    @property
    def state(self) -> State:
        """What has become of the question by now."""
        if self.reply and self.reply.answer:
            self.answer = self.reply.answer
        if self.answer:
            return "answered"
        if not self.reply:
            return "cut off"
        if not self.reply.is_over:
            return "coming"
        return "stopped" if self.reply.stopped else "failed"

    def view(self, find: Callable[[str], Data], told: Callable[[Exception], str]) -> View:
        """What there is to show; `find` gives the documents that cards need, `told` words an error."""
        state = self.state
        if state == "answered" and self.answer:
            self._view = self._view or view(self.answer, documents_of(self.answer, find))
            return self._view
        if state == "failed" and self.reply and self.reply.error:
            return plain(told(self.reply.error), is_problem=True)
        if not self.reply:
            return plain(_CUT_OFF, is_problem=True)
        return view_so_far(self.reply.so_far(), is_coming=state == "coming")


@dataclass(slots=True)
class Talk:
    """A conversation on the page; `id` is None until the first question, and where nothing can be kept."""

    id: str | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    unkept: str | None = None  # why it cannot be kept

    def ask(self, client: Client, question: str, replies: Replies, number: int | None = None) -> None:
        """Ask, as the next question or in place of the one of that `number` (from 0) and all after it."""
        for exchange in self.exchanges:
            if exchange.reply:
                exchange.reply.stop()
        again = number is not None and self.exchanges[number].state == "answered"
        if number is not None:
            del self.exchanges[number:]
        if not self.id:
            self._start(client)
        kept = sum(e.answer is not None and e.answer.get("kept") is not False for e in self.exchanges)
        options = {"conversation_id": self.id, "turn": kept + 1 if again else None} if self.id else {}
        history = [] if self.id else self._history()
        reply = Reply(question, partial(client.stream, question, history, **options))
        self.exchanges.append(Exchange(question, reply))
        if self.id:
            _remember(replies, self.id, reply)

    def _start(self, client: Client) -> None:
        try:
            self.id, self.unkept = client.start()["id"], None
        except WaymarkError as error:  # whatever is wrong with keeping, the question may still be answered
            self.unkept = str(error)

    def _history(self) -> list[Data]:
        answers = [exchange.answer for exchange in self.exchanges if exchange.answer]
        said = [turn for a in answers for turn in (("user", a["question"]), ("assistant", a["text"]))]
        return [{"role": role, "content": content} for role, content in said][-20:]


def opened(client: Client, id_: str, replies: Replies) -> Talk:
    """The conversation of that id as it is kept, with the question whose answer is coming or was cut off."""
    reply = replies.get(id_)  # before the conversation is read, for it may end at any moment
    kept = client.conversation(id_)
    exchanges = [Exchange(turn["answer"]["question"], answer=turn["answer"]) for turn in kept["turns"]]
    waiting = kept["waiting"]
    if waiting:
        exchanges.append(Exchange(waiting, reply if reply and reply.question == waiting else None))
    return Talk(id_, exchanges)


def _remember(replies: Replies, id_: str, reply: Reply) -> None:
    for other in [key for key, old in replies.items() if old.is_over][: max(0, len(replies) - _MOST_REPLIES)]:
        del replies[other]
    replies[id_] = reply
