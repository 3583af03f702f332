"""`python -m ingest.demo OUT_DIR` writes the demo filings and says what it wrote."""

import sys
from pathlib import Path

from ingest.demo.write import write_demo


def main(arguments: list[str]) -> int:
    """Writes into the folder named by the only argument; returns the exit code."""
    if len(arguments) != 1 or arguments[0].startswith("-"):
        print(
            "usage: python -m ingest.demo OUT_DIR   (writes the invented company's filings into OUT_DIR)",
            file=sys.stderr,
        )
        return 2
    for path in write_demo(Path(arguments[0])):
        print(f"{path}  {path.stat().st_size:,} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
