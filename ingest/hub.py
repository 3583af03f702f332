"""Weights from a model hub, when one can be reached: found out in two seconds."""

import contextlib
import fnmatch
import os
import queue
import shutil
import threading
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import httpx2  # the HTTP client of huggingface_hub, whose errors come through it

from ingest.downloads import OnBytes, watching
from ingest.errors import ModelUnavailable

__all__ = ["HubAnswer", "ask_hub", "bring_from_hub"]

ANSWER_SECONDS = 2.0
# A repository often repeats its weights in the formats of other tools.
WANTED = ("*.safetensors", "*.json", "*.txt", "*.model", "*.jinja", "LICENSE*", "README.md")
UNWANTED = ("onnx/*", "openvino/*", "original/*", "metal/*", "coreml/*", "consolidated*")


class HubAnswer(StrEnum):
    """What the hub says of a model."""

    HAS_IT = "the hub has it"
    NEEDS_TOKEN = "the hub gives it only with an access token: set HF_TOKEN to one that has accepted its terms"
    HAS_NOT = "the hub does not know it"
    UNREACHABLE = "no model hub can be reached"


def ask_hub(model: str) -> HubAnswer:
    """Ask huggingface_hub's hub (HF_ENDPOINT, HF_HUB_OFFLINE, HF_TOKEN are honoured) for a model, for 2 s at most."""
    if os.environ.get("HF_HUB_OFFLINE", "").upper() in ("1", "TRUE", "YES", "ON"):
        return HubAnswer.UNREACHABLE
    answers: queue.SimpleQueue[HubAnswer] = queue.SimpleQueue()
    # In a thread: looking up the hub's address can take longer than any timeout of the HTTP client.
    threading.Thread(target=lambda: answers.put(_ask(model)), daemon=True).start()
    with contextlib.suppress(queue.Empty):
        return answers.get(timeout=ANSWER_SECONDS)
    return HubAnswer.UNREACHABLE


def bring_from_hub(model: str, folder: Path, on_bytes: OnBytes) -> str:
    """Download a model's safetensors, configuration and tokenizer into `folder`; the revision they are of.

    What a call that broke off has left in `folder` is used again.

    Raises:
        ModelUnavailable: the download broke off, or the hub holds no safetensors for this model.
    """
    from huggingface_hub import HfApi, snapshot_download
    from huggingface_hub.errors import HfHubHTTPError
    from huggingface_hub.utils.tqdm import disable_progress_bars

    endpoint = _endpoint()
    disable_progress_bars()
    try:
        info = HfApi(endpoint=endpoint).model_info(model, files_metadata=True)
        sizes = {s.rfilename: s.size or 0 for s in info.siblings or ()}
        wanted = [name for name in sizes if _matches(name, WANTED) and not _matches(name, UNWANTED)]
        if not any(name.endswith(".safetensors") for name in wanted):
            raise ModelUnavailable(f"{model} has no safetensors weights on its hub: choose a model that has")
        with watching(folder, sum(sizes[name] for name in wanted), on_bytes):
            snapshot_download(model, revision=info.sha, local_dir=folder, endpoint=endpoint, allow_patterns=wanted)
    except (HfHubHTTPError, httpx2.HTTPError, OSError) as error:
        raise ModelUnavailable(
            f"the download of {model} broke off ({' '.join(str(error).split())[:160]}): "
            "run the same command again, it goes on from there"
        ) from error
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    return info.sha or "unknown"


def _matches(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatch(name, pattern) for pattern in patterns)


def _ask(model: str) -> HubAnswer:
    from huggingface_hub import get_token

    token = get_token()
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    address = f"{_endpoint()}/api/models/{model}"
    try:
        reply = httpx2.get(address, headers=headers, timeout=ANSWER_SECONDS, follow_redirects=True)
    except (httpx2.HTTPError, httpx2.InvalidURL, OSError):
        return HubAnswer.UNREACHABLE
    if reply.status_code == httpx2.codes.OK:
        return HubAnswer.HAS_IT
    # The hub names the reason of a refusal; a proxy that blocks it does not.
    reason = reply.headers.get("X-Error-Code")
    if reason is None:
        return HubAnswer.UNREACHABLE
    return HubAnswer.NEEDS_TOKEN if reason == "GatedRepo" else HubAnswer.HAS_NOT


def _endpoint() -> str:
    from huggingface_hub import constants

    # huggingface_hub looks at the variable only once, when it is imported.
    return os.environ.get("HF_ENDPOINT", constants.ENDPOINT).rstrip("/")
