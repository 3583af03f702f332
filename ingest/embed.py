"""Embeddings from sentence-transformers, behind LangChain's `Embeddings` interface."""

import os
import sys
import threading
import warnings
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from ingest.processor import has_bfloat16

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["Embedder"]

# Small enough for a layer's activations to stay in the processor's cache.
BATCH = 8
TORCH_BATCH = 16
GPU_BATCH = 256
STREAMS = 2
"""Batches under way at once in OpenVINO."""
ALIKE = 0.999
"""The least cosine similarity of OpenVINO's vectors to torch's; below it the model stays with torch."""
_SAMPLE = ("Net sales", "Purchases of property, plant and equipment rose, since two plants were built in the year.")


class Embedder(Embeddings):
    """Texts to unit vectors, float32 of shape (n, dimension). The model is loaded at first use.

    On a CPU it runs in OpenVINO, in bfloat16 where the processor multiplies that itself: on the same 2 cores 2.3 times
    as fast as torch in float32 and 1.3 times as fast as torch in bfloat16, with vectors alike to 4 digits. A model that
    OpenVINO cannot take, and every model on a GPU, runs in torch.

    Raises:
        ModelUnavailable: the model is neither on disk nor can it be brought.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._loading = threading.Lock()

    @cached_property
    def _model(self) -> "SentenceTransformer":
        from ingest.models import embedding_model_path

        path = embedding_model_path(self.name)
        # Read by the tokenizers library when it is imported: beside torch's threads its own only get in the way.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # Read by OpenMP when torch is imported: a thread that waits for another spins no longer, which costs the most
        # where the cores have other work (a vLLM on the same processor, our own parsers).
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers does not annotate it
        dtype = torch.bfloat16 if torch.cuda.is_available() else torch.float32
        return SentenceTransformer(str(path), model_kwargs={"dtype": dtype}, local_files_only=True)

    @cached_property
    def _compiled(self) -> Any:
        """The model as OpenVINO runs it; None where torch is to run it."""
        if self._model.device.type != "cpu":
            return None
        return _compile(self._model)

    @cached_property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode(
        self, texts: Sequence[str], on_batch: Callable[[int], None] = lambda done: None
    ) -> npt.NDArray[np.float32]:
        """Embed texts in batches of like length, longest first; `on_batch` hears how many more are done."""
        with self._loading:  # asked from several threads, it is loaded once
            compiled, dimension = self._compiled, self.dimension
        out = np.empty((len(texts), dimension), dtype=np.float32)
        tokens = self._tokens(texts)
        # Longest first, so that memory for the largest batch is had once and serves all others; of like length, since
        # padding costs as text does.
        order = sorted(range(len(texts)), key=lambda i: -len(tokens[i]))
        size = BATCH if compiled else GPU_BATCH if self._model.device.type == "cuda" else TORCH_BATCH
        batches = [order[start : start + size] for start in range(0, len(order), size)]
        if compiled:
            self._encode_compiled(compiled, tokens, batches, out, on_batch)
            return out
        for some in batches:
            vectors = self._model.encode(
                [texts[i] for i in some], batch_size=size, show_progress_bar=False, normalize_embeddings=True
            )
            out[some] = np.asarray(vectors, dtype=np.float32)
            on_batch(len(some))
        return out

    def _encode_compiled(
        self,
        compiled: Any,
        tokens: Sequence[Sequence[int]],
        batches: Sequence[Sequence[int]],
        out: npt.NDArray[np.float32],
        on_batch: Callable[[int], None],
    ) -> None:
        from openvino import AsyncInferQueue

        # A queue of its own for each call: several threads may ask at once.
        queue = AsyncInferQueue(compiled, min(len(batches), STREAMS) or 1)

        def done(request: Any, some: Sequence[int]) -> None:
            out[some] = _unit(request.get_output_tensor(0).data)

        queue.set_callback(done)
        for some in batches:
            queue.start_async(_padded([tokens[i] for i in some], self._model.tokenizer.pad_token_id or 0), some)
            on_batch(len(some))
        queue.wait_all()

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """What the model reads of each text."""
        model = self._model
        if not texts:
            return []
        read = model.tokenizer(list(texts), truncation=True, max_length=model.max_seq_length or 512)
        return [list(ids) for ids in read["input_ids"]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's way in."""
        return [[float(x) for x in vector] for vector in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's way in."""
        return self.embed_documents([text])[0]


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


def _compile(model: "SentenceTransformer") -> Any:
    """The whole model, pooling included, compiled by OpenVINO; None if it cannot be, or comes to other vectors."""
    import torch

    # With this package OpenVINO's converter reports each use to its makers. Nothing here tells anyone anything.
    sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # which is how an import is barred
    try:
        from openvino import Core, convert_model
    except ImportError:  # no build for this kind of machine
        return None
    from transformers.utils import logging

    class Whole(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            features = {"input_ids": input_ids, "attention_mask": attention_mask}
            vectors: torch.Tensor = self.model(features)["sentence_embedding"]
            return vectors

    tokens = [model.tokenizer(text)["input_ids"] for text in _SAMPLE]
    sample = _padded(tokens, model.tokenizer.pad_token_id or 0)
    names = ("input_ids", "attention_mask")
    said = logging.get_verbosity()
    try:
        logging.set_verbosity_error()  # type: ignore[no-untyped-call]
        with warnings.catch_warnings(), torch.inference_mode():
            warnings.simplefilter("ignore")  # about tracing, whose outcome is checked below
            given = {name: torch.from_numpy(array) for name, array in zip(names, sample, strict=True)}
            converted = convert_model(Whole(), example_input=given)
            wanted = _unit(Whole()(**given).numpy())
        compiled = Core().compile_model(
            converted,
            "CPU",
            {
                "INFERENCE_PRECISION_HINT": "bf16" if has_bfloat16() else "f32",
                "INFERENCE_NUM_THREADS": os.cpu_count() or 1,
                "NUM_STREAMS": STREAMS,
            },
        )
        # Another shape than the traced one: what was read as fixed shows here.
        twice = [np.concatenate([array, array]) for array in sample]
        got = _unit(compiled(twice)[0])
    except (RuntimeError, TypeError, KeyError, ValueError):
        return None
    finally:
        logging.set_verbosity(said)
    alike = np.einsum("ij,ij->i", got, np.concatenate([wanted, wanted]))
    return compiled if float(alike.min()) >= ALIKE else None
