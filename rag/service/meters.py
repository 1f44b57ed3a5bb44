"""What is measured while the service runs, in Prometheus's form; the only file that imports prometheus_client."""

import os
import re

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from rag.records import Answer

TYPE = CONTENT_TYPE_LATEST
SHARED = "PROMETHEUS_MULTIPROC_DIR"  # the folder in which several workers count together

_MARKER = re.compile(r"\[(\d+)\]")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Meters:
    """Counters of one service; nothing of a question or a key is in them."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "waymark_requests", "Requests by operation and status.", ["method", "route", "status"],
            registry=self._registry,
        )  # fmt: skip
        self._seconds = Histogram(
            "waymark_request_seconds", "How long requests took, in seconds.", ["route"], buckets=_SECONDS,
            registry=self._registry,
        )  # fmt: skip
        self._stages = Histogram(
            "waymark_stage_seconds", "How long each stage of an answer took, in seconds.", ["stage"], buckets=_SECONDS,
            registry=self._registry,
        )  # fmt: skip
        self._answers = Counter("waymark_answers", "Answers by intent.", ["intent"], registry=self._registry)
        self._refusals = Counter(
            "waymark_refusals", "Answers that say that the sources do not hold it.", registry=self._registry
        )
        self._degraded = Counter(
            "waymark_degraded", "Answers given in a lesser way than was set.", registry=self._registry
        )
        self._invalid = Counter(
            "waymark_invalid_markers", "Markers in answers that stand for no citation.", registry=self._registry
        )
        self._tokens = Counter("waymark_tokens", "Tokens of a language model.", ["kind"], registry=self._registry)

    def note_request(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request that has been answered."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def note_answer(self, answer: Answer) -> None:
        """Count an answer."""
        self._answers.labels(answer.intent).inc()
        self._refusals.inc(answer.abstained)
        self._degraded.inc(answer.degraded is not None)
        known = {citation.marker for citation in answer.citations}
        self._invalid.inc(sum(int(marker) not in known for marker in _MARKER.findall(answer.text)))
        if answer.usage:
            self._invalid.inc(answer.usage.dropped)
            self._tokens.labels("prompt").inc(answer.usage.prompt_tokens or 0)
            self._tokens.labels("completion").inc(answer.usage.completion_tokens or 0)
        for stage, milliseconds in answer.timings_ms.items():
            self._stages.labels(stage).observe(milliseconds / 1000)

    def told(self) -> bytes:
        """All of it as text, over all workers where there are several."""
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # has no annotations
        return generate_latest(registry)
