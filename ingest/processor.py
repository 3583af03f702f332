"""What this machine's processor can do."""

from pathlib import Path

__all__ = ["has_bfloat16"]


def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself (without that, bfloat16 is slower than float32)."""
    try:
        flags = Path("/proc/cpuinfo").read_text()
    except OSError:
        return False
    return "avx512_bf16" in flags or "amx_bf16" in flags
