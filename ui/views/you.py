"""You: what Waymark knows of a learner, told in their own words, ticked off, or brought along as a file."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from rag.bounds import LEAST_HOURS_A_WEEK, MOST_HOURS_A_WEEK, MOST_OF_ONESELF
from rag.errors import ProfileError
from rag.wishes import FORMS_WANTED
from ui.client.protocol import Client
from ui.keeping import NOBODY, Keeper
from ui.learner import chips, knowing, lacking, only, over
from ui.render import escape_markdown
from ui.views.telling import in_words, say, say_problem, told

_READ = "understood"  # in the session: what was read in a text and is not yet confirmed


def you_page(open_client: Callable[[], Client], open_keeper: Callable[[], Keeper]) -> None:
    """Show the profile, and take in what changes it."""
    st.title("You", anchor=False)
    with in_words():
        _Page(open_client(), open_keeper()).show()


class _Page:
    """One look at the page."""

    def __init__(self, client: Client, keeper: Keeper) -> None:
        self.client, self.keeper = client, keeper
        known = client.topics()
        self.topics, self.areas, self.goals = known["topics"], known["areas"], known["goals"]
        self.names = {entry["id"]: entry["name"] for entry in (*self.goals, *self.topics)}

    def show(self) -> None:
        """Everything, from top to bottom; a profile that cannot be read can be replaced."""
        self._words()
        try:
            self.profile = self.keeper.load()
            progress = self.client.map({"profile": self.profile})
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it can still be replaced
            say_problem(told(error))
            self._carrying(None)
            return
        self._chips(progress)
        self._wishes()
        self._progress(progress)
        self._ticks(progress)
        self._carrying(self.profile)

    def _words(self) -> None:
        """What learners say of themselves, and what was understood of it, to be confirmed."""
        st.markdown("Tell what you can do and where you want to get to, or paste your CV. Nothing of the text is kept.")
        text = st.text_area("In your own words", max_chars=MOST_OF_ONESELF, height=120, key="oneself")
        if st.button("Read it", icon=":material/person_search:", disabled=not text.strip()):
            with in_words():
                st.session_state[_READ] = self.client.profile({"about": text})
        read = st.session_state.get(_READ)
        if read is None:
            return
        found = chips(read, self.names)
        with st.container(border=True):
            st.subheader("Is this right?", anchor=False)
            kept: list[str] = []
            if not found:
                st.markdown("Waymark found no topic, goal or wish in it that it knows. Name some, such as Python.")
            else:
                kept = st.pills(
                    "Click what is wrong", list(found), selection_mode="multi", default=list(found),
                    format_func=found.__getitem__,
                )  # fmt: skip
            with st.container(horizontal=True):
                if found:
                    st.button("Take it over", type="primary", on_click=self._take, args=(only(read, kept),))
                st.button("Leave it", on_click=self._leave)

    def _take(self, understood: Mapping[str, Any]) -> None:
        with in_words():
            self.keeper.save(over(understood, self.keeper.load()))
            self._leave()

    @staticmethod
    def _leave() -> None:
        del st.session_state[_READ]
        st.session_state["oneself"] = ""

    def _chips(self, progress: Mapping[str, Any]) -> None:
        """What Waymark goes by, each of it to be taken out again."""
        st.subheader("What Waymark goes by", anchor=False)
        found = chips(self.profile, self.names)
        if not found:
            st.markdown("Nothing yet, so it takes it that you start from the beginning and want to be an AI engineer.")
            return
        st.session_state["chips"] = list(found)
        st.pills(
            "Click what is no longer right", list(found), selection_mode="multi", format_func=found.__getitem__,
            key="chips", on_change=lambda: self._save(only(self.profile, st.session_state["chips"])),
        )  # fmt: skip
        say(progress["understood"])

    def _wishes(self) -> None:
        """Goal, hours and preferences."""
        profile, state = self.profile, st.session_state
        state["goal"] = profile["goal"]
        state["hours"] = profile["hours_per_week"]
        state["free"] = profile["free_only"]
        state["forms"] = list(profile["forms"])
        goal, hours = st.columns([2, 1])
        goal.selectbox(
            "Goal", [g["id"] for g in self.goals], index=None, format_func=self._name, key="goal",
            placeholder="AI engineer, unless you name another", on_change=self._wish, args=("goal", "goal"),
        )  # fmt: skip
        hours.number_input(
            "Hours a week", LEAST_HOURS_A_WEEK, float(MOST_HOURS_A_WEEK), None, 1.0, "%g", key="hours",
            placeholder="10", on_change=self._wish, args=("hours_per_week", "hours"),
        )  # fmt: skip
        forms, free = st.columns([2, 1], vertical_alignment="bottom")
        forms.pills(
            "Rather learn from", FORMS_WANTED, selection_mode="multi", key="forms",
            format_func=lambda form: f"{form}s", on_change=self._wish, args=("forms", "forms"),
        )  # fmt: skip
        free.toggle("Free resources only", key="free", on_change=self._wish, args=("free_only", "free"))

    def _wish(self, field: str, key: str) -> None:
        self._save(self.profile | {field: st.session_state[key]})

    def _progress(self, progress: Mapping[str, Any]) -> None:
        """How far it is, area by area."""
        st.subheader("How far you are", anchor=False)
        needed = [area for area in progress["areas"] if area["needed"]]
        known, total = sum(a["known"] for a in needed), sum(a["needed"] for a in needed)
        say(f"Of the {total} topics that {progress['goal']} rests on, you know {known}.")
        columns = st.columns(2)
        for number, area in enumerate(needed):
            words = f"{area['name']}: {area['known']} of {area['needed']}"
            columns[number % 2].progress(area["known"] / area["needed"], text=escape_markdown(words))

    def _ticks(self, progress: Mapping[str, Any]) -> None:
        """Everything that can be known, area by area."""
        st.subheader("Tick what you know", anchor=False)
        st.markdown("What comes along with something that you ticked is ticked too.")
        known = {topic["id"] for topic in progress["topics"] if topic["standing"] == "known"}
        for area in self.areas:
            own = [topic for topic in self.topics if topic["area"] == area["id"]]
            ticked = sum(topic["id"] in known for topic in own)
            with st.expander(escape_markdown(f"{area['name']} ({ticked} of {len(own)})"), key=f"area-{area['id']}"):
                for topic in own:
                    key = f"tick-{topic['id']}"
                    st.session_state[key] = topic["id"] in known
                    st.checkbox(escape_markdown(topic["name"]), key=key, on_change=self._tick, args=(topic["id"], key))

    def _tick(self, id_: str, key: str) -> None:
        if st.session_state[key]:
            self._save(knowing(self.profile, id_))
            return
        with in_words():
            left = lacking(self.profile, id_, outright=False)
            topics = {topic["id"]: topic["standing"] for topic in self.client.map({"profile": left})["topics"]}
            self._save(lacking(self.profile, id_) if topics[id_] == "known" else left)

    def _carrying(self, profile: Mapping[str, Any] | None) -> None:
        """The file to carry along."""
        st.subheader("Your profile as a file", anchor=False)
        say(self.keeper.where)
        with st.container(horizontal=True):
            if profile is not None:
                text = json.dumps(profile, indent=2, ensure_ascii=False) + "\n"
                st.download_button(
                    "Export", text, "waymark-profile.json", "application/json",
                    icon=":material/download:", on_click="ignore",
                )  # fmt: skip
            with st.popover("Begin anew", icon=":material/restart_alt:"):
                st.markdown("Everything that Waymark knows of you is deleted.")
                st.button("Delete my profile", type="primary", on_click=self._save, args=(NOBODY,))
        brought = st.file_uploader("Import a profile (JSON)", type="json", max_upload_size=1)
        if brought is not None and st.button("Take this profile"):
            with in_words():
                self._save(self.client.profile({"profile": _read(brought.getvalue())}))
                st.rerun()

    def _save(self, profile: Mapping[str, Any]) -> None:
        with in_words():
            self.keeper.save(profile)

    def _name(self, id_: str) -> str:
        return str(self.names.get(id_, id_))


def _read(data: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(data)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise ProfileError("The file is no profile: it holds no JSON object. Choose one that was exported here.")
    return value
