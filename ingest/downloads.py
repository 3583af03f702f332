"""What every way of downloading shares: progress told by how a folder grows."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

__all__ = ["OnBytes", "folder_size", "watching"]

OnBytes = Callable[[int, int], None]
"""Hears (bytes so far, bytes in all)."""

WATCH_SECONDS = 0.5


@contextlib.contextmanager
def watching(folder: Path, total: int, on_bytes: OnBytes) -> Iterator[None]:
    """Tell `on_bytes` how far `folder` has grown, as long as the block runs."""
    done = threading.Event()

    def watch() -> None:
        while not done.wait(WATCH_SECONDS):
            on_bytes(min(folder_size(folder), total), total)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def folder_size(folder: Path) -> int:
    """Bytes in all files under a folder that may be changing meanwhile."""
    size = 0
    with contextlib.suppress(OSError):
        for path in folder.rglob("*"):
            with contextlib.suppress(OSError):
                size += path.stat().st_size if path.is_file() else 0
    return size
