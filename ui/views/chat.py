"""The chat: questions, answers with their sources, and what to ask first and next."""

from collections.abc import Callable

import streamlit as st

from ingest.errors import WaymarkError
from rag.errors import UnknownConversationError
from ui.client.protocol import Client, Data
from ui.followups import EXAMPLES, follow_ups
from ui.keeping import NOBODY, Keeper
from ui.render import escape_markdown, plain
from ui.talk import Exchange, Talk, Talks, opened
from ui.views.chats import show_chats
from ui.views.message import show_message
from ui.views.telling import in_words, say_problem, told

_AT_ONCE = 0.5  # seconds to wait for a whole answer before showing it as it comes
_BEAT = 0.2  # seconds between two looks at one that is coming


def chat_page(open_client: Callable[[], Client], open_keeper: Callable[[], Keeper]) -> None:
    """Show the conversation that the page's address names, or a new one, and answer what is asked."""
    # Left to itself, the input would keep the page scrolled to its foot, past the beginning of a long answer.
    with st.bottom:
        question = st.chat_input("Ask what to learn next")
    with in_words():
        page = _Chat(open_client(), open_keeper)
        if question:
            page.ask(question)
        page.show()


class _Chat:
    """One look at the page."""

    def __init__(self, client: Client, open_keeper: Callable[[], Keeper]) -> None:
        self.client = client
        self.open_keeper = open_keeper
        self.talks = _talks()
        self.talk = self._talk()

    def ask(self, question: str, number: int | None = None) -> None:
        """Ask, as the next question or in place of the one of that number and all after it."""
        self.talk.ask(self.client, question, self.talks, number, self._profile())
        if self.talk.id:
            st.query_params["chat"] = self.talk.id

    def _profile(self) -> Data | None:
        """What is kept of the learner; without one that can be read the question is asked all the same."""
        try:
            profile = self.open_keeper().load()
        except WaymarkError as error:
            say_problem(str(error))
            return None
        return profile if profile != NOBODY else None

    def show(self) -> None:
        """The list of chats, and all that was said."""
        with st.sidebar, in_words():
            show_chats(self.client, self.talk)
        if self.talk.unkept:
            say_problem(f"This chat is not kept. {self.talk.unkept}")
        welcome = st.empty()  # emptied at once when the first question comes, not only after its answer
        if not self.talk.exchanges:
            with welcome.container():
                self._welcome()
        for number, exchange in enumerate(self.talk.exchanges):
            self._exchange(number, exchange)

    def _talk(self) -> Talk:
        """The conversation that the address names; one that cannot be read leaves the page as it was."""
        talk: Talk = st.session_state.setdefault("talk", Talk())
        wanted = st.query_params.get("chat")
        if wanted != talk.id:
            if wanted:
                try:
                    talk = opened(self.client, wanted, self.talks)
                except UnknownConversationError:
                    del st.query_params["chat"]
                    talk = Talk()
                    say_problem("That chat is no longer there. Begin a new one below.")
            elif talk.id and st.session_state.get("arrived"):  # from another page, where the address is that page's
                st.query_params["chat"] = talk.id
            elif not talk.is_coming:
                talk = Talk()
            st.session_state["talk"] = talk
        return talk

    def _welcome(self) -> None:
        st.header("What should I learn next?", anchor=False)
        st.markdown(
            "Waymark answers from published AI engineer roadmaps and summaries of the courses, books and sites they "
            "name. Every claim has a marker that opens the exact words it rests on."
        )
        st.markdown("**Try one of these, or ask your own:**")
        self._offer(EXAMPLES, "example")

    def _offer(self, questions: tuple[str, ...] | list[str], key: str) -> None:
        """Questions to be asked by a click."""
        for number, question in enumerate(questions):
            if st.button(escape_markdown(question), key=f"{key}-{number}", width="stretch"):
                self.ask(question)
                st.rerun()

    def _exchange(self, number: int, exchange: Exchange) -> None:
        key = f"{(self.talk.id or '').replace('_', '.')}-{number}"  # Streamlit refuses "__" in a component's key
        with st.chat_message("user", avatar=":material/person:"):
            if st.session_state.get("edited") == key:
                self._edit(number, exchange)
            else:
                with st.container(horizontal=True, wrap=False, vertical_alignment="top"):
                    show_message(plain(exchange.question), key=f"question-{key}")
                    if st.button("Edit", key=f"edit-{key}", icon=":material/edit:", type="tertiary"):
                        st.session_state["edited"] = key
                        st.rerun()
        with st.chat_message("assistant", avatar=":material/explore:"):
            self._reply(exchange, key)
            if exchange.state == "answered":
                self._rating(exchange, key)
            if number == len(self.talk.exchanges) - 1 and exchange.state != "coming":
                self._onwards(number, exchange)

    def _edit(self, number: int, exchange: Exchange) -> None:
        """The question to be changed; its answer and all that followed give way to the new one."""
        with st.form("edited-question", border=False):
            question = st.text_area("Your question", exchange.question)
            with st.container(horizontal=True):
                asked, left = st.form_submit_button("Ask", type="primary"), st.form_submit_button("Leave it")
        if asked or left:
            del st.session_state["edited"]
            if asked and question.strip():
                self.ask(question, number)
            st.rerun()

    def _reply(self, exchange: Exchange, key: str) -> None:
        """What there is of the answer; while it comes, this part of the page is looked at again and again."""
        if exchange.reply:
            exchange.reply.wait(_AT_ONCE)
        is_live = exchange.state == "coming"

        def look() -> None:
            view = exchange.view(self.client.document, told)
            show_message(view, key=f"answer-{key}")
            if view.is_coming and exchange.reply:
                st.button("Stop", key=f"stop-{key}", icon=":material/stop_circle:", on_click=exchange.reply.stop)
            elif is_live:
                st.rerun()

        # Always in a fragment, so that the message stays the same element when the answer is whole.
        st.fragment(look, run_every=_BEAT if is_live else None)()

    def _rating(self, exchange: Exchange, key: str) -> None:
        answer = exchange.answer or {}
        rating = st.feedback("thumbs", key=f"rating-{key}-{answer['id']}")
        sent = st.session_state.setdefault("rated", {})
        if rating is not None and sent.get(answer["id"]) != rating:
            with in_words():
                self.client.feedback(answer["id"], "up" if rating else "down")
                sent[answer["id"]] = rating
                st.toast("Thank you. That is kept beside the chats.")

    def _onwards(self, number: int, exchange: Exchange) -> None:
        """After the last answer: the same again, or a question that leads on."""
        if st.button("Ask again", key="again", icon=":material/refresh:", type="tertiary"):
            self.ask(exchange.question, number)
            st.rerun()
        if exchange.answer:
            with in_words():
                asked = [earlier.question for earlier in self.talk.exchanges]
                offered = follow_ups(exchange.answer, self.client.topics()["topics"], asked)
                if offered:
                    st.markdown("**Ask next:**" if not exchange.answer["abstained"] else "**Waymark can answer:**")
                    self._offer(offered, f"next-{number}")


@st.cache_resource
def _talks() -> Talks:
    """The chats of this process, so that a page that is loaded again goes on hearing its answer."""
    return {}
