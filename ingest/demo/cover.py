"""The cover page of a filing, with its check boxes and the tags that say what the document is."""

from datetime import date
from decimal import Decimal

from ingest.demo.blocks import (
    Amount,
    Block,
    Check,
    Columns,
    Context,
    Line,
    Measure,
    Named,
    PageBreak,
    Paragraph,
    Rule,
    Table,
    Text,
)
from ingest.demo.company import COMPANY, spelled
from ingest.demo.filings import Filing
from ingest.demo.statements import figure

__all__ = ["cover", "hidden_facts"]

NOTICE = (
    "The registrant is an invented company. This document was written as demonstration material for the Footnote "
    "project; it has not been filed with any regulator, and describes no real business, person or security."
)
_ACT = "SECURITIES EXCHANGE ACT OF 1934"


def cover(filing: Filing) -> tuple[Block, ...]:
    """The blocks of the cover page, with the page break after it."""
    return (
        Rule(thick=True),
        _centred("UNITED STATES", 13),
        _centred("SECURITIES AND EXCHANGE COMMISSION", 13),
        _centred("Washington, D.C. 20549"),
        Rule(0.2),
        Paragraph(("FORM ", Named(filing.form, "dei:DocumentType")), kind="covercentre", size=16, bold=True),
        Paragraph(("(Mark One)",), kind="cover"),
        *_marks(filing),
        Paragraph(("Commission File Number: ", Named(COMPANY.file_number, "dei:EntityFileNumber")), kind="covercentre"),
        Rule(0.2),
        Paragraph((Named(COMPANY.name, "dei:EntityRegistrantName"),), kind="covercentre", size=18, bold=True),
        _centred("(Exact name of registrant as specified in its charter)", bold=False),
        _who(),
        Paragraph(("Securities registered pursuant to Section 12(b) of the Act:",), kind="covercentre", bold=True),
        _securities(),
        *_questions(filing),
        *_counts(filing),
        Rule(),
        Paragraph((NOTICE,), kind="covercentre", size=7.5),
        PageBreak(),
    )


def hidden_facts(filing: Filing) -> tuple[Named, ...]:
    """What the document's tags say beyond what its cover prints."""
    period = filing.period
    focus = "FY" if filing.annual else f"Q{period.quarter}"
    return (
        Named("false", "dei:AmendmentFlag"),
        Named(str(period.fiscal_year), "dei:DocumentFiscalYearFocus"),
        Named(focus, "dei:DocumentFiscalPeriodFocus"),
        Named(COMPANY.cik, "dei:EntityCentralIndexKey"),
        # Orlebeck's year ends on the last Saturday of September, so the day moves.
        Named(f"--{_year_end(filing):%m-%d}", "dei:CurrentFiscalYearEndDate"),
    )


def _year_end(filing: Filing) -> date:
    return next(period.end for period in (*filing.balances, *filing.periods) if period.quarter is None)


def _centred(text: str, size: float = 9, *, bold: bool = True) -> Paragraph:
    return Paragraph((text,), kind="covercentre", size=size, bold=bold)


def _marks(filing: Filing) -> tuple[Block, ...]:
    kind, form, noun = (
        ("ANNUAL", "dei:DocumentAnnualReport", "fiscal year")
        if filing.annual
        else ("QUARTERLY", "dei:DocumentQuarterlyReport", "quarterly period")
    )
    ended = Named(spelled(filing.period.end), "dei:DocumentPeriodEndDate", "ixt:date-monthname-day-year-en")
    pursuant = f"REPORT PURSUANT TO SECTION 13 OR 15(d) OF THE {_ACT}"
    box, empty = "ixt-sec:boolballotbox", "dei:DocumentTransitionReport"
    return (
        Paragraph((Check(True, form, box), f"   {kind} {pursuant}"), kind="covercentre", bold=True),
        Paragraph((f"For the {noun} ended ", ended), kind="covercentre"),
        _centred("or", bold=False),
        Paragraph((Check(False, empty, box), f"   TRANSITION {pursuant}"), kind="covercentre", bold=True),
        Paragraph(("For the transition period from ____________ to ____________",), kind="covercentre"),
    )


def _grid(*rows: tuple[Text, Text, bool]) -> tuple[Line, ...]:
    return tuple(Line("", (left, right), bold=bold) for left, right, bold in rows)


def _who() -> Table:
    city: Text = (
        Named(COMPANY.city, "dei:EntityAddressCityOrTown"), ", ",
        Named(COMPANY.state_code, "dei:EntityAddressStateOrProvince", "ixt-sec:stateprovnameen"),
    )  # fmt: skip
    lines = _grid(
        (
            (Named(COMPANY.state, "dei:EntityIncorporationStateCountryCode", "ixt-sec:stateprovnameen"),),
            (Named(COMPANY.employer_number, "dei:EntityTaxIdentificationNumber"),),
            True,
        ),
        (("(State or other jurisdiction of incorporation)",), ("(I.R.S. Employer Identification No.)",), False),
        (
            (Named(COMPANY.street, "dei:EntityAddressAddressLine1"), ", ", *city),
            (Named(COMPANY.postcode, "dei:EntityAddressPostalZipCode"),),
            True,
        ),
        (("(Address of principal executive offices)",), ("(Zip Code)",), False),
        (
            (
                Named(COMPANY.telephone[:5], "dei:CityAreaCode"), " ",
                Named(COMPANY.telephone[6:], "dei:LocalPhoneNumber"),
            ),
            (COMPANY.website,),
            True,
        ),
        (("(Registrant\N{RIGHT SINGLE QUOTATION MARK}s telephone number)",), ("(Website)",), False),
    )  # fmt: skip
    return Table(Columns(("", ""), words=frozenset({0, 1})), lines, label_width=0.02, plain=True)


