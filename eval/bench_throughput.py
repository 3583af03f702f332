"""Measures how busy the harness keeps the model server: its run beside vLLM's own benchmark, on the same prompts.

    python -m eval.bench_throughput --data tatqa --benchmark tatqa

The harness runs N questions by a system that asks the model once each, at a concurrency; then `vllm bench serve` (or,
where that is not at hand, plain asynchronous requests) sends the very same requests at the same concurrency. Each pass
has a cache salt of its own, so that none profits from prompts that an earlier pass has left in the prefix cache; passes
alternate, so that other load on the machine meets both. Tokens are the server's own count (/metrics), where a
difference between the two sides shows that replies differed or somebody else used the server.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import click
import httpx

from assistant.errors import ServeError
from assistant.llm import Messages
from assistant.serving.launch import vllm_python
from eval.benchmark import Benchmark
from eval.errors import EvalError
from eval.finqa import FinQA
from eval.program_of_thought import ProgramOfThought
from eval.run import Run, run
from eval.stock import StockContext
from eval.systems import RecordingLLM
from eval.tatqa import TatQA
from ingest.errors import FootnoteError

__all__ = ["Side", "measure", "requests_of"]

BENCHMARKS: Mapping[str, type[TatQA | FinQA]] = {"tatqa": TatQA, "finqa": FinQA}
SYSTEMS: Mapping[str, type[StockContext | ProgramOfThought]] = {"stock": StockContext, "pot": ProgramOfThought}
# What `vllm bench serve` does with its prompts taken from a file of messages: its own reader of such files would need
# pandas, and its command the metadata of a package "vllm", neither of which vLLM's environment for CPUs has.
BENCH = """
import argparse, json, sys
from vllm.benchmarks import serve
from vllm.benchmarks.datasets import SampleRequest
parser = argparse.ArgumentParser()
serve.add_cli_args(parser)
args = parser.parse_args()
with open(args.dataset_path) as file:
    prompts = [json.loads(line) for line in file]
