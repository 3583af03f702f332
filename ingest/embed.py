"""Embeddings from sentence-transformers, behind LangChain's `Embeddings` interface."""

import os
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

__all__ = ["Embedder"]

# Small enough for a layer's activations to stay in the processor's cache and be allocated once: measured on 2 cores,
# in chunks per CPU second, 19.6 by 64, 24.6 by 32, 26.5 by 16, 26.7 by 8.
BATCH = 16
GPU_BATCH = 256


class Embedder(Embeddings):
    """Texts to unit vectors, float32 of shape (n, dimension). The model is loaded at first use.

    Raises:
        ModelUnavailable: the model is neither on disk nor can it be brought.
    """

    def __init__(self, name: str) -> None:
        self.name = name

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
        # bfloat16 keeps cosine similarity to float32 at 1.00 and is 2 to 3 times as fast, where the processor has it.
        dtype = torch.bfloat16 if torch.cuda.is_available() or _has_bfloat16() else torch.float32
        return SentenceTransformer(str(path), model_kwargs={"dtype": dtype}, local_files_only=True)

    @cached_property
    def dimension(self) -> int:
        """The length of a vector."""
        return int(self._model.get_embedding_dimension() or 0)

    def encode(
        self, texts: Sequence[str], on_batch: Callable[[int], None] = lambda done: None
    ) -> npt.NDArray[np.float32]:
        """Embed texts in batches of like length, longest first; `on_batch` hears how many more are done."""
        out = np.empty((len(texts), self.dimension), dtype=np.float32)
        batch = GPU_BATCH if self._model.device.type == "cuda" else BATCH
        lengths = self._lengths(texts) if len(texts) > batch else [0] * len(texts)
        # Longest first, so that memory for the largest batch is had once and serves all others.
        order = sorted(range(len(texts)), key=lambda i: -lengths[i])
        for start in range(0, len(order), batch):
            some = order[start : start + batch]
            vectors = self._model.encode(
                [texts[i] for i in some],
                batch_size=batch,
                show_progress_bar=False,
                normalize_embeddings=True,
            )
            out[some] = np.asarray(vectors, dtype=np.float32)
            on_batch(len(some))
        return out

    def _lengths(self, texts: Sequence[str]) -> list[int]:
        """How many tokens the model reads of each text: characters tell it roughly, and padding costs as text does."""
        model = self._model
        read = model.tokenizer(list(texts), truncation=True, max_length=model.max_seq_length or 512)
        return [len(ids) for ids in read["input_ids"]]

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's way in."""
        return [[float(x) for x in vector] for vector in self.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """LangChain's way in."""
        return self.embed_documents([text])[0]


def _has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself (without that, bfloat16 is slower than float32)."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
