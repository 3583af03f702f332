"""Who the invented company is, and its fiscal calendar.

Orlebeck Meter Corporation does not exist. Its numbers (CIK, employer identification, telephone) are taken from
ranges that are never assigned, so that nothing here can be mistaken for a registrant.
"""

from dataclasses import dataclass
from datetime import date, timedelta

__all__ = [
    "COMPANY",
    "FY2021",
    "FY2022",
    "FY2023",
    "FY2024",
    "FY2025",
    "GEOGRAPHIES",
    "PERIODS",
    "Q1_2025",
    "Q1_2026",
    "SEGMENTS",
    "Company",
    "Period",
    "last_saturday_of_september",
    "spelled",
]


@dataclass(frozen=True, slots=True)
class Company:
    """What the cover page of a filing says about its registrant."""

    name: str
    short: str
    ticker: str
    prefix: str
    cik: str
    file_number: str
    employer_number: str
    state: str
    street: str
    city: str
    state_code: str
    postcode: str
    telephone: str
    website: str
    exchange: str
    auditor: str
    auditor_city: str
    auditor_number: str
    chief_executive: str
    finance_chief: str
    controller: str
    chair: str
    directors: tuple[str, ...]
    employees: dict[int, int]
    shares_on_cover: dict[str, tuple[date, int]]
    float_price: dict[int, tuple[date, str, str]]


COMPANY = Company(
    name="Orlebeck Meter Corporation",
    short="Orlebeck",
    ticker="ORLB",
    prefix="orlb",
    cik="0009990417",
    file_number="001-99417",
    employer_number="00-9990417",
    state="Delaware",
    street="1 Calibration Way",
    city="Duluth",
    state_code="Minnesota",
    postcode="55800",
    telephone="(218) 555-0142",
    website="www.orlebeck.example",
    exchange="New York Stock Exchange",
    auditor="Pellworth & Dane LLP",
    auditor_city="Minneapolis, Minnesota",
    auditor_number="99417",
    chief_executive="Ingrid M. Sollander",
    finance_chief="Desmond R. Achterberg",
    controller="Yolanda P. Whitcomb",
    chair="Harold T. Quintrell",
    directors=(
        "Beatriz Lanthorne",
        "Samuel O. Feddersen",
        "Priya N. Raghuvar",
        "Clement J. Outerbridge",
        "Noor Haddix",
    ),
    employees={2024: 4_870, 2025: 4_960},
    # The day of the count on the cover, and the count.
    shares_on_cover={
        "FY2024": (date(2024, 11, 8), 41_783_206),
        "FY2025": (date(2025, 11, 7), 41_386_941),
        "Q1 FY2026": (date(2026, 1, 23), 41_374_512),
    },
    # The last business day of the second fiscal quarter, the closing price then, and insiders' shares in millions.
    float_price={
        2024: (date(2024, 3, 28), "74.62", "0.6"),
        2025: (date(2025, 3, 28), "81.37", "0.6"),
    },
)

# key: (name as printed, XBRL member)
SEGMENTS = {
    "flow": ("Flow Measurement", "orlb:FlowMeasurementMember"),
    "valves": ("Valves & Hydrants", "orlb:ValvesAndHydrantsMember"),
    "services": ("Connected Services", "orlb:ConnectedServicesMember"),
}
GEOGRAPHIES = {
    "us": ("United States", "country:US"),
    "canada": ("Canada", "country:CA"),
    "europe": ("Europe, Middle East and Africa", "us-gaap:EMEAMember"),
    "asia": ("Asia Pacific", "srt:AsiaPacificMember"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A fiscal year or a fiscal quarter, its first and last day included."""

    name: str
    fiscal_year: int
    start: date
    end: date
    quarter: int | None = None

    @property
    def weeks(self) -> int:
        """How many weeks the period has: 52 or 53 for a year, 13 or 14 for a quarter."""
        return ((self.end - self.start).days + 1) // 7


def last_saturday_of_september(year: int) -> date:
    """The day on which fiscal `year` ends."""
    day = date(year, 9, 30)
    return day - timedelta(days=(day.weekday() - 5) % 7)


def spelled(day: date) -> str:
    """A date as American filings spell it: "September 27, 2025"."""
    return f"{day:%B} {day.day}, {day.year}"


def _year(year: int) -> Period:
    start = last_saturday_of_september(year - 1) + timedelta(days=1)
    return Period(f"FY{year}", year, start, last_saturday_of_september(year))


def _first_quarter(year: int) -> Period:
    start = last_saturday_of_september(year - 1) + timedelta(days=1)
    return Period(f"Q1 FY{year}", year, start, start + timedelta(weeks=13, days=-1), quarter=1)


FY2021, FY2022, FY2023, FY2024, FY2025 = (_year(year) for year in range(2021, 2026))
Q1_2025, Q1_2026 = _first_quarter(2025), _first_quarter(2026)

# Every period there are books for, with the period whose closing balances it opens with.
PERIODS: dict[Period, Period] = {
    FY2022: FY2021,
    FY2023: FY2022,
    FY2024: FY2023,
    FY2025: FY2024,
    Q1_2025: FY2024,
    Q1_2026: FY2025,
}
