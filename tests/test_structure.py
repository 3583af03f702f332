"""The shape of the code: imports point one way, and each outside library stays behind its own file."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import assistant

ROOT = Path(__file__).parent.parent
MAY_IMPORT = {
    "ingest": {"ingest"},
    "assistant": {"ingest", "assistant"},
    "eval": {"ingest", "assistant", "eval"},
    "ui": {"ingest", "assistant", "ui"},
}
# The packages of the assistant, the lowest first: each may import those before it and the modules beside them.
LAYERS = ("compute", "understand", "check", "context", "serving", "find", "solve", "tables", "quote", "decline")
ABOVE_ALL = ("assistant.assistant", "assistant.commands", "assistant.reply", "assistant.sentences")
OWNERS = {
    "chromadb": {"ingest/vectors.py"},
    "openvino": {"ingest/compiled.py"},
    "langchain_openai": {"assistant/llm.py"},
    "gradio": {"ui/"},
    "pypdfium2": {"ingest/parsers/", "ingest/filing/", "ui/pages.py", "eval/"},
    "vllm": set[str](),
}


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def files() -> list[Path]:
    return [file for package in MAY_IMPORT for file in sorted((ROOT / package).rglob("*.py"))]


@pytest.mark.parametrize("file", files(), ids=lambda f: str(f.relative_to(ROOT)))
def test_imports_point_one_way_and_libraries_stay_behind_their_file(file: Path) -> None:
    name = file.relative_to(ROOT).as_posix()
    own = name.split("/")[0]
    for module in imports(file):
        top = module.split(".")[0]
        if top in MAY_IMPORT:
            assert top in MAY_IMPORT[own], f"{name} imports {module}"
        if top in OWNERS:
            assert any(name.startswith(owner) for owner in OWNERS[top]), f"{name} imports {module}"


@pytest.mark.parametrize("layer", LAYERS)
def test_the_assistant_is_built_in_layers(layer: str) -> None:
    for file in sorted((ROOT / "assistant" / layer).glob("*.py")):
        for module in imports(file):
            assert module not in ABOVE_ALL, f"{file.name} imports {module}"
            assert module != "assistant.wording" or LAYERS.index(layer) >= LAYERS.index("find"), file.name
            assert module != "assistant", f"{file.name} imports the public API"
            if module.startswith("assistant.") and (part := module.split(".")[1]) in LAYERS:
                assert LAYERS.index(part) <= LAYERS.index(layer), f"{layer}/{file.name} imports {module}"


def test_every_package_is_installed_and_every_folder_of_the_assistant_is_a_layer() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    there = {file.parent.relative_to(ROOT) for package in MAY_IMPORT for file in (ROOT / package).rglob("*.py")}
    assert sorted(listed) == sorted(".".join(folder.parts) for folder in there)
    assert {folder.parts[1] for folder in there if folder.parts[0] == "assistant" and folder.parts[1:]} == set(LAYERS)


def test_every_file_says_its_one_purpose_in_its_first_line() -> None:
    for file in files():
        tree = ast.parse(file.read_text())
        if tree.body:
            first = (ast.get_docstring(tree) or "").splitlines()
            assert first, f"{file.relative_to(ROOT)} has no docstring"
            assert len(first[0]) > 15, f"{file.relative_to(ROOT)}: {first[0]}"


def test_the_command_line_starts_without_what_only_answers_need() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import assistant.__main__, sys; print(*sys.modules)"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert not {"langchain_core", "openai", "chromadb", "torch", "gradio"} & set(loaded)


def test_every_public_name_comes_when_it_is_asked_for() -> None:
    assert {name for name in dir(assistant) if not name.startswith("_")} == set(assistant.__all__)
    assert all(getattr(assistant, name).__module__.split(".")[0] in MAY_IMPORT for name in assistant.__all__)
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        assistant.__getattr__("Nothing")
