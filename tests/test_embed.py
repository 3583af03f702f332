"""Embeddings: OpenVINO gives torch's vectors, whatever the length and number of texts, from any thread."""

import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from ingest import embed
from ingest.embed import ALIKE, BATCH, Embedder

TEXTS = [
    "Revenue",
    "Purchases of property, plant and equipment were higher than in the year before. " * 8,
    "净销售额",
    *(f"Note {number}. Leases. " + "The Company leases stores. " * number for number in range(3 * BATCH)),
    "word " * 2000,  # longer than the model reads
    "",
]


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return Embedder("all-MiniLM-L6-v2")


@pytest.fixture(scope="module")
def wanted(embedder: Embedder) -> np.ndarray:
    vectors: np.ndarray = embedder._model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    return vectors


def test_vectors_are_those_of_torch(embedder: Embedder, wanted: np.ndarray) -> None:
    assert embedder._compiled is not None, "OpenVINO takes the default model"
    done: list[int] = []
    vectors = embedder.encode(TEXTS, done.append)
    assert vectors.shape == (len(TEXTS), embedder.dimension)
    assert vectors.dtype == np.float32
    assert np.einsum("ij,ij->i", vectors, wanted).min() >= ALIKE
    assert sum(done) == len(TEXTS)
    assert embedder.encode([]).shape == (0, embedder.dimension)


def test_threads_that_ask_at_once_get_their_own_vectors(embedder: Embedder, wanted: np.ndarray) -> None:
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda text: embedder.encode([text])[0], TEXTS))
    assert np.einsum("ij,ij->i", np.stack(found), wanted).min() >= ALIKE


def test_without_openvino_torch_does_it(monkeypatch: pytest.MonkeyPatch, wanted: np.ndarray) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    alone = Embedder("all-MiniLM-L6-v2")
    vectors = alone.encode(TEXTS)
    assert alone._compiled is None
    assert np.einsum("ij,ij->i", vectors, wanted).min() >= ALIKE


def test_a_model_that_comes_to_other_vectors_stays_with_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embed, "ALIKE", 1.1)
    assert Embedder("all-MiniLM-L6-v2")._compiled is None


def test_openvino_reports_its_use_to_nobody(embedder: Embedder) -> None:
    embedder.encode(["Revenue"])
    assert sys.modules["openvino_telemetry"] is None
    import openvino.tools.ovc.telemetry_utils as used

    assert used.tm.__name__.endswith("telemetry_stub")
