"""Embeddings: OpenVINO gives torch's vectors, whatever the length and number of texts, from any thread or process."""

import json
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from ingest import compiled
from ingest.compiled import ALIKE, BATCH
from ingest.embed import Embedder
from ingest.models import embedding_model_path
from ingest.settings import settings

NAME = "all-MiniLM-L6-v2"
TEXTS = [
    "Revenue",
    "Purchases of property, plant and equipment were higher than in the year before. " * 8,
    "净销售额",
    *(f"Note {number}. Leases. " + "The Company leases stores. " * number for number in range(3 * BATCH)),
    "word " * 2000,  # longer than the model reads
    "",
]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own for compiled models; the model itself is named by its folder."""
    folder = tmp_path_factory.mktemp("home")
    model = embedding_model_path(NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FOOTNOTE_HOME", str(folder))
        settings.cache_clear()
        (folder / "name").write_text(str(model))
        yield folder
    settings.cache_clear()


@pytest.fixture(scope="module")
def model(home: Path) -> str:
    return (home / "name").read_text()


@pytest.fixture(scope="module")
def embedder(model: str) -> Embedder:
    return Embedder(model)


@pytest.fixture(scope="module")
def wanted(embedder: Embedder) -> np.ndarray:
    vectors: np.ndarray = embedder._model.encode(TEXTS, normalize_embeddings=True, show_progress_bar=False)
    return vectors


def kept(home: Path) -> list[Path]:
    return sorted((home / "compiled").iterdir())


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


def test_the_next_process_needs_no_torch_and_gets_the_same_vectors(embedder: Embedder, home: Path, model: str) -> None:
    vectors = embedder.encode(TEXTS)
    script = (
        "import json, sys\n"
        "from ingest.embed import Embedder\n"
        f"vectors = Embedder({model!r}).encode(json.load(sys.stdin))\n"
        "assert not {'torch', 'sentence_transformers', 'transformers'} & sys.modules.keys()\n"
        "sys.stdout.buffer.write(vectors.tobytes())\n"
    )
    told = subprocess.run([sys.executable, "-c", script], input=json.dumps(TEXTS).encode(), capture_output=True)
    assert told.returncode == 0, told.stderr.decode()
    found = np.frombuffer(told.stdout, dtype=np.float32).reshape(vectors.shape)
    assert np.einsum("ij,ij->i", vectors, found).min() >= ALIKE
    assert len(kept(home)) == 1


@pytest.mark.parametrize("damage", ["model.bin", "model.xml", "tokenizer.json", "compiled.json"])
def test_a_damaged_one_is_made_anew(embedder: Embedder, home: Path, model: str, damage: str) -> None:
    embedder.encode(["Revenue"])
    [folder] = kept(home)
    whole = (folder / damage).read_bytes()
    (folder / damage).write_bytes(whole[: len(whole) // 2])
    assert compiled.load(folder) is None
    assert np.allclose(Embedder(model).encode(["Revenue"]), embedder.encode(["Revenue"]), atol=1e-3)
    assert [folder] == kept(home)
    assert compiled.load(folder)


def test_what_a_killed_process_left_is_swept(embedder: Embedder, home: Path, model: str) -> None:
    embedder.encode(["Revenue"])
    [folder] = kept(home)
    (folder.parent / ".unfinished-1").mkdir()
    (folder / "model.xml").unlink()
    Embedder(model).encode(["Revenue"])
    assert [folder] == kept(home)


def test_a_home_that_cannot_be_written_costs_only_the_keeping(
    monkeypatch: pytest.MonkeyPatch, embedder: Embedder, tmp_path: Path, model: str
) -> None:
    (tmp_path / "compiled").write_text("a file where the folder would be")
    monkeypatch.setattr("ingest.embed.settings", lambda: settings().model_copy(update={"home": tmp_path}))
    assert np.allclose(Embedder(model).encode(["Revenue"]), embedder.encode(["Revenue"]), atol=1e-3)


def test_without_openvino_torch_does_it(monkeypatch: pytest.MonkeyPatch, wanted: np.ndarray, model: str) -> None:
    monkeypatch.setitem(sys.modules, "openvino", None)
    alone = Embedder(model)
    vectors = alone.encode(TEXTS)
    assert alone._compiled is None
    assert np.einsum("ij,ij->i", vectors, wanted).min() >= ALIKE


def test_a_model_that_comes_to_other_vectors_stays_with_torch(monkeypatch: pytest.MonkeyPatch, model: str) -> None:
    monkeypatch.setattr(compiled, "ALIKE", 1.1)
    assert Embedder(model)._compiled is None


def test_openvino_reports_its_use_to_nobody(embedder: Embedder) -> None:
    embedder.encode(["Revenue"])
    assert sys.modules["openvino_telemetry"] is None
    import openvino.tools.ovc.telemetry_utils as used

    assert used.tm.__name__.endswith("telemetry_stub")
