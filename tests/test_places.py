"""Where a company operates: the regions of its revenue, told only where they are all of it."""

import pytest

from assistant.solve.places import where_it_operates
from assistant.understand.reading import understand
from ingest.document import Fact
from tests.test_breakdown import REPORT, Facts, fact

REGIONS = {"Americas": "3000", "Europe and Africa": "1500", "Greater China": "900", "Corporate": "100"}
ASKED = "What are the geographies that Acme Rockets primarily operates in as of FY2022?"


def facts(parts: dict[str, str]) -> list[Fact]:
    return [fact("5500", 2022), *(fact(value, 2022, name) for name, value in parts.items())]


@pytest.mark.parametrize("asked", [ASKED, "Which regions does Acme Rockets operate in as of FY2022?"])
def test_the_regions_with_what_each_brings(asked: str) -> None:
    found = where_it_operates(understand(asked, [REPORT]), [REPORT], Facts(facts(REGIONS)))
    assert found is not None
    assert found.text == "Americas, Europe and Africa, Greater China"
    assert "Americas $3,000 million; Europe and Africa $1,500 million; Greater China $900 million." in found.sentence
    assert len(found.citations) == 4, "what belongs to no region is part of the sum"
    assert not found.complete


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        (ASKED, {**REGIONS, "Americas": "2000"}),  # a region is missing
        (ASKED, {"Launch": "3000", "Freight": "2400", "Tourism": "100"}),  # these are no places
        ("What drove revenue in the geographies of Acme Rockets in FY2022?", REGIONS),
        ("From which countries' launch operations did Acme Rockets divest in FY2022?", REGIONS),
    ],
)
def test_what_is_not_all_of_it_or_not_asked_answers_nothing(asked: str, parts: dict[str, str]) -> None:
    assert where_it_operates(understand(asked, [REPORT]), [REPORT], Facts(facts(parts))) is None
