"""What a metric is: an expression over standard concepts with its names, unit, definition and source."""

from dataclasses import dataclass

__all__ = ["Metric"]


@dataclass(frozen=True, slots=True)
class Metric:
    """One metric.

    `unit` is "ratio", "%" (the value is a fraction), "days", "money" or "per_share". `better` is "higher" or
    "lower" where a rise or a fall is commonly read as an improvement. `benchmark` is the value commonly taken as sound.
    `for_banks` is false where the metric says little about a bank or an insurer.
    """

    name: str
    title: str
    synonyms: tuple[str, ...]
    expression: str
    unit: str
    definition: str
    source: str
    better: str = ""
    benchmark: str | None = None
    for_banks: bool = True
