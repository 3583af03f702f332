"""What this machine's processors can do."""

from pathlib import Path

__all__ = ["has_bfloat16", "has_gpu"]


def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself (without that, bfloat16 is slower than float32)."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags


def has_gpu() -> bool:
    """Whether the system shows an accelerator that torch's and vLLM's GPU builds run on (NVIDIA's or AMD's)."""
    return any(Path("/dev").glob("nvidia[0-9]*")) or Path("/dev/kfd").exists()
