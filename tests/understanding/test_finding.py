"""Which cooperative is meant, with districts beside the names; the table `names` says the rest."""

import pytest

from bot.understanding import names

REGISTRY = {1: "Koperasi Berkah", 2: "Koperasi Berkah", 3: "KSP Mawar", 4: "KSU Mawar", 5: "KPRI Guru Lima Puluh"}
PLACES = {1: "Binawidya", 2: "Sail", 3: "Rumbai Timur", 4: "Rumbai", 5: "Lima Puluh"}


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("berkah panam", 1),
        ("koperasi berkah di tampan", 1),
        ("berkah sail", 2),
        ("koperasi simpan pinjam mawar", 3),
        ("koperasi serba usaha mawar", 4),
        ("mawar rumbai timur", 3),
        ("guru 50", 5),
    ],
)
def test_a_kind_or_a_district_tells_namesakes_apart(query: str, meant: int) -> None:
    ranked = names.find(query, REGISTRY, places=PLACES)
    assert (names.verdict(ranked), ranked[0][0]) == ("one", meant)


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("ksu mawar bukan yg ksp", 4),
        ("bukan ksp tapi ksu mawar", 4),
        ("guru lima puluh, kami pensiunan", 5),
        ("guru lima puluh yang ketuanya haji bakri", 5),
        ("mawar yang ksp", 3),
        ("tani subur pak", 6),
    ],
)
def test_what_is_denied_or_only_described_is_no_name(query: str, meant: int) -> None:
    ranked = names.find(query, REGISTRY | {6: "KUD Tani Subur", 7: "Koptan Subur Sejati"}, places=PLACES)
    assert (names.verdict(ranked), ranked[0][0]) == ("one", meant)


@pytest.mark.parametrize(("query", "meant"), [("berkah", [1, 2]), ("mawar", [3, 4])])
def test_namesakes_are_asked(query: str, meant: list[int]) -> None:
    ranked = names.find(query, REGISTRY, places=PLACES)
    assert names.verdict(ranked) == "tie"
    assert sorted(names.tied(ranked)) == meant


@pytest.mark.parametrize("query", ["", "koperasi", "cahaya abadi", "🙏"])
def test_nothing_is_guessed(query: str) -> None:
    assert names.verdict(names.find(query, REGISTRY, places=PLACES)) == "none"
