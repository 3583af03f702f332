"""The Chroma half of an index: dense search over embeddings.

Chroma's embedded folder serves one process only, so each index folder has a Chroma server on loopback. The
first process that needs it starts it and holds a lock; others find its port in the folder. It ends with the
process that started it, whatever way that ends, and the next one that needs it starts another.
"""

import fcntl
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar
from urllib.parse import urlsplit

import httpx
import numpy as np
import numpy.typing as npt

from ingest.errors import IndexDamaged

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection
    from chromadb.api.types import Where

__all__ = ["Vectors"]

START_SECONDS = 60.0
BATCH = 4000  # Chroma refuses more than 5,461 items at once
T = TypeVar("T")


class Vectors:
    """The vectors of one index, in the Chroma collection `name` (cosine distance).

    `url` is a Chroma server to use instead of the folder's own.
    """

    def __init__(self, folder: Path, name: str, url: str | None = None) -> None:
        self.folder = folder
        self.name = name
        self.url = url
        self._collection: Collection | None = None
        self._server: _Server | None = None
        self._opening = threading.Lock()

    def add(self, ids: Sequence[tuple[str, int, int]], vectors: npt.NDArray[np.float32]) -> None:
        """Add or overwrite embeddings, shape (n, dimension); an id is (document, ordinal, page)."""
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            part = vectors[start : start + BATCH]
            names = [f"{document}:{ordinal}" for document, ordinal, _ in some]
            about = [{"document": document, "page": page} for document, _, page in some]
            self._retry(lambda c, n=names, v=part, a=about: c.upsert(ids=n, embeddings=v, metadatas=a))  # type: ignore[misc]

    def search(
        self,
        vector: npt.NDArray[np.float32],
        k: int,
        documents: Sequence[str] | None = None,
    ) -> list[tuple[str, int, float]]:
        """The k nearest as (document, ordinal, cosine similarity), only of `documents` if given."""
        where: Where | None = None
        if documents is not None:
            among: dict[Literal["$in", "$nin"], list[str | int | float | bool]] = {"$in": list(documents)}
            where = {"document": among}
        if documents is not None and not documents:
            return []
        result = self._retry(
            lambda c: c.query(
                query_embeddings=vector[None, :],
                n_results=k,
                where=where,
                include=["distances"],
            )
        )
        distances = (result["distances"] or [[]])[0]
        found = []
        for name, distance in zip(result["ids"][0], distances, strict=True):
            document, _, ordinal = name.rpartition(":")
            found.append((document, int(ordinal), 1.0 - distance))
        return found

    def search_all(
        self, vector: npt.NDArray[np.float32], k: int, chunks: Mapping[str, int]
    ) -> list[tuple[str, int, float]]:
        """As `search`, by comparing with every vector of some documents, given with how many chunks each has: quicker
        and exact where those are few.

        A filtered search of a graph walks past all that the filter leaves out: at 100,000 chunks 70 to 100 ms for one
        to three filings of 260 chunks, against 30 ms to read their vectors by id, and 45 by a filter.
        """
        names = [f"{document}:{ordinal}" for document, count in chunks.items() for ordinal in range(count)]
        if not names:
            return []
        held = self._retry(lambda c: c.get(ids=names, include=["embeddings"]))
        if not held["ids"]:
            return []
        matrix = np.asarray(held["embeddings"], dtype=np.float32)
        near = matrix @ vector / (np.linalg.norm(matrix, axis=1) * np.linalg.norm(vector))
        found = []
        for place in np.argsort(-near, kind="stable")[:k]:
            document, _, ordinal = held["ids"][place].rpartition(":")
            found.append((document, int(ordinal), float(near[place])))
        return found

    def delete(self, documents: Sequence[str]) -> None:
        """Forget all vectors of these documents."""
        for document in documents:
            self._retry(lambda c, d=document: c.delete(where={"document": d}))  # type: ignore[misc]

    def count(self) -> int:
        """How many vectors there are, visible or not."""
        return self._retry(lambda c: c.count())

    def reset(self) -> None:
        """Start again with nothing: the folder's own Chroma is deleted and made anew."""
        self.close()
        if self.url is None:
            with _Lock(self.folder, wait=START_SECONDS):
                shutil.rmtree(self.folder / "chroma", ignore_errors=True)
        else:
            client = self._client(self.url)
            if self.name in {c.name for c in client.list_collections()}:
                client.delete_collection(self.name)

    def close(self) -> None:
        """End the server if this process started it."""
        self._collection = None
        if self._server is not None:
            self._server.stop()
            self._server = None

    def _retry(self, act: "Callable[[Collection], T]") -> T:
        # The server ends with the process that started it, which may be another: then we start our own, once.
        import chromadb.errors

        try:
            return act(self._open())
        except (
            httpx.TransportError,
            ValueError,
            chromadb.errors.NotFoundError,
        ) as error:
            if isinstance(error, ValueError) and "connect" not in str(error).lower():
                raise
            self._collection = None
            return act(self._open())
        except chromadb.errors.InternalError as error:
            raise IndexDamaged(
                f"the vectors of the index in {self.folder} cannot be read ({str(error)[:200]}): "
                f"run `footnote rebuild --index {self.folder}`"
            ) from None

    def _open(self) -> "Collection":
        with self._opening:  # several threads of one process share the server that the first of them starts
            if self._collection is None:
                client = self._client(self.url or self._own_server())
                self._collection = client.get_or_create_collection(
                    self.name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                )
            return self._collection

    @staticmethod
    def _client(url: str) -> "ClientAPI":
        import chromadb
        from chromadb.config import Settings

        parts = urlsplit(url)
        return chromadb.HttpClient(
            host=parts.hostname or "127.0.0.1",
            port=parts.port or (443 if parts.scheme == "https" else 8000),
            ssl=parts.scheme == "https",
            settings=Settings(anonymized_telemetry=False),
        )

    def _own_server(self) -> str:
        """The address of the folder's server, started here if nobody has."""
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if address := _answering(self.folder):
                return address
            if self._server is not None:
                self._server.stop()
            self._server = _Server.start(self.folder)
            if self._server is None:  # another process is starting one
                time.sleep(0.1)
        raise IndexDamaged(
            f"no Chroma server answers for the index in {self.folder}: see {self.folder / 'chroma.log'}, "
            f"then run `footnote rebuild --index {self.folder}`"
        )


