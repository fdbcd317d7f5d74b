"""The files a home keeps: which there are, which are damaged, and how those are mended."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from filelock import FileLock

from runtime.database import ASIDE, damage, set_aside
from runtime.doctor import Check
from runtime.settings import Settings

MEND = "Run `gigpath doctor --mend`; what can be read of it is kept aside."


def stores(config: Settings) -> dict[str, Path]:
    """Each database that a home may have, by what is in it. The index is looked at apart, for it can be built anew."""
    database = Path(config.database)
    kept = {
        "runs": database,
        "talks": database.with_suffix(".checkpoints.db"),
        "profiles": database.with_suffix(".profiles.db"),
        "traces": database.with_suffix(".traces.db"),
    }
    return kept if config.chroma_url else kept | {"reports": config.index_dir / "chroma.sqlite3"}


def store_checks(config: Settings) -> list[Check]:
    """One line for all that are whole, and one for each that is not."""
    there = {name: file for name, file in stores(config).items() if file.exists()}
    wrong = {name: found for name, file in there.items() if (found := damage(file))}
    checks = [Check(name, "bad", f"{there[name].name} is damaged ({found}).", MEND) for name, found in wrong.items()]
    if whole := [name for name in there if name not in wrong]:
        checks.append(Check("stores", "ok", f"Whole: {', '.join(whole)}."))
    folders = {file.parent for file in stores(config).values() if file.parent.exists()}
    if aside := sorted(file.name for folder in folders for file in folder.glob(f"*{ASIDE}*")):
        checks.append(
            Check(
                "aside",
                "warn",
                f"Damaged files kept aside: {', '.join(aside)}.",
                "Delete them when you need them no more.",
            )
        )
    return checks


def mend(config: Settings, build: Callable[[], object]) -> None:
    """Set aside what is damaged, to be begun anew, and build the index, which does nothing where it is whole."""
    config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with FileLock(str(config.home / "open.lock"), mode=0o600):
        for name, file in stores(config).items():
            if damage(file):
                set_aside(file.parent if name == "reports" else file)
    build()
