"""A model hub is found, or found missing, in two seconds, and gives safetensors alone."""

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from ingest.errors import ModelUnavailable
from ingest.hub import HubAnswer, ask_hub, bring_from_hub
from ingest.models import installed, pull
from ingest.settings import settings

REVISION = "a" * 40
FILES = {
    "config.json": b'{"model_type": "qwen2"}',
    "model.safetensors": b"weights" * 1000,
    "pytorch_model.bin": b"a pickle, which could run code",
    "modeling_own.py": b"raise SystemExit",
    "onnx/config.json": b"{}",
    "tokenizer.json": b"{}",
}


def etag(data: bytes) -> str:
    return hashlib.sha1(data, usedforsecurity=False).hexdigest()


class Hub(BaseHTTPRequestHandler):
    """As much of a model hub's HTTP as huggingface_hub asks for."""

    served: list[str]
    files = FILES

    def do_GET(self) -> None:
        self.answer(body=True)

    def do_HEAD(self) -> None:
        self.answer(body=False)

    def answer(self, *, body: bool) -> None:
        path = self.path.split("?")[0]
        if path.startswith("/api/models/org/gated"):
            self.reply(403, b"{}", {"X-Error-Code": "GatedRepo"}, body=body)
        elif path.startswith("/api/models/org/model/tree/"):
            tree = [{"type": "file", "path": name, "size": len(d), "oid": etag(d)} for name, d in self.files.items()]
            self.reply(200, json.dumps(tree).encode(), {"Content-Type": "application/json"}, body=body)
        elif path.startswith("/api/models/org/model"):
            siblings = [{"rfilename": name, "size": len(data)} for name, data in self.files.items()]
            info = {"id": "org/model", "sha": REVISION, "siblings": siblings, "tags": [], "private": False}
            self.reply(200, json.dumps(info).encode(), {"Content-Type": "application/json"}, body=body)
        elif path.startswith(f"/org/model/resolve/{REVISION}/"):
            name = path.removeprefix(f"/org/model/resolve/{REVISION}/")
            data = self.files[name]
            if body:
                self.served.append(name)
            self.reply(200, data, {"ETag": f'"{etag(data)}"', "X-Repo-Commit": REVISION}, body=body)
        else:
            self.reply(404, b"{}", {"X-Error-Code": "RepoNotFound"}, body=body)

    def reply(self, status: int, data: bytes, headers: dict[str, str], *, body: bool) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(data))}.items():
            self.send_header(name, value)
        self.end_headers()
        if body:
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        return None


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Hub]]:
    """A hub on loopback, and this process pointed at it."""

    class Fresh(Hub):
        served: list[str] = []  # noqa: RUF012 - one list for each server is what is wanted

    server = ThreadingHTTPServer(("127.0.0.1", 0), Fresh)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    yield Fresh
    server.shutdown()
    server.server_close()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("FOOTNOTE_HOME", str(tmp_path / "home"))
    settings.cache_clear()
    yield tmp_path / "home"
    settings.cache_clear()


def ignore(_done: int, _total: int) -> None:
    return None


@pytest.mark.parametrize(
    ("model", "answer"),
    [
        ("org/model", HubAnswer.HAS_IT),
        ("org/gated", HubAnswer.NEEDS_TOKEN),
        ("org/nothing", HubAnswer.HAS_NOT),
    ],
)
def test_what_the_hub_says(hub: type[Hub], model: str, answer: HubAnswer) -> None:
    assert ask_hub(model) is answer


def test_offline_means_nobody_is_asked(hub: type[Hub], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert ask_hub("org/model") is HubAnswer.UNREACHABLE


def test_a_hub_that_never_answers_costs_two_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with ThreadingHTTPServer(("127.0.0.1", 0), Hub) as silent:  # listens and never takes a connection
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{silent.server_port}")
        start = time.monotonic()
        assert ask_hub("org/model") is HubAnswer.UNREACHABLE
        assert time.monotonic() - start < 4


def test_a_proxy_that_blocks_the_hub_is_no_hub(hub: type[Hub], monkeypatch: pytest.MonkeyPatch) -> None:
    def blocked(self: Hub, *, body: bool) -> None:
        self.reply(403, b"blocked", {}, body=body)

    monkeypatch.setattr(hub, "answer", blocked)
    assert ask_hub("org/model") is HubAnswer.UNREACHABLE


def test_only_safetensors_and_what_describes_them_are_brought(hub: type[Hub], tmp_path: Path) -> None:
    assert bring_from_hub("org/model", tmp_path, ignore) == REVISION
    brought = {str(p.relative_to(tmp_path)): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    assert brought == {name: FILES[name] for name in ("config.json", "model.safetensors", "tokenizer.json")}
    assert sorted(hub.served) == sorted(brought)


def test_a_model_without_safetensors_is_refused(
    hub: type[Hub], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hub, "files", {"config.json": b"{}", "pytorch_model.bin": b"pickle"})
    with pytest.raises(ModelUnavailable, match="org/model has no safetensors"):
        bring_from_hub("org/model", tmp_path, ignore)


def test_a_pulled_model_is_recorded_and_not_asked_for_again(hub: type[Hub], home: Path) -> None:
    pulled = pull("org/model")
    assert pulled == installed()[0]
    assert (pulled.source, pulled.revision, pulled.kind) == ("hub", REVISION, "language")
    hub.served.clear()
    assert pull("org/model") == pulled
    assert hub.served == []


def test_a_download_that_breaks_off_goes_on_later(hub: type[Hub], home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = hub.reply

    def broken(self: Hub, status: int, data: bytes, headers: dict[str, str], *, body: bool) -> None:
        if body and data == FILES["model.safetensors"]:
            status, data = 500, b""
        whole(self, status, data, headers, body=body)

    monkeypatch.setattr(hub, "reply", broken)
    with pytest.raises(ModelUnavailable, match="run the same command again"):
        pull("org/model")
    assert installed() == []
    monkeypatch.setattr(hub, "reply", whole)
    hub.served.clear()
    assert (pull("org/model").path / "model.safetensors").read_bytes() == FILES["model.safetensors"]
    assert hub.served == ["model.safetensors"]
