"""The three filings there are: which form, which periods they show, and when they were filed."""

from dataclasses import dataclass
from datetime import date

from ingest.demo.company import FY2022, FY2023, FY2024, FY2025, Q1_2025, Q1_2026, Period

__all__ = ["ANNUAL_2024", "ANNUAL_2025", "FILINGS", "QUARTER_2026", "Filing"]


@dataclass(frozen=True, slots=True)
class Filing:
    """One filing. `periods` are the columns of its flows, newest first; `balances` those of its balance sheet."""

    form: str
    periods: tuple[Period, ...]
    balances: tuple[Period, ...]
    filed: date
    stem: str

    @property
    def period(self) -> Period:
        """The period the filing reports on."""
        return self.periods[0]

    @property
    def annual(self) -> bool:
        """Whether this is an annual report."""
        return self.form == "10-K"


ANNUAL_2024 = Filing("10-K", (FY2024, FY2023, FY2022), (FY2024, FY2023), date(2024, 11, 14), "orlebeck-2024-10k")
ANNUAL_2025 = Filing("10-K", (FY2025, FY2024, FY2023), (FY2025, FY2024), date(2025, 11, 13), "orlebeck-2025-10k")
QUARTER_2026 = Filing("10-Q", (Q1_2026, Q1_2025), (Q1_2026, FY2025), date(2026, 1, 29), "orlebeck-2026q1-10q")
FILINGS = (ANNUAL_2024, ANNUAL_2025, QUARTER_2026)
