"""The words the guard listens for. One table an idea; a claim of these kinds needs a fact, and most have none."""

from __future__ import annotations

import re


def words(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(parts)})\b", re.I)


YOU = words("you", "your", "yours", "you're", "you'll", "yourself")

NUMBER = words(
    "zero", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty",
    "ninety", "hundreds?", "thousands?", "millions?", "billions?", "dozens?", "half", "halves", "thirds?", "quarters?", "fifths?",
    "twice", "thrice", "doubles?", "doubled", "doubling", "triples?", "tripled", "quadruples?", "twofold", "threefold", "tenfold",
    "couple", "pair of", "single-digit", "double-digit", "six-figure", "five-figure", "seconds?", "tenths?", "percent(?:age)?", "per cent",
    "grand", "bucks", "dollars?", "cents?", "a few", "several", "many times", "times (?:as|more|higher|your|the)", "majority", "fraction",
)  # fmt: skip
ONE = re.compile(
    r"\bone(?:s)?\b(?! of| way| step| more thing| thing| another| is to| reason| place| option| that| who)(?<!no one)(?<!this one)(?<!that one)(?<!which one)(?<!each one)",
    re.I,
)

LINK = re.compile(r"https?:|www\.|\b[\w-]+\.(?:com|org|net|gov|edu|io|co|us|info|app)\b|\S+@\S+|\]\(|<[a-z/!]", re.I)

META = words(
    r"as an ai", "language model", "system prompt", r"ignore (?:all |the |any |previous |your )+", "instructions?", "placeholders?",
    "braces", "prompt", "assistant", "chatbot", "json", "the facts? (?:above|below|given)", "relations? (?:above|below)", "rewrit\\w+", "reword\\w*", "rephras\\w*", "draft", "sorry", "cannot be shown",
)  # fmt: skip

PROMISE = words(
    "guarante\\w+", "promise\\w*", "assur\\w+", "certain(?:ly)?", "definite(?:ly)?", "surely", "for sure", "no doubt", "undoubtedly", "always", "never", "risk[- ]free", "before long", "no risk",
    r"(?:you(?:'ll| will| would| can| could| are going to)) (?:easily |soon |then |also )?(?:earn|make|get|take home|be paid|be hired|be making|be earning|land|receive|bring in|pocket|win)",
)  # fmt: skip

WORTH = words(
    "lucrative", "well[- ]paid", "well[- ]paying", "high[- ]paying", "good[- ]paying", "decent", "generous", "great", "excellent", "fantastic",
    "amazing", "perfect", "ideal", "best", "worst", "top", "stable", "stability", "steady", "secure", "security", "reliable", "safe", "booming", "hot", "thriving",
    "promising", "bright", "solid", "strong", "robust", "competitive", "attractive", "rewarding", "fulfilling", "valuable", "worth", "worthwhile", "worthless", "popular", "in[- ]demand",
    "demand", "sought[- ]after", "wanted", "shortage", "growing field", "future[- ]proof", "growth", "opportunit(?:y|ies)", "potential", "prospects?", "outlook", "benefits?", "perks?", "flexib\\w+", "remote", "prestig\\w+",
    "easy", "easily", "easier", "quick(?:ly|er)?", "fast(?:er)?", "soon(?:er)?", "simple", "simply", "effortless", "hard", "difficult", "challenging", "immediately", "right away", "overnight", "instantly", "no time",
    "enough", "plenty", "sufficient", "insufficient", "poor(?:ly)?", "bad", "good", "nice", "fair", "unfair", "low[- ]paid", "underpaid", "overpaid", "cheap", "expensive", "affordable", "free", "costs? nothing", "no cost",
    "qualified", "suited", "suitable", "overqualified", "experienced?", "expert", "skilled", "talented", "advancement", "promotion", "career ladder", "full[- ]time", "part[- ]time", "overtime", "union",
    "recession[- ]proof", "dead[- ]end", "dying", "badly", r"employers? (?:want|need|seek|look|like|love|prefer|value)\w*", "significant(?:ly)?", "substantial(?:ly)?", "considerabl[ye]", "dramatic(?:ally)?", "huge", "massive", "tiny", "modest", "impressive", "comfortabl[ye]", "live on", "afford", "rich", "wealthy", "important", "common", "rare", "typical for", "average",
)  # fmt: skip

REQUIRE = words(
    "degrees?", "licen[cs]es?", "licen[cs]ed", "certificat\\w+", "certified", "diplomas?", "ged", "background checks?", "driving record", "apprenticeships?", "bachelor\\w*", "master'?s",
    "no experience", "experience", "entry[- ]level", "training required", "without (?:any )?training", "night shifts?", "nights?", "weekends?", "evenings?", "travel", "lifting", "visa",
)  # fmt: skip

