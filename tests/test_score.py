"""The scorer: gold reworded is accepted, gold corrupted is refused, and people agree with it."""

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from eval.agreement import agreement, kappa
from eval.errors import MalformedData
from eval.jsonl import read_jsonl
from eval.numbers import Quantity, asked, quantities
from eval.score import Gold, Kind, Outcome, kind_of, score

Case = Callable[[random.Random], tuple[str, str, list[str], list[str]]]

MONEY = "What is the FY{year} {line} amount (in USD {scale}) for {company}?"
LINES = ["capital expenditure", "revenue", "net income", "accounts payable", "inventory", "operating lease cost"]
COMPANIES = ["Larkspur Instruments", "3M", "Harrow & Finch", "A10 Optics", "Meridian Foods"]
FRAMES = [
    "{}",
    "{}.",
    "The answer is {}.",
    "{company}'s {line} was {} in FY{year} [1].",
    "For fiscal {year}, {line} came to {}, as shown on page 60 of the 10-K [2].",
    "Looking at the statement for the year ended December 31, {year}, I find two rows.\n\nTherefore, the {line} is {}.",
    "**{}**",
]


def frames(rng: random.Random, answer: str, **words: object) -> str:
    return rng.choice(FRAMES).format(answer, **words)


def grouped(value: Decimal, places: int) -> str:
    return f"{value:,.{places}f}"


def money_case(rng: random.Random) -> tuple[str, str, list[str], list[str]]:
    """A question for an amount in millions or billions, its gold, true wordings and corrupted ones."""
    words: dict[str, object] = {
        "year": rng.randint(2005, 2024),
        "line": rng.choice(LINES),
        "company": rng.choice(COMPANIES),
    }
    millions = Decimal(rng.randint(1_000, 400_000))
    scale = rng.choice(["millions", "billions"])
    question = MONEY.format(**words, scale=scale)
    billions = millions / 1000
    gold = f"${millions}.00" if scale == "millions" else f"${billions:.2f}"
    true = [
        f"${grouped(millions, 0)} million",
        f"{billions} billion",
        f"USD {millions}m",
        f"US${grouped(millions, 0)} million",
        f"{grouped(millions, 0)} million US dollars",
        f"${billions:.3f}bn",
        f"${grouped(millions * 1_000_000, 0)}",
        f"{grouped(millions * 1000, 0)} thousand dollars",
        f"${grouped(millions, 0)} (in millions)",
        f"{grouped(millions, 1)} million",
        grouped(millions, 0) if scale == "millions" else f"{billions:.2f}",
    ]
    before = millions * Decimal(rng.choice(["0.81", "0.93", "0.97", "1.04", "1.12", "1.31"]))
    false = [
        f"${grouped(millions * 10, 0)} million",
        f"${grouped(millions * 1000, 0)} million",
        f"${grouped(millions, 0)} billion",
        f"${grouped(millions, 0)} thousand",
        f"${grouped(millions / 10, 1)} million",
        f"-${grouped(millions, 0)} million",
        f"negative ${grouped(millions, 0)} million",
        f"${grouped(before, 0)} million",
        f"€{grouped(millions, 0)} million",
        f"{grouped(millions, 0)} million yen",
        f"{grouped(millions, 0)}%",
    ]
    return question, gold, [frames(rng, x, **words) for x in true], [frames(rng, x, **words) for x in false]


def percent_case(rng: random.Random) -> tuple[str, str, list[str], list[str]]:
    words: dict[str, object] = {
        "year": rng.randint(2005, 2024),
        "line": "operating margin",
        "company": rng.choice(COMPANIES),
    }
    value = Decimal(rng.randint(11, 899)) / 10
    margin = f"{words['company']}'s FY{words['year']} operating margin"
    question = f"What is {margin} (in units of percents, round to one decimal place)?"
    gold = rng.choice([f"{value}%", f"{value / 100}"])
    true = [f"{value}%", f"{value} percent", f"{value / 100}", f"{value * 100:f} basis points", f"{value} per cent"]
    true += [f"{value}", f"{value + Decimal('0.04')}%", f"{value} %"]
    false = [f"{value * 10}%", f"{value * 1000}%", f"-{value}%", f"{value / 100}%", f"${value}", f"{value} million"]
    false += [f"{value * Decimal('0.9') - Decimal('0.2'):.1f}%", f"{value} basis points"]
    return question, gold, [frames(rng, x, **words) for x in true], [frames(rng, x, **words) for x in false]


