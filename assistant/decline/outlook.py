"""Asked for advice or a prediction: say plainly that none is given, and what the filings report instead."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Calculation, Citation
from assistant.check.verify import verify
from assistant.solve.by_formula import solve
from assistant.solve.collection import Collected
from assistant.solve.ledger import FactSource
from assistant.solve.solution import Solution
from assistant.understand.asked import Wants
from assistant.understand.operation import Operation
from assistant.understand.question import Question
from assistant.wording import amount, said_period, say, subject
from ingest.document import Document

__all__ = ["instead", "no_company"]

_REPORTED: tuple[tuple[str, str, Operation], ...] = (
    ("revenue", "money", Operation.VALUE),
    ("revenue", "money", Operation.GROWTH),
    ("net_income", "money", Operation.VALUE),
    ("operating_cash_flow", "money", Operation.VALUE),
    ("cash", "money", Operation.VALUE),
    ("debt_total", "money", Operation.VALUE),
)
_FROM_THE_FILING = re.compile(
    r"\b(?:guid\w+|outlook|management|expect\w*|anticipat\w+|projected|target\w*|plans?|planned|says?|said|disclos\w+|"
    r"mention\w*|state[ds]?|according to|does the company|did the company)\b|指引|管理层|公司预计|预期",
    re.I,
)


def no_company(question: Question) -> str | None:
    """The plain refusal of advice or a prediction about no company in particular; None when that is not asked."""
    flag = _asked_for(question)
    return say(question.language, flag) if flag and not question.companies and not question.unknown else None


def instead(question: Question, documents: Sequence[Document], source: FactSource) -> Collected | None:
    """What each company's newest filings report, after a plain statement of the limit; None when no advice is asked.

    What a filing itself forecasts ("what does management expect …") is not held back: that is in its pages.
    """
    flag = _asked_for(question)
    if flag is None or not question.companies:
        return None
    language = question.language
    text, citations, calculations = [say(language, flag)], list[Citation](), list[Calculation]()
    verified = True
    for company in question.companies:
        own = [document for document in documents if document.id in company.documents]
        plain = replace(
            question, companies=(company,), periods=(), as_of=None, dates=(), last_years=0, metric=None, given=False,
            definition="", judge=None, qualifiers=(), flags=(), wants=Wants.NUMBER, scale=None, digits=None, forms=(),
        )  # fmt: skip
        lines: list[str] = []
        period = None
        for expression, unit, operation in _REPORTED:
            wanted = replace(plain, expression=expression, concepts=(expression,), unit=unit, operation=operation)
            found = solve(replace(wanted, language="en"), own, source)
            if not isinstance(found, Solution):
                continue
            period = period or found.period
            result, currency = found.calculations[0].result, found.unit if len(found.unit) == 3 else "USD"
            shown = amount(result, wanted.answer_unit or "money", language, currency=currency)
            cited = tuple(replace(c, marker=c.marker + len(citations)) for c in found.citations)
            verified = verified and verify(shown, [c.quote for c in cited], found.calculations).passed
            for each in found.calculations:
                moved = tuple(replace(o, marker=o.marker + len(citations)) for o in each.operands)
                if not each.expression.isidentifier():
                    calculations.append(replace(each, operands=moved))
            citations += cited
            name = subject(wanted)
            marks = " ".join(f"[{c.marker}]" for c in cited)
            colon = "：" if language == "zh" else ": "
            lines.append(f"- {name[:1].upper()}{name[1:]}{colon}{shown} {marks}")
        if lines and period:
            text += [say(language, "reported", company=company.name, period=said_period(period, language)), *lines]
    if not citations:
        return None
    return Collected("\n".join(text), tuple(citations), tuple(calculations), verified=verified)


def _asked_for(question: Question) -> str | None:
    if "advice" in question.flags:
        return "no advice"
    if "prediction" in question.flags and not _FROM_THE_FILING.search(question.asked):
        return "no prediction"
    return None
