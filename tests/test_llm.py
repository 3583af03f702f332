"""Everything a language model's server can do wrong, from a real HTTP server, and what the user is told."""

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from langchain_core.messages import HumanMessage

from assistant import LLM, Assistant, Status
from assistant.errors import ContextTooLong, LLMBusy, LLMError, LLMTimeout, LLMUnreachable
from ingest.index import Index
from ingest.pipeline import ingest
from tests.filings import write_pdf

CONTEXT_ERROR = {
    "error": {
        "message": "This model's maximum context length is 8192 tokens. However, you requested 9000 tokens.",
        "type": "BadRequestError",
        "code": 400,
    }
}


class Server:
    """An OpenAI-compatible server whose next replies are said beforehand."""

    def __init__(self) -> None:
        outer = self
        self.status = 200
        self.body: object = None
        self.delay = 0.0
        self.pieces: list[str] = []
        self.sent: list[str] = []
        self.closed = threading.Event()
        self.models_status = 200

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_: object) -> None:
                pass

            def do_GET(self) -> None:
                self.reply(outer.models_status, {"object": "list", "data": [{"id": "scripted"}]})

            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                time.sleep(outer.delay)
                if outer.status != 200:
                    self.reply(outer.status, outer.body or {"error": {"message": "no"}})
                    return
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                try:
                    for piece in outer.pieces:
                        delta = {"index": 0, "delta": {"content": piece}, "finish_reason": None}
                        self.event({"id": "1", "object": "chat.completion.chunk", "created": 0, "choices": [delta]})
                        outer.sent.append(piece)
                        time.sleep(0.02)
                    self.wfile.write(b"data: [DONE]\n\n")
                except OSError:
                    outer.closed.set()

            def event(self, value: object) -> None:
                self.wfile.write(f"data: {json.dumps(value)}\n\n".encode())
                self.wfile.flush()

            def reply(self, status: int, value: object) -> None:
                body = json.dumps(value).encode()
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.http.server_port}/v1"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    folder = tmp_path_factory.mktemp("llm")
    path = write_pdf(folder / "acme.pdf", "Acme Corp sells widgets and is proud of its painters.")
    with Index.create(folder / "index") as index:
        ingest([path], index)
        yield index


def say(llm: LLM) -> str:
    return "".join(llm.stream([HumanMessage("Hello")]))


def test_pieces_are_streamed(server: Server) -> None:
    server.pieces = ["Wid", "gets", " [1]."]
    assert list(LLM(server.url).stream([HumanMessage("What?")])) == server.pieces


def test_nobody_there() -> None:
    llm = LLM("http://127.0.0.1:9/v1", model="some")
    with pytest.raises(LLMUnreachable, match="footnote serve"):
        say(llm)
    assert "footnote serve" in (llm.status() or "")


@pytest.mark.parametrize("status", [503, 429])
def test_busy(server: Server, status: int) -> None:
    server.status = status
    with pytest.raises(LLMBusy, match="try again"):
        say(LLM(server.url))


def test_starting_server_is_busy(server: Server) -> None:
    server.models_status = 503
    assert "takes no questions now" in (LLM(server.url).status() or "")


def test_slow(server: Server) -> None:
    server.delay = 3
    with pytest.raises(LLMTimeout, match="FOOTNOTE_LLM_TIMEOUT"):
        say(LLM(server.url, timeout=0.3))


def test_prompt_that_does_not_fit(server: Server) -> None:
    server.status, server.body = 400, CONTEXT_ERROR
    with pytest.raises(ContextTooLong, match="max-model-len"):
        say(LLM(server.url))


def test_any_other_refusal_is_one_line(server: Server) -> None:
    server.status, server.body = 418, {"error": {"message": "I am\na teapot"}}
    with pytest.raises(LLMError, match="I am a teapot"):
        say(LLM(server.url))


def test_a_model_the_server_does_not_have(server: Server) -> None:
    assert "FOOTNOTE_LLM_MODEL" in (LLM(server.url, model="other").status() or "")
    assert LLM(server.url, model="scripted").status() is None


def test_an_address_that_speaks_something_else(server: Server) -> None:
    server.models_status = 404
    assert "OpenAI-compatible" in (LLM(server.url).status() or "")


def test_closing_the_stream_ends_the_work_on_the_server(server: Server, index: Index) -> None:
    server.pieces = ["widgets "] * 2000
    stream = Assistant(index, server.url).stream("What does Acme Corp sell?")
    for _ in range(4):
        next(stream)
    stream.close()
    assert server.closed.wait(10)
    assert len(server.sent) < 2000


@pytest.mark.parametrize("trouble", ["down", "busy", "slow", "context"])
def test_without_a_model_the_passages_are_the_answer_and_it_says_why(
    server: Server, index: Index, trouble: str, tmp_path: Path
) -> None:
    llm = LLM(server.url, timeout=0.5)
    if trouble == "down":
        llm = LLM("http://127.0.0.1:9/v1", model="some")
    elif trouble == "busy":
        server.status = 503
    elif trouble == "slow":
        server.delay = 3
    else:
        server.status, server.body = 400, CONTEXT_ERROR
    answer = Assistant(index, llm).ask("What does Acme Corp sell?")
    assert answer.status is Status.RETRIEVAL_ONLY
    assert answer.passages[0].source == "acme.pdf"
    assert answer.notes
    assert "\n" not in answer.notes[0]
