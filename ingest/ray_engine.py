"""Read and embed files as Ray Data tasks over a cluster (the extra `footnote[ray]`); the caller commits the outcomes.

The workers open the files by their paths, so a cluster needs a shared folder, and the embedding model by the same name.
"""

import os
import pickle
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from ingest.chunk import embedded_text
from ingest.errors import EngineUnavailable
from ingest.prepare import Prepared, prepare_task, text_hash
from ingest.sources import Source
from ingest.workers import run_each

__all__ = ["Outcome", "run_on_ray"]

BATCH = 8
Task = tuple[Source, str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: what was read or raised, and the embeddings of its texts by their hashes."""

    source: Source
    result: Prepared | BaseException
    vectors: dict[str, npt.NDArray[np.float32]]


def run_on_ray(tasks: Iterable[Task], model: str, workers: int | None, seconds: float) -> Iterator[Outcome]:
    """Each file's outcome, as they are ready. The cluster is the one at RAY_ADDRESS, else one started on this machine
    with `workers` processors (default: all it has).

    Raises:
        EngineUnavailable: Ray is not installed.
    """
    if find_spec("ray") is None:
        raise EngineUnavailable("--engine ray needs Ray: pip install 'footnote[ray]'")
    import ray

    if not ray.is_initialized():
        ray.init(
            num_cpus=None if os.environ.get("RAY_ADDRESS") else workers, log_to_driver=False, include_dashboard=None
        )
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    rows = [{"task": pickle.dumps(task)} for task in tasks]
    if not rows:
        return
    processors = int(ray.cluster_resources().get("CPU", 1))  # type: ignore[no-untyped-call]  # Ray does not annotate it
    actors = max(1, min(workers or processors, -(-len(rows) // BATCH)))
    done = ray.data.from_items(rows, override_num_blocks=-(-len(rows) // BATCH)).map_batches(
        _ReadAndEmbed,
        fn_constructor_args=(model, seconds),
        batch_size=BATCH,
        concurrency=(1, actors),
        num_cpus=1,
    )
    for row in done.iter_rows():
        yield pickle.loads(row["outcome"])


class _ReadAndEmbed:
    """One worker: parses in a process of its own, since a file may crash or hang it, and embeds."""

    def __init__(self, model: str, seconds: float) -> None:
        from ingest.embed import Embedder

        self.embedder = Embedder(model)
        self.seconds = seconds

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        tasks: list[Task] = [pickle.loads(task) for task in batch["task"]]
        return {"outcome": [pickle.dumps(self._outcome(*each)) for each in self._read(tasks)]}

    def _read(self, tasks: list[Task]) -> Iterator[tuple[Source, Prepared | BaseException]]:
        for (source, *_), result in run_each(prepare_task, tasks, 1, self.seconds):
            yield source, result

    def _outcome(self, source: Source, result: Prepared | BaseException) -> Outcome:
        if isinstance(result, BaseException):
            return Outcome(source, result, {})
        texts = {text_hash(text): text for text in map(embedded_text, result.chunks)}
        vectors = self.embedder.encode(list(texts.values()))
        return Outcome(source, result, dict(zip(texts, vectors, strict=True)))
