"""What every page does alike: failures become one sentence, and what comes from content stays text."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from ingest.errors import WaymarkError
from ui.render import escape_markdown, problem

_log = logging.getLogger("waymark.ui")


@contextmanager
def in_words() -> Iterator[None]:
    """Whatever goes wrong inside is told on the page as a sentence; the rest of the page goes on."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - whatever it is, people get a sentence
        say_problem(told(error))


def told(error: Exception) -> str:
    """The sentence for people; the terminal gets an unexpected error's name and place, not its private text."""
    if not isinstance(error, WaymarkError):
        place = traceback.extract_tb(error.__traceback__)[-1]
        _log.error("%s in %s, line %s", type(error).__name__, place.filename, place.lineno)
    return problem(error)


def say_problem(sentence: str) -> None:
    """Tell what went wrong."""
    st.info(escape_markdown(sentence), icon=":material/info:")


def say(text: str) -> None:
    """A paragraph that may hold words of content."""
    st.markdown(escape_markdown(text))
