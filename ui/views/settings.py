"""Settings: what answers and in which state it is, which index it answers from, and building that anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from ui.client.protocol import Client, Data
from ui.job import Job
from ui.render import escape_markdown, index_in_words, sources
from ui.views.telling import in_words, say

_BEAT = 0.5  # seconds between two looks at a build that goes on
_STATES = {
    "ready": "It is asked for the wording of each answer; every quote is checked by Waymark.",
    "resting": "It failed several times in a row and is left alone for a while; answers are put together without it.",
}


@dataclass(slots=True)
class Rebuilding:
    """Building the index anew by `work`, one at a time for all sessions; `job` is the latest, None before any."""

    work: Callable[..., list[str]]
    job: Job | None = None

    def start(self) -> None:
        """Begin, unless it goes on already."""
        if self.job is None or not self.job.is_running:
            self.job = Job("Building the index", self.work)


def settings_page(open_client: Callable[[], Client], address: str | None, rebuilding: Rebuilding | None) -> None:
    """Show what answers; `address` is that of the service that is asked, `rebuilding` is None where there is one."""
    st.title("Settings", anchor=False)
    with in_words():
        client = open_client()
        about = client.about()
        _answers(about, address)
        _index(about, client.documents(), rebuilding)


def _answers(about: Data, address: str | None) -> None:
    st.header("Answers", anchor=False)
    model = about["model"]
    if model is None:
        say("Answers are put together from the sources' own words, without a language model. They need no network.")
        st.markdown("A language model can word them: set `WAYMARK_MODEL` and `OPENAI_BASE_URL` or `OPENAI_API_KEY`.")
    else:
        say(f"The language model {model['name']} words the answers. {_STATES[model['state']]}")
    if address:
        say(f"They come from the service at {address}, which WAYMARK_API_URL names.")
    else:
        say("They come from this very process.")


def _index(about: Data, documents: Sequence[Data], rebuilding: Rebuilding | None) -> None:
    st.header("Index", anchor=False)
    facts = {
        "Sources": sources(documents),
        "Holds": index_in_words(about),
        "Generation": about["generation"],
        "Embedding model": about["embedder"],
    }
    for name, fact in facts.items():
        st.markdown(f"**{name}**  \n{escape_markdown(fact)}")
    if rebuilding is None:
        st.markdown("It is built on the machine of the service, with `waymark ingest`.")
        return
    say("Building it anew takes nothing over from the one in use, which answers until the new one is ready.")
    is_live = rebuilding.job is not None and rebuilding.job.is_running
    st.button("Build the index anew", on_click=rebuilding.start, disabled=is_live, icon=":material/autorenew:")
    st.fragment(_progress, run_every=_BEAT if is_live else None)(rebuilding, is_live=is_live)


def _progress(rebuilding: Rebuilding, *, is_live: bool) -> None:
    """How far the build is, or what came of it."""
    job = rebuilding.job
    if job is None:
        return
    if job.is_running:
        st.progress(job.stage.share or 0.0, text=escape_markdown(f"{job.title}. {job.stage.words}"))
        return
    if is_live:
        st.rerun()  # the figures above have changed
    for line in job.lines:
        (st.error if job.failed else st.success)(escape_markdown(line))
