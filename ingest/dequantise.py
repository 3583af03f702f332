"""A GGUF file turned into a model folder that vLLM and transformers read: bfloat16 safetensors with a tokenizer.

Run as a process of its own (`python -m ingest.dequantise FILE FOLDER`), so that its memory, several times the
model's size, is given back when it is done.
"""

import sys
from pathlib import Path

__all__ = ["dequantise"]


def dequantise(gguf: Path, folder: Path) -> None:
    """Write the model in `gguf` into `folder`."""
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig

    source = {"pretrained_model_name_or_path": str(gguf.parent), "gguf_file": gguf.name}
    model = AutoModelForCausalLM.from_pretrained(
        **source, dtype=torch.bfloat16, quantization_config=GgufConfig(dequantize=True)
    )
    # What is saved is no longer quantised, and must not say that it is.
    vars(model.config).pop("quantization_config", None)
    model.save_pretrained(folder)
    AutoTokenizer.from_pretrained(**source).save_pretrained(folder)


if __name__ == "__main__":
    dequantise(Path(sys.argv[1]), Path(sys.argv[2]))
