"""Roles near roles: hand-checked neighbours on the shipped file, and what must hold for any occupation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import role_model as model
from knowledge.role_training import WEIGHT, together
from knowledge.tables import tables
from runtime.errors import FactsError, NotFound
from tools.roles import related_roles, roles_for_skills

ALL = sorted(tables().occupations["soc"])


@pytest.mark.parametrize(
    ("soc", "near"),
    [
        ("43-3031", {"43-3051", "43-3021", "43-3011"}),  # bookkeeper: payroll, billing, collection
        ("53-3032", {"53-3033", "53-3052"}),  # lorry driver: light lorries, buses
        ("29-1141", {"29-2061", "29-1071"}),  # nurse: licensed practical nurse, physician assistant
        ("47-2111", {"47-2152", "49-9071"}),  # electrician: plumber, maintenance
    ],
)
def test_neighbours(soc: str, near: set[str]) -> None:
    assert near <= {role.soc for role in related_roles(soc, 20).roles}


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL), st.integers(min_value=0, max_value=120))
def test_any_occupation_has_neighbours_in_order(soc: str, k: int) -> None:
    roles = related_roles(soc, k).roles
    scores = [role.score for role in roles]
    assert len(roles) == min(k, model.NEAREST)
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
    assert soc not in {role.soc for role in roles}
    assert len({role.soc for role in roles}) == len(roles)


def test_rest_classes_stand_back() -> None:
    """A role called "All Other" is nobody's aim: few are among the ten nearest of others."""
    rest = {row["soc"] for row in tables().occupations.to_dicts() if "All Other" in row["title"]}
    near = [role.soc in rest for soc in ALL[::20] for role in related_roles(soc, 10).roles]
    assert np.mean(near) < 0.5 * len(rest) / len(ALL)


def test_a_joint_code_is_as_near_as_its_nearest_member() -> None:
    secretaries = {"43-6011", "43-6012", "43-6013", "43-6014"}
    assert set(tables().detailed("43-6000")) == secretaries
    joint = related_roles("43-6000", 20).roles
    assert not secretaries & {role.soc for role in joint}
    pairs = [(role.soc, role.score) for soc in secretaries for role in related_roles(soc, 20).roles]
    assert joint[0].score == max(score for soc, score in pairs if soc not in secretaries)
    assert {role.soc for role in joint} <= {soc for soc, _ in pairs}


def test_an_unknown_code_is_said() -> None:
    with pytest.raises(NotFound):
        related_roles("99-9999")


def test_the_file_holds_every_occupation_and_is_guarded(tmp_path: Path) -> None:
    assert model.role_model().socs == ALL
    harmed = tmp_path / "near_roles.npz"
    with np.load(model.WEIGHTS) as packed:
        arrays = {name: packed[name] for name in packed.files}
    arrays["odds"] = arrays["odds"] + 1
    np.savez(harmed, **arrays)
    with pytest.raises(FactsError, match="checksum"):
        model.RoleModel(harmed)


def test_evidence_is_added_by_its_spread() -> None:
    parts = {"related": np.array([[0.0, 1.0], [0.0, 0.0]]), "rest class": np.array([[0.0, 0.0], [1.0, 1.0]])}
    total = together(parts, WEIGHT)
    assert np.diag(total).tolist() == [-100, -100]
    assert total[0, 1] > total[1, 0]


def test_words_alone_name_roles() -> None:
    assert "27-1024" in {role.soc for role in roles_for_skills([], 5, ["logo design"]).roles}
