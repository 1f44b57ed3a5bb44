"""Map: the topics and what rests on what, by where a learner stands; a topic opens who teaches it."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from ui.client.protocol import Client
from ui.graph import picture
from ui.keeping import Keeper
from ui.learner import knowing, lacking, wanting
from ui.render import escape_markdown
from ui.sheets import roadmap_names
from ui.topic import topic_sheet
from ui.views.components import show_map, show_sheet
from ui.views.telling import in_words, say

_WAY, _ALL = "My way", "All topics"
_TOPIC = "topic"  # in the page's address: the one that is open


def map_page(open_client: Callable[[], Client], open_keeper: Callable[[], Keeper]) -> None:
    """Show the map, and beside it the topic that is open."""
    st.title("Map", anchor=False)
    with in_words():
        client, keeper = open_client(), open_keeper()
        profile = keeper.load()
        progress = client.map({"profile": profile})
        say(progress["understood"])
        shown = _shown(progress)
        chosen = st.query_params.get(_TOPIC)
        names = {topic["id"]: topic["name"] for topic in progress["topics"]}
        beside = st.columns([3, 2], gap="medium") if chosen in names else (st.container(), None)
        with beside[0]:
            if not shown:
                st.markdown("No topic of these areas is on your way. Choose other areas, or all topics.")
                return
            clicked = show_map(picture(progress, shown, names), chosen)
            if clicked and clicked != chosen:
                st.query_params[_TOPIC] = clicked
                st.rerun()
        if beside[1] is not None:
            with beside[1], in_words():
                _topic(client, keeper, profile, str(chosen))


def _shown(progress: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The topics that the learner wants to see."""
    scope, areas = st.columns([1, 3], vertical_alignment="bottom")
    which = scope.segmented_control("Show", (_WAY, _ALL), default=_WAY, required=True)
    on_way = [t for t in progress["topics"] if which == _ALL or t["step"] or _is_behind(t, progress)]
    present = [area["id"] for area in progress["areas"] if any(t["area"] == area["id"] for t in on_way)]
    area_names = {area["id"]: area["name"] for area in progress["areas"]}
    wanted = areas.multiselect("Areas", present, format_func=area_names.__getitem__, placeholder="All areas")
    return [topic for topic in on_way if not wanted or topic["area"] in wanted]


def _is_behind(topic: Mapping[str, Any], progress: Mapping[str, Any]) -> bool:
    """Whether a known topic is one that the way goes on from."""
    return topic["standing"] == "known" and any(topic["id"] in t["needs"] for t in progress["topics"] if t["step"])


def _topic(client: Client, keeper: Keeper, profile: Mapping[str, Any], id_: str) -> None:
    """One topic: what it is, what to note of oneself, and who teaches it."""
    teaching = client.topic(id_)
    st.subheader(escape_markdown(teaching["name"][:1].upper() + teaching["name"][1:]), anchor=False)
    say(f"{teaching['area_name']}: {teaching['gloss']}.")
    with st.container(horizontal=True):
        for label, change in (("I know it", knowing), ("I don't", lacking), ("I want to learn it", wanting)):
            st.button(label, on_click=_note, args=(keeper, change(profile, id_)))
        st.button("Close", icon=":material/close:", type="tertiary", on_click=st.query_params.clear)
    show_sheet(topic_sheet(teaching, roadmap_names(client.documents())), key=f"topic-{id_}", level=4, come=True)


def _note(keeper: Keeper, profile: Mapping[str, Any]) -> None:
    with in_words():
        keeper.save(profile)
