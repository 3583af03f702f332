"""What a document says it is: forms, names, and fiscal periods as the company names them."""

import json
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.document import Identity, Page
from ingest.filing.companies import company_keys, display_name, name_key
from ingest.filing.dates import find_date
from ingest.filing.fiscal import fiscal_year_ending, quarter_of, year_end_after
from ingest.filing.identity import identify


def pages(*texts: str) -> tuple[Page, ...]:
    return tuple(Page(number, text) for number, text in enumerate(texts, start=1))


def cover(form: str, period: str, name: str = "EXAMPLE TOOLS, INC.") -> str:
    return (
        "UNITED STATES\nSECURITIES AND EXCHANGE COMMISSION\nWashington, D.C. 20549\n"
        f"FORM {form}\n(Mark One)\n{period}\nCommission File Number 001-12345\n{name}\n"
        "(Exact name of registrant as specified in its charter)\nDelaware 12-3456789\n"
        "(State or other jurisdiction of incorporation)\nCommon stock, par value $0.01 EXTL New York Stock Exchange\n"
    )


ANNUAL = "ANNUAL REPORT PURSUANT TO SECTION 13 OR 15(d)\nFor the fiscal year ended {}"
SIGNED = "SIGNATURES\nPursuant to the requirements of Section 13, this report was signed.\nDate: {}\n"


def test_an_annual_report_from_its_cover() -> None:
    found = identify(
        pages(
            cover("10-K", ANNUAL.format("December 31, 2022")),
            "At Example Tools, we make tools.",
            SIGNED.format("February 9, 2023"),
        ),
        "x.pdf",
    )
    assert found == Identity(
        company="Example Tools, Inc.",
        form="10-K",
        fiscal_year=2022,
        period_end=date(2022, 12, 31),
        filing_date=date(2023, 2, 9),
        ticker="EXTL",
        origins={
            "company": "cover page",
            "form": "cover page",
            "fiscal_year": "period end",
            "period_end": "cover page",
            "filing_date": "signature",
            "ticker": "cover page",
        },
    )


@pytest.mark.parametrize("picture", ["Company Wordmark.gif", "logoa14.jpg", "companylogoa1", "g6614"])
def test_the_name_of_a_picture_that_was_not_drawn_is_no_part_of_the_company(picture: str) -> None:
    for name in (f"{picture}\nEXAMPLE TOOLS, INC.", f"EXAMPLE TOOLS, INC.\n{picture}"):
        found = identify(pages(cover("10-K", ANNUAL.format("December 31, 2022"), name)), "x.pdf")
        assert found.company == "Example Tools, Inc."


@pytest.mark.parametrize(
    ("ended", "says", "year"),
    [
        ("January 28, 2023", "Fiscal 2022 ended January 28, 2023. Fiscal year 2021 ended January 29, 2022.", 2022),
        (
            "January 31, 2018",
            'the year ended January 31, 2018 ("fiscal 2018") and January 31, 2017 ("fiscal 2017")',
            2018,
        ),
        ("January 26, 2025", "In fiscal year 2025 we grew. Fiscal year 2024 was good. " * 5, 2025),
        (
            "January 29, 2022",
            "Sales rose in fiscal 2021 over fiscal 2020; in fiscal 2022 we expect more. Fiscal 2021 " * 4,
            2021,
        ),
        ("February 1, 2025", "In 2024 sales rose against 2023. The year 2024 was good. January 30, 2025. " * 4, 2024),
        ("January 1, 2023", "We report results.", 2022),
        ("January 3, 2021", "Fiscal year 2020 had 53 weeks.", 2020),
        ("May 26, 2019", "In fiscal 2019 and fiscal 2018 we sold cereal. For fiscal 2018. May 26, 2019", 2019),
        ("September 28, 2024", "2023 2023 2023 fiscal 2023 fiscal 2023 fiscal 2023", 2024),
        ("December 31, 2020", "fiscal 2019", 2020),
    ],
)
def test_fiscal_years_are_named_as_the_company_names_them(ended: str, says: str, year: int) -> None:
    assert identify(pages(cover("10-K", ANNUAL.format(ended)), says), "x.pdf").fiscal_year == year


