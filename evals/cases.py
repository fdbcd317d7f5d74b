"""Test profiles: a gig worker's words, and what any good advice for them must hold. One YAML file each."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from agents.contracts import Advice
from evals import labels, needing, scripts
from evals.correct import correct_profile
from evals.needing import Needing
from runtime.errors import UserError
from runtime.records import RunRecord
from runtime.settings import ROOT
from runtime.tracing import mask, masked
from tools.profile import Profile

PROFILES = ROOT / "evals" / "profiles"
SETS = {"profiles": PROFILES} | {
    file.stem: file for folder in ("people", "blind") for file in sorted((ROOT / "evals" / folder).glob("*.jsonl"))
}
"""The sets that come with Gigpath, by the name they have on the command line: the test profiles, the labelled people and the
blind sets."""


class Expectation(BaseModel):
    """What is left out is not checked. SOC codes may be beginnings of codes: "43-3" means all financial clerks."""

    model_config = ConfigDict(extra="forbid")

    current: list[str] = Field([], description="SOC codes, any of which the present work must be read as")
    families: list[str] = Field([], description="SOC codes, any of which the pick must be")
    never: list[str] = Field([], description="SOC codes that must be neither pick nor alternative")
    gated: dict[str, str] = Field({}, description="SOC code never offered → the worker's limit that rules it out")
    net_hour: tuple[float, float] | None = Field(
        None, description="USD an hour, worked by hand: the net hour lies between"
    )
    unknown: list[Literal["net_hour", "area"]] = Field(
        [], description="what the words leave open or cannot be right: no net hour is shown, pay is the whole country's"
    )
    area: str = Field("", description="7-digit OEWS area code the place must be read as")
    asks: list[str] = Field([], description="profile fields that intake must ask about when it may ask")
    abstains: bool | None = Field(None, description="true: no role is picked; false: one is; left out: either")
    hours_per_week: float | None = Field(None, description="the plan takes no more hours a week")
    cost: float | None = Field(None, description="USD: the plan costs no more")


class Case(BaseModel):
    """One test profile: ``text`` as the worker would say it, or a ready ``profile``, or both."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="the file's name")
    gig: str = Field(description="kind of gig: rideshare, delivery, home care, …")
    made_from: Literal["written", "skill list", "self-description", "run"] = Field(
        "written", description="what the words were made from; nobody's own words are kept"
    )
    tags: list[str] = Field([], description="thin, contradictory, hostile, non-US, plain English, …")
    text: str = ""
    profile: Profile | None = None
    again: list[str] = Field([], description="the same worker in other words; the pick should be the same")
    expect: Expectation = Expectation()
    draft: Expectation | None = Field(
        None, description="what a run said; the case fails until a person has moved what is right to `expect`"
    )
    why: str = Field("", description="how the expectations were worked out, for the reader")
    label: labels.Person | None = Field(None, description="what a counsellor wrote down about the text")
    script: scripts.Script | None = Field(None, description="further turns after the text, in one thread")
    needing: Needing | None = Field(None, description="what may be shown of who pays and who helps")

    @property
    def digest(self) -> str:
        """Changes when anything about the case changes."""
        absent = {name for name in ("draft", "label", "script", "needing") if getattr(self, name) is None}
        return hashlib.sha256(self.model_dump_json(exclude=absent).encode()).hexdigest()[:12]


def load(source: Path | str = "profiles") -> list[Case]:
    """The cases of a folder or file, by id; :data:`SETS` are those with a name. UserError names the file and the field.

    A JSONL file holds labelled messages or conversation scripts; ``NAME:profiles`` hands in each person's correct profile in
    the place of the words, so that choosing is judged apart from reading.
    """
    name, _, as_profiles = str(source).partition(":")
    path = SETS.get(name, Path(name))
    if as_profiles not in ("", "profiles"):
        raise UserError(f"There is no way '{as_profiles}' of reading a set.", f"`{name}:profiles` hands in profiles.")
    if not path.exists():
        there = ", ".join(SETS)
        raise UserError(f"There is no set '{source}'.", f"Name one of {there}, a folder of YAML files, or one file.")
    if path.suffix == ".jsonl":
        return _labelled(path, bool(as_profiles))
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files:
        raise UserError(f"{path} holds no test profile.", "Make one with `gigpath eval add RUN`.")
    return [read(file) for file in files]


def _labelled(path: Path, as_profiles: bool) -> list[Case]:
    """People, scripts or people with a need of a JSONL file; told by the keys of its first line."""
    with path.open(encoding="utf-8") as file:
        line = next((line for line in file if line.strip()), "")
    if '"need": "' in line:
        return [
            Case(id=one.id, gig=one.need, text=one.text, needing=one, why=one.why or one.voice)
            for one in needing.load(path)
        ]
    if '"first"' in line:
        found = scripts.load(path)
        return [Case(id=one.id, gig="conversation", text=one.first, script=one, why=one.about) for one in found]
    return [_person(one, path.parent / "profiles" / f"{one.id}.json", as_profiles) for one in labels.load(path)]


