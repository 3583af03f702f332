"""Embeddings from sentence-transformers, behind LangChain's `Embeddings` interface."""

import os
import threading
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

from ingest import compiled
from ingest.compiled import Compiled
from ingest.processor import has_gpu
from ingest.settings import settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["Embedder"]

TORCH_BATCH = 16
GPU_BATCH = 256


class Embedder(Embeddings):
    """Texts to unit vectors, float32 of shape (n, dimension). The model is loaded at first use.

    On a CPU it runs in OpenVINO, in bfloat16 where the processor multiplies that itself: on the same 2 cores 2.3 times
    as fast as torch in float32 and 1.3 times as fast as torch in bfloat16, with vectors alike to 4 digits. Its compiled
    form is kept in the home, so that only the first process waits for torch. A model that OpenVINO cannot take, and
    every model on a GPU, runs in torch.

    Raises:
        ModelUnavailable: the model is neither on disk nor can it be brought.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._loading = threading.Lock()

    @cached_property
    def _path(self) -> Path:
        from ingest.models import embedding_model_path

        # Read by the tokenizers library when it is imported: beside torch's threads its own only get in the way.
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # Read by OpenMP when torch is imported: a thread that waits for another spins no longer, which costs the most
        # where the cores have other work (a vLLM on the same processor, our own parsers).
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        return embedding_model_path(self.name)

    @cached_property
    def _model(self) -> "SentenceTransformer":
        path = self._path
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        logging.disable_progress_bar()  # type: ignore[no-untyped-call]  # transformers does not annotate it
        dtype = torch.bfloat16 if torch.cuda.is_available() else torch.float32
        return SentenceTransformer(str(path), model_kwargs={"dtype": dtype}, local_files_only=True)

    @cached_property
    def _compiled(self) -> Compiled | None:
        """The model as OpenVINO runs it; None where torch is to run it."""
        if has_gpu():  # which torch may use or not; what is kept does not tell
            made = compiled.convert(self._model) if self._model.device.type == "cpu" else None
            return made[0] if made else None
        folder = compiled.kept_in(settings().home.expanduser(), self._path)
        if kept := compiled.load(folder):
            return kept
        return compiled.convert_and_keep(self._model, folder) if self._model.device.type == "cpu" else None

    @cached_property
    def dimension(self) -> int:
        """The length of a vector."""
        if self._compiled:
            return self._compiled.dimension
        return int(self._model.get_embedding_dimension() or 0)

    def encode(
        self, texts: Sequence[str], on_batch: Callable[[int], None] = lambda done: None
    ) -> npt.NDArray[np.float32]:
        """Embed texts in batches of like length, longest first; `on_batch` hears how many more are done."""
        with self._loading:  # asked from several threads, it is loaded once
            fast, dimension = self._compiled, self.dimension
        out = np.empty((len(texts), dimension), dtype=np.float32)
        tokens = fast.tokens(texts) if fast else self._tokens(texts)
        # Longest first, so that memory for the largest batch is had once and serves all others; of like length, since
        # padding costs as text does.
        order = sorted(range(len(texts)), key=lambda i: -len(tokens[i]))
        size = compiled.BATCH if fast else GPU_BATCH if self._model.device.type == "cuda" else TORCH_BATCH
        batches = [order[start : start + size] for start in range(0, len(order), size)]
        if fast:
            fast.run(tokens, batches, out, on_batch)
            return out
        for some in batches:
            vectors = self._model.encode(
                [texts[i] for i in some], batch_size=size, show_progress_bar=False, normalize_embeddings=True
            )
            out[some] = np.asarray(vectors, dtype=np.float32)
            on_batch(len(some))
        return out

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