@pytest.mark.parametrize(
    ("ended", "runs", "year", "quarter"),
    [
        ("March 31, 2021", "three months ended March 31, 2021 and 2020", 2021, 1),
        ("June 30, 2023", "three and six months ended June 30, 2023. Six Months Ended\nJune 30,", 2023, 2),
        ("September 30, 2022", "Nine Months Ended September 30, 2022", 2022, 3),
        ("December 31, 2022", "six months ended December 31, 2022; year ended June 30, 2022", 2023, 2),
        ("October 29, 2022", "thirty-nine weeks ended October 29, 2022. In 2022 we grew over 2021. 2022 2022", 2022, 3),
        (
            "April 30, 2023",
            'Three Months Ended April 30, 2023. year ending January 31, 2024 ("fiscal 2024") ' * 3,
            2024,
            1,
        ),
        ("July 2, 2023", "three and six months ended July 2, 2023", 2023, 2),
        ("November 20, 2022", "12 Weeks Ended November 20, 2022", 2023, 1),
        ("May 7, 2023", "24 weeks and 36 Weeks Ended May 7, 2023", 2023, 3),
    ],
)
def test_quarters_follow_the_fiscal_year(ended: str, runs: str, year: int, quarter: int) -> None:
    period = f"QUARTERLY REPORT\nFor the quarterly period ended {ended}"
    found = identify(pages(cover("10-Q", period), runs), "x.pdf")
    assert (found.form, found.fiscal_year, found.fiscal_quarter) == ("10-Q", year, quarter)


def test_a_slip_of_the_pen_does_not_move_the_quarter() -> None:
    text = "Three Months Ended March 31, 2021. " * 12 + "the nine months ended March 31, 2021"
    assert quarter_of(date(2021, 3, 31), text) == 1


def test_a_current_report() -> None:
    period = "CURRENT REPORT\nDate of Report (Date of earliest event reported): July 1, 2022 (June 30, 2022)"
    found = identify(pages(cover("8-K", period, "EXAMPLE PLC"), SIGNED.format("July 1, 2022")), "x.pdf")
    assert (found.form, found.company, found.fiscal_year) == ("8-K", "Example plc", 2022)
    assert (found.period_end, found.filing_date) == (date(2022, 6, 30), date(2022, 7, 1))


@pytest.mark.parametrize(
    ("text", "company", "ticker", "year", "quarter", "ends", "dated"),
    [
        (
            "NEWS RELEASE\nExample Wholesale Corporation Reports First Quarter\nFiscal Year 2023 Operating Results\n"
            "12/8/2022\nSOMEWHERE, Wash., Dec. 08, 2022 (GLOBE NEWSWIRE) -- Example Wholesale Corporation (“Example”) "
            "(Nasdaq: EXWC) today announced results for the first quarter (twelve weeks) of fiscal 2023, which quarter "
            "ended November 20, 2022.",
            "Example Wholesale Corporation",
            "EXWC",
            2023,
            1,
            date(2022, 11, 20),
            date(2022, 12, 8),
        ),
        (
            "March 9, 2023\nExample Beauty Announces Fourth Quarter\nFiscal 2022 Results\nNet Sales of $3.2 Billion\n"
            "SOMEWHERE, Ill.--(BUSINESS WIRE)-- Example Beauty, Inc. (NASDAQ: EXBT) today announced results for the "
            "thirteen-week period (“fourth quarter”) and fifty-two-week period (“fiscal year”) ended January 28, 2023.",
            "Example Beauty, Inc.",
            "EXBT",
            2022,
            4,
            date(2023, 1, 28),
            date(2023, 3, 9),
        ),
        (
            "EXAMPLE PHARMA REPORTS SECOND-QUARTER 2023 RESULTS\nNEW YORK, August 1, 2023 – Example Pharma Inc. "
            "(NYSE: EXPH) reported results for the quarter ended July 2, 2023.",
            "Example Pharma Inc.",
            "EXPH",
            2023,
            2,
            date(2023, 7, 2),
            date(2023, 8, 1),
        ),
    ],
)
def test_earnings_releases(
    text: str, company: str, ticker: str, year: int, quarter: int, ends: date, dated: date
) -> None:
    found = identify(pages(text), "x.pdf")
    assert found.form == "earnings release"
    assert (found.company, found.ticker) == (company, ticker)
    assert (found.fiscal_year, found.fiscal_quarter) == (year, quarter)
    assert (found.period_end, found.filing_date) == (ends, dated)


def test_the_file_name_is_the_last_resort() -> None:
    found = identify(pages("Nothing here says anything."), "EXAMPLE_2023Q4_EARNINGS.pdf")
    assert (found.company, found.form, found.fiscal_year, found.fiscal_quarter) == (
        "Example",
        "earnings release",
        2023,
        4,
    )
    assert set(found.origins.values()) == {"file name"}
    known = identify(pages(cover("10-K", ANNUAL.format("June 30, 2021"))), "OTHER_2015_10Q.pdf")
    assert (known.company, known.form, known.fiscal_year) == ("Example Tools, Inc.", "10-K", 2021)
    assert identify(pages("words"), "notes 2023.txt") == Identity()


