"""A real HTTP server that speaks OpenAI's protocol and streams replies from a script, word by word.

For tests of what is done with a model's reply; it raises when its script runs out, and it sees when a reader leaves.
"""

import json
import socket
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

__all__ = ["ScriptedLLM"]


@dataclass
class ScriptedLLM:
    """Use in a `with`. `replies` are taken in order; `pace` is the pause before each word in seconds.

    `prompts` are the requests seen, `finished` and `left` count replies streamed to their end and broken off by the
    client, `busy` those that are streaming now.
    """

    replies: list[str] = field(default_factory=list)
    pace: float = 0.0
    prompts: list[dict[str, Any]] = field(default_factory=list)
    finished: int = 0
    left: int = 0
    busy: int = 0

    @property
    def url(self) -> str:
        """The address to give as `FOOTNOTE_LLM_URL`."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> Self:
        script = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                script._json(self, {"object": "list", "data": [{"id": "scripted", "object": "model"}]})

            def do_POST(self) -> None:
                script._reply(self)

            def log_message(self, format: str, *args: object) -> None:
                """Keep the test's output clean."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _json(self, handler: BaseHTTPRequestHandler, body: object) -> None:
        data = json.dumps(body).encode()
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data)

    def _reply(self, handler: BaseHTTPRequestHandler) -> None:
        request = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
        self.prompts.append(request)
        if not self.replies:
            raise AssertionError("the scripted model was asked once more than it has replies")
        words = self.replies.pop(0).split(" ")
        if not request.get("stream"):
            message = {"role": "assistant", "content": " ".join(words)}
            choices = [{"index": 0, "message": message, "finish_reason": "stop"}]
            self._json(handler, {"id": "1", "object": "chat.completion", "model": "scripted", "choices": choices})
            return
        handler.send_response(200)
        handler.send_header("Content-Type", "text/event-stream")
        handler.send_header("Connection", "close")
        handler.end_headers()
        self.busy += 1
        try:
            for number, word in enumerate(words):
                time.sleep(self.pace)
                self._send(handler, {"content": (" " if number else "") + word}, None)
            self._send(handler, {}, "stop")
            handler.wfile.write(b"data: [DONE]\n\n")
            self.finished += 1
        except (BrokenPipeError, ConnectionResetError):
            self.left += 1
        finally:
            self.busy -= 1
        handler.close_connection = True

    def _send(self, handler: BaseHTTPRequestHandler, delta: dict[str, str], finish: str | None) -> None:
        choice = {"index": 0, "delta": delta, "finish_reason": finish}
        chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "scripted", "choices": [choice]}
        handler.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
        handler.wfile.flush()
        # A write to a connection that the other side closed succeeds once: look whether it is still there.
        handler.connection.setblocking(False)
        try:
            if handler.connection.recv(1, socket.MSG_PEEK) == b"":
                raise BrokenPipeError
        except BlockingIOError:
            pass
        finally:
            handler.connection.setblocking(True)
