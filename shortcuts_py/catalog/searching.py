"""Ranked lexical search over a catalogue.

Words are weighted by the field that they stand in (the name most) and by how rare they
are. A word of the request that no definition has is taken as a misspelling of the
nearest ones (`rapidfuzz`); words that users say instead of the definitions' own count
a little less. Where two actions fit alike, the one that real shortcuts use more comes
first, and a retired or undiscoverable one last.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from rapidfuzz import fuzz, process

from shortcuts_py.catalog.model import ActionDefinition
from shortcuts_py.catalog.types import EnumerationType, ListType
from shortcuts_py.catalog.words import COMMON_VERBS, related, split

__all__ = ["Searcher"]

_NAME, _DESCRIPTION, _IDENTIFIER, _KEYWORD, _CATEGORY, _LABEL, _CASE = 6, 3, 1.5, 3, 1, 0.7, 0.3
_RELATED, _RELATED_ONLY = 0.5, 0.8
_COMMON = 0.6
_LONGEST_REQUEST = 400
_RANK = {"current": 1.0, "retired": 0.75, "unconfirmed": 0.7}


class _Document(NamedTuple):
    identifier: str
    weights: dict[str, float]
    name: frozenset[str]
    factor: float


class Searcher:
    """An index over the actions of a catalogue, made once and asked often.

    Args:
        catalog: the definitions; all of them are loaded.
    """

    def __init__(self, catalog: Mapping[str, ActionDefinition]) -> None:
        self._catalog = catalog
        self._documents = [_document(action) for action in catalog.values()]
        found: dict[str, list[int]] = {}
        for number, document in enumerate(self._documents):
            for word in document.weights:
                found.setdefault(word, []).append(number)
        self._postings = found
        self._related = related()
        self._strongest = {
            word: max(self._documents[number].weights[word] for number in numbers)
            for word, numbers in found.items()
        }
        self._vocabulary = [word for word in found if len(word) > 2]

    def search(self, text: str, limit: int = 10) -> list[tuple[float, ActionDefinition]]:
        """The actions that fit a request best, with scores from 0 to 100, best first."""
        words = list(dict.fromkeys(split(text[:_LONGEST_REQUEST])))
        if not words or limit < 1:
            return self._by_identifier(text, limit)
        scores: dict[int, float] = {}
        matched: dict[int, int] = {}
        possible = 0.0
        for word in words:
            best: dict[int, float] = {}
            for known, share in self._meant(word):
                rarity = self._rarity(known)
                for number in self._postings.get(known, ()):
                    value = share * rarity * self._documents[number].weights[known]
                    if value > best.get(number, 0):
                        best[number] = value
            possible += _NAME * self._rarity(word)
            for number, value in best.items():
                scores[number] = scores.get(number, 0) + value
                matched[number] = matched.get(number, 0) + 1
        asked = frozenset(words)
        ranked = sorted(
            (
                (self._final(number, value, asked, matched[number]), number)
                for number, value in scores.items()
            ),
            key=lambda pair: (-pair[0], self._documents[pair[1]].identifier),
        )
        direct = self._by_identifier(text, limit)
        taken = {action.identifier for _, action in direct}
        rest = [
            (round(min(99.0, 100 * value / (1.6 * possible)), 1),
             self._catalog[self._documents[number].identifier])
            for value, number in ranked[: limit + len(direct)]
            if self._documents[number].identifier not in taken
        ]  # fmt: skip
        return [*direct, *rest][:limit]

    def _by_identifier(self, text: str, limit: int) -> list[tuple[float, ActionDefinition]]:
        text = text.strip()
        for identifier in (text, f"is.workflow.actions.{text}"):
            if identifier in self._catalog and ("." in text or limit < 1):
                return [(100.0, self._catalog[identifier])][: max(limit, 0)]
        return []

    def _rarity(self, word: str) -> float:
        count = len(self._postings.get(word, ()))
        rarity = math.log(1 + len(self._documents) / (1 + count)) if count else 4.0
        return rarity * (_COMMON if word in COMMON_VERBS else 1)

    def _meant(self, word: str) -> Iterator[tuple[str, float]]:
        """The words of the definitions that a word of the request may stand for."""
        known = word in self._postings
        if known:
            yield word, 1.0
        share = _RELATED if self._strongest.get(word, 0) >= _DESCRIPTION else _RELATED_ONLY
        for other in self._related.get(word, ()):
            yield other, share
        if known and len(self._postings[word]) > 2:
            return
        if len(word) < 4:
            return
        near = process.extract(word, self._vocabulary, scorer=fuzz.ratio, score_cutoff=76, limit=4)
        for other, likeness, _ in near:
            if other == word:
                continue
            share = (likeness / 100) ** 2
            yield other, share
            for meant in self._related.get(other, ()):
                yield meant, share * _RELATED

    def _final(self, number: int, value: float, asked: frozenset[str], matched: int) -> float:
        """The sum with the shares of request and name that are covered, and the rank."""
        document = self._documents[number]
        if document.name:
            there = len(document.name & asked) / len(document.name)
            value *= 1 + 0.5 * there
        value *= 0.5 + 0.5 * matched / len(asked)
        return value * document.factor


def _document(action: ActionDefinition) -> _Document:
    weights: dict[str, float] = {}

    def add(text: str | None, weight: float) -> None:
        for word in split(text or ""):
            if weight > weights.get(word, 0):
                weights[word] = weight

    name = action.name or action.identifier.rpartition(".")[2]
    add(name, _NAME)
    add(action.description, _NAME / 2 if action.description_generated else _DESCRIPTION)
    add(action.identifier.rpartition(".")[2], _IDENTIFIER)
    add(action.bundle.rpartition(".")[2], _CATEGORY)
    add(f"{action.category or ''} {action.subcategory or ''}", _CATEGORY)
    for keyword in action.keywords:
        add(keyword, _KEYWORD)
    if action.app is not None:
        add(action.app.name, _KEYWORD)
    for parameter in action.parameters.values():
        add(f"{parameter.key.removeprefix('WF')} {parameter.label or ''}", _LABEL)
        kind = parameter.type.item if isinstance(parameter.type, ListType) else parameter.type
        if isinstance(kind, EnumerationType):
            for case in kind.cases[:40]:
                add(case.title or case.value, _CASE)
    used = action.observed.count if action.observed else 0
    factor = _RANK[action.status] * (1 + 0.045 * math.log1p(used))
    if action.identifier.startswith("is.workflow.actions."):
        factor *= 1.4
    if not action.discoverable or action.discontinued:
        factor *= 0.8
    return _Document(action.identifier, weights, frozenset(split(name)), factor)
