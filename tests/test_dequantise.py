"""A GGUF file becomes a model folder that holds the same numbers and the same tokenizer."""

import subprocess
import sys
from pathlib import Path

import gguf
import numpy as np
import pytest

ROOT = Path(__file__).parent.parent
WIDTH, HEADS, INNER, LAYERS = 64, 2, 96, 1
WORDS = ["a", "b", "c", "ab", "abc", "<|end|>"]
MERGES = ["a b", "ab c"]
TEMPLATE = "{% for message in messages %}{{ message['content'] }}{% endfor %}"


def write_gguf(path: Path) -> dict[str, np.ndarray]:
    """A tiny Llama with random weights in 8 bits; the weights as they come back from 8 bits."""
    random = np.random.default_rng(0)
    shapes = {"token_embd": (len(WORDS), WIDTH), "output": (len(WORDS), WIDTH), "output_norm": (WIDTH,)}
    for layer in range(LAYERS):
        shapes |= {
            f"blk.{layer}.attn_norm": (WIDTH,),
            f"blk.{layer}.ffn_norm": (WIDTH,),
            f"blk.{layer}.attn_q": (WIDTH, WIDTH),
            f"blk.{layer}.attn_k": (WIDTH, WIDTH),
            f"blk.{layer}.attn_v": (WIDTH, WIDTH),
            f"blk.{layer}.attn_output": (WIDTH, WIDTH),
            f"blk.{layer}.ffn_gate": (INNER, WIDTH),
            f"blk.{layer}.ffn_up": (INNER, WIDTH),
            f"blk.{layer}.ffn_down": (WIDTH, INNER),
        }
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(128)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(HEADS)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_rope_dimension_count(WIDTH // HEADS)
    writer.add_vocab_size(len(WORDS))
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("default")
    writer.add_token_list(WORDS)
    writer.add_token_types([gguf.TokenType.NORMAL] * (len(WORDS) - 1) + [gguf.TokenType.CONTROL])
    writer.add_token_merges(MERGES)
    writer.add_bos_token_id(len(WORDS) - 1)
    writer.add_eos_token_id(len(WORDS) - 1)
    writer.add_chat_template(TEMPLATE)
    restored = {}
    for name, shape in shapes.items():
        values = random.standard_normal(shape).astype(np.float32)
        if len(shape) == 1:
            writer.add_tensor(f"{name}.weight", values)
            restored[name] = values
        else:
            eight = gguf.quants.quantize(values, gguf.GGMLQuantizationType.Q8_0)
            writer.add_tensor(f"{name}.weight", eight, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
            restored[name] = gguf.quants.dequantize(eight, gguf.GGMLQuantizationType.Q8_0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return restored


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, np.ndarray]]:
    folder = tmp_path_factory.mktemp("gguf")
    weights = write_gguf(folder / "weights.gguf")
    command = [sys.executable, "-m", "ingest.dequantise", str(folder / "weights.gguf"), str(folder / "out")]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder / "out", weights


def test_the_weights_are_the_files_in_bfloat16(converted: tuple[Path, dict[str, np.ndarray]]) -> None:
    import torch
    from safetensors.torch import load_file

    folder, weights = converted
    tensors = load_file(folder / "model.safetensors")
    assert {tensor.dtype for tensor in tensors.values()} == {torch.bfloat16}
    for ours, theirs in {
        "blk.0.ffn_down": "model.layers.0.mlp.down_proj.weight",
        "token_embd": "model.embed_tokens.weight",
        "output": "lm_head.weight",
        "output_norm": "model.norm.weight",
    }.items():
        assert torch.equal(tensors[theirs], torch.tensor(weights[ours]).to(torch.bfloat16))


def test_the_folder_loads_as_a_plain_model_with_its_tokenizer(converted: tuple[Path, dict[str, np.ndarray]]) -> None:
    from transformers import AutoConfig, AutoTokenizer

    folder, _ = converted
    config = AutoConfig.from_pretrained(folder)
    assert not hasattr(config, "quantization_config")
    assert (config.hidden_size, config.num_hidden_layers) == (WIDTH, LAYERS)
    tokenizer = AutoTokenizer.from_pretrained(folder)
    assert tokenizer("abcb", add_special_tokens=False).input_ids == [WORDS.index("abc"), WORDS.index("b")]
    assert tokenizer.chat_template == TEMPLATE
