"""Every error that the ingestion side raises on purpose.

    FootnoteError              root of all: the command line prints it as one line and exits
    └── IngestError
        ├── UnreadableFile     this file cannot be read; the others go on
        ├── BadSidecar         a file of corrections says what cannot be; nothing is ingested
        ├── EdgarUnavailable   filings cannot be brought from the SEC
        ├── EngineUnavailable  what `--engine` asks for is not installed
        ├── ModelUnavailable   weights that are needed cannot be brought
        └── IndexProblem       catch this to handle any trouble with an index folder
            ├── NotAnIndex
            ├── EmbeddingMismatch
            ├── IndexDamaged
            └── IndexBusy

Each message says what happened, to what, and what to do next.
"""

__all__ = [
    "BadSidecar",
    "EdgarUnavailable",
    "EmbeddingMismatch",
    "EngineUnavailable",
    "FootnoteError",
    "IndexBusy",
    "IndexDamaged",
    "IndexProblem",
    "IngestError",
    "ModelUnavailable",
    "NotAnIndex",
    "UnreadableFile",
]


class FootnoteError(Exception):
    """Root of every error this project raises on purpose; `exit_code` is the command line's."""

    exit_code = 1


class IngestError(FootnoteError):
    """Base of the errors of reading, embedding and indexing."""


class UnreadableFile(IngestError):
    """One file cannot be read: encrypted, truncated, empty, without text, or not what its name says."""


class BadSidecar(IngestError):
    """A file of corrections cannot be understood; the line names its row and column."""


class EdgarUnavailable(IngestError):
    """EDGAR cannot be asked, does not answer, or has no such company or filing."""


class EngineUnavailable(IngestError):
    """The engine that was asked for is not installed."""


class ModelUnavailable(IngestError):
    """Model weights are neither on disk nor can they be brought."""

    exit_code = 3


class IndexProblem(IngestError):
    """The index folder cannot serve."""

    exit_code = 4


class NotAnIndex(IndexProblem):
    """The folder is missing or holds something else."""


class EmbeddingMismatch(IndexProblem):
    """The index was built with another embedding model than the one asked for."""


class IndexDamaged(IndexProblem):
    """The index's parts do not agree or cannot be opened."""


class IndexBusy(IndexProblem):
    """Another process is writing to this index."""
