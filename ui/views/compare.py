"""Compare: topics by roadmaps, what the roadmaps agree on and where they do not, with both sides quoted."""

from collections.abc import Callable

import streamlit as st

from ui.client.protocol import Client
from ui.heat import consensus, disagreements, grid
from ui.sheets import roadmap_names
from ui.views.components import show_grid, show_sheet
from ui.views.telling import in_words

_MOST = 10  # topics that are compared at once


def compare_page(open_client: Callable[[], Client]) -> None:
    """Show the roadmaps side by side."""
    st.title("Compare", anchor=False)
    st.markdown("Where each roadmap has a topic. Choose a cell for the words that this rests on.")
    with in_words():
        client = open_client()
        names = {topic["id"]: topic["name"] for topic in client.topics()["topics"]}
        topics = st.multiselect(
            "Topics", names, format_func=names.__getitem__, max_selections=_MOST, key="compared",
            placeholder="All that some roadmap gives a stage of its own",
        )  # fmt: skip
        comparison, roadmaps = client.compare(topics), roadmap_names(client.documents())
        if not comparison["topics"]:
            st.markdown("There is nothing to compare: no roadmap has a stage of its own for any topic.")
            return
        show_grid(grid(comparison, roadmaps))
        agreed, disputed = consensus(comparison), disagreements(comparison, roadmaps)
        st.header("What they agree on", anchor=False)
        if agreed:
            show_sheet(agreed, key="agreed")
        else:
            st.markdown("None of these topics is taught by more than half of them.")
        st.header("Where they disagree", anchor=False)
        if disputed:
            show_sheet(disputed, key="disputed")
        else:
            st.markdown("No disagreement was found on these topics.")
