"""Short conversations about the demo filings, whose later questions lean on what was said before."""

from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.demo.blocks import Measure
from ingest.demo.company import COMPANY, FY2024, FY2025, Q1_2026
from ingest.demo.filings import ANNUAL_2025, QUARTER_2026
from ingest.demo.questions import (
    BALANCE,
    CASH_FLOWS,
    INCOME,
    SEGMENT_NOTE,
    DemoQuestion,
    find,
    growth,
    printed,
    questions,
    ratio,
    work_out,
)

__all__ = ["Conversation", "conversations"]


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions asked one after another; those after the first lean on what was said before."""

    name: str
    turns: tuple[DemoQuestion, ...]


@lru_cache
def conversations() -> tuple[Conversation, ...]:
    """Short conversations; every turn after the first also carries the question in full."""
    name, year, quarter = COMPANY.short, ANNUAL_2025, QUARTER_2026
    known = {question.question: question for question in questions()}

    def ask(words: str) -> DemoQuestion:
        return known[words]

    def then(words: str, full: DemoQuestion) -> DemoQuestion:
        return replace(full, question=words, standalone=full.question)

    income_2025 = find(
        f"What was {name}'s net income in fiscal 2025?", FY2025, "net_income", year, INCOME, "Net income"
    )
    income_2024 = find(
        f"What was {name}'s net income in fiscal 2024?", FY2024, "net_income", year, INCOME, "Net income"
    )
    flow = find(
        f"What were the net sales of {name}'s Flow Measurement segment in fiscal 2025?", FY2025, "sales.flow", year,
        SEGMENT_NOTE, "Net sales",
    )  # fmt: skip
    return (
        Conversation(
            "another year, then the change",
            (
                income_2025,
                then("And in the year before?", income_2024),
                then(
                    "By what percentage did it rise?",
                    work_out(
                        f"By what percentage did {name}'s net income rise from fiscal 2024 to fiscal 2025?",
                        growth(FY2025, FY2024, "net_income"), Measure.PERCENT, year, INCOME,
                        printed(FY2025, "net_income"), printed(FY2024, "net_income"),
                    ),
                ),
            ),
        ),
        Conversation(
            "one segment after another",
            (
                flow,
                then(
                    "And Valves & Hydrants?",
                    find(
                        f"What were the net sales of {name}'s Valves & Hydrants segment in fiscal 2025?", FY2025,
                        "sales.valves", year, SEGMENT_NOTE, "Net sales",
                    ),
                ),
                then(
                    "What share of total net sales was that?",
                    work_out(
                        f"What share of {name}'s total net sales were those of Valves & Hydrants in fiscal 2025?",
                        ratio(FY2025, "sales.valves", "net_sales"), Measure.PERCENT, year, SEGMENT_NOTE,
                        printed(FY2025, "sales.valves"), printed(FY2025, "net_sales"),
                    ),
                ),
            ),
        ),
        Conversation(
            "from capital expenditure to free cash flow",
            (
                ask(f"What was {name}'s capital expenditure in fiscal 2025?"),
                then(
                    "How much cash did operations provide that year?",
                    find(
                        f"How much cash did {name}'s operating activities provide in fiscal 2025?", FY2025,
                        "cash_operating", year, CASH_FLOWS, "Net cash provided by operating activities",
                    ),
                ),
                then("So what was the free cash flow?", ask(f"What was {name}'s free cash flow in fiscal 2025?")),
            ),
        ),
        Conversation(
            "into the next quarter",
            (
                find(
                    f"What was {name}'s current portion of long-term debt at the end of fiscal 2025?", FY2025,
                    "debt_current", year, BALANCE, "Current portion of long-term debt",
                ),
                then(
                    "And one quarter later?",
                    find(
                        f"What was {name}'s current portion of long-term debt at December 27, 2025?", Q1_2026,
                        "debt_current", quarter, f"Condensed {BALANCE} (Unaudited)",
                        "Current portion of long-term debt",
                    ),
                ),
                then(
                    "Why did it rise?",
                    ask(
                        f"Why did {name}'s current portion of long-term debt rise in the first quarter of fiscal 2026?",
                    ),
                ),
            ),
        ),
        Conversation(
            "a question the filings do not answer, then one they do",
            (
                ask(f"How much did {name} spend on advertising in fiscal 2025?"),
                then(
                    "And on research and development?",
                    find(
                        f"How much did {name} spend on research and development in fiscal 2025?", FY2025, "rnd", year,
                        INCOME, "Research and development",
                    ),
                ),
                then(
                    "And in 2023?",
                    ask(f"How much did {name} spend on research and development in fiscal 2023?"),
                ),
            ),
        ),
    )  # fmt: skip
