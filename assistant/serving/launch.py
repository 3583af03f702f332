"""How vLLM is started on this machine: by which Python, with which model, flags and variables."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.errors import ServeError
from ingest.catalogue import CPU_LANGUAGE_MODEL, GPU_LANGUAGE_MODEL, known
from ingest.models import short_name
from ingest.processor import has_bfloat16, has_gpu
from ingest.settings import settings

__all__ = ["LOOPBACK", "Launch", "default_model", "uses_gpu", "vllm_python"]

LOOPBACK = "127.0.0.1"
# In tokens. On a CPU long prompts take minutes, and their cache memory.
CPU_CONTEXT = 8192
GPU_CONTEXT = 32768
# Above this many processors vLLM's own binding, which knows of sockets and hyper-threads, is the better one.
FEW_PROCESSORS = 4


@dataclass(frozen=True, slots=True)
class Launch:
    """What is needed to start vLLM: its Python, the model, where it listens, and any further flags of vLLM's own."""

    python: Path
    model: Path | str
    name: str
    gpu: bool
    host: str = LOOPBACK
    port: int = 8000
    flags: tuple[str, ...] = ()

    def command(self) -> list[str]:
        """vLLM's command line. Further flags come last, so they beat ours."""
        hub = entry.hub if (entry := known(self.name)) else self.name
        names = list(dict.fromkeys([short_name(hub), hub, self.name]))
        command = [str(self.python), "-m", "vllm.entrypoints.openai.api_server", "--model", str(self.model)]
        command += ["--served-model-name", *names, "--host", self.host, "--port", str(self.port)]
        # Decoding without a limit on white space can run on to the last token, see xgrammar's option of that name.
        command += ["--structured-outputs-config", '{"backend":"xgrammar","disable_any_whitespace":true}']
        # A model's own defaults (a repetition penalty, say) would make "temperature 0" mean something else for each.
        command += ["--generation-config", "vllm", "--default-chat-template-kwargs", '{"enable_thinking":false}']
        context = min(GPU_CONTEXT if self.gpu else CPU_CONTEXT, self._limit())
        command += ["--enable-prefix-caching", "--max-model-len", str(context)]
        if not self.gpu:
            # Compiling costs a minute at each start and a C++ compiler, for replies that are a tenth faster.
            command += ["--enforce-eager", "--max-num-seqs", "16"]
            if not has_bfloat16():  # emulated, it reads a prompt at a sixth of float32's speed
                command += ["--dtype", "float32"]
        elif hub == GPU_LANGUAGE_MODEL:
            command += ["--language-model-only"]
        return [*command, *self.flags]

    def _limit(self) -> int:
        """The longest context that the model itself allows, in tokens, where it says."""
        if not isinstance(self.model, Path):
            return GPU_CONTEXT
        config = json.loads((self.model / "config.json").read_text(encoding="utf-8"))
        return int(config.get("text_config", config).get("max_position_embeddings") or GPU_CONTEXT)

    def environment(self, base: Mapping[str, str]) -> dict[str, str]:
        """The variables vLLM runs under: `base` with what is not set there and should be."""
        ours = {"VLLM_NO_USAGE_STATS": "1", "DO_NOT_TRACK": "1"}
        if isinstance(self.model, Path):
            ours["HF_HUB_OFFLINE"] = "1"
        if (key := settings().llm_api_key.get_secret_value()) != "none":
            ours["VLLM_API_KEY"] = key
        if not self.gpu:
            ours["VLLM_CPU_KVCACHE_SPACE"] = "2"
            processors = sorted(os.sched_getaffinity(0))
            if len(processors) <= FEW_PROCESSORS:
                # vLLM would keep one free for itself, half of all on a small machine.
                ours["VLLM_CPU_OMP_THREADS_BIND"] = ",".join(map(str, processors))
            # Intel's OpenMP, which comes with vllm-cpu, is the one that vLLM is tuned for.
            if (openmp := self.python.parent.parent / "lib" / "libiomp5.so").exists():
                ours["LD_PRELOAD"] = str(openmp)
        return {**ours, **base}


def vllm_python() -> Path:
    """The Python that has vLLM: FOOTNOTE_VLLM_PYTHON, or the virtual environment beside ours, named with -vllm.

    Raises:
        ServeError: there is none.
    """
    given = settings().vllm_python
    python = given or Path(f"{sys.prefix}-vllm") / "bin" / "python"
    if not python.exists():
        raise ServeError(
            f"vLLM's environment is missing ({python}): make it with `make vllm-env`, "
            "or set FOOTNOTE_VLLM_PYTHON to a Python that has vLLM"
        )
    return python


@cache
def uses_gpu(python: Path) -> bool:
    """Whether the vLLM of this Python runs on a GPU: not the CPU build, and there is one.

    Raises:
        ServeError: that Python has no vLLM, or one for GPUs where there is none.
    """
    look = "import importlib.metadata as m; print({d.name.lower() for d in m.distributions()} & {'vllm', 'vllm-cpu'})"
    found = subprocess.run([python, "-c", look], capture_output=True, text=True, check=False).stdout
    if "vllm-cpu" in found:
        return False
    if "vllm" not in found:
        raise ServeError(f"{python} has no vLLM: make its environment with `make vllm-env`")
    if not has_gpu():
        raise ServeError(
            f"the vLLM of {python} is for GPUs and this machine shows none: `make vllm-env` makes one for CPUs"
        )
    return True


def default_model(*, gpu: bool) -> str:
    """The model that is served when none is named: FOOTNOTE_LLM_MODEL, or the default for the hardware."""
    return settings().llm_model or (GPU_LANGUAGE_MODEL if gpu else CPU_LANGUAGE_MODEL)
