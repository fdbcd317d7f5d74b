"""A talk after the first answer: what a turn is taken for, what it may change, and that a reply stands on facts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agents.answerer import ANSWERS, MOST_WORDS, OF_PERSON, fitted
from agents.contracts import Advice
from agents.offers import CHIPS, NEXT
from agents.replies.changes import as_own
from agents.replies.spanish import spoken
from agents.replies.supposing import changed_by
from evals.grounded import unsupported
from runtime.events import AgentFinished, Event, RunFinished
from runtime.settings import settings
from tools.profile import Amount, Area, Profile, Work
from tools.turns.classifier import KINDS, TOPICS, turn_of
from ui.service import Service

pytestmark = pytest.mark.usefixtures("at_home")

DRIVER = (
    "I drive for Lyft in Tampa, 45 hours a week for $800, 700 miles. I used to be a pharmacy technician. I know Excel."
)
QUESTIONS = (
    "why not nursing?", "is QuickBooks certification worth it", "compare bookkeeper and HVAC tech", "do i need a license for that in Florida?",
    "what if I moved to Dallas", "how much should I set aside for taxes", "do you help veterans?", "what do dental assistants make in Miami",
    "who pays for the course cuz i cant", "can i do it from home", "thanks!!", "are you a real person", "asdf", "is 45 hours normal",
    "my sister cleans houses in Ocala, 500 a week 30 hours, what should she do", "will AI take that job", "make it shorter please",
    "where do these figures come from", "how many hours do 911 dispatchers work", "does my back matter for that job", "I'd hate to lose my weekends, does that job take them?",
)  # fmt: skip
"""Turns that ask, suppose or chat; among them those that once set a limit, took a skill up, or replaced the work."""


async def talk(tmp_path: Path, *texts: str) -> list[tuple[list[Event], Advice]]:
    """The events and the answer of each turn of one thread."""
    config = settings().model_copy(update={"database_url": str(tmp_path / "g.db")})
    found = []
    async with Service.open(config) as service:
        for text in texts:
            events = [event async for event in service.advise(text, thread="t")]
            assert isinstance(events[-1], RunFinished), events[-1]
            found.append((events, Advice.model_validate(events[-1].advice)))
    return found


def agents(events: list[Event]) -> list[str]:
    return [event.agent for event in events if isinstance(event, AgentFinished)]


async def test_no_question_changes_anything(tmp_path: Path) -> None:
    first, *others = await talk(tmp_path, DRIVER, *QUESTIONS)
    for (events, answer), text in zip(others, QUESTIONS, strict=True):
        assert answer.profile == first[1].profile, text
        assert answer.decision == first[1].decision, text
        assert answer.income == first[1].income, text
        assert agents(events) == ["intake", "answerer"], text


async def test_each_reply_is_short_and_stands_on_its_facts(tmp_path: Path) -> None:
    _, *others = await talk(tmp_path, DRIVER, *QUESTIONS)
    texts = [answer.reply.text for _, answer in others if answer.reply]
    assert len(texts) == len(QUESTIONS)
    assert all(texts)
    assert all(len(text.split()) <= 120 for text in texts)
    for _, answer in others:
        assert unsupported(answer) == []
        assert answer.reply is not None
        assert set(answer.reply.refs) <= answer.facts.keys()
        assert len(answer.reply.next) == 3


async def test_a_figure_in_a_reply_that_is_of_no_fact_is_found(tmp_path: Path) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, "what do dental assistants make in Miami")
    assert answer.reply is not None
    assert unsupported(answer) == []
    for lie in (" That is $99.41 an hour.", " It takes 731 weeks.", " See https://evil.example/."):
        worse = answer.model_copy(update={"reply": answer.reply.model_copy(update={"text": answer.reply.text + lie})})
        assert len(unsupported(worse)) == 1, lie
    unnamed = answer.model_copy(update={"reply": answer.reply.model_copy(update={"refs": []})})
    assert unsupported(unnamed)


async def test_a_correction_changes_what_it_says_and_an_undo_takes_it_back(tmp_path: Path) -> None:
    talked = await talk(tmp_path, DRIVER, "sorry, it's 55 hours", "what does that job pay", "undo that")
    hours = [answer.profile.work[0].hours for _, answer in talked]
    assert hours == [45, 55, 55, 45]
    net = [answer.facts["you.net_hour"].value for _, answer in (talked[0], talked[1], talked[3])]
    assert net[0] == net[2] > net[1]
    said = [answer.reply for _, answer in talked]
    assert said[0] is None
    assert [reply.kind for reply in said[1:] if reply] == ["correction", "question", "undo"]
    assert [reply.alone for reply in said[1:] if reply] == [False, True, False]
    assert "you.net_hour" in said[1].refs  # type: ignore[union-attr]


async def test_an_undo_with_nothing_to_take_back_says_so(tmp_path: Path) -> None:
    _, (events, answer) = await talk(tmp_path, DRIVER, "undo")
    assert answer.reply is not None
    assert "no change to take back" in answer.reply.text
    assert agents(events) == ["intake", "answerer"]


async def test_start_over_forgets_and_a_new_person_is_advised(tmp_path: Path) -> None:
    talked = await talk(
        tmp_path, DRIVER, "start over", "I clean houses in Boise, 30 hours for $600, 60 miles. I was a cook."
    )
    _, cleared = talked[1]
    assert cleared.profile == Profile()
    assert cleared.decision is None
    assert cleared.reply is not None
    assert cleared.reply.kind == "start over"
    _, anew = talked[2]
    assert anew.profile.area.name.startswith("Boise")
    assert anew.decision is not None
    assert not anew.profile.past or anew.profile.past[0].title != "pharmacy technician"


async def test_nothing_is_answered_from_what_a_start_over_put_aside(tmp_path: Path) -> None:
    talked = await talk(
        tmp_path,
        DRIVER,
        "start over",
        "what do you know about me",
        "how did you get my hour",
        "why did you pick that job",
    )
    first = talked[0][1]
    assert first.decision is not None
    for _, answer in talked[1:]:
        assert answer.reply is not None
        assert not answer.reply.refs, answer.reply.text
        assert not answer.reply.roles
        assert answer.facts == {}
        assert answer.decision is None
        assert not any(word in answer.reply.text for word in ("Lyft", "pharmacy", "Tampa", first.decision.role.title))  # type: ignore[union-attr]


async def test_an_undo_brings_back_what_a_start_over_put_aside(tmp_path: Path) -> None:
    talked = await talk(tmp_path, DRIVER, "start over", "undo that")
    assert talked[2][1].profile == talked[0][1].profile
    assert talked[2][1].decision == talked[0][1].decision


async def test_a_what_if_is_worked_out_beside_and_kept_nowhere(tmp_path: Path) -> None:
    talked = await talk(
        tmp_path, DRIVER, "what if I moved to Atlanta", "what if i worked 60 hours", "what do you know about me"
    )
    first = talked[0][1]
    for _, answer in talked[1:]:
        assert answer.profile == first.profile
    moved, longer = (answer.reply for _, answer in talked[1:3])
    assert moved is not None
    assert longer is not None
    assert "Atlanta" in moved.text
    assert any(ref.startswith("price.") for ref in moved.refs)
    assert {"you.net_hour", "you.net_hour.if"} <= set(longer.refs)
    assert talked[2][1].facts["you.net_hour.if"].amount < first.facts["you.net_hour"].amount


async def test_what_is_said_of_somebody_else_is_theirs(tmp_path: Path) -> None:
    first, (_, answer) = await talk(
        tmp_path, DRIVER, "my roommate drives for Lyft here, 700 a week, 40 hours, 600 miles. what does he really make"
    )
    assert answer.profile == first[1].profile
    assert answer.reply is not None
    assert answer.reply.kind == "somebody else"
    assert "you.net_hour.other" in answer.reply.refs


async def test_a_talk_goes_on_about_the_role_that_was_named(tmp_path: Path) -> None:
    _, _, (_, answer) = await talk(tmp_path, DRIVER, "what about being a dental assistant?", "how long does it take")
    assert answer.reply is not None
    assert answer.reply.roles == ["31-9091"]
    assert any(ref.startswith("way.31-9091") for ref in answer.reply.refs)


async def test_spanish_is_answered_in_spanish(tmp_path: Path) -> None:
    _, (_, answer), (_, further) = await talk(
        tmp_path, DRIVER, "¿cuánto cuesta el curso y quién lo paga?", "what does it pay?"
    )
    assert answer.reply is not None
    assert further.reply is not None
    assert any(word in answer.reply.text for word in ("cuesta", "curso", "Para ser"))
    assert "typically earn" in further.reply.text


async def test_what_no_source_says_is_said_to_be_unknown(tmp_path: Path) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, "is my boss being fair to me?")
    assert answer.reply is not None
    assert answer.reply.refs == []
    assert "do not say" in answer.reply.text
    assert not any(char.isdigit() for char in answer.reply.text)


async def test_a_first_message_that_only_asks_is_answered(tmp_path: Path) -> None:
    ((events, answer),) = await talk(tmp_path, "what do plumbers make?")
    assert answer.reply is not None
    assert agents(events) == ["intake", "answerer"]
    assert any(ref.startswith("wage.47-2152") for ref in answer.reply.refs)
    assert answer.profile == Profile()


# ---- parts -----------------------------------------------------------------------------------------------------


def test_every_topic_has_an_answer_and_what_may_follow() -> None:
    assert set(ANSWERS) | {"more"} == set(TOPICS)
    assert set(NEXT) == set(TOPICS)
    assert {topic for after in NEXT.values() for topic in after} <= set(CHIPS)
    assert set(TOPICS) > OF_PERSON
    assert len(TOPICS) >= 45


@pytest.mark.parametrize("at", [0, 1], ids=["English", "Spanish"])
async def test_what_is_offered_to_be_asked_is_answered_when_it_is(tmp_path: Path, at: int) -> None:
    first, *others = await talk(tmp_path, DRIVER, *(words[at] for words in CHIPS.values()))
    for (_, answer), topic in zip(others, CHIPS, strict=True):
        assert answer.reply is not None
        assert answer.reply.topics == [topic]
        assert "sources do not say" not in answer.reply.text, topic
        assert answer.profile == first[1].profile


def test_ordinary_ways_of_asking_are_understood() -> None:
    heard = [topic in turn_of(words[0]).asked() for topic, words in CHIPS.items()]
    assert sum(heard) >= 0.95 * len(heard)


def test_shares_are_shares() -> None:
    guess = turn_of("do i need a license for that")
    assert set(guess.kinds) == set(KINDS)
    assert sum(guess.kinds.values()) == pytest.approx(1, abs=1e-4)
    assert all(0 <= share <= 1 for share in guess.topics.values())


@given(
    st.lists(st.lists(st.sampled_from(["pay", "{a_pay}", "- a"]), min_size=1, max_size=40).map(" ".join), max_size=12)
)
def test_a_reply_is_cut_between_its_passages(passages: list[str]) -> None:
    kept = fitted(passages)
    assert kept == passages[: len(kept)]
    assert len(kept) <= 1 or sum(len(one.split()) for one in kept) <= MOST_WORDS
    assert bool(kept) is bool(passages)


TAMPA = Profile(
    work=[Work(title="lyft", soc="53-3054", gross=Amount(usd=800, per="week"), hours=40, miles=500)],
    place="Tampa", area=Area(code="0045300", name="Tampa", level="metro"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "field", "value"),
    [
        ("what if i worked 55 hours", "hours", 55), ("what if i worked 10 hours more a week", "hours", 50), ("what if I cut my hours by 25%", "hours", 30),
        ("what if I drove 200 miles less", "miles", 300), ("what if i raised my prices 10%", "gross", 880),
    ],
)  # fmt: skip
def test_what_is_supposed_is_laid_over_a_copy(words: str, field: str, value: float) -> None:
    kept = TAMPA.model_copy(deep=True)
    other = changed_by(words, TAMPA)
    assert kept == TAMPA
    assert other is not None
    found = getattr(other.work[0], field)
    assert (found.usd if field == "gross" else found) == pytest.approx(value)


@pytest.mark.parametrize("words", ["what if", "what if it rains", "suppose they say no"])
def test_what_supposes_nothing_that_can_be_read_changes_nothing(words: str) -> None:
    assert changed_by(words, TAMPA) is None


@pytest.mark.parametrize(
    ("words", "own"),
    [
        ("my sister drives for uber, she makes 500", "I drive for uber, I make 500"),
        ("my cousin Ana has a salon and she was a nurse", "I have a salon and I was a nurse"),
        ("my buddy Rick was a navy cook, he's doing lyft", "I was a navy cook, I am doing lyft"),
        ("mi hermana limpia casas", "I limpia casas"),
    ],
)
def test_what_is_told_of_somebody_is_read_as_their_own(words: str, own: str) -> None:
    assert as_own(words) == own


def test_units_are_put_into_spanish_and_links_are_left_alone() -> None:
    assert spoken("de $20.10 an hour a 12 weeks, [9 hours a week](https://a.b/9 hours)") == (
        "de $20.10 por hora a 12 semanas, [9 hours a week](https://a.b/9 hours)"
    )


@pytest.mark.parametrize(
    "words", ["some nights I don't see the point of going on", "i dont want to be alive anymore", "ya no quiero vivir"]
)
async def test_who_may_not_want_to_live_on_gets_the_lifeline_first(tmp_path: Path, words: str) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, words)
    assert answer.reply is not None
    assert "988" in answer.reply.text.split(".")[1]
    assert "support.crisis_988" in answer.reply.refs


@pytest.mark.parametrize(
    "words", ["this app is killing me lol", "I'd kill for a job like that", "whats the point of a certificate"]
)
async def test_a_figure_of_speech_is_no_crisis(tmp_path: Path, words: str) -> None:
    _, (_, answer) = await talk(tmp_path, DRIVER, words)
    assert answer.reply is not None
    assert "988" not in answer.reply.text


async def test_a_figure_far_from_what_was_said_is_asked_about(tmp_path: Path) -> None:
    first, (_, answer) = await talk(tmp_path, DRIVER, "I have about 6 hours a week")
    assert answer.profile.work == first[1].profile.work
    assert answer.income == first[1].income


async def test_another_work_is_asked_about_before_it_counts(tmp_path: Path) -> None:
    first, (_, answer) = await talk(tmp_path, DRIVER, "I also do Instacart now")
    assert answer.profile.work == first[1].profile.work
    assert any(question.field == "work" and "Instacart" in question.text for question in answer.questions)
    _, (_, both) = await talk(tmp_path / "b", DRIVER, "I also do Instacart now, 10 hours a week for $150, 60 miles")
    assert len(both.profile.work) == 2
    assert both.profile.work[1].hours == 10
