"""The inline XBRL of a filing: its facts as they are written into the HTML, and the header that gives them meaning."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from ingest.demo.blocks import Amount, Check, Context, Measure, Named, Piece, Text, plain
from ingest.demo.company import COMPANY, Period

__all__ = ["NAMESPACES", "Tagger"]

NAMESPACES = {
    "": "http://www.w3.org/1999/xhtml",
    "ix": "http://www.xbrl.org/2013/inlineXBRL",
    "ixt": "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12",
    "ixt-sec": "http://www.sec.gov/inlineXBRL/transformation/2015-08-31",
    "link": "http://www.xbrl.org/2003/linkbase",
    "xlink": "http://www.w3.org/1999/xlink",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "xbrldi": "http://xbrl.org/2006/xbrldi",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "country": "http://xbrl.sec.gov/country/2024",
    "dei": "http://xbrl.sec.gov/dei/2024",
    "srt": "http://fasb.org/srt/2024",
    "us-gaap": "http://fasb.org/us-gaap/2024",
    COMPANY.prefix: f"http://{COMPANY.website}/taxonomy",
}
_UNITS = """\
<xbrli:unit id="usd"><xbrli:measure>iso4217:USD</xbrli:measure></xbrli:unit>
<xbrli:unit id="shares"><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unit>
<xbrli:unit id="usdPerShare"><xbrli:divide><xbrli:unitNumerator><xbrli:measure>iso4217:USD</xbrli:measure>\
</xbrli:unitNumerator><xbrli:unitDenominator><xbrli:measure>xbrli:shares</xbrli:measure></xbrli:unitDenominator>\
</xbrli:divide></xbrli:unit>
<xbrli:unit id="number"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>"""


@dataclass(slots=True)
class Tagger:
    """Writes facts, and remembers in which contexts they hold for the header that is written last."""

    period: Period
    contexts: dict[Context, str] = field(default_factory=dict)
    facts: int = 0

    @property
    def name(self) -> str:
        """What the filer would call the document: prefix and last day of the period."""
        return f"{COMPANY.prefix}-{self.period.end:%Y%m%d}"

    def text(self, text: Text) -> str:
        """A text as HTML, its tagged pieces wrapped."""
        return "".join(self._piece(piece) for piece in text)

    def number(self, value: Amount) -> str:
        """The digits of a number, tagged if it has a tag.

        Parentheses, dollar sign and percent sign stay outside, as in the documents on EDGAR; the sign of the fact is in
        the tag.
        """
        if not value.concept or value.context is None:
            return value.digits
        measure = value.measure
        sign = ' sign="-"' if value.shown and value.tagged < 0 else ""
        form = "ixt:num-dot-decimal" if value.shown else "ixt:fixed-zero"
        decimals = "INF" if measure is Measure.COUNT_OF_SHARES else str(measure.places - measure.scale)
        return (
            f'<ix:nonFraction unitRef="{measure.unit}" contextRef="{self._context(value.context)}" '
            f'decimals="{decimals}" name="{value.concept}" format="{form}" scale="{measure.scale}"{sign} '
            f'id="{self._fact()}">{value.digits}</ix:nonFraction>'
        )

    def named(self, piece: Named) -> str:
        """Words that carry a tag; they hold for the whole period the document reports on."""
        form = f' format="{piece.form}"' if piece.form else ""
        where = self._context(Context(self.period.start, self.period.end))
        return (
            f'<ix:nonNumeric contextRef="{where}" name="{piece.concept}"{form} id="{self._fact()}">'
            f"{escape(piece.text, quote=False)}</ix:nonNumeric>"
        )

    def header(self, hidden: Iterable[str]) -> str:
        """The `ix:header`: the facts that are not printed, the schema, the contexts and the units."""
        contexts = "\n".join(_context_xml(context, name) for context, name in self.contexts.items())
        schema = f'<link:schemaRef xlink:type="simple" xlink:href="{self.name}.xsd"/>'
        return (
            f"<ix:header><ix:hidden>\n{chr(10).join(hidden)}\n</ix:hidden>"
            f'<ix:references xml:lang="en-US">{schema}</ix:references>'
            f"<ix:resources>\n{contexts}\n{_UNITS}\n</ix:resources></ix:header>"
        )

    def _piece(self, piece: Piece) -> str:
        match piece:
            case str():
                return escape(piece, quote=False)
            case Amount():
                return self.number(piece)
            case Named():
                return self.named(piece)
            case Check():
                box = plain((piece,))
                return self.named(Named(box, piece.concept, piece.form)) if piece.concept else box

    def _context(self, context: Context) -> str:
        return self.contexts.setdefault(context, f"c-{len(self.contexts) + 1}")

    def _fact(self) -> str:
        self.facts += 1
        return f"f-{self.facts}"


def _context_xml(context: Context, name: str) -> str:
    members = "".join(
        f'<xbrldi:explicitMember dimension="{axis}">{member}</xbrldi:explicitMember>'
        for axis, member in context.members
    )
    segment = f"<xbrli:segment>{members}</xbrli:segment>" if members else ""
    if context.start is None:
        when = f"<xbrli:instant>{context.end}</xbrli:instant>"
    else:
        when = f"<xbrli:startDate>{context.start}</xbrli:startDate><xbrli:endDate>{context.end}</xbrli:endDate>"
    return (
        f'<xbrli:context id="{name}"><xbrli:entity><xbrli:identifier scheme="http://www.sec.gov/CIK">{COMPANY.cik}'
        f"</xbrli:identifier>{segment}</xbrli:entity><xbrli:period>{when}</xbrli:period></xbrli:context>"
    )
