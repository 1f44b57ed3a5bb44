"""Turning texts into unit vectors with onnxruntime and tokenizers alone."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from ingest import doubts, finds, taught
from ingest.checksum import matches, matching_bytes
from ingest.errors import EmbedderError
from ingest.low_rank import fingerprint
from ingest.settings import SHIPPED_EMBEDDER

Vectors = NDArray[np.float32]

_MOST_WORDS = 20_000  # of which it is kept whether they are words: questions have the same ones over and over
_MOST_READ = 16  # texts of which it is kept what was read: a question's vector and states are asked for one by one
_SLOWER_FUSED = ["SkipLayerNormFusion", "BiasSkipLayerNormFusion"]  # an addition and a norm take a third of their time
_BATCH = 4  # measured on 2 cores: small batches of like lengths are fastest
MODEL, WEIGHTS, TOKENIZER, _CARD = "model.onnx", "weights.bin", "tokenizer.json", "model.json"
QUERY_MODEL = "query.onnx"  # the same model with its matrices in whole numbers, for one text at a time
LOWER_HALF = "lower.onnx"  # the lower half of that, beside the shipped model, and upper halves that were taught
LISTENER, DOUBTER, FINDER = "listener.onnx", "doubter.onnx", "finder.onnx"
FORM = 1  # raise it when anything about an export changes: what it reads or gives, or how its numbers are kept
IDS, MASK = "input_ids", "attention_mask"  # what an exported model reads; one for one text has no mask
EMBEDDING, STATES = "embedding", "states"  # what it gives


@dataclass(frozen=True, slots=True)
class States:
    """What the model makes of a text on the way: for each word piece its span, and its state, shape (pieces, width).

    The pieces of a text that was read beside another begin at `start`.
    """

    spans: list[tuple[int, int]]
    vectors: Vectors
    start: int = 0


class Embedder(Protocol):
    """What the index and the search ask of an embedding model."""

    name: str
    fingerprint: str
    dimension: int

    def count(self, text: str) -> int:
        """The number of word pieces in `text`."""
        ...

    def is_word(self, text: str) -> bool:
        """Whether `text` is a common word, known to the model whole."""
        ...

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = ...) -> Vectors:
        """One unit vector a text, shape (len(texts), dimension); `progress` is told how many are done."""
        ...

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of one text that somebody waits for, shape (dimension,)."""
        ...


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What is known of an exported model; `fingerprint` is the SHA-256 of the weights it came from."""

    name: str
    fingerprint: str
    dimension: int
    most_pieces: int
    sha256: dict[str, str] = field(default_factory=dict)  # of each exported file, by its name
    taught: str = ""  # the fingerprint of what its taught halves were taught, where it has any
    form: int = 0  # 0 is from before forms were told apart

    @property
    def is_of_now(self) -> bool:
        """Whether it is what this version exports, in its form and by what its halves are taught."""
        return self.form == FORM and self.taught == what_to_teach(self.name)

    def write(self, folder: Path) -> None:
        """Save the card beside its model; it is written last, so a folder with a card is whole."""
        (folder / _CARD).write_text(json.dumps(asdict(self), indent=2), encoding="utf-8")

    @classmethod
    def read(cls, folder: Path) -> "ModelCard | None":
        """The card in `folder`, or None where no finished export is."""
        try:
            return cls(**json.loads((folder / _CARD).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None


def what_to_teach(name: str) -> str:
    """The fingerprint of what the halves of the model called `name` are taught; empty where it has none."""
    return fingerprint(taught.FILE, doubts.FILE, finds.FILE) if name == SHIPPED_EMBEDDER else ""


def model_folder(models: Path, name: str) -> Path:
    """Where the exported form of the model called `name` is kept."""
    slug = "".join(c if c.isalnum() else "-" for c in name).strip("-")[-60:]
    return models / f"{slug}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


class OnnxEmbedder:
    """A sentence-transformers model in its exported form; safe to share between threads.

    Documents are embedded by the model as it was published, a few at a time on all cores. What somebody asks is
    embedded by its form in whole numbers on one core, in half of the time; docs/performance.md has what that costs.
    """

    def __init__(self, folder: Path) -> None:
        """Open the model in `folder`; raises EmbedderError when it is missing or altered."""
        card = ModelCard.read(folder)
        if card is None:
            raise EmbedderError(f"There is no exported embedding model in {folder}. Run `waymark ingest` to make it.")
        if not card.is_of_now:
            raise EmbedderError(
                f"The embedding model in {folder} was exported by another Waymark. Run `waymark ingest`, "
                "which exports it anew."
            )
        tokenizer = _verified(folder, card)
        self.name = card.name
        self.fingerprint = card.fingerprint
        self.dimension = card.dimension
        # The file's own settings cut at 128 and pad each text to 128, which is slower and loses text.
        self._tokenizer = Tokenizer.from_str(tokenizer)
        self._tokenizer.enable_truncation(card.most_pieces)
        self._tokenizer.no_padding()
        self._counter = Tokenizer.from_str(tokenizer)
        self._counter.no_truncation()
        self._counter.no_padding()
        self._folder = folder
        self._last_read = lru_cache(_MOST_READ)(self._read)
        self._is_word = lru_cache(_MOST_WORDS)(lambda text: self.count(text) == 1)

    @cached_property
    def _of_documents(self) -> onnxruntime.InferenceSession:
        return open_session(self._folder / MODEL)

    @cached_property
    def _of_queries(self) -> onnxruntime.InferenceSession:
        return open_session(self._folder / QUERY_MODEL, threads=1)  # a question is too short to be shared out

    @cached_property
    def _lower_half(self) -> onnxruntime.InferenceSession:
        return open_verified(self._folder, LOWER_HALF, threads=1)

    def count(self, text: str) -> int:
        """The number of word pieces in `text`, without the two that every text gets."""
        return len(self._counter.encode(text, add_special_tokens=False).ids)

    def is_word(self, text: str) -> bool:
        """Whether `text` is one word piece, as every common English word is."""
        return self._is_word(text)

    def embed(self, texts: Sequence[str], progress: Callable[[int], None] = lambda _done: None) -> Vectors:
        """One unit vector a text, shape (len(texts), dimension), in the order given."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for done, batch, read in self._batches(texts):
            vectors[batch] = self._of_documents.run([EMBEDDING], read)[0]
            progress(done)
        return vectors

    def embed_query(self, text: str) -> Vectors:
        """The unit vector of one text that somebody waits for, shape (dimension,)."""
        return self._last_read(text)[0].copy()

    def _read(self, text: str) -> tuple[Vectors, States]:
        """The unit vector of one text, and its states in the middle of the model, of one run."""
        read = self._tokenizer.encode(text)
        (vector,), (states,) = self._of_queries.run([EMBEDDING, STATES], _alone(read.ids))
        return vector, States(list(read.offsets), states)

    def _batches(self, texts: Sequence[str]) -> Iterator[tuple[int, list[int], dict[str, Any]]]:
        """The places of texts of like length, a few at a time: how many with these, which, and what the model reads."""
        encodings = [self._tokenizer.encode(text).ids for text in texts]
        by_length = sorted(range(len(texts)), key=lambda i: len(encodings[i]))
        for at in range(0, len(by_length), _BATCH):
            batch = by_length[at : at + _BATCH]
            width = max(len(encodings[i]) for i in batch)
            ids = np.zeros((len(batch), width), dtype=np.int64)
            mask = np.zeros((len(batch), width), dtype=np.int64)
            for row, i in enumerate(batch):
                ids[row, : len(encodings[i])] = encodings[i]
                mask[row, : len(encodings[i])] = 1
            yield at + len(batch), batch, {IDS: ids, MASK: mask}

    def states(self, text: str, beside: str | None = None) -> States:
        """The states of the word pieces of `text`, and of what is read `beside` it, in the middle of the model."""
        if beside is None:
            return self._last_read(text)[1]
        read = self._tokenizer.encode(text, beside)
        (states,) = self._lower_half.run([STATES], _alone(read.ids))
        return States(list(read.offsets), states[0], start=read.type_ids.index(1))


