"""Exact arithmetic over a parsed expression, and the printing of its result.

An expression is `+ - * / **`, parentheses, unary signs, numbers, named operands and `avg sum min max abs`. An operand
may carry a period offset: `inventories[-1]` is the balance one fiscal year earlier. Nothing is ever given to `eval`.
"""

import ast
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, DivisionByZero, InvalidOperation, Overflow

from assistant.errors import AssistantError

__all__ = [
    "CalculationError",
    "Expression",
    "Term",
    "evaluate",
    "format_value",
    "join_terms",
    "parse",
    "plain",
    "round_half_up",
]

_CONTEXT = Context(prec=50, Emax=10_000, Emin=-10_000, traps=[DivisionByZero, InvalidOperation, Overflow])
_LONGEST, _DEEPEST, _MOST_NODES, _LARGEST_POWER = 4000, 60, 400, 100


class CalculationError(AssistantError):
    """An expression cannot be parsed or evaluated; the message says which part and why."""


@dataclass(frozen=True, slots=True, order=True)
class Term:
    """A named operand with its period offset in fiscal years: 0 the period asked, -1 the year before."""

    name: str
    offset: int = 0

    def __str__(self) -> str:
        return f"{self.name}[{self.offset}]" if self.offset else self.name


@dataclass(frozen=True, slots=True)
class Expression:
    """A parsed, whitelisted expression: its text and the operands it needs, in order of appearance."""

    text: str
    terms: tuple[Term, ...]


def _average(values: Sequence[Decimal]) -> Decimal:
    return _CONTEXT.divide(_total(values), Decimal(len(values)))


def _total(values: Sequence[Decimal]) -> Decimal:
    total = Decimal(0)
    for value in values:
        total = _CONTEXT.add(total, value)
    return total


_FUNCTIONS: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "avg": _average,
    "average": _average,
    "sum": _total,
    "min": min,
    "max": max,
    "abs": lambda values: abs(values[0]),
}


def _power(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > _LARGEST_POWER:
        raise CalculationError(f"an exponent of {exponent} is too large; at most {_LARGEST_POWER} is allowed")
    return _CONTEXT.power(base, exponent)


_OPERATORS: dict[type[ast.operator], Callable[[Decimal, Decimal], Decimal]] = {
    ast.Add: _CONTEXT.add,
    ast.Sub: _CONTEXT.subtract,
    ast.Mult: _CONTEXT.multiply,
    ast.Div: _CONTEXT.divide,
    ast.Pow: _power,
}


def _tree(text: str) -> ast.expr:
    if len(text) > _LONGEST:
        raise CalculationError(f"an expression of {len(text)} characters is too long; at most {_LONGEST} are allowed")
    try:
        body = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise CalculationError(f"cannot read the expression {text[:200]!r}; use + - * / ( ) and names") from None
    return body


def _constant(node: ast.Constant) -> Decimal:
    if isinstance(node.value, bool) or not isinstance(node.value, int | float):
        raise CalculationError(f"{node.value!r} is not a number")
    value = Decimal(repr(node.value))
    if not value.is_finite() or value.adjusted() > 30:
        raise CalculationError(f"the number {node.value!r} is too large")
    return value


def _term(node: ast.expr) -> Term | None:
    if isinstance(node, ast.Name):
        return Term(node.id)
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        index, sign = node.slice, 1
        if isinstance(index, ast.UnaryOp) and isinstance(index.op, ast.USub):
            index, sign = index.operand, -1
        if isinstance(index, ast.Constant) and type(index.value) is int and index.value <= 100:
            return Term(node.value.id, sign * index.value)
    return None


def _check(node: ast.expr, depth: int, found: list[Term], count: list[int]) -> None:
    count[0] += 1
    if depth > _DEEPEST or count[0] > _MOST_NODES:
        raise CalculationError("the expression is too large; split it")
    term = _term(node)
    if term is not None:
        if term.name in _FUNCTIONS:
            raise CalculationError(f"{term.name} is a function and needs parentheses")
        if term not in found:
            found.append(term)
    elif isinstance(node, ast.Constant):
        _constant(node)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.UAdd | ast.USub):
        _check(node.operand, depth + 1, found, count)
    elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        _check(node.left, depth + 1, found, count)
        _check(node.right, depth + 1, found, count)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FUNCTIONS:
        if node.keywords or not node.args or (node.func.id == "abs" and len(node.args) != 1):
            raise CalculationError(f"{node.func.id}() does not take these arguments")
        for argument in node.args:
            _check(argument, depth + 1, found, count)
    else:
        raise CalculationError(f"{type(node).__name__} is not allowed in an expression")


