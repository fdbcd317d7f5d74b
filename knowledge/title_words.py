"""Job titles as words: one way to spell, no plurals, nothing that says how rather than what one works."""

from __future__ import annotations

import re

_SPELLINGS = {
    "centre": "center", "colour": "color", "labour": "labor", "aluminium": "aluminum", "paediatr": "pediatr",
    "anaesth": "anesth", "orthopaed": "orthoped", "gynaeco": "gyneco", "haemat": "hemat", "programme": "program",
    "theatre": "theater", "tyre": "tire", "mould": "mold", "jeweller": "jewel", "catalogue": "catalog",
    "aeroplane": "airplane", "grey": "gray", "defence": "defense", "licence": "license", "fibre": "fiber",
    "kerb": "curb", "plough": "plow", "counsellor": "counselor", "councillor": "council member",
    "travelling": "traveling", "modelling": "modeling", "modeller": "modeler", "labelling": "labeling",
    "enrol": "enroll", "artefact": "artifact", "vapour": "vapor", "odour": "odor", "harbour": "harbor",
    "armour": "armor", "panelling": "paneling", "tunnelling": "tunneling", "cheque": "check", "manoeuvr": "maneuver",
    "litre": "liter", "metre": "meter", "sulph": "sulf", "behaviour": "behavior", "neighbour": "neighbor",
    "foetal": "fetal", "oesophag": "esophag", "storey": "story", "draught": "draft", "practise": "practice",
    "adviser": "advisor", "foreperson": "foreman", "handyperson": "handyman",
}  # fmt: skip
"""British spellings, or their beginnings, as O*NET writes them."""

_BRITISH = re.compile("|".join(_SPELLINGS))

_BESIDE = re.compile(
    r"\b(?:exc|except|n\.?e\.?c\.?|any not listed|or other specified)\b.*$|\b(?:\w+ degree or higher|less than bachelor'?s degree)$"
)
"""What a publisher's list adds to a title and nobody calls themselves."""

_EMPTY = frozenset([
    "a", "an", "the", "of", "and", "or", "for", "in", "at", "to", "with", "on", "by", "my", "i", "am", "im", "as",
    "freelance", "freelancer", "self", "employed", "part", "full", "time", "online", "local",
])  # fmt: skip


def normal(title: str) -> str:
    """Lower case, American spelling, letters and digits only: the form whose meaning is compared."""
    text = title.lower().replace("’", "'").replace("&", " and ").replace("'s", "")
    text = re.sub(r"(\w)\((\w{1,3})\)", r"\1\2", text)
    text = _BESIDE.sub("", text) or text
    text = _BRITISH.sub(lambda found: _SPELLINGS[found[0]], text)
    text = re.sub(r"(\w{4,})ised\b", r"\1ized", text.replace("isation", "ization"))
    return " ".join(re.sub(r"[^a-z0-9+# ]", " ", text).split())


def words(title: str) -> list[str]:
    """The words that say what the work is, plurals and bracketed parts taken off."""
    return [_single(word) for word in normal(re.sub(r"\(.*?\)", " ", title)).split() if word not in _EMPTY]


def forms(title: str) -> set[str]:
    """Normal forms of a title and of what stands before and in its brackets: "Certified Nurse Aide (CNA)" is three."""
    bracketed = re.fullmatch(r"(.+?) \(([^()]+)\)", title)
    parts = [title, *(bracketed.groups() if bracketed else ())]
    return {form for part in parts if (form := normal(part))}


def _single(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word
