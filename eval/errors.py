"""Every error that the benchmark harness raises on purpose.

FootnoteError
└── EvalError              catch this to handle any trouble of a benchmark run
    ├── MalformedData      a data file is missing or is not what the benchmark expects
    └── RunConflict        a run folder belongs to a run with other settings, or holds no run
"""

from ingest.errors import FootnoteError

__all__ = ["EvalError", "MalformedData", "RunConflict"]


class EvalError(FootnoteError):
    """Base of the errors of running and reading benchmarks."""


class MalformedData(EvalError):
    """A benchmark's data file is missing or malformed."""

    exit_code = 5


class RunConflict(EvalError):
    """The run folder does not belong to this run."""

    exit_code = 6