def parse(text: str) -> Expression:
    """The expression in `text`, checked against the whitelist; CalculationError when it holds anything else."""
    found: list[Term] = []
    _check(_tree(text), 0, found, [0])
    return Expression(text.strip(), tuple(found))


def _value(node: ast.expr, operands: Mapping[str, Decimal]) -> Decimal:
    term = _term(node)
    if term is not None:
        try:
            return operands[str(term)]
        except KeyError:
            raise CalculationError(f"no value for {term}") from None
    if isinstance(node, ast.Constant):
        return _constant(node)
    if isinstance(node, ast.UnaryOp):
        value = _value(node.operand, operands)
        return -value if isinstance(node.op, ast.USub) else value
    if isinstance(node, ast.BinOp):
        return _OPERATORS[type(node.op)](_value(node.left, operands), _value(node.right, operands))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
        return _FUNCTIONS[node.func.id]([_value(argument, operands) for argument in node.args])
    raise CalculationError(f"{type(node).__name__} is not allowed in an expression")


def evaluate(expression: str | Expression, operands: Mapping[str, Decimal]) -> Decimal:
    """The exact value (50 significant digits) of an expression, with operands keyed as `str(Term)`.

    Raises CalculationError for a missing operand, division by zero, and whatever `parse` refuses.
    """
    checked = parse(expression) if isinstance(expression, str) else expression
    try:
        result = _value(_tree(checked.text), operands)
    except DivisionByZero:
        raise CalculationError(f"division by zero in {checked.text}") from None
    except InvalidOperation:
        raise CalculationError(f"{checked.text} has no value for these operands") from None
    except Overflow:
        raise CalculationError(f"{checked.text} is too large to compute") from None
    if not result.is_finite():
        raise CalculationError(f"{checked.text} has no finite value for these operands")
    return result


def join_terms(text: str, replace: Callable[[Term], str]) -> str:
    """The expression with every operand replaced by the text `replace` gives for it."""
    names = {str(term): term for term in parse(text).terms}
    if not names:
        return text
    longest = sorted(names, key=len, reverse=True)
    pattern = r"(?<![\w\]])(?:" + "|".join(re.escape(name) for name in longest) + r")(?![\w\[])"
    return re.sub(pattern, lambda found: replace(names[found[0]]), text)


def round_half_up(value: Decimal, digits: int) -> Decimal:
    """`value` to `digits` decimals, a half away from zero, as people round."""
    needed = max(60, value.adjusted() + digits + 2)  # a page may print a number of any length
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP, context=Context(prec=needed))


def plain(value: Decimal, digits: int | None = None) -> str:
    """A number with thousands separators: `digits` decimals, or as many as it has (12 significant at most)."""
    if digits is not None:
        value = round_half_up(value, digits)
        return f"{value if value else abs(value):,f}"
    value = value.normalize(Context(prec=12))
    return f"{value:,f}"


SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥"}


def _money(value: Decimal, scale: str | None, digits: int | None, currency: str) -> str:
    if scale is None:
        size = abs(value)
        scale = "billion" if size >= 10**10 else "million" if size >= 10**6 else ""
        digits = digits if digits is not None else (2 if scale == "billion" else None)
    scaled = abs(value).scaleb(-SCALES.get(scale, 0))
    if digits is None:
        whole = scaled == scaled.to_integral_value()
        digits = 0 if whole else 2 if scale == "billion" else 1
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    sign = "-" if value < 0 and round_half_up(scaled, digits) else ""
    return f"{sign}{symbol}{plain(scaled, digits)}{' ' + scale if scale else ''}"


def format_value(
    value: Decimal, unit: str, *, scale: str | None = None, digits: int | None = None, currency: str = "USD"
) -> str:
    """`value` (base units; a percentage is a fraction) as a reader expects it.

    `unit` is "money", "%", "ratio", "days", "per_share", "shares" or "number"; `scale` is "thousand", "million",
    "billion", "trillion", "" for none, or None to choose; `digits` is the number of decimals asked for, if any.

    >>> format_value(Decimal("1577000000"), "money", scale="million")
    '$1,577 million'
    >>> format_value(Decimal("0.3080"), "%", digits=1)
    '30.8%'
    """
    if unit == "money":
        return _money(value, scale, digits, currency)
    if unit == "%":
        return f"{plain(value * 100, 1 if digits is None else digits)}%"
    if unit == "days":
        return f"{plain(value, 2 if digits is None else digits)} days"
    if unit == "per_share":
        return _money(value, "", 2 if digits is None else digits, currency)
    if unit == "shares":
        return _money(value, scale, digits, "").strip() + " shares"
    return plain(value, 2 if digits is None and unit == "ratio" else digits)
