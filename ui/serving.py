"""The commands that serve programs: over HTTP, over MCP, and the keys for it."""

import os
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rag.service.keys import Keys

# What these commands need is imported inside them, so that the others start without FastAPI.

HOST, PORT = "127.0.0.1", 8000

keys = typer.Typer(no_args_is_help=True, help="Make, list and revoke the API keys of `waymark serve`.")

Name = Annotated[str, typer.Argument(help="What to call the key.")]


def serve(
    ctx: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen at; another than this machine's needs keys.")] = HOST,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen at.")] = PORT,
    workers: Annotated[int, typer.Option(min=1, max=64, help="How many processes answer.")] = 1,
) -> None:
    """Serve answers over HTTP, building the index first where there is none."""
    # Before NumPy comes: answers at once fill the processors, and threads within each would only get in the way.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from ingest.generation import current
    from rag.service import start
    from ui.building import build_if_none
    from ui.chat import check_port

    start.check(host)
    check_port(port, host, "waymark serve")
    settings = ctx.obj.read_settings()
    build_if_none(ctx.obj, settings)
    at = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    typer.echo(f"Waymark answers at {at} from index {current(settings.home).name}. Ctrl-C ends it.")
    typer.echo(f"Operations: {at}/docs   OpenAI's clients: {at}/v1   MCP clients: {at}/mcp")
    start.serve(host, port, workers)


def mcp(ctx: typer.Context) -> None:
    """Serve answers as tools of the Model Context Protocol, on standard input and output."""
    from rag.service.desk import Desk
    from rag.service.tools import make_tools

    make_tools(Desk(ctx.obj.assistant())).run()


@keys.command()
def add(ctx: typer.Context, name: Name) -> None:
    """Make a key, and print it this once: only its hash is kept."""
    typer.echo(_keys(ctx).make(name))


@keys.command("list")
def list_keys(ctx: typer.Context) -> None:
    """List the keys: id, name, when it was made."""
    from ui.terminal import Page, one_line

    Page().table(["id", "name", "made at"], [[k.id, one_line(k.name), k.made_at] for k in _keys(ctx).all], headed=False)


@keys.command()
def revoke(ctx: typer.Context, name: Name) -> None:
    """Take a key away; a service that runs refuses it from then on."""
    _keys(ctx).revoke(name)


def _keys(ctx: typer.Context) -> "Keys":
    from rag.service.keys import Keys
    from rag.service.settings import read_service_settings

    return Keys(read_service_settings().keys_file(ctx.obj.read_settings().home))