class _Server:
    """A Chroma server process that we started, and the lock that says so."""

    def __init__(self, process: "subprocess.Popen[bytes]", lock: int) -> None:
        self.process = process
        self.lock = lock

    @classmethod
    def start(cls, folder: Path) -> "_Server | None":
        """Start one, or None when another process holds the lock."""
        lock = os.open(folder / "chroma.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)
            return None
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        chroma = Path(sys.executable).with_name("chroma")
        # The shell outlives us only until our end of its standard input closes: a kill -9 of this process
        # ends the server too, gently.
        script = '"$@" </dev/null & child=$!; trap "kill $child" TERM; cat >/dev/null; kill $child; wait $child'
        with (folder / "chroma.log").open("wb") as log:
            process = subprocess.Popen(
                ["sh", "-c", script, "chroma", str(chroma), "run", "--host", "127.0.0.1", "--port", str(port),
                 "--path", str(folder / "chroma")],
                stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        server = cls(process, lock)
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and process.poll() is None:
            if _heartbeat(address):
                note = folder / "chroma.json.new"
                note.write_text(json.dumps({"address": address}))
                note.replace(folder / "chroma.json")
                return server
            time.sleep(0.03)
        server.stop()
        raise IndexDamaged(
            f"the Chroma server of {folder} did not start: see {folder / 'chroma.log'}, "
            f"then run `footnote rebuild --index {folder}`"
        )

    def stop(self) -> None:
        if self.process.stdin:
            self.process.stdin.close()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.lock)


def _answering(folder: Path) -> str | None:
    try:
        address = str(json.loads((folder / "chroma.json").read_text())["address"])
    except (OSError, ValueError, KeyError):
        return None
    # An address nobody holds the lock for is a leftover, whoever answers there now.
    lock = os.open(folder / "chroma.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return address if _heartbeat(address) else None
    finally:
        os.close(lock)
    return None


def _heartbeat(address: str) -> bool:
    try:
        return httpx.get(f"{address}/api/v2/heartbeat", timeout=5).is_success
    except httpx.HTTPError:
        return False


class _Lock:
    """The folder's Chroma lock, held for the length of a `with`."""

    def __init__(self, folder: Path, wait: float) -> None:
        self.folder = folder
        self.deadline = time.monotonic() + wait

    def __enter__(self) -> None:
        self.file = os.open(self.folder / "chroma.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        while True:
            try:
                fcntl.flock(self.file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > self.deadline:
                    os.close(self.file)
                    raise IndexDamaged(
                        f"another program has the index in {self.folder} open: close it, then try again"
                    ) from None
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        os.close(self.file)