serve.get_samples = lambda args, tokenizer: [
    SampleRequest(prompt="", prompt_len=1, expected_output_len=1, chat_messages=messages, request_id=str(place))
    for place, messages in enumerate(prompts)
]
serve.main(args)
"""
BENCH_SECONDS = 1800
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One side over its passes: requests, seconds, and the tokens that the server counted meanwhile."""

    name: str
    requests: int
    seconds: float
    prompt_tokens: int
    generated_tokens: int

    @property
    def requests_per_second(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds

    @property
    def tokens_per_second(self) -> float:
        """Tokens a second, read and generated."""
        return (self.prompt_tokens + self.generated_tokens) / self.seconds

    def __add__(self, other: "Side") -> "Side":
        return Side(
            self.name,
            self.requests + other.requests,
            self.seconds + other.seconds,
            self.prompt_tokens + other.prompt_tokens,
            self.generated_tokens + other.generated_tokens,
        )


class SaltedLLM(RecordingLLM):
    """The harness's model, with a cache salt in each request, that keeps the requests it made."""

    def __init__(self, url: str | None, salt: str) -> None:
        super().__init__(url)
        self.salt = salt
        self.bodies: list[Body] = []
        self._lock = threading.Lock()

    def _chat(self, max_tokens: int = 400, response_format: dict[str, Any] | None = None) -> Any:
        chat = super()._chat(max_tokens, response_format)
        return chat.model_copy(update={"extra_body": {**(chat.extra_body or {}), "cache_salt": self.salt}})

    def complete(self, messages: Messages, schema: Mapping[str, Any] | None = None, **options: Any) -> str:
        """`LLM.complete`, with the request kept as it goes over the wire."""
        chat = self._chat(**options)
        roles = {"human": "user", "ai": "assistant"}
        body = {
            "model": self.model,
            "messages": [{"role": roles.get(m.type, m.type), "content": m.content} for m in messages],
            "temperature": chat.temperature,
            "seed": chat.seed,
            "max_completion_tokens": chat.max_tokens,
            **(chat.extra_body or {}),
        }
        with self._lock:
            self.bodies.append(body)
        return super().complete(messages, schema, **options)


def requests_of(bodies: Sequence[Body], salt: str) -> list[Body]:
    """The same requests under another cache salt."""
    return [{**body, "cache_salt": salt} for body in bodies]


def measure(benchmark: Benchmark, system: str, url: str | None, limit: int, seed: int, concurrency: int,
            passes: int, python: Path | None) -> tuple[Side, Side]:  # fmt: skip
    """The harness's side and vLLM's, over alternating passes; vLLM's own benchmark runs by `python`, None for none.

    Raises:
        EvalError: the server cannot be asked, a question failed, or vLLM's benchmark did not run.
    """
    sides: list[tuple[Side, Side]] = []
    unique = f"{os.getpid()}-{time.time_ns()}"
    for number in range(passes):
        llm = SaltedLLM(url, f"{unique}-harness-{number}")
        if trouble := llm.status():
            raise EvalError(trouble)
        with tempfile.TemporaryDirectory() as folder:
            plan = Run(Path(folder), limit, seed, concurrency)
            with _Counted(llm.url) as counted:
                started = time.monotonic()
                summary = run(benchmark, SYSTEMS[system](llm), plan)
                seconds = time.monotonic() - started
        if failures := summary["metrics"]["outcomes"].get("error"):
            raise EvalError(f"{failures} questions failed: is the model at {llm.url} well?")
        ours = Side("harness", len(llm.bodies), seconds, *counted.tokens)
        bodies = requests_of(llm.bodies, f"{unique}-vllm-{number}")
        with _Counted(llm.url) as counted:
            name, seconds = (
                _vllm_bench(python, llm.url, bodies, concurrency) if python else _plain(llm, bodies, concurrency)
            )
        sides.append((ours, Side(name, len(bodies), seconds, *counted.tokens)))
    first, *others = sides
    mine, theirs = first
    for one, other in others:
        mine, theirs = mine + one, theirs + other
    return mine, theirs


class _Counted:
    """Counts the tokens that the server reads and generates inside a `with`; zeros where it does not tell."""

    def __init__(self, url: str) -> None:
        self._url = url.removesuffix("/v1") + "/metrics"
        self.tokens = (0, 0)

    def __enter__(self) -> "_Counted":
        self._before = self._now()
        return self

    def __exit__(self, *_: object) -> None:
        after = self._now()
        self.tokens = (after[0] - self._before[0], after[1] - self._before[1])

    def _now(self) -> tuple[int, int]:
        try:
            text = httpx.get(self._url, timeout=10).text
        except httpx.HTTPError:
            return 0, 0
        counts = [re.findall(rf"^vllm:{name}_tokens_total\S* (\S+)", text, re.M) for name in ("prompt", "generation")]
        return int(sum(map(float, counts[0]))), int(sum(map(float, counts[1])))


def _vllm_bench(python: Path, url: str, bodies: Sequence[Body], concurrency: int) -> tuple[str, float]:
    """Seconds that `vllm bench serve` takes for the requests, which differ in their messages alone.

    Raises:
        EvalError: it did not run, or not all requests succeeded.
    """
    extra = {key: value for key, value in bodies[0].items() if key not in ("model", "messages")}
    with tempfile.TemporaryDirectory() as folder:
        data, result = Path(folder) / "prompts.jsonl", Path(folder) / "result.json"
        data.write_text("".join(json.dumps(body["messages"]) + "\n" for body in bodies), encoding="utf-8")
        command = [
            str(python), "-c", BENCH, "--backend", "openai-chat", "--base-url", url.removesuffix("/v1"),
            "--endpoint", "/v1/chat/completions", "--model", bodies[0]["model"], "--skip-tokenizer-init",
            "--dataset-name", "custom", "--dataset-path", str(data),
            "--num-prompts", str(len(bodies)), "--max-concurrency", str(concurrency),
            "--extra-body", json.dumps(extra), "--disable-tqdm",
            "--save-result", "--result-dir", folder, "--result-filename", result.name,
        ]  # fmt: skip
        environment = {**os.environ, "VLLM_NO_USAGE_STATS": "1", "HF_HUB_OFFLINE": "1"}
        done = subprocess.run(command, capture_output=True, text=True, timeout=BENCH_SECONDS, env=environment)
        if done.returncode or not result.is_file():
            last = next((line for line in reversed(done.stderr.splitlines()) if line.strip()), "no output")
            raise EvalError(f"vLLM's benchmark did not run ({last.strip()[:200]}): --plain does without it")
        found = json.loads(result.read_text(encoding="utf-8"))
    if found["completed"] != len(bodies):
        raise EvalError(
            f"vLLM's benchmark completed {found['completed']} of {len(bodies)} requests: see the server's log"
        )
    return "vllm bench serve", float(found["duration"])


def _plain(llm: RecordingLLM, bodies: Sequence[Body], concurrency: int) -> tuple[str, float]:
    """Seconds that plain asynchronous requests take."""

    async def send() -> float:
        slots = asyncio.Semaphore(concurrency)
        async with httpx.AsyncClient(timeout=llm.timeout) as client:

            async def one(body: Body) -> None:
                async with slots:
                    (await client.post(f"{llm.url}/chat/completions", json=body)).raise_for_status()

            started = time.monotonic()
            await asyncio.gather(*(one(body) for body in bodies))
            return time.monotonic() - started

    try:
        return "plain requests", asyncio.run(send())
    except httpx.HTTPError as error:
        raise EvalError(f"a plain request to {llm.url} failed ({error}): see the server's log") from None


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--data", required=True, type=click.Path(path_type=Path), help="The benchmark's folder.")
@click.option("--benchmark", type=click.Choice(sorted(BENCHMARKS)), default="tatqa", show_default=True)
@click.option("--system", type=click.Choice(sorted(SYSTEMS)), default="stock", show_default=True,
              help="What asks the model, once a question.")  # fmt: skip
@click.option("--limit", type=click.IntRange(1), default=16, show_default=True, help="Questions a pass.")
@click.option("--sample", type=int, default=0, show_default=True, help="The seed that draws them.")
@click.option("--concurrency", type=click.IntRange(1), default=8, show_default=True, help="Requests in flight at once.")
@click.option("--passes", type=click.IntRange(1), default=2, show_default=True, help="How often each side runs.")
@click.option("--llm-url", help="An OpenAI-compatible address.  [default: FOOTNOTE_LLM_URL]")
@click.option("--plain", is_flag=True, help="Send plain requests rather than run `vllm bench serve`.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for machines.")
def main(data: Path, benchmark: str, system: str, limit: int, sample: int, concurrency: int, passes: int,
         llm_url: str | None, plain: bool, as_json: bool) -> None:  # fmt: skip
    """Run the harness and vLLM's own benchmark on the same prompts, and print both with their ratio."""
    python = None
    if not plain:
        try:
            python = vllm_python()
        except ServeError as error:
            click.echo(f"{error}; plain requests take the place of vLLM's benchmark", err=True)
    ours, theirs = measure(BENCHMARKS[benchmark](data), system, llm_url, limit, sample, concurrency, passes, python)
    ratio = ours.requests_per_second / theirs.requests_per_second
    if as_json:
        sides = {side.name: {**asdict(side), "requests_per_second": side.requests_per_second,
                             "tokens_per_second": side.tokens_per_second} for side in (ours, theirs)}  # fmt: skip
        load = os.getloadavg()[0]
        click.echo(json.dumps({"concurrency": concurrency, **sides, "ratio": ratio, "load": load}, indent=2))
        return
    click.echo(f"{'':18}{'requests':>10}{'seconds':>9}{'read':>9}{'generated':>11}{'requests/s':>12}{'tokens/s':>10}")
    for side in (ours, theirs):
        click.echo(
            f"{side.name:18}{side.requests:10}{side.seconds:9.1f}{side.prompt_tokens:9}{side.generated_tokens:11}"
            f"{side.requests_per_second:12.3f}{side.tokens_per_second:10.1f}"
        )
    click.echo(
        f"At concurrency {concurrency} the harness does {ratio:.1%} of vLLM's own requests a second, "
        f"{ours.tokens_per_second / max(theirs.tokens_per_second, 0.001):.1%} of its tokens a second "
        f"(load of the machine {os.getloadavg()[0]:.1f})"
    )


if __name__ == "__main__":
    try:
        main()
    except FootnoteError as error:
        sys.exit(f"Error: {error}")
