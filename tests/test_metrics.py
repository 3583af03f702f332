"""The formula table: complete, parseable, over known concepts, and right on real statements."""

from decimal import Decimal

import pytest

from assistant.compute.calculate import evaluate, parse, round_half_up
from assistant.compute.metrics import ABSENT_IS_ZERO, ALTERNATIVES, METRICS, metric, metrics
from ingest.filing.concepts import concepts

GIVEN = {"share_price"}


def test_there_are_sixty_and_each_is_whole() -> None:
    assert len(METRICS) >= 60
    assert len(metrics()) == len(METRICS)
    for entry in METRICS:
        assert all((entry.title, entry.definition, entry.source)), entry.name
        assert entry.unit in {"ratio", "%", "days", "money", "per_share"}, entry.name
        assert entry.better in {"", "higher", "lower"}, entry.name


def test_expressions_use_known_concepts() -> None:
    for entry in METRICS:
        for term in parse(entry.expression).terms:
            assert term.name in concepts() or term.name in GIVEN, f"{entry.name}: {term.name}"
    for name, ways in ALTERNATIVES.items():
        assert name in concepts(), name
        for way in ways:
            for term in parse(way).terms:
                assert term.name in concepts(), f"{name}: {term.name}"
    assert set(concepts()) >= ABSENT_IS_ZERO


def test_no_two_metrics_share_a_name() -> None:
    seen: dict[str, str] = {}
    for entry in METRICS:
        for name in entry.synonyms:
            assert seen.setdefault(name.casefold(), entry.name) == entry.name, f"{name} names two metrics"


@pytest.mark.parametrize(
    ("name", "operands", "digits", "expected"),
    [
        ("current_ratio", {"current_assets": 5121, "current_liabilities": 7492}, 2, "0.68"),
        ("free_cash_flow", {"operating_cash_flow": 3676, "capex": 461}, 0, "3215"),
        ("retention_ratio", {"net_income": 2707, "dividends_paid": 1245}, 2, "0.54"),
        ("ebitda", {"operating_income": 1196, "depreciation_amortization": 636}, 0, "1832"),
        ("fixed_asset_turnover", {"revenue": 194579, "ppe_net": 11349, "ppe_net[-1]": 10292}, 2, "17.98"),
        ("quick_ratio", {"current_assets": 5308, "inventories": 2213, "current_liabilities": 4476}, 2, "0.69"),
        ("effective_tax_rate", {"income_tax": 2071, "pretax_income": 9585}, 3, "0.216"),
    ],
)
def test_right_on_real_statements(name: str, operands: dict[str, int], digits: int, expected: str) -> None:
    values = {key: Decimal(value) for key, value in operands.items()}
    assert round_half_up(evaluate(metric(name).expression, values), digits) == Decimal(expected)