def ratio_case(rng: random.Random) -> tuple[str, str, list[str], list[str]]:
    words: dict[str, object] = {"year": rng.randint(2005, 2024), "line": "ratio", "company": rng.choice(COMPANIES)}
    value = Decimal(rng.randint(120, 9_900)) / 100
    days = rng.random() < 0.5
    question = (
        f"What is the FY{words['year']} days payable outstanding (DPO) for {words['company']}? DPO is defined as: "
        f"365 * (average accounts payable) / (COGS + change in inventory). Round your answer to two decimal places."
        if days
        else f"What is the FY{words['year']} asset turnover ratio for {words['company']}? Round to two decimal places."
    )
    sign = rng.choice(["", "-"]) if days else ""
    gold = f"{sign}{value}"
    true = [gold, f"{sign}{value} days" if days else f"{value}x", f"{sign}{value + Decimal('0.003')}"]
    true += [f"approximately {gold}", f"365 * 12,345 / 23,456 = {gold}"]
    other = "" if sign else "-"
    false = [
        f"{other}{value}",
        f"{sign}{value * 10}",
        f"{sign}{value * 1000}",
        f"{sign}{value}%",
        f"{sign}${value} million",
    ]
    false += [f"{sign}{value * Decimal('1.07'):.2f}"]
    return question, gold, [frames(rng, x, **words) for x in true], [frames(rng, x, **words) for x in false]


def change_case(rng: random.Random) -> tuple[str, str, list[str], list[str]]:
    year = rng.randint(2006, 2024)
    words: dict[str, object] = {"year": year, "line": "revenue", "company": rng.choice(COMPANIES)}
    value = Decimal(rng.randint(6, 499)) / 10
    period = f"from FY{year - 1} to FY{year}"
    question = f"What is {words['company']}'s year-over-year change in revenue {period} (in %)?"
    true = [f"-{value}%", f"a decrease of {value}%", f"negative {value} percent", f"−{value}%"]
    false = [f"{value}%", f"an increase of {value}%", f"growth of {value} percent", f"-{value * 10}%"]
    gold = f"-{value}%"
    plain = [f"Revenue decreased by {value}%.", f"Revenue fell {value}% [1]."]
    wrong = [f"Revenue increased by {value}%.", f"Revenue grew {value}% [1]."]
    return (
        question,
        gold,
        [frames(rng, x, **words) for x in true] + plain,
        [frames(rng, x, **words) for x in false] + wrong,
    )


@pytest.mark.parametrize("case", [money_case, percent_case, ratio_case, change_case])
def test_reworded_gold_is_accepted_and_corrupted_gold_is_refused(case: Case) -> None:
    rng = random.Random(20240607)
    accepted: Counter[bool] = Counter()
    refused: Counter[bool] = Counter()
    slips: list[tuple[str, str, str]] = []
    for _ in range(120):
        question, gold, true, false = case(rng)
        for reply in true:
            value = score(question, gold, reply).value
            accepted[value is Outcome.CORRECT] += 1
            if value is not Outcome.CORRECT:
                slips.append((question, gold, reply))
        for reply in false:
            value = score(question, gold, reply).value
            refused[value is not Outcome.CORRECT] += 1
            if value is Outcome.CORRECT:
                slips.append((question, gold, reply))
    assert accepted[True] / accepted.total() >= 0.99, slips[:5]
    assert refused[True] / refused.total() >= 0.99, slips[:5]