MONEY = words(
    "pays?", "paid", "paying", "earn\\w*", "wages?", "salar\\w+", "income", "money", "tax\\w*", "cost\\w*", "fees?", "hourly", "rates?", "profit\\w*", "savings?", "save", "debt", "bonus\\w*", "tips?", "expens\\w+",
    "hours?", "(?<!your )(?<!this )weeks?", "months?", "years?", "days?", "minutes?", "decade", "openings?", "vacanc\\w+", "hiring", "hires?", "employers?", "jobs? (?:is|are|will|number)", "number of",
)  # fmt: skip

GREATER = r"(?:more|higher|greater|better|larger|bigger|above|over|exceed(?:s|ing)?|beats?|tops?|surpass(?:es)?|outpays?|outearns?|outstrips?|outpaces?|ahead of|north of|bests|upward of|increase over|improvement (?:on|over)|gain over|step up from|raise (?:from|over)|up from|richer)"
LESSER = r"(?:less|lower|smaller|below|under|trails?|behind|short of|worse|fewer|beneath|lags?|south of|drop from|cut from|down from|step down from|poorer|undercuts?|falls? short of)"
EQUAL = r"(?:(?:about |roughly |nearly |almost |just |exactly )?(?:the )?same(?: as)?|equals?|equal to|match(?:es|ing)?|as (?:much|high|good|well|low|little) as|on par with|in line with|level with|comparable|similar|close to|identical|no different)"
COMPARATOR = re.compile(rf"\b(?:(?P<gt>{GREATER})|(?P<lt>{LESSER})|(?P<eq>{EQUAL}))\b", re.I)
SUPERLATIVE = words(
    "most",
    "least",
    "highest",
    "lowest",
    "greatest",
    "best",
    "worst",
    "largest",
    "smallest",
    "biggest",
    "top",
    "maximum",
    "minimum",
    "all of",
    "(?:they|you|we) all",
    "all (?:such|these|those|jobs|roles|employees|the jobs)",
    "at most",
    "at least",
    "up to",
    "as little as",
    "no more than",
    "no less than",
    "only",
    "merely",
    "barely",
    "just",
)
GAIN = words(
    "raise",
    "gains?",
    "gained",
    "boosts?",
    "jump",
    "uplift",
    "better off",
    "come out ahead",
    "comes out ahead",
    "improve\\w*",
    "increases?",
    "increased",
    "step up",
    "upgrade",
    "extra",
    "additional",
    "difference",
    "gap",
)
LOSS = words(
    "pay cut",
    "cut",
    "worse off",
    "lose",
    "loses",
    "lost",
    "losses",
    "loss",
    "sacrifice",
    "downgrade",
    "drop",
    "decrease\\w*",
    "reduce\\w*",
    "shortfall",
    "give up",
)
RISES = words(
    "gr[eo]ws?",
    "growing",
    "grown",
    "ris(?:e|es|ing)",
    "rose",
    "increas\\w+",
    "expand\\w*",
    "climb\\w*",
    "up",
    "gain\\w*",
    "more",
    "adds?",
)
FALLS = words(
    "shr[iau]nks?",
    "shrinking",
    "fall(?:s|ing)?",
    "fell",
    "declin\\w+",
    "drop\\w*",
    "decreas\\w+",
    "los(?:e|es|ing)",
    "down",
    "contract\\w*",
    "fewer",
    "cuts?",
)
MOVES = words(
    "gr[eo]w\\w*",
    "shr[iau]nk\\w*",
    "declin\\w+",
    "ris(?:e|es|ing)",
    "falling",
    "expand\\w*",
    "increas\\w+",
    "decreas\\w+",
)
NEGATION = re.compile(
    r"\b(?:not|n't|no|never|neither|nor|hardly|isn't|doesn't|don't|won't|without|cannot|can't|aren't|wasn't|rather than)\b|n't\b",
    re.I,
)
FAR = words(
    "far",
    "much",
    "way",
    "well",
    "a lot",
    "lots",
    "vastly",
    "hugely",
    "significantly",
    "substantially",
    "considerably",
    "dramatically",
    "clearly",
)
SLIGHT = words("slightly", "a bit", "a little", "somewhat", "marginally", "barely", "just")

ENGLISH = words(
    "the",
    "a",
    "an",
    "you",
    "your",
    "is",
    "are",
    "of",
    "to",
    "and",
    "for",
    "in",
    "it",
    "that",
    "this",
    "with",
    "as",
    "at",
    "go",
    "by",
    "they",
    "start",
    "begin",
    "so",
    "take",
    "takes",
    "after",
    "before",
    "now",
    "what",
    "when",
    "on",
    "than",
)
FOREIGN = words(
    "und",
    "das",
    "ist",
    "der",
    "pro",
    "nicht",
    "que",
    "por",
    "para",
    "con",
    "los",
    "las",
    "una",
    "est",
    "les",
    "des",
    "pour",
    "avec",
    "sono",
    "che",
    "di",
)
