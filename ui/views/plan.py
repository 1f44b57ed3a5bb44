"""Plan: the way to a goal over weeks, with what each step's time rests on, to be taken along as a file."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from rag.bounds import LEAST_HOURS_A_WEEK, MOST_HOURS_A_WEEK
from ui.client.protocol import Client, PlanForm
from ui.keeping import Keeper
from ui.render import escape_markdown
from ui.sheets import roadmap_names
from ui.timeline import headline, timeline
from ui.views.components import show_weeks
from ui.views.telling import in_words, say

_FILES: tuple[tuple[str, PlanForm, str, str], ...] = (
    ("Calendar (.ics)", "calendar", "waymark-plan.ics", "text/calendar"),
    ("Markdown", "markdown", "waymark-plan.md", "text/markdown"),
    ("CSV", "csv", "waymark-plan.csv", "text/csv"),
)


def plan_page(open_client: Callable[[], Client], open_keeper: Callable[[], Keeper]) -> None:
    """Show the plan of the profile that is kept; hours and goal are changed there too."""
    st.title("Plan", anchor=False)
    with in_words():
        client, keeper = open_client(), open_keeper()
        documents = client.documents()
        profile = keeper.load()
        asked = _asked(client, keeper, profile, documents)
        plan = client.plan(asked)
        st.subheader(escape_markdown(headline(plan)), anchor=False)
        say(plan["understood"])
        if not plan["steps"]:
            return
        with st.container(horizontal=True):
            for label, form, name, kind in _FILES:
                st.download_button(
                    label, client.plan_as(form, asked), name, kind, icon=":material/download:", on_click="ignore"
                )
        if plan["assumptions"]:
            with st.expander("What is assumed", expanded=True):
                st.markdown("\n".join(f"- {escape_markdown(said)}" for said in plan["assumptions"]))
        show_weeks(timeline(plan, roadmap_names(documents)))


def _asked(
    client: Client, keeper: Keeper, profile: Mapping[str, Any], documents: list[dict[str, Any]]
) -> dict[str, Any]:
    """What to plan: the body of POST /v1/plan."""
    goals = {goal["id"]: goal["name"] for goal in client.topics()["goals"]}
    roadmaps = {d["id"]: d["short"] for d in documents if d["kind"] == "roadmap" and not d["superseded_by"]}
    st.session_state["plan-goal"], st.session_state["plan-hours"] = profile["goal"], profile["hours_per_week"]

    def wish(field: str, key: str) -> None:
        with in_words():
            keeper.save({**profile, field: st.session_state[key]})

    first, second = st.columns(2), st.columns(2)
    first[0].selectbox(
        "Goal", goals, index=None, format_func=goals.__getitem__, key="plan-goal", on_change=wish,
        args=("goal", "plan-goal"), placeholder="AI engineer, unless you name another",
    )  # fmt: skip
    first[1].number_input(
        "Hours a week", LEAST_HOURS_A_WEEK, float(MOST_HOURS_A_WEEK), None, 1.0, "%g", key="plan-hours",
        on_change=wish, args=("hours_per_week", "plan-hours"), placeholder="10",
    )  # fmt: skip
    start = second[0].date_input("Start", "today", key="plan-start", format="DD/MM/YYYY")
    alone = second[1].selectbox(
        "Follow one roadmap alone", roadmaps, index=None, format_func=roadmaps.__getitem__, key="plan-roadmap",
        placeholder="No, what they agree on",
    )  # fmt: skip
    return {"profile": profile, "start": start.isoformat() if start else None, "roadmap": alone}
