"""The commands `footnote serve` and `footnote models`."""

import json
import signal
import sys
from pathlib import Path
from types import FrameType

import click

from ingest.commands import json_option

__all__ = ["models", "serve"]


@click.command()
@click.option(
    "--model", metavar="NAME", help="Hub name or folder. Default: FOOTNOTE_LLM_MODEL, or one for the hardware."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is all of them.")
@click.option(
    "--port", type=click.IntRange(1, 65535), help="Port to listen at. Default: that of FOOTNOTE_LLM_URL, 8000."
)
@json_option
@click.argument("vllm_flags", nargs=-1, type=click.UNPROCESSED)
def serve(model: str | None, host: str, port: int | None, as_json: bool, vllm_flags: tuple[str, ...]) -> None:
    """Start vLLM with the configured model, and keep it until Ctrl-C.

    On a machine with a GPU that is Qwen3.5-9B by its hub name; without one, Qwen2.5-Coder-1.5B-Instruct on the CPU. Its
    weights are brought at the first start. The command says when the model answers; vLLM's own log is a file
    whose name is printed. Whatever stands behind -- is passed on to vLLM.

    \b
    Examples:
      footnote serve
      footnote serve --model Qwen/Qwen3-14B
      footnote serve -- --tensor-parallel-size 2 --max-model-len 65536
    """
    from rich.console import Console

    from assistant.serving.serve import serving

    for flag in ("--port", "--host", "--model", "--served-model-name"):
        if any(given == flag or given.startswith(f"{flag}=") for given in vllm_flags):
            raise click.UsageError(f"give {flag} before the --, where footnote itself reads it, or leave it out")
    signal.signal(signal.SIGTERM, _stop)
    console = Console(stderr=True)
    try:
        with serving(model, host=host, port=port, flags=vllm_flags, console=console) as server:
            here = server.process is None
            if as_json:
                click.echo(json.dumps({"url": server.url, "models": list(server.models), "already_served": here}))
            elif here:
                click.echo(f"{server.models[0]} is served already at {server.url}")
            else:
                click.echo(
                    f"{server.models[0]} answers at {server.url} after {server.started_in:.0f} s. "
                    f"Ctrl-C stops it. Log: {server.log}"
                )
            if server.process is None:
                return
            code = server.process.wait()
            click.secho(f"Error: vLLM ended by itself (exit code {code}): see {server.log}", fg="red", err=True)
            sys.exit(1)
    except KeyboardInterrupt:
        click.echo("vLLM is stopped", err=True)


@click.group()
def models() -> None:
    """List, pull and remove model weights.

    They are kept in FOOTNOTE_HOME, come from a model hub where one can be reached, else, for the models that
    `footnote models list` marks so, out of Python packages, checked by SHA-256.
    """


@models.command("list")
@json_option
def list_models(as_json: bool) -> None:
    """List the models on this machine, and those that are known by name."""
    from dataclasses import asdict

    from ingest.catalogue import KNOWN
    from ingest.models import installed

    here = [{**asdict(model), "path": str(model.path), "installed": True} for model in installed()]
    names = {row["model"] for row in here}
    known = [
        {
            "model": entry.hub,
            "kind": entry.kind,
            "source": "hub, packages" if entry.packaged else "hub",
            "installed": False,
        }
        for entry in KNOWN
        if entry.hub not in names
    ]
    if as_json:
        click.echo(json.dumps([*here, *known], indent=1))
        return
    for row in here:
        click.echo(f"here  {row['kind']:9}  {row['model']:42} {row['size'] / 1e9:5.1f} GB from {row['source']}")
    for row in known:
        click.echo(f"-     {row['kind']:9}  {row['model']:42}    to be had from {row['source']}")


@models.command()
@click.argument("names", nargs=-1, metavar="[NAME]...")
@json_option
def pull(names: tuple[str, ...], as_json: bool) -> None:
    """Bring models onto this machine; without a name, the embedding model and the LLM that are configured.

    \b
    Examples:
      footnote models pull
      footnote models pull Qwen/Qwen3-14B
      footnote models pull sentence-transformers/all-mpnet-base-v2
    """
    from assistant.serving.launch import default_model
    from assistant.serving.serve import serves_here
    from ingest.models import embedding_model_path, language_model_path
    from ingest.models import pull as pull_model
    from ingest.processor import has_gpu
    from ingest.settings import settings

    places = [pull_model(name).path for name in names]
    if not names:
        places.append(embedding_model_path(settings().embedding_model))
        if serves_here():
            places.append(Path(language_model_path(default_model(gpu=has_gpu()))))
    if as_json:
        click.echo(json.dumps([str(place) for place in places]))
    else:
        click.echo("\n".join(map(str, places)))


@models.command()
@click.argument("name")
@json_option
def remove(name: str, as_json: bool) -> None:
    """Delete a model's weights from this machine."""
    from ingest.models import remove as remove_model

    model = remove_model(name)
    if as_json:
        click.echo(json.dumps({"removed": model.model, "size": model.size}))
    else:
        click.echo(f"removed {model.model} ({model.size / 1e9:.1f} GB)")


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
