"""The tables that hold words: properties, exhibits and signatures."""

from ingest.demo.blocks import Cell, Columns, Line, Table
from ingest.demo.company import COMPANY, spelled
from ingest.demo.filings import Filing

__all__ = ["exhibits", "properties", "signatures"]


def _cells(*texts: str) -> tuple[Cell, ...]:
    return tuple((text,) for text in texts)


def properties(filing: Filing) -> Table:
    """The principal plants and offices."""
    places = (
        ("Duluth, Minnesota*", "Headquarters; meters", "Flow Measurement", "520,000"),
        ("Reno, Nevada", "Ultrasonic meters", "Flow Measurement", "180,000"),
        ("Brno, Czech Republic*", "Electromagnetic and heat meters", "Flow Measurement", "145,000"),
        ("Prescott, Ontario*", "Foundry; hydrants", "Valves & Hydrants", "390,000"),
        ("Saltillo, Mexico", "Foundry; valves", "Valves & Hydrants", "275,000"),
        ("Knoxville, Tennessee*", "Valve machining and assembly", "Valves & Hydrants", "240,000"),
        ("Boise, Idaho", "Radio and software engineering", "Connected Services", "88,000"),
        ("Leeds, England", "Acoustic sensors", "Connected Services", "36,000"),
    )
    lines = tuple(Line(place, _cells(*rest)) for place, *rest in places)
    columns = Columns(("Use", "Segment", "Square feet"), words=frozenset({0, 1}), label="Location")
    return Table(columns, lines, label_width=0.25)


def exhibits(filing: Filing) -> Table:
    """The list of exhibits."""
    annual = (
        ("3.1", "Restated Certificate of Incorporation"),
        ("3.2", "By-Laws, as amended February 2023"),
        ("4.1", "Indenture for the 3.85% Senior Notes due 2026"),
        ("4.2", "Indenture for the 5.40% Senior Notes due 2034"),
        ("10.1", "Credit Agreement of June 2023, as amended"),
        ("10.2", "2021 Omnibus Incentive Plan\N{DAGGER}"),
        ("10.3", "Form of Restricted Stock Unit Agreement\N{DAGGER}"),
        ("10.4", "Share Purchase Agreement for Kestwick Telemetry Limited"),
        ("19", "Insider Trading Policy"),
        ("21", "Subsidiaries of the Registrant"),
        ("23", f"Consent of {COMPANY.auditor}"),
        ("97", "Policy for the Recovery of Compensation\N{DAGGER}"),
    )
    both = (
        ("31.1", "Certification of the Chief Executive Officer under Section 302"),
        ("31.2", "Certification of the Chief Financial Officer under Section 302"),
        ("32", "Certifications under Section 906"),
        ("101", "Inline XBRL: the instance is within this document"),
        ("104", "Cover page, formatted in inline XBRL"),
    )
    shown = sorted((*annual, *both), key=lambda pair: float(pair[0])) if filing.annual else both
    lines = tuple(Line(number, _cells(text)) for number, text in shown)
    return Table(Columns(("Description",), words=frozenset({0}), label="Exhibit"), lines, label_width=0.12)


def signatures(filing: Filing) -> Table:
    """Who signs, as what, and when."""
    people = [
        (COMPANY.chief_executive, "President, Chief Executive Officer and Director"),
        (COMPANY.finance_chief, "Executive Vice President and Chief Financial Officer"),
        (COMPANY.controller, "Vice President and Controller (principal accounting officer)"),
    ]
    if filing.annual:
        people.append((COMPANY.chair, "Chair of the Board of Directors"))
        people += [(name, "Director") for name in COMPANY.directors]
    day = spelled(filing.filed)
    lines = tuple(Line(f"/s/ {name}", _cells(office, day)) for name, office in people)
    return Table(Columns(("Title", "Date"), words=frozenset({0, 1}), label="Signature"), lines, label_width=0.32)
