"""How many years of school a text asks of its reader: the grade of Flesch and Kincaid (1975)."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")


def syllables(word: str) -> int:
    """Groups of vowels, less a silent e at the end; one at the least. Right for nine words in ten, and for the others one off."""
    bare = re.sub(r"[^a-z]", "", word.lower())
    bare = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouylcsgxz])es$|(?<=[^aeiouytdl])ed$", "", bare)
    return max(1, len(re.findall(r"i(?=[ao])(?!ou)|[aeiouy]+?(?=ing$)|[aeiouy]+", bare)))


def grade(text: str) -> float:
    """0.39 × words a sentence + 11.8 × syllables a word − 15.59. Figures, links and footnotes are no words."""
    bare = re.sub(r"\[[^\]]*\]|\([^)]*https?:[^)]*\)|https?:\S+|[$\d][\d,.%]*", " ", text)
    sentences = [words for part in _SENTENCE.split(bare) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
