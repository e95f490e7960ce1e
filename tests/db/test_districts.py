"""Which of today's districts a registry means, as a table of what registries write."""

import pytest

from db import districts

PLACES = [
    ("Sail", "", "Sail"),
    ("KEC. SAIL", "", "Sail"),
    ("Kecamatan Marpoyan Damai", "", "Marpoyan Damai"),
    ("limapuluh", "", "Lima Puluh"),
    ("Bina Widya", "", "Binawidya"),
    ("", "Simpangbaru", "Binawidya"),
    ("", "Kel. Tobek Godang", "Binawidya"),
    ("Tampan", "Delima", "Binawidya"),
    ("Tampan", "Sialang Munggu", "Tuah Madani"),
    ("Tampan", "", None),
    ("Rumbai", "", None),
    ("Rumbai", "Palas", "Rumbai"),
    ("Rumbai", "Rumbai Bukit", "Rumbai Barat"),
    ("Rumbai Pesisir", "Limbungan", "Rumbai Timur"),
    ("Rumbai Pesisir", "", None),
    ("Rumbai Barat", "", "Rumbai Barat"),
    ("Tenayan Raya", "Mentangor", "Kulim"),
    ("Payung Sekaki", "Sungai Sibam", "Binawidya"),
    ("Sail", "Delima", None),
    ("Sail", "Desa Tak Dikenal", "Sail"),
    ("", "", None),
    ("Bangkinang", "", None),
]


@pytest.mark.parametrize(("district", "village", "meant"), PLACES)
def test_find(district: str, village: str, meant: str | None) -> None:
    assert districts.find(district, village) == meant


def test_the_city_has_15_districts_and_83_villages() -> None:
    every = [village for own in districts.villages().values() for village in own]
    assert (len(districts.villages()), len(every), len(set(every))) == (15, 83, 83)


VILLAGES = [
    ("Tobek Gadang", "Binawidya", "Tobek Godang"),
    ("Tobek Gadang", "Tampan", "Tobek Godang"),
    ("kel. tobekgodang", "", "Tobek Godang"),
    ("Sagu", "Senapelan", "Sago"),
    ("Tobek Gadang", "Sail", "Tobek Gadang"),
    ("Delimah Raya", "Binawidya", "Delimah Raya"),
    ("Palas", "Sail", "Palas"),
    ("", "Sail", ""),
]


@pytest.mark.parametrize(("written", "district", "meant"), VILLAGES)
def test_a_village_one_letter_off(written: str, district: str, meant: str) -> None:
    assert districts.nearest_village(written, district) == meant