BY_HAND = "by hand"
"""Tag of a person whose correct profile somebody wrote, instead of its being made of the labels."""


def _person(person: labels.Person, by_hand: Path, as_profile: bool) -> Case:
    written = as_profile and by_hand.exists()
    profile = Profile.model_validate_json(by_hand.read_text(encoding="utf-8")) if written else correct_profile(person)
    return Case(
        id=person.id,
        gig=person.work[0].title if person.work else "none",
        tags=[BY_HAND] if written else [],
        text="" if as_profile else person.text,
        profile=profile if as_profile else None,
        label=person,
        why=person.why or person.voice,
    )


def read(file: Path) -> Case:
    try:
        return Case.model_validate({"id": file.stem, **(yaml.safe_load(file.read_text(encoding="utf-8")) or {})})
    except yaml.YAMLError as error:
        raise UserError(f"{file} is no YAML: {str(error).splitlines()[0]}.", "Mend the file.") from None
    except (ValidationError, TypeError) as error:
        what = error.errors()[0] if isinstance(error, ValidationError) else {"loc": (), "msg": "it is no mapping"}
        place = ".".join(map(str, what["loc"])) or "the file"
        raise UserError(f"{file}: {place}: {what['msg']}.", "See evals/cases.py for the fields.") from None


def write(case: Case, folder: Path = PROFILES) -> Path:
    """As ``folder/<id>.yaml``, without the fields that say nothing; UserError when the file is there already."""
    file = folder / f"{case.id}.yaml"
    if file.exists():
        raise UserError(f"{file} is there already.", "Choose another id.")
    folder.mkdir(parents=True, exist_ok=True)
    told = case.model_dump(mode="json", exclude={"id"}, exclude_defaults=True)
    file.write_text(yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110), encoding="utf-8")
    return file


def from_record(record: RunRecord, id: str) -> Case:
    """A draft of a case out of a kept run: what was asked, and what the answer said, for a person to say what is right.

    Contact data are masked. UserError for a run that keeps nothing to ask again, or an id that can name no file.
    """
    advice = Advice.model_validate(record.advice) if record.advice else None
    text, given = _asked(record, advice)
    if not text and given is None:
        raise UserError(f"Run {record.run_id} keeps neither words nor a profile.", "Take one that finished.")
    try:
        return Case(
            id=id,
            gig=_gig(advice),
            made_from="run",
            text=text,
            profile=given,
            draft=_said(record, advice),
            why=f"What run {record.run_id} said ({record.outcome}) stands under draft. Move what is right to expect, mend what "
            "is not, add what must never be offered, and delete draft: until then the case fails.",
        )
    except ValidationError as error:
        what = error.errors()[0]
        raise UserError(f"{what['loc'][0]}: {what['msg']}.", "Small letters, digits and hyphens name a case.") from None


def _asked(record: RunRecord, advice: Advice | None) -> tuple[str, Profile | None]:
    """What leads to this answer by itself: a first turn's words with the answers to its questions, or the whole profile
    that a later turn or an edit had come to.
    """
    text, given = str(record.request.get("text") or ""), record.request.get("profile")
    if advice and "answers" in record.request:
        text = advice.profile.text
    elif advice and advice.profile.text.strip() != text.strip():
        text, given = "", advice.profile.model_dump(mode="json")
    return mask(text), Profile.model_validate(masked(given)) if given else None


def _gig(advice: Advice | None) -> str:
    named = [work.title for work in advice.profile.work if work.title] if advice else []
    return named[0].lower() if named else "none"


def _said(record: RunRecord, advice: Advice | None) -> Expectation:
    """The answer's own figures and roles. ``never`` is left to the reviewer: no answer tells what would be wrong."""
    asks = [question["field"] for event in record.events for question in event.get("questions", [])]
    if advice is None:
        return Expectation(asks=asks)
    market, income, decision, plan = advice.market, advice.income, advice.decision, advice.plan
    pick, net, told = decision.role if decision else None, income.net_hour if income else None, advice.profile
    return Expectation(
        current=[role.soc for role in market.current] if market else [],
        families=[pick.soc[:4]] if pick else [],
        gated=_limits(market.refused, told) if market else {},
        net_hour=(net - round(abs(net) * _NEAR, 2), net + round(abs(net) * _NEAR, 2)) if net is not None else None,
        area=told.area.code if told.area.level != "nation" else "",
        asks=asks or [question.field for question in advice.questions],
        abstains=pick is None if decision else None,
        hours_per_week=told.study_hours or (plan.hours_per_week if plan and plan.steps else None),
        cost=told.budget,
    )


_NEAR = 0.05
"""How far the net hour may stray from the run's own when a case is filled in: a rate of the year may change."""


def _limits(refused: dict[str, str], profile: Profile) -> dict[str, str]:
    """Of the roles refused, those that a limit the worker stated rules out."""
    told = {limit: "seldom done from home" if limit == "remote only" else f"“{limit}”" for limit in profile.constraints}
    return {soc: limit for soc, why in refused.items() for limit, words in told.items() if words in why}
