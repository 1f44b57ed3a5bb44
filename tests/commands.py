"""Running the `waymark` command on stand-ins."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fakes import FakeAssistant
from typer.testing import CliRunner, Result

from eval.asking import Outcome
from ingest.errors import FetchError
from ingest.records import Failure, IngestReport
from ingest.settings import Settings
from ui.cli import make_app
from ui.parts import Parts

if TYPE_CHECKING:
    from eval.standings import RetrievalReport


def metrics() -> tuple[str, ...]:
    """The names of the measures of retrieval."""
    from eval.rivals import PREFIX, retrieval_names  # heavy: most commands start without it

    return tuple(name.removeprefix(PREFIX) for name in retrieval_names())


REPORT = IngestReport(
    generation="20250102-fake",
    documents={"added": 2, "changed": 1, "unchanged": 3, "removed": 0},
    chunks={"added": 7, "unchanged": 9, "removed": 4},
    embedded=6,
    repairs={"null_bytes": 2},
    superseded={"sample": "sample-original"},
    failures=(),
    seconds=1.25,
)


@dataclass(slots=True)
class FakeIngest:
    """Has the interface of ingest.pipeline.ingest; fails for the paths in `unreadable`, and altogether with `error`."""

    error: BaseException | None = None
    unreadable: tuple[Path, ...] = ()
    asked: list[dict[str, Any]] = field(default_factory=list)

    def __call__(
        self,
        settings: Settings,
        paths: Sequence[Path] = (),
        *,
        forget: Sequence[Path] = (),
        dry_run: bool = False,
        rebuild: bool = False,
        on_event: Callable[[Mapping[str, Any]], None],
    ) -> IngestReport:
        """Note what was asked, tell of some progress and report."""
        self.asked.append(
            {"home": settings.home, "paths": paths, "forget": forget, "dry_run": dry_run, "rebuild": rebuild}
        )
        on_event({"stage": "read", "done": 1, "total": 2})
        on_event({"stage": "write"})
        if self.error:
            raise self.error
        failures = tuple(Failure(str(path.resolve()), f"{path.resolve()}: it is empty.") for path in self.unreadable)
        return replace(REPORT, failures=failures, dry_run=dry_run)


def fake_retrieval(
    _settings: Settings, outcomes: Sequence[Outcome], emit: Callable[[Mapping[str, Any]], None]
) -> "RetrievalReport":
    """Has the interface of Parts.measure_retrieval: Waymark finds all evidence, LangChain half of it."""
    from eval.standings import RetrievalReport, Standing  # heavy: most commands start without it

    emit({"stage": "searching", "done": 1, "total": 1})
    asked = {o.question.id: float(o.answer is not None) for o in outcomes if o.question.evidence}
    found = {"waymark": asked, "langchain": {id_: share / 2 for id_, share in asked.items()}}
    values = {name: dict.fromkeys(metrics(), by_id) for name, by_id in found.items()}
    systems = [Standing(name, {}, {}, {}, its, {}) for name, its in values.items()]
    return RetrievalReport(tuple(asked), metrics(), tuple(systems), {})


def fake_page(home: Path, url: str) -> Path:
    """Has the interface of ingest.pages.keep_page; there is nothing at an address with `gone` in it."""
    if "gone" in url:
        raise FetchError(f"{url}: It was answered with the status 404. Check the address.")
    return home / "pages" / "fetched.md"


def fake_refresh(_corpus: Path, folder: Path, emit: Callable[[Mapping[str, Any]], None], **options: Any) -> Any:
    """Has the interface of ingest.refresh.refresh; each of four links is in another state."""
    from ingest.refresh import Link  # brings the network

    emit({"stage": "links", "done": 4, "total": 4})
    day = "2025-01-02" if options["anew"] else "2025-01-01"
    return (
        Link("https://a.example/", "ok", day, "a", draft=str(folder / "a.md")),
        Link("https://b.example/", "moved", day, "b", "https://c.example/", "No main content was found in the page."),
        Link("https://d.example/", "gone", day, reason="It was answered with the status 404."),
        Link("https://e.example/", "refused", day, reason="It took longer than 15 seconds."),
    )


def fake_parts(home: Path, **changes: Any) -> Parts:
    """Parts that touch nothing but `home`."""
    parts = Parts(
        read_settings=lambda: Settings(home=home),
        open_assistant=lambda _settings: FakeAssistant(),
        ingest=FakeIngest(),
        keep_page=fake_page,
        refresh=fake_refresh,
        measure_retrieval=fake_retrieval,
        chat_command=lambda port: ["serve", str(port)],
        run=lambda _command: 0,
    )
    return replace(parts, **changes)


def run(parts: Parts, *arguments: str, given: str | bytes | None = None, **environment: str) -> Result:
    """What `waymark ARGUMENTS` prints and how it ends."""
    return CliRunner().invoke(make_app(parts), list(arguments), input=given, env=environment)