@pytest.mark.parametrize(
    ("question", "gold", "reply", "outcome"),
    [
        ("What is FY2018 capex (in USD millions) for 3M?", "$1577.00", "3M spent $1,577 million [1].", "correct"),
        ("What is FY2018 capex (in USD millions) for 3M?", "$1577.00", "In 2018, 3M's purchases were 1577.", "correct"),
        ("What is FY2018 capex (in USD millions) for 3M?", 1577, "I could not find this in the filings.", "refusal"),
        ("What is FY2018 capex (in USD millions) for 3M?", 1577, "It spent a lot.", "incorrect"),
        ("What is FY2018 capex (in USD millions) for 3M?", 1577, "", "incorrect"),
        ("What is FY2018 capex (in USD millions) for 3M?", 1577, "It was $1,373 million in 2017.", "incorrect"),
        ("What is net PPNE? Answer in USD billions.", "$8.70", "$8,738 million", "correct"),
        ("What is net PPNE? Answer in USD billions.", "$8.70", "$9 billion", "incorrect"),
        ("How much tax was paid?", "$59,268 million", "About $59.3 billion.", "correct"),
        ("How much tax was paid?", "$59,268 million", "About $60 billion.", "incorrect"),
        ("What is the ROA? Round to two decimal places.", "0.01", "ROA was 1.42%.", "correct"),
        ("Which ratio? What is the retention ratio?", 0.54, "1 - (1,244.5 / 2,707.3) = 0.5403 or 54.03%", "correct"),
        ("What is the margin in percent?", "7.9%", "(12.6% + 5.7% + 5.3%) / 3 = 7.9%", "correct"),
        ("What is the margin in percent?", "5.7%", "(12.6% + 5.7% + 5.3%) / 3 = 7.9%", "incorrect"),
        ("How many stores were opened?", "47", "It opened forty-seven... that is 47 stores.", "correct"),
        ("How many companies were acquired?", "3", "Three companies were acquired.", "correct"),
        ("Did debt increase?", "No. It fell by $2.5bn.", "No, it decreased.", "correct"),
        ("Did debt increase?", "No. It fell by $2.5bn.", "Total debt decreased from $49.8bn to $47.2bn.", "correct"),
        ("Did debt increase?", "No. It fell by $2.5bn.", "Yes, debt increased.", "incorrect"),
        ("Is working capital positive?", "Yes", "The firm does not have positive working capital.", "incorrect"),
        ("Does it pay dividends?", "Yes", "The text does not contain any information on dividends.", "refusal"),
        ("Were there acquisitions in 2022?", "No", "There were no acquisitions in 2022.", "correct"),
        ("What was the largest liability?", "Customer deposits", "Customer deposits, at $110 billion [1].", "correct"),
        ("What was the largest liability?", "Customer deposits", "Long-term debt was the largest.", "incorrect"),
        ("How did the rate move?", "It fell from 24.6% (down 3.1%).", "From 24.6% it went -3.1%.", "correct"),
        ("What drove the margin?", "Decreased by 1.7%, by litigation.", "Moved -1.7% by litigation.", "correct"),
        ("What drove the margin?", "Increased by 1.7%, by litigation.", "Moved -1.7% by litigation.", "incorrect"),
        ("Which are above 20%?", "Casino (43.7%), Rooms (23.3%).", "Casino 43.7%; Rooms 23.3%.", "correct"),
        ("Which notes?", "These:\n-1.00% Notes\n-2.50% Notes", "1.00% Notes [1]; 2.50% Notes [2].", "correct"),
        ("What was the growth?", "-1.00%", "It was 1.00%.", "incorrect"),
        ("What were the amounts?", ["$10 million", "$12 million"], "They were $10 million and $12 million.", "correct"),
        ("What were the amounts?", ["$10 million", "$12 million"], "They were $10 million, $13 million.", "incorrect"),
    ],
)  # fmt: skip
def test_settled_cases(question: str, gold: Gold, reply: str, outcome: str) -> None:
    assert score(question, gold, reply).value == outcome


def test_an_abstention_by_status_is_a_refusal_whatever_the_text_says() -> None:
    judged = score("What is capex (in USD millions)?", 1577, "$1,577 million", refused=True)
    assert judged.value is Outcome.REFUSAL
    assert not judged.correct


def test_the_score_keeps_what_was_read_and_why() -> None:
    judged = score("What is capex (in USD millions)?", "$1577.00", "Capex was $1,373 million.")
    assert judged.answer == "$1,373 million"
    assert "1577" in judged.explanation
    assert judged.kind is Kind.NUMERIC


@pytest.mark.parametrize(
    ("question", "gold", "kind"),
    [
        ("What is capex?", 1577, Kind.NUMERIC),
        ("What was adjusted EBITDA for FY 2023?", "Adj. EBITDA was $2,018mn in FY 2023", Kind.NUMERIC),
        ("Is it capital-intensive?", "No, the ratio is 5.1%", Kind.YES_NO),
        ("What drove the margin change?", "It decreased by 1.7% due to litigation.", Kind.PROSE),
        ("Which segment had the highest income?", "Investment Bank. It made $3725 million.", Kind.PROSE),
    ],
)  # fmt: skip
def test_kind(question: str, gold: Gold, kind: Kind) -> None:
    assert kind_of(question, gold) is kind


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("-$473 million", ["-473000000"]),
        ("$(1,577) on December 31, 2018 (Note 7, page 60) [3]", ["1577"]),
        ("In FY2022 revenue grew 30.8 percent, or 150 basis points", ["0.308", "0.015"]),
        ("between 2016-2017 in the 10-K for Q3 2021", []),
        ("1. First item\n2. Second item", []),
        ("5-10%", ["5", "0.1"]),
        ("US$1.5 bn and EUR 2m", ["1500000000", "2000000"]),
        ("1.5e9", ["1500000000"]),
    ],
)  # fmt: skip
def test_quantities(text: str, values: list[str]) -> None:
    assert [q.value for q in quantities(text)] == [Decimal(v) for v in values]


