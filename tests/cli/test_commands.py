"""`sapa …` as an operator types it: in a process of its own, on a database of its own."""

import csv
import socket
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import environment

pytestmark = pytest.mark.slow  # each row is a process of its own

CSV = """No;Nama Koperasi;NIK;Kelurahan;Kecamatan;Jenis;Ketua;No HP Ketua;Kunjungan Terakhir
1;KSU Tunas Bertuah;1471000000001;Delima;Binawidya;Konsumen;Rahmat Darwis;0812-0000-0001;12/03/2025
2;=HYPERLINK("x");1471000000002;Sukamaju;Sail;Jasa;Sri Utami;0812-0000-0002;belum pernah
"""


def test_a_list_goes_in_and_comes_out(sapa, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(CSV, encoding="cp1252")
    assert sapa("migrate").returncode == 0
    dry = sapa("import", "registry", f"{tmp_path}/list.csv", "--dry-run")
    assert "2 rows read: 2 added" in dry.stdout and "nothing was kept" in dry.stdout
    assert "2 added" in sapa("import", "registry", f"{tmp_path}/list.csv").stdout
    assert "2 unchanged" in sapa("import", "registry", f"{tmp_path}/list.csv").stdout
    rows = list(csv.DictReader(sapa("export", "registry").stdout.lstrip("\ufeff").splitlines()))
    assert [row["nik"] for row in rows] == ["1471000000001", "1471000000002"]
    assert not rows[1]["name"].startswith("=")
    shown = {row["chair_phone"] for row in rows}
    assert shown == {"0812****0001", "0812****0002"}
    rows = list(csv.DictReader(sapa("export", "registry", "--full-phones").stdout.splitlines()))
    assert {row["chair_phone"] for row in rows} == {"0812-0000-0001", "0812-0000-0002"}
    assert "export.full_phones,export:registry" in sapa("export", "audit").stdout
    states = csv.DictReader(
        sapa("export", "coverage", clock="2027-01-11T09:00+07:00@2026-01-01T00:00Z").stdout.splitlines()
    )
    assert [row["state"] for row in states] == ["overdue", "never"]
    assert sapa("export", "registry", "--format", "xlsx", "-o", f"{tmp_path}/r.xlsx").returncode == 0
    assert sapa("export", "registry", "-o", f"{tmp_path}/s.xlsx").returncode == 0
    (tmp_path / "t.csv").touch(mode=0o644)
    assert sapa("export", "registry", "-o", f"{tmp_path}/t.csv").returncode == 0
    assert {stat.S_IMODE((tmp_path / each).stat().st_mode) for each in ("r.xlsx", "s.xlsx", "t.csv")} == {0o600}
    assert (tmp_path / "s.xlsx").read_bytes().startswith(b"PK"), "the ending says which format"


@pytest.mark.parametrize(("report", "says"), [("nowhere/r.xlsx", "no folder"), ("r.txt", "ends in .xlsx")])
def test_a_report_that_cannot_be_written_is_said_before_anything_is_read(
    sapa, tmp_path: Path, report: str, says: str
) -> None:
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    assert sapa("migrate").returncode == 0
    done = sapa("import", "registry", f"{tmp_path}/list.csv", "--report", f"{tmp_path}/{report}")
    assert done.returncode == 1 and says in done.stderr and done.stderr.count("\n") == 1
    assert sapa("export", "registry").stdout.count("\n") == 1


def test_a_column_that_the_list_does_not_have_is_not_learned(sapa, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    assert sapa("migrate").returncode == 0
    done = sapa("import", "registry", f"{tmp_path}/list.csv", "--column", "Golongan=group")
    assert done.returncode == 1 and done.stderr.count("\n") == 1
    assert 'list.csv has no column "Golongan"; its columns are "No", "Nama Koperasi", "NIK"' in done.stderr
    assert sapa("export", "registry").stdout.count("\n") == 1


def test_a_reader_may_stop_early(sapa, tmp_path: Path) -> None:
    assert sapa("migrate").returncode == 0
    lines = "".join(f"{n};KSU Nomor {n};;Delima;Binawidya;Jasa;;;\n" for n in range(1, 3000))
    (tmp_path / "list.csv").write_text(CSV.splitlines()[0] + "\n" + lines, encoding="utf-8")
    assert sapa("import", "registry", f"{tmp_path}/list.csv").returncode == 0
    command = f"{sys.executable} -m bot export registry | head -1"
    done = subprocess.run(
        command, shell=True, env=environment(tmp_path), capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.startswith("\ufeffcooperative_id") or done.stdout.startswith("cooperative_id")
    assert done.stderr == ""


def test_everything_can_be_backed_up_and_restored(sapa, tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text(CSV, encoding="utf-8")
    for command in (["migrate"], ["import", "registry", f"{tmp_path}/list.csv"], ["backup", f"{tmp_path}/b.tar.gz"]):
        assert sapa(*command).returncode == 0
    elsewhere = f"sqlite:///{tmp_path}/other.db"
    assert sapa("migrate", database_url=elsewhere).returncode == 0
    restored = sapa("restore", f"{tmp_path}/b.tar.gz", database_url=elsewhere, files=f"{tmp_path}/other")
    assert restored.returncode == 0, restored.stderr
    assert sapa("export", "registry", database_url=elsewhere).stdout == sapa("export", "registry").stdout


def test_staff_are_added_listed_and_suspended(sapa) -> None:
    sapa("migrate")
    added = sapa("staff", "add", "Yandri", "--role", "field_officer", "--district", "Bina Widya")
    assert "/start staff_" in added.stdout
    assert "not bound yet" in sapa("staff", "list").stdout
    assert sapa("staff", "suspend", "1").returncode == 0
    assert "suspended" in sapa("staff", "list").stdout


REFUSED = [
    (["run"], {}, "SAPA_TELEGRAM_TOKEN is missing"),
    (["run"], {"telegram_token": "hello"}, "SAPA_TELEGRAM_TOKEN"),
    (["run"], {"telegram_token": "1:abcdef"}, "run `sapa migrate`"),
    (["run", "--only", "web,cook"], {"telegram_token": "1:abcdef"}, "'cook'"),
    (["run"], {"telegram_token": "1:abcdef", "http": "8080"}, "SAPA_HTTP"),
    (["run"], {"telegram_token": "1:abcdef", "sends_in_flight": "0"}, "SAPA_SENDS_IN_FLIGHT"),
    (["run"], {"telegram_token": "1:abcdef", "telegram_webhook": "https://x.example/telegram"}, "SAPA_TELEGRAM_SECRET"),
    (["run"], {"telegram_token": "1:abcdef", "telegram_webhook": "https://x.example/hook"}, "SAPA_TELEGRAM_WEBHOOK"),
    (["run"], {"telegram_token": "1:abcdef", "clock": "tomorrow"}, "SAPA_CLOCK"),
    (["run"], {"telegram_token": "1:abcdef", "office_timezone": "Mars/Base"}, "SAPA_OFFICE_TIMEZONE"),
    (["migrate"], {"database_url": "mysql://x/y"}, "SAPA_DATABASE_URL"),
    (["migrate"], {"database_url": "nonsense"}, "SAPA_DATABASE_URL"),
    (["migrate"], {"database_url": "sqlite:////no/such/folder/sapa.db"}, "SAPA_DATABASE_URL"),
    (["migrate"], {"database_url": "postgresql://nobody@127.0.0.1:1/none"}, "SAPA_DATABASE_URL"),
    (["export", "gossip"], {}, "registry"),
    (["export", "registry", "--format", "pdf"], {}, "csv and xlsx"),
    (["export", "registry", "--format", "csv", "-o", "x.xlsx"], {}, "contradicts"),
    (["export", "people", "-o", "x.pdf"], {}, "x.pdf must end in .csv or .xlsx"),
    (["export", "people", "--format", "csv", "-o", "x.txt"], {}, "x.txt must end in .csv or .xlsx"),
    (["export", "upward", "--quarter", "2099Q1"], {}, "2099Q1 has not begun yet"),
    (["export", "upward", "--quarter", "27Q1"], {}, "2027Q1"),
    (["export", "rat", "--quarter", "2027Q1"], {}, "upward only"),
    (["export", "registry", "--format", "xlsx"], {}, "-o FILE.xlsx"),
    (["export", "registry"], {}, "run `sapa migrate`"),
    (["import", "registry", "/no/such/list.xlsx"], {}, "list.xlsx"),
    (["restore", "/no/such/backup.tar.gz"], {}, "run `sapa migrate`"),
    (["staff", "add", "X", "--role", "king"], {}, "--role"),
]


@pytest.mark.parametrize(
    ("arguments", "settings", "says"), REFUSED, ids=[f"{' '.join(a)} {' '.join(s)}"[:60] for a, s, _ in REFUSED]
)
def test_what_the_user_can_mend_is_one_sentence(
    sapa, arguments: list[str], settings: dict[str, str], says: str
) -> None:
    if arguments[:2] == ["import", "registry"]:
        sapa("migrate")
    done = sapa(*arguments, **settings)
    assert done.returncode == 1, done.stdout + done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_taken_port_is_named(sapa) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = sapa("simulator", "--port", port)
    assert (done.returncode, f"port {port}" in done.stderr) == (1, True)


def test_help_answers_without_the_heavy_rooms() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "bot", "--help"],
        capture_output=True,
        text=True,
        check=True,
        timeout=30,
    )
    assert "Start with `sapa demo`" in " ".join(done.stdout.split())
    assert not any(heavy in done.stderr for heavy in ("aiogram", "sqlalchemy", "telegram.", "handlers"))
