"""Names compared, ranked and found."""

import pytest

from bot.understanding.names import find_district, match_key, may_be_same, rank

DISTRICTS = [
    "Sukajadi",
    "Pekanbaru Kota",
    "Sail",
    "Lima Puluh",
    "Senapelan",
    "Rumbai Barat",
    "Bukit Raya",
    "Binawidya",
    "Marpoyan Damai",
    "Tenayan Raya",
    "Payung Sekaki",
    "Rumbai",
    "Tuah Madani",
    "Kulim",
    "Rumbai Timur",
]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ('KOPERASI "MAJU SEJAHTERA"', "maju sejahtera"),
        ("KSU Maju Sejahtera", "maju sejahtera"),
        ("Kop. Maju-Sejahtera", "maju sejahtera"),
        ("K.S.P. Maju Sejahtera", "maju sejahtera"),
        ("Koperasi Simpan Pinjam Maju", "maju"),
        ("Koperasi Serba Usaha Tunas", "tunas"),
        ("KOPERASI PEGAWAI REPUBLIK INDONESIA Guru", "guru"),
        ("Koperasi Wanita", "koperasi wanita"),
        ("Wanita Karya", "wanita karya"),
        ("KPRI Guru", "guru"),
        ("PRIMKOP Kartika", "kartika"),
        ("KUD", "kud"),
        ("Muh. Rizki", "muhammad rizki"),
        ("Moh Rizki", "muhammad rizki"),
        ("M. Rizki", "muhammad rizki"),
        ("Achmad Fauzi", "ahmad fauzi"),
        ("Jum'at Berkah", "jumat berkah"),
        ("", ""),
        ("\"'.,", ""),
    ],
)
def test_key(name: str, key: str) -> None:
    assert match_key(name) == key


NAMES = {
    1: "KSP Mawar",
    2: "KSU Mawar",
    3: 'Koperasi "Maju Sejahtera"',
    4: "Budi Santoso",
    5: "Budi Susanto",
    6: "Muhammad Rizki",
    7: "Siti Nurhaliza",
    8: "KUD Sejahtera",
}


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("ksu mawar", 2),
        ("KSP MAWAR", 1),
        ("maju sejahtra", 3),
        ("muh rizki", 6),
        ("m. rizki", 6),
        ("siti nurhalizah", 7),
        ("kud sejahtera", 8),
    ],
)
def test_the_best_comes_first_and_alone(query: str, best: int) -> None:
    (first, score), (_, second) = rank(query, NAMES)[:2]
    assert first == best
    assert score > second
    assert 0 <= second <= score <= 100


@pytest.mark.parametrize(("query", "tied"), [("budi", {4, 5}), ("mawar", {1, 2})])
def test_namesakes_tie(query: str, tied: set[int]) -> None:
    (first, score), (second, other) = rank(query, NAMES)[:2]
    assert {first, second} == tied
    assert score == other


def test_limits_and_nothing_to_rank() -> None:
    assert len(rank("a", NAMES, limit=3)) <= 3
    assert rank("", NAMES) == []
    assert rank("mawar", {}) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Binawidya", "Binawidya"),
        ("bina widya", "Binawidya"),
        ("kec. tenayanraya", "Tenayan Raya"),
        ("rumbai barat", "Rumbai Barat"),
        ("kami di Rumbai Timur pak", "Rumbai Timur"),
        ("limapuluh", "Lima Puluh"),
        ("50", "Lima Puluh"),
        ("sukajdi", "Sukajadi"),
        ("payung sekki", "Payung Sekaki"),
        ("tuah madani pekanbaru", "Tuah Madani"),
        ("rumbai", None),
        ("tampan", None),
        ("kota pekanbaru", None),
        ("senapelan atau sail", None),
        ("", None),
    ],
)
def test_finds_the_district(text: str, expected: str | None) -> None:
    assert find_district(text, DISTRICTS) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Rahmat Darwis", "Rahmat Darwis", True),
        ("rahmat darwis", "RAHMAT DARWIS", True),
        ("Darwis Rahmat", "Rahmat Darwis", True),
        ("Rahmat", "Rahmat Darwis", True),
        ("Rachmat Darwis", "Rahmat Darwis", True),
        ("H. Rahmat Darwis, S.E.", "Rahmat Darwis", True),
        ("M. Rizki", "Muhammad Rizki", True),
        ("Siti Rahmah", "Rahmat Darwis", False),
        ("Siti Rahmah", "Siti Nurhaliza", False),
        ("H. Rahmat", "H. Joko", False),
        ("", "Rahmat", False),
        ("R", "Rahmat", False),
    ],
)
def test_two_names_of_one_person(one: str, other: str, expected: bool) -> None:
    assert may_be_same(one, other) is expected
    assert may_be_same(other, one) is expected
