"""What the documents say is what the program does."""

import re
from pathlib import Path

from typer.main import get_command

from bot.cli import app
from bot.settings import Settings
from db.parameters import Parameters
from handlers import COMMANDS, FORMS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
OPERATIONS = (ROOT / "docs/operations.md").read_text(encoding="utf-8")


def test_every_setting_is_documented_and_every_documented_one_exists() -> None:
    wanted = {f"SAPA_{name.upper()}" for name in Settings.model_fields}
    documented = set(re.findall(r"^\| `(SAPA_[A-Z_]+)`", OPERATIONS, re.MULTILINE))
    assert documented == wanted


def test_documented_defaults_are_the_defaults() -> None:
    rows = dict(re.findall(r"^\| `SAPA_([A-Z_]+)` \| `([^`]*)` \|", OPERATIONS, re.MULTILINE))
    for name, default in rows.items():
        assert str(Settings.model_fields[name.lower()].default) == default, name


def test_every_sapa_command_in_the_readme_exists() -> None:
    known = get_command(app).commands  # type: ignore[attr-defined]
    for name in re.findall(r"\bsapa ([a-z]+)", README):
        assert name in known, name


def test_every_make_target_in_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", README, re.MULTILINE):
        assert (name[0] or name[1]) in targets, name


def test_every_room_on_the_readmes_map_is_a_folder() -> None:
    rooms = re.findall(r"^([a-z]+)/ ", README, re.MULTILINE)
    assert rooms == ["bot", "handlers", "scheduler", "db", "tests", "benchmarks", "docs"]
    assert all((ROOT / room).is_dir() for room in rooms)


def test_decision_pages_are_numbered_and_short() -> None:
    pages = sorted((ROOT / "docs/decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert all(len(page.read_text(encoding="utf-8").splitlines()) <= 40 for page in pages)


def test_every_dependency_has_its_reason() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    reasons = (ROOT / "docs/decisions/0001-stack.md").read_text(encoding="utf-8").casefold()
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    for dependency in named:
        name = re.split(r"[\[>=<]", dependency)[0]
        assert name.casefold() in reasons, name


def test_names_that_buttons_carry_stay_short() -> None:
    """64 bytes of callback data: form, run of five, the longest question and a number of ten digits fit."""
    for form in FORMS.values():
        assert len(form.name) <= 9, form.name
        assert all(len(f"{form.name}.abcde.{field.name}=1234567890123".encode()) <= 64 for field in form.fields)
    assert all(re.fullmatch(r"[a-z0-9_]{1,32}", name) for name in COMMANDS)


def test_every_threshold_has_a_sensible_default() -> None:
    rules = Parameters()
    assert 0 < rules.cap_week <= rules.cap_month
    assert rules.unvisited_repeat_days < rules.unvisited_days
