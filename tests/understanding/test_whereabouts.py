"""Answers about a cooperative that is looked for, as people type them."""

import pytest

from bot.understanding.whereabouts import read

SAID = [
    ("answer", "tau pak, masih ada", "known"),
    ("answer", "ya pak saya tahu", "known"),
    ("answer", "masih aktif bu", "known"),
    ("answer", "sdh pindah ke rumbai pak", "moved"),
    ("answer", "pindah", "moved"),
    ("answer", "udah lama tutup", "gone"),
    ("answer", "sdh tdk ada lagi", "gone"),
    ("answer", "ga tau pak", "unknown"),
    ("answer", "Kurang tahu, Bu", "unknown"),
    ("answer", "belum pernah dengar", "unknown"),
    ("answer", "kapan batas lapor rat?", None),
    ("answer", "mau lapor rat", None),
    ("answer", "tahu tidak pak bagaimana caranya kami mengurus izin usaha yang baru", None),
    ("answer", "", None),
    ("alive", "iya pak masih", "here"),
    ("alive", "sudah tidak berjalan", "gone"),
    ("owner", "ya", "yes"),
    ("owner", "bukan pak", "no"),
    ("owner", "salah sambung", "no"),
    ("owner", "halo", None),
    ("another", "ya", None),
]


@pytest.mark.parametrize(("question", "text", "meant"), SAID)
def test_read(question: str, text: str, meant: str | None) -> None:
    assert read(question, text) == meant
