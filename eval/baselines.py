"""Figures that others published, to stand beside ours: marked as published, with source and how they were scored."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from eval.jsonl import read_jsonl

__all__ = ["PUBLISHED", "Baseline", "labelled_baselines"]


@dataclass(frozen=True, slots=True)
class Baseline:
    """One row: a system's figure in percent, its metric, where it was published, and who or what scored it."""

    system: str
    setting: str
    metric: str
    value: float
    source: str
    scored: str


_FINANCEBENCH = "Islam et al., “FinanceBench”, arXiv:2311.11944, 2023"
_BY_PEOPLE = "by people, 150 questions"
_TAT_LLM = "Zhu et al., “TAT-LLM”, arXiv:2401.13223, 2024, and its model card"
_EXACT = "by script, test split"

PUBLISHED: dict[str, tuple[Baseline, ...]] = {
    "financebench": (
        Baseline("GPT-4-Turbo", "shared store", "correct", 19.3, _FINANCEBENCH, _BY_PEOPLE),
        Baseline("GPT-4-Turbo", "single store (document given)", "correct", 50.0, _FINANCEBENCH, _BY_PEOPLE),
        Baseline("GPT-4-Turbo", "oracle (evidence given)", "correct", 85.3, _FINANCEBENCH, _BY_PEOPLE),
        Baseline("Llama-2", "shared store", "correct", 19.3, _FINANCEBENCH, _BY_PEOPLE),
        Baseline("Llama-2", "single store (document given)", "correct", 41.3, _FINANCEBENCH, _BY_PEOPLE),
    ),
    "tatqa": (
        Baseline("GPT-4", "zero-shot", "exact match", 71.92, _TAT_LLM, _EXACT),
        Baseline("TAT-LLM 7B", "fine-tuned (LoRA)", "exact match", 76.49, _TAT_LLM, _EXACT),
        Baseline("TAT-LLM 70B", "fine-tuned (LoRA)", "exact match", 81.42, _TAT_LLM, _EXACT),
    ),
    "finqa": (
        Baseline(
            "FinQANet (RoBERTa-large)",
            "fine-tuned",
            "execution accuracy",
            65.05,
            "Chen et al., “FinQA”, EMNLP 2021 (figure of the Papers with Code entry)",
            _EXACT,
        ),
        Baseline("GPT-4", "zero-shot", "exact match", 63.91, _TAT_LLM, _EXACT),
        Baseline("TAT-LLM 7B", "fine-tuned (LoRA)", "exact match", 65.13, _TAT_LLM, _EXACT),
        Baseline("TAT-LLM 70B", "fine-tuned (LoRA)", "exact match", 76.81, _TAT_LLM, _EXACT),
    ),
}

_SETTINGS = {
    "closedBook": "closed book",
    "sharedStore": "shared store",
    "singleStore": "single store (document given)",
    "oracle": "oracle (evidence given)",
    "inContext": "filing in the prompt",
}


def labelled_baselines(path: Path, questions: Collection[str]) -> list[Baseline]:
    """Other systems' answers to these very questions, as people labelled them; none where the file is absent.

    Raises:
        MalformedData: the file is malformed.
    """
    if not path.is_file():
        return []
    right: Counter[tuple[str, str]] = Counter()
    total: Counter[tuple[str, str]] = Counter()
    for row in read_jsonl(path, ("financebench_id", "model_name", "eval_mode", "label")):
        if row["financebench_id"] in questions and row["eval_mode"] in _SETTINGS:
            key = (str(row["model_name"]), str(row["eval_mode"]))
            total[key] += 1
            right[key] += row["label"] == "Correct Answer"
    return [
        Baseline(
            model,
            _SETTINGS[mode],
            "correct",
            round(100 * right[model, mode] / count, 1),
            f"answers published with {_FINANCEBENCH}",
            f"by people, these {count} questions",
        )
        for (model, mode), count in sorted(total.items())
    ]