def check_halves(folder: Path) -> None:
    """Raise EmbedderError where a half in `folder` is not what was written; who embeds opens none of them."""
    card = ModelCard.read(folder)
    if card is None or not card.taught:
        return
    for name in (LOWER_HALF, LISTENER, DOUBTER, FINDER):
        if not matches(folder / name, card.sha256.get(name, "")):
            raise _altered(folder / name)


def open_verified(folder: Path, name: str, threads: int = 0) -> onnxruntime.InferenceSession:
    """The model called `name` of the export in `folder`, if it is what was written; raises EmbedderError."""
    card, path = ModelCard.read(folder), folder / name
    if card is None or not matches(path, card.sha256.get(name, "")):
        raise _altered(path)
    return open_session(path, threads)


def open_session(model: Path, threads: int = 0) -> onnxruntime.InferenceSession:
    """The ONNX model at `model`, on so many threads; 0 stands for as many as there are cores."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # Threads that wait for work in a loop take the processor from whatever else answers: twice the time in all.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        model, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER_FUSED
    )


def _alone(ids: list[int]) -> dict[str, Any]:
    """What the model reads of one text by itself."""
    return {IDS: np.array([ids], dtype=np.int64)}


def _verified(folder: Path, card: ModelCard) -> str:
    """The tokenizer's settings, once every file of the export is what was written; raises EmbedderError.

    The model and its weights are not read into memory here: onnxruntime maps them, and processes share the pages.
    """
    tokenizer = matching_bytes(folder / TOKENIZER, card.sha256.get(TOKENIZER, ""))
    if tokenizer is None:
        raise _altered(folder / TOKENIZER)
    for name in (MODEL, WEIGHTS, QUERY_MODEL):
        if not matches(folder / name, card.sha256.get(name, "")):
            raise _altered(folder / name)
    return tokenizer.decode("utf-8")


def _altered(path: Path) -> EmbedderError:
    return EmbedderError(f"{path} is missing or altered. Run `waymark ingest`, which exports the model again.")
