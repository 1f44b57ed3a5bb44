"""A chat as a page shows it: what was asked, what came of it, and what is still coming."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Literal

from ingest.errors import WaymarkError
from ui.client.protocol import Client, Data
from ui.render import View, documents_of, plain, view, view_so_far
from ui.reply import Reply

State = Literal["coming", "answered", "stopped", "failed", "cut off"]
Talks = MutableMapping[str, "Talk"]  # those of this process by id, so that another look at one finds what is coming
_MOST_TALKS = 100
_MOST_SAID = 20  # earlier messages that go along where nothing is kept
_CUT_OFF = "The answer to this was cut off before it was whole."


@dataclass(slots=True)
class Exchange:
    """A question with what came of it: an answer that was `kept`, or a reply; with neither it was cut off."""

    question: str
    reply: Reply | None = None
    kept: Data | None = None
    _view: View | None = None
    _documents: dict[str, Data] = field(default_factory=dict)

    @property
    def answer(self) -> Data | None:
        """The whole answer, if there is one by now."""
        return self.reply.answer if self.reply else self.kept

    @property
    def state(self) -> State:
        """What has become of the question by now."""
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
        if self.answer:
            self._view = self._view or view(self.answer, self._needed(self.answer, find))
            return self._view
        if not self.reply:
            return plain(_CUT_OFF, is_problem=True)
        if self.reply.error:
            so_far, sentence = self.reply.so_far(), told(self.reply.error)
            if so_far["text"]:  # what was shown is not taken away
                return replace(view_so_far(so_far, self._documents, is_coming=False), note=sentence)
            return plain(sentence, is_problem=True)
        so_far = self.reply.so_far()
        return view_so_far(so_far, self._needed(so_far, find), is_coming=state == "coming")

    def _needed(self, answer: Data, find: Callable[[str], Data]) -> dict[str, Data]:
        """The documents that its cards need, each looked up once."""
        self._documents |= documents_of(answer, lambda id_: self._documents.get(id_) or find(id_))
        return self._documents


@dataclass(slots=True)
class Talk:
    """A conversation on the page; `id` is None until the first question, and where nothing can be kept."""

    id: str | None = None
    exchanges: list[Exchange] = field(default_factory=list)
    unkept: str | None = None  # why it cannot be kept

    @property
    def is_coming(self) -> bool:
        """Whether an answer is on its way."""
        return bool(self.exchanges) and self.exchanges[-1].state == "coming"

    def ask(
        self, client: Client, question: str, talks: Talks, number: int | None = None, profile: Data | None = None
    ) -> None:
        """Ask, as the next question or in place of the one of that `number` (from 0) and all after it.

        `profile` is what is kept of the learner.
        """
        for exchange in self.exchanges:
            if exchange.reply:
                exchange.reply.stop()
        replaces = number is not None and any(_is_kept(exchange) for exchange in self.exchanges[number:])
        if number is not None:
            del self.exchanges[number:]
        if not self.id:
            self._start(client)
        turn = 1 + sum(map(_is_kept, self.exchanges)) if replaces and self.id else None
        history = [] if self.id else self._history()
        events = partial(client.stream, question, history, conversation_id=self.id, turn=turn, profile=profile)
        self.exchanges.append(Exchange(question, Reply(question, events)))
        if self.id:
            _remember(talks, self.id, self)

    def _start(self, client: Client) -> None:
        try:
            self.id, self.unkept = client.start()["id"], None
        except WaymarkError as error:  # whatever is wrong with keeping, the question may still be answered
            self.unkept = str(error)

    def _history(self) -> list[Data]:
        answers = [exchange.answer for exchange in self.exchanges if exchange.answer]
        said = [turn for a in answers for turn in (("user", a["question"]), ("assistant", a["text"]))]
        return [{"role": role, "content": content} for role, content in said][-_MOST_SAID:]


def opened(client: Client, id_: str, talks: Talks) -> Talk:
    """The conversation of that id as it is kept, with the question whose answer is coming or was cut off."""
    here = talks.get(id_)
    if here and here.is_coming:
        return Talk(id_, [*here.exchanges])
    found = client.conversation(id_)
    exchanges = [Exchange(turn["answer"]["question"], kept=turn["answer"]) for turn in found["turns"]]
    if waiting := found["waiting"]:
        last = here.exchanges[-1] if here else None
        exchanges.append(last if last and last.question == waiting else Exchange(waiting))
    return Talk(id_, exchanges)


def _is_kept(exchange: Exchange) -> bool:
    """Whether it is a turn of the conversation that is kept."""
    return exchange.answer is not None and exchange.answer.get("kept") is not False


def _remember(talks: Talks, id_: str, talk: Talk) -> None:
    talks[id_] = talk
    over = [key for key, other in talks.items() if not other.is_coming]
    for key in over[: max(0, len(talks) - _MOST_TALKS)]:
        del talks[key]
