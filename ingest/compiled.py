"""An embedding model as OpenVINO runs it: converted once from sentence-transformers, kept on disk, loaded in a moment.

Importing torch and sentence-transformers and converting the model takes 15 seconds on two slow cores; reading what was
converted takes one. A question at the command line waits for that.
"""

import glob
import hashlib
import importlib.metadata
import json
import os
import shutil
import sys
import tempfile
import warnings
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from ingest.processor import has_bfloat16

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer

__all__ = ["ALIKE", "BATCH", "Compiled", "convert", "convert_and_keep", "forget", "kept_in", "load"]

# Small enough for a layer's activations to stay in the processor's cache.
BATCH = 8
STREAMS = 2
"""Batches under way at once."""
ALIKE = 0.999
"""The least cosine similarity of the vectors to torch's; below it the model stays with torch."""
_SAMPLE = ("Net sales", "Purchases of property, plant and equipment rose, since two plants were built in the year.")
_UNFINISHED = ".unfinished-"
# What the kept form depends on, beside the model's own files.
_MAKERS = ("openvino", "sentence-transformers", "tokenizers", "torch", "transformers")


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled model and what cuts texts into its tokens; `pad` is the token that fills up the shorter ones."""

    model: Any
    tokenizer: "Tokenizer"
    pad: int
    dimension: int

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """What the model reads of each text."""
        return [list(read.ids) for read in self.tokenizer.encode_batch(list(texts))]

    def run(
        self,
        tokens: Sequence[Sequence[int]],
        batches: Sequence[Sequence[int]],
        out: npt.NDArray[np.float32],
        on_batch: Callable[[int], None] = lambda done: None,
    ) -> None:
        """Write the unit vectors of texts, given as tokens, to their rows of `out`, some texts at a time."""
        # Requests of its own for each call, as several threads may ask at once; without callbacks, whose threads may
        # wait for Python's lock while the model that is let go of waits for them.
        free = [self.model.create_infer_request() for _ in range(STREAMS)]
        running: deque[tuple[Any, Sequence[int]]] = deque()

        def finish_first() -> None:
            request, some = running.popleft()
            request.wait()
            out[some] = _unit(request.get_output_tensor(0).data)
            free.append(request)
            on_batch(len(some))

        for some in batches:
            if not free:
                finish_first()
            request = free.pop()
            request.start_async(_padded([tokens[i] for i in some], self.pad))
            running.append((request, some))
        while running:
            finish_first()


def kept_in(home: Path, model: Path) -> Path:
    """The folder for the compiled form of the model in the folder `model`: another one after any change to it."""
    files = sorted(path for path in model.rglob("*") if path.is_file())
    told = [(str(path.relative_to(model)), path.stat().st_size, path.stat().st_mtime_ns) for path in files]
    key = json.dumps([str(model.resolve()), told, [_version(name) for name in _MAKERS]])
    return home / "compiled" / f"{model.name}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"


def load(folder: Path) -> Compiled | None:
    """The model that was kept in a folder; None if there is none, or it comes to other vectors than it did."""
    if not (folder / "model.xml").is_file() or (core := _core()) is None:
        return None
    from tokenizers import Tokenizer

    try:
        told = json.loads((folder / "compiled.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        model = _compile(core, core.read_model(folder / "model.xml"))
        compiled = Compiled(model, tokenizer, int(told["pad"]), int(told["dimension"]))
        wanted = np.asarray(told["sample"], dtype=np.float32)
        return compiled if _alike(compiled, wanted) else None
    except Exception:  # a damaged file is made anew; the tokenizers library raises no narrower class than this
        return None


def forget(home: Path, name: str) -> None:
    """Delete what was kept of the model whose folder has that name."""
    for folder in (home / "compiled").glob(f"{glob.escape(name)}-*"):
        shutil.rmtree(folder, ignore_errors=True)


def convert_and_keep(model: "SentenceTransformer", folder: Path) -> Compiled | None:
    """Convert a model and keep it in a folder, which appears whole or not at all; None if it cannot be converted."""
    if (made := convert(model)) is None:
        return None
    compiled, converted, wanted = made
    from openvino import save_model

    told = {"pad": compiled.pad, "dimension": compiled.dimension, "sample": wanted.tolist()}
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        for left in folder.parent.glob(f"{_UNFINISHED}*"):  # by one that was killed; one still at work serves unkept
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=_UNFINISHED) as unfinished:
            whole = Path(unfinished) / folder.name
            whole.mkdir()
            save_model(converted, whole / "model.xml", compress_to_fp16=False)
            compiled.tokenizer.save(str(whole / "tokenizer.json"))
            (whole / "compiled.json").write_text(json.dumps(told), encoding="utf-8")
            forget(folder.parent.parent, folder.name.rsplit("-", 1)[0])  # a damaged one, or one of another version
            whole.rename(folder)
    except (OSError, RuntimeError):  # no room, no leave to write, another process was first: it serves unkept
        pass
    return compiled


def convert(model: "SentenceTransformer") -> tuple[Compiled, Any, npt.NDArray[np.float32]] | None:
    """The whole model, pooling included, in OpenVINO, compiled and as it can be saved, with the sample's vectors.

    None if it cannot be converted, or then comes to other vectors than in torch.
    """
    import torch

    if (core := _core()) is None:
        return None
    from openvino import convert_model
    from transformers.utils import logging

    backend = getattr(model.tokenizer, "backend_tokenizer", None)
    if backend is None:  # a tokenizer in Python alone
        return None
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(backend.to_str())
    tokenizer.no_padding()
    tokenizer.enable_truncation(model.max_seq_length or 512)

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vectors: torch.Tensor = self.model(features)["sentence_embedding"]
            return vectors

    pad = int(model.tokenizer.pad_token_id or 0)
    sample = _padded([model.tokenizer(text)["input_ids"] for text in _SAMPLE], pad)
    names = ("input_ids", "attention_mask")
    said = logging.get_verbosity()
    try:
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        with warnings.catch_warnings(), torch.inference_mode():
            warnings.simplefilter("ignore")  # about tracing, whose outcome is checked below
            given = {name: torch.from_numpy(array) for name, array in zip(names, sample, strict=True)}
            converted = convert_model(Whole(), example_input=given)
            wanted = _unit(Whole()(**given).numpy())
        compiled = Compiled(_compile(core, converted), tokenizer, pad, int(wanted.shape[1]))
        return (compiled, converted, wanted) if _alike(compiled, wanted) else None
    except (RuntimeError, TypeError, KeyError, ValueError):
        return None
    finally:
        logging.set_verbosity(said)


def _core() -> Any:
    """OpenVINO; None where there is no build of it for this kind of machine."""
    # With this package OpenVINO's converter reports each use to its makers. Nothing here tells anyone anything.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # which is how an import is barred
    try:
        from openvino import Core
    except ImportError:
        return None
    return Core()


def _compile(core: Any, model: Any) -> Any:
    options = {
        "INFERENCE_PRECISION_HINT": "bf16" if has_bfloat16() else "f32",
        "INFERENCE_NUM_THREADS": os.cpu_count() or 1,
        "NUM_STREAMS": STREAMS,
    }
    return core.compile_model(model, "CPU", options)


def _alike(compiled: Compiled, wanted: npt.NDArray[np.float32]) -> bool:
    """Whether the sample comes to the vectors it should, in another shape than the traced one: what was read as fixed
    shows here."""
    tokens = compiled.tokens(_SAMPLE) * 2
    got = np.empty((len(tokens), compiled.dimension), dtype=np.float32)
    compiled.run(tokens, [range(len(tokens))], got)
    alike = np.einsum("ij,ij->i", got, np.concatenate([wanted, wanted]))
    return bool(alike.min() >= ALIKE)


def _unit(vectors: npt.NDArray[Any]) -> npt.NDArray[np.float32]:
    found = np.asarray(vectors, dtype=np.float32)
    return np.asarray(found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-12), dtype=np.float32)


def _padded(tokens: Sequence[Sequence[int]], pad: int) -> list[npt.NDArray[np.int64]]:
    """Token ids and attention mask, each of shape (texts, longest)."""
    longest = max(map(len, tokens))
    ids = np.full((len(tokens), longest), pad, dtype=np.int64)
    mask = np.zeros((len(tokens), longest), dtype=np.int64)
    for row, read in enumerate(tokens):
        ids[row, : len(read)] = read
        mask[row, : len(read)] = 1
    return [ids, mask]


def _version(package: str) -> str:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""