def test_asked_reads_unit_scale_and_rounding() -> None:
    ask = asked("What is net PPNE? Answer in USD billions, rounded to two decimal places.")
    assert (ask.exponent, ask.currency, ask.decimals, ask.rounds) == (9, "USD", 2, True)
    assert asked("in units of percents and round to one decimal place").percent


def test_people_agree(shared: Path) -> None:
    measured = agreement(shared / "data" / "financebench" / "labelled_answers.jsonl")
    numeric = measured.of(Kind.NUMERIC)
    assert numeric.total() > 300
    assert measured.rate(numeric) >= 0.95
    assert kappa(measured.of(Kind.NUMERIC, Kind.YES_NO)) >= 0.85
    assert kappa(measured.of(Kind.PROSE)) >= 0.7


def corruptions(gold: str, found: Quantity) -> dict[str, str]:
    """Gold with its first number ×10, ×1000, ×0.93 (a year before) and with its sign turned."""
    digits = re.search(r"[\d,]*\.?\d+", gold[found.start :])
    assert digits is not None
    left, right = gold[: found.start + digits.start()], gold[found.start + digits.end() :]
    number = Decimal(digits[0].replace(",", ""))
    sign = re.sub(r"[-−(]?\$?\s?$", "", left) + ("" if found.negative else "-") + ("$" if "$" in left[-3:] else "")
    return {
        "x10": f"{left}{number * 10:f}{right}",
        "x1000": f"{left}{number * 1000:f}{right}",
        "year before": f"{left}{number * Decimal('0.93'):.3f}{right}",
        "sign": f"{sign}{digits[0]}{right}",
    }


def test_real_gold_is_accepted_as_its_own_answer_and_refused_corrupted(shared: Path) -> None:
    rows = list(read_jsonl(shared / "data" / "financebench" / "questions.jsonl", ("question", "answer")))
    refused: Counter[bool] = Counter()
    slips: list[tuple[str, str, str]] = []
    for row in rows:
        question, gold = row["question"], row["answer"]
        assert score(question, gold, gold).correct, gold
        if kind_of(question, gold) is not Kind.NUMERIC:
            continue
        # Gold of one digit ("0.01") leaves its own rounding as room, so a value 7% off rounds to it rightly.
        found = quantities(gold, question)[0]
        if found.word:
            continue
        for name, reply in corruptions(gold, found).items():
            if name == "year before" and len(found.number.normalize().as_tuple().digits) < 2:
                continue
            correct = score(question, gold, reply).correct
            refused[not correct] += 1
            if correct:
                slips.append((name, gold, reply))
    assert refused.total() > 80
    assert refused[True] / refused.total() >= 0.99, slips


def test_kappa_by_hand() -> None:
    # 20 right-right, 15 wrong-wrong, 5 and 10 split: agreement 0.7, chance 0.5, so kappa 0.4.
    right, wrong = Outcome.CORRECT, Outcome.INCORRECT
    counts = Counter({(right, right): 20, (right, wrong): 5, (wrong, right): 10, (wrong, wrong): 15})
    assert kappa(counts) == pytest.approx(0.4)


def test_an_unknown_label_and_broken_json_are_one_clear_line(tmp_path: Path) -> None:
    path = tmp_path / "labelled_answers.jsonl"
    row = {"question": "q", "gold_answer": 1, "model_answer": "1", "label": "Perhaps"}
    path.write_text(json.dumps(row) + "\n")
    with pytest.raises(MalformedData, match="line 1: unknown label 'Perhaps'"):
        agreement(path)
    path.write_text("{")
    with pytest.raises(MalformedData, match="line 1 is not JSON"):
        agreement(path)
    with pytest.raises(MalformedData, match="missing"):
        agreement(tmp_path / "none.jsonl")
