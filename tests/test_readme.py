"""The README's Python example, run as it stands on the demo filings; and that the README names what is there."""

import re
from pathlib import Path

import pytest

from assistant.__main__ import COMMANDS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()


def test_the_example_answers_and_cites(
    demo_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "my-index").symlink_to(demo_index)
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "$184.8 million" in printed
    assert "184800000" in printed
    assert re.search(r"\[1\] orlebeck-2025-10k\.pdf, page \d+: .*271\.0", printed)


def test_every_command_that_the_readme_shows_is_there() -> None:
    for name in re.findall(r"^footnote (\w+)", README, re.MULTILINE):
        assert name in COMMANDS


def test_every_file_and_picture_that_the_readme_names_is_there() -> None:
    for path in re.findall(r"\]\((docs/[^)]+)\)", README):
        assert (ROOT / path).is_file()
    tree = README.split("## The tree", 1)[1].split("```")[1]
    folder = ROOT
    for line in tree.splitlines():
        if match := re.match(r"(\s*)([\w./]+/|\w+\.py)\s", line):
            path = (ROOT if not match[1] else folder) / match[2]
            assert path.exists(), path
            if not match[1]:
                folder = path