def test_what_is_given_is_kept() -> None:
    given_ = Identity(company="MINE", fiscal_year=1999, origins={"company": "given", "fiscal_year": "given"})
    found = identify(pages(cover("10-K", ANNUAL.format("June 30, 2021"))), "x.pdf", given_)
    assert (found.company, found.fiscal_year, found.form) == ("MINE", 1999, "10-K")
    assert found.origins["company"] == "given"
    assert given_.origins == {"company": "given", "fiscal_year": "given"}, "the hints themselves are not changed"


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("3M COMPANY", "", "3M Company"),
        ("AMAZON.COM, INC.", "", "Amazon.com, Inc."),
        ("EXAMPLE PLC", "", "Example plc"),
        ("BANK OF SOMEWHERE CORP /DE/", "", "Bank of Somewhere Corp"),
        ("WELLS & COMPANY/MN", "", "Wells & Company"),
        ("NVEX CORP", "At NVEX we design chips.", "NVEX Corp"),
        ("JPEXAMPLE CHASE & CO.", "shares of JPExample Chase stock", "JPExample Chase & Co."),
        ("Example's Best, Ltd.", "", "Example's Best, Ltd."),
        ("CVX HEALTH CORPORATION", "", "CVX Health Corporation"),
    ],
)
def test_names_are_shown_as_people_write_them(name: str, text: str, shown: str) -> None:
    assert display_name(name, text) == shown


@pytest.mark.parametrize(
    ("company", "ticker", "asked"),
    [
        ("Advanced Micro Devices, Inc.", None, ["amd", "advanced micro devices", "advanced micro"]),
        ("The Coca-Cola Company", "KO", ["coca cola", "cocacola", "ko", "coca"]),
        ("Wal-Mart Stores, Inc.", None, ["walmart", "wal mart", "wal mart stores"]),
        ("Foot Locker, Inc.", "FL", ["foot locker", "footlocker", "fl"]),
        ("Amazon.com, Inc.", None, ["amazon"]),
        ("MGM Resorts International", None, ["mgm resorts", "mgm"]),
        ("3M Company", "MMM", ["3m", "mmm"]),
    ],
)
def test_a_company_is_found_under_the_names_people_use(company: str, ticker: str | None, asked: list[str]) -> None:
    assert set(asked) <= company_keys(company, ticker)


def test_common_words_are_no_company() -> None:
    keys = company_keys("American Example Company")
    assert "american" not in keys
    assert "american example" in keys
    assert company_keys(None) == frozenset()


@given(st.text(max_size=60))
def test_any_name_can_be_reduced(name: str) -> None:
    key = name_key(name)
    assert key == key.strip()
    assert all(key_ for key_ in company_keys(name))
    assert isinstance(display_name(name), str)


@given(st.dates(min_value=date(1995, 1, 1), max_value=date(2045, 12, 31)), st.integers(min_value=1, max_value=4))
def test_year_ends_lie_within_a_year_of_the_quarter(ends: date, quarter: int) -> None:
    gap = (year_end_after(ends, quarter) - ends).days
    assert (4 - quarter) * 89 - 5 <= gap <= (4 - quarter) * 93


@given(st.dates(min_value=date(1995, 1, 1), max_value=date(2045, 12, 31)), st.text(max_size=200))
def test_a_fiscal_year_is_named_by_one_of_two_years(ends: date, text: str) -> None:
    assert fiscal_year_ending(ends, text) in (ends.year, ends.year - 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("January 31, 2018", date(2018, 1, 31)),
        ("the 26th day of July, 2023", date(2023, 7, 26)),
        ("31 December 2022", date(2022, 12, 31)),
        ("Dec. 08, 2022", date(2022, 12, 8)),
        ("12/8/2022", date(2022, 12, 8)),
        ("2024-09-28", date(2024, 9, 28)),
        ("February 30, 2020", None),
        ("May 2020", None),
    ],
)
def test_dates(text: str, day: date | None) -> None:
    assert find_date(text) == day


FORMS = {"10k": "10-K", "10q": "10-Q", "8k": "8-K", "Earnings": "earnings release", "10k_annualreport": "annual report"}
# The data set calls these by the calendar year in which the company's fiscal year ends, not as the company does.
NAMED_OTHERWISE = ("FOOTLOCKER", "ULTABEAUTY")


def test_real_filings_under_a_meaningless_name(shared: Path) -> None:
    """Form, company and fiscal year of every fourth filing, read without its name, against the data set's labels."""
    folder = shared / "data" / "financebench"
    labels = [json.loads(line) for line in (folder / "documents.jsonl").read_text().splitlines()]
    wrong = []
    chosen = sorted(labels, key=lambda label: str(label["doc_name"]))[::4]
    for label in chosen:
        with pdfium.PdfDocument(folder / "pdfs" / f"{label['doc_name']}.pdf") as document:
            texts = [page.get_textpage().get_text_range().replace("\r", "") for page in document]
        found = identify(pages(*texts), "x.pdf")
        names = {name_key(label["company"]), label["company"].lower()}
        right = found.form == FORMS[label["doc_type"]] and bool(names & company_keys(found.company, found.ticker))
        if not label["doc_name"].startswith(NAMED_OTHERWISE):
            right = right and found.fiscal_year == label["doc_period"]
        if not right:
            wrong.append((label["doc_name"], found))
    assert len(chosen) > 20
    assert not wrong, wrong
