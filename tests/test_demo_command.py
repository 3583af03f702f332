"""`footnote demo` ends with a page that answers, and stops everything that it started."""

import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

import httpx
import psutil

ROOT = Path(__file__).parent.parent


def test_from_nothing_to_a_page_and_back(vllm: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "assistant", "demo", "--dir", str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:
        assert demo.stdout is not None
        stop = threading.Timer(500, demo.kill)  # else a demo that never says its address would hold the tests up
        stop.start()
        said = next((line for line in demo.stdout if "Footnote is at" in line), "")
        address = re.search(r"Footnote is at (\S+)", said)
        assert address, f"no address, but: {[log.read_text()[-500:] for log in tmp_path.glob('*.log')]}"
        assert vllm in said
        assert httpx.get(address[1], timeout=30).is_success
        below = psutil.Process(demo.pid).children(recursive=True)
        assert below
        demo.send_signal(signal.SIGINT)
        demo.wait(60)
        stop.cancel()
    _, alive = psutil.wait_procs(below, timeout=20)
    assert [p for p in alive if p.status() != psutil.STATUS_ZOMBIE] == []
    assert httpx.get(f"{vllm}/models").is_success, "a vLLM that was there before the demo stays"


def test_a_part_that_fails_is_named_with_its_log(tmp_path: Path) -> None:
    # A file stands where the folder of the filings should be.
    (tmp_path / "filings").write_text("")
    run = subprocess.run(
        [sys.executable, "-m", "assistant", "demo", "--dir", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "Error: writing the demo filings failed (" in run.stderr
    assert run.stderr.strip().endswith("write.log")
