"""Footnote with the evidence given: asked over the very pages of the evidence, so that reading is measured alone.

For each question the pages that its evidence names are cut out of their filing, with its first page, which says whose
filing it is, and indexed. A question is then asked of its own pages and no others; what it cites is told by the pages
of the whole filing.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.answer import Citation
from assistant.assistant import Assistant
from eval.benchmark import Example, Place, Reply
from eval.systems import Ours, RecordingLLM
from ingest.document import Passage

__all__ = ["Excerpt", "Oracle", "cut_evidence"]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Pages cut out of a filing: the file, its id in an index, and the place of each of its pages in the filing."""

    path: Path
    id: str
    places: tuple[Place, ...]


def cut_evidence(
    examples: Iterable[Example], files: Mapping[str, Path], folder: Path
) -> dict[str, tuple[Excerpt, ...]]:
    """Write each question's evidence pages as PDFs into `folder`; those written before are left alone.

    `files` tells the PDF of a document by id. Questions with a filing that is not at hand are left out.
    """
    import pypdfium2

    found: dict[str, tuple[Excerpt, ...]] = {}
    for example in examples:
        pages: dict[str, set[int]] = {}
        for place in example.evidence:
            pages.setdefault(place.document, {1}).add(place.page)
        if not pages or not all(name in files for name in pages):
            continue
        excerpts = []
        for document, numbers in pages.items():
            source = files[document]
            path = folder / example.id / source.name
            with pypdfium2.PdfDocument(source) as whole:
                kept = [number for number in sorted(numbers) if number <= len(whole)]
                if not path.is_file():
                    path.parent.mkdir(parents=True, exist_ok=True)
                    with pypdfium2.PdfDocument.new() as part:
                        part.import_pages(whole, [number - 1 for number in kept])
                        part.save(path.with_suffix(".part"))
                    path.with_suffix(".part").replace(path)
            name = hashlib.sha256(path.read_bytes()).hexdigest()[:16]
            excerpts.append(Excerpt(path, name, tuple(Place(document, number, source.name) for number in kept)))
        found[example.id] = tuple(excerpts)
    return found


class Oracle(Ours):
    """Footnote over an index of excerpts, each question over its own."""

    def __init__(
        self, assistant: Assistant, llm: RecordingLLM | None, excerpts: Mapping[str, Sequence[Excerpt]]
    ) -> None:
        super().__init__(assistant, llm, mode="document")
        self.excerpts = excerpts

    def _own(self, example: Example) -> Example:
        return replace(example, documents=tuple(excerpt.id for excerpt in self.excerpts.get(example.id, ())))

    def retrieve(self, example: Example, k: int) -> Sequence[Passage]:
        """Nothing: the evidence is given."""
        return ()

    def answer(self, example: Example) -> Reply:
        """`Assistant.ask` over the excerpts.

        Raises:
            EvalError: the filing of the evidence is not at hand, or the language model is not.
        """
        reply = super().answer(self._own(example))
        places = {excerpt.id: excerpt.places for excerpt in self.excerpts[example.id]}

        def whole(citation: Citation) -> Citation:
            place = places[citation.document][citation.page - 1]
            return replace(citation, document=place.document, page=place.page, source=place.source)

        answer = replace(reply.answer, passages=(), citations=tuple(map(whole, reply.answer.citations)))
        return replace(reply, answer=answer)
