"""The chat: questions, answers with their sources, and what to try first."""

import logging
import traceback
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from ingest.errors import WaymarkError
from ui.client.protocol import Client, Data
from ui.render import View, documents_of, escape_markdown, index_in_words, plain, problem, sources, view

EXAMPLES = (
    "I know Python and linear algebra. What should I learn next?",
    "How long does it take to become an AI engineer?",
    "Do the roadmaps agree on maths first?",
    "Which course should I take for deep learning?",
    "What is RAG, and why should I learn it?",
    "What should I build to practise machine learning?",
)

_HERE = Path(__file__).parent
_log = logging.getLogger("waymark.ui")
_show_text = st.components.v2.component(
    "waymark_text",
    html='<div class="answer"></div>',
    css=(_HERE / "answer.css").read_text(encoding="utf-8"),
    js=(_HERE / "answer.js").read_text(encoding="utf-8"),
)


@dataclass(slots=True)
class Exchange:
    """A question with what came of it: an answer, if there is one, and what the page shows."""

    question: str
    answer: Data | None = None
    view: View | None = None


def chat_page(open_client: Callable[[], Client]) -> None:
    """Show the conversation so far, and answer what has not been answered yet."""
    exchanges: list[Exchange] = st.session_state.setdefault("exchanges", [])
    # Left to itself, the input would keep the page scrolled to its foot, past the beginning of a long answer.
    with st.bottom:
        question = st.chat_input("Ask what to learn next")
    if question:
        exchanges.append(Exchange(question))
    try:
        client = open_client()
    except Exception as error:  # noqa: BLE001  whatever it is, people get a sentence
        _problem(_told(error))
        return
    with st.sidebar:
        _sidebar(client)
    welcome = st.empty()  # emptied at once when the first question comes, not only after its answer
    if not exchanges:
        with welcome.container():
            _welcome()
    for number, exchange in enumerate(exchanges):
        _show(exchange, number, client, exchanges[:number])


def _welcome() -> None:
    st.header("What should I learn next?", anchor=False)
    st.markdown(
        "Waymark answers from published AI engineer roadmaps and summaries of the courses, books and sites they name. "
        "Every claim has a marker that opens the exact words it rests on."
    )
    st.markdown("**Try one of these, or ask your own:**")
    for example in EXAMPLES:
        st.button(example, on_click=_ask, args=(example,), width="stretch")


def _ask(question: str) -> None:
    st.session_state["exchanges"].append(Exchange(question))


def _sidebar(client: Client) -> None:
    st.title("Waymark", anchor=False)
    st.button("New chat", icon=":material/add:", on_click=_forget, width="stretch")
    try:
        about, documents = client.about(), client.documents()
    except Exception as error:  # noqa: BLE001  as above; the conversation stays on the page
        _problem(_told(error))
        return
    st.markdown(f"**Sources**  \n{escape_markdown(sources(documents))}")
    st.markdown(f"**Index**  \n{escape_markdown(index_in_words(about))}")
    st.markdown("**Add your own files**  \n`waymark ingest PATH`")


def _forget() -> None:
    st.session_state["exchanges"] = []


def _show(exchange: Exchange, number: int, client: Client, earlier: Sequence[Exchange]) -> None:
    with st.chat_message("user", avatar=":material/person:"):
        _show_text(key=f"question-{number}", data=asdict(plain(exchange.question)))
    with st.chat_message("assistant", avatar=":material/explore:"):
        # A question that a click elsewhere cut short is still open, and is asked again here.
        if exchange.view is None:
            with st.spinner("Looking through the roadmaps …"):
                exchange.view = _answer(exchange, client, earlier)
        _show_text(key=f"answer-{number}", data=asdict(exchange.view))


def _answer(exchange: Exchange, client: Client, earlier: Sequence[Exchange]) -> View:
    """Ask, and give what is to be shown; nothing of Streamlit is called here, for that could end the run."""
    try:
        *_, (_, exchange.answer) = client.stream(exchange.question, _turns(earlier))
        return view(exchange.answer, documents_of(exchange.answer, client.document))
    except Exception as error:  # noqa: BLE001  as above
        return plain(_told(error), is_problem=True)


def _turns(exchanges: Sequence[Exchange]) -> list[Data]:
    said = [turn for e in exchanges if e.answer for turn in (("user", e.question), ("assistant", e.answer["text"]))]
    return [{"role": role, "content": content} for role, content in said]


def _told(error: Exception) -> str:
    """The sentence for people; the terminal gets an unexpected error's name and place, not its private text."""
    if not isinstance(error, WaymarkError):
        place = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("%s in %s, line %s", type(error).__name__, place.filename, place.lineno)
    return problem(error)


def _problem(sentence: str) -> None:
    st.info(escape_markdown(sentence), icon=":material/info:")
