"""The options by which commands take what is known of a learner."""

from pathlib import Path
from typing import Annotated

import typer

About = Annotated[
    str | None, typer.Argument(metavar="ABOUT", help="You in your own words; - reads them from standard input.")
]
Know = Annotated[list[str] | None, typer.Option(metavar="TOPIC", help="A topic that you know; may be given again.")]
Lack = Annotated[
    list[str] | None, typer.Option(metavar="TOPIC", help="A topic that you do not know; may be given again.")
]
Hours = Annotated[float | None, typer.Option(help="How many hours a week you have.")]
ProfileFile = Annotated[
    Path | None, typer.Option("--profile", metavar="FILE", help="Your profile, as --save or the chat page wrote it.")
]
Goal = Annotated[str | None, typer.Option(help="Where you want to get to, as `waymark topics` lists it.")]