def _securities() -> Table:
    columns = Columns(
        ("Title of each class", "Trading Symbol", "Name of each exchange\non which registered"),
        (),
        frozenset({0, 1, 2}),
    )
    line = Line(
        "",
        (
            (Named("Common Stock, $0.01 par value", "dei:Security12bTitle"),),
            (Named(COMPANY.ticker, "dei:TradingSymbol"),),
            (Named(COMPANY.exchange, "dei:SecurityExchangeName", "ixt-sec:exchnameen"),),
        ),
    )
    return Table(columns, (line,), label_width=0.02, plain=True)


def _yes_no(yes: bool, concept: str) -> Text:
    """ "Yes [x] No [ ]", the ticked box carrying the tag."""
    form = "ixt:fixed-true" if yes else "ixt:fixed-false"
    ticked = Check(True, concept, form)
    return ("Yes ", ticked if yes else Check(False), "  No ", Check(False) if yes else ticked)


def _questions(filing: Filing) -> tuple[Block, ...]:
    quote = "\N{RIGHT SINGLE QUOTATION MARK}"
    annual: tuple[Text, ...] = (
        (
            "Indicate by check mark if the registrant is a well-known seasoned issuer, as defined in Rule 405 of the "
            "Securities Act.  ", *_yes_no(True, "dei:EntityWellKnownSeasonedIssuer"),
        ),
        (
            "Indicate by check mark if the registrant is not required to file reports pursuant to Section 13 or 15(d) "
            "of the Act.  ", *_yes_no(False, "dei:EntityVoluntaryFilers"),
        ),
    )  # fmt: skip
    both: tuple[Text, ...] = (
        (
            "Indicate by check mark whether the registrant (1) has filed all reports required to be filed by Section "
            "13 or 15(d) of the Securities Exchange Act of 1934 during the preceding 12 months and (2) has been "
            "subject to such filing requirements for the past 90 days.  ",
            *_yes_no(True, "dei:EntityCurrentReportingStatus"),
        ),
        (
            "Indicate by check mark whether the registrant has submitted electronically every Interactive Data File "
            "required to be submitted pursuant to Rule 405 of Regulation S-T during the preceding 12 months.  ",
            *_yes_no(True, "dei:EntityInteractiveDataCurrent"),
        ),
        (
            "Indicate by check mark whether the registrant is a large accelerated filer, an accelerated filer, a "
            "non-accelerated filer, a smaller reporting company or an emerging growth company.",
        ),
        (
            Named("Large accelerated filer", "dei:EntityFilerCategory", "ixt-sec:entityfilercategoryen"), " ",
            Check(True), "   Accelerated filer ", Check(False), "   Non-accelerated filer ", Check(False),
            "   Smaller reporting company ", Check(False, "dei:EntitySmallBusiness", "ixt-sec:boolballotbox"),
            "   Emerging growth company ", Check(False, "dei:EntityEmergingGrowthCompany", "ixt-sec:boolballotbox"),
        ),
    )  # fmt: skip
    attested: tuple[Text, ...] = (
        (
            f"Indicate by check mark whether the registrant has filed a report on and attestation to its "
            f"management{quote}s assessment of the effectiveness of its internal control over financial reporting.  ",
            Check(True, "dei:IcfrAuditorAttestationFlag", "ixt:fixed-true"),
        ),
    )
    shell: Text = (
        "Indicate by check mark whether the registrant is a shell company (as defined in Rule 12b-2 of the Act).  ",
        *_yes_no(False, "dei:EntityShellCompany"),
    )
    texts = (*annual, *both, *attested, shell) if filing.annual else (*both, shell)
    return tuple(Paragraph(text, kind="cover") for text in texts)


def _counts(filing: Filing) -> tuple[Block, ...]:
    day, count = COMPANY.shares_on_cover[filing.period.name]
    shares = Amount(
        Decimal(count), Measure.COUNT_OF_SHARES, "dei:EntityCommonStockSharesOutstanding", Context(None, day)
    )
    outstanding = Paragraph(
        (
            f"Shares of the registrant\N{RIGHT SINGLE QUOTATION MARK}s common stock outstanding as of {spelled(day)}: ",
            shares,
        ),
        kind="cover",
    )
    if not filing.annual:
        return (outstanding,)
    closing, price, insiders = COMPANY.float_price[filing.period.fiscal_year]
    held = figure(filing.period, "basic_shares") - Decimal(insiders)
    worth = Amount((held * Decimal(price)).scaleb(6), Measure.MILLIONS, "dei:EntityPublicFloat", Context(None, closing))
    market = Paragraph(
        (
            "The aggregate market value of the common stock held by non-affiliates of the registrant on "
            f"{spelled(closing)}, the last business day of its second fiscal quarter, at the closing price of ${price} "
            "a share, was approximately $", worth, " million.",
        ),
        kind="cover",
    )  # fmt: skip
    proxy = Paragraph(
        (
            "DOCUMENTS INCORPORATED BY REFERENCE: parts of the proxy statement for the annual meeting of shareholders, "
            "to be filed within 120 days after the end of the fiscal year, are incorporated in Part III.",
        ),
        kind="cover",
    )
    return (market, outstanding, proxy)
