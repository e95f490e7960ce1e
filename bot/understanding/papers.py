"""The papers of a meeting as people name them: "BA sama absen sudah di kantor kemarin". Table: `domain` 1.5."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from bot.understanding.words import normalise

KINDS = {
    "minutes": r"ba(?!')|berita acara(?: rapat| rat)?|notulen|notulensi|notula|risalah",
    "attendance": r"absen|absensi|daftar (?:hadir|absen|kehadiran)|presensi|kehadiran peserta",
    "accountability": r"lpj|laporan pertanggung ?jawaban|buku (?:laporan|rat)|materi rat|neraca|laporan keuangan|phu"
    r"|laba rugi|laporan pengurus",
    "ods": r"ods|(?:form|formulir|isian) (?:ods|nik|nomor induk|profil)\w*|nomor induk koperasi|profil koperasi",
}
"""The office's four, in its order."""
REPORT = "rat_report"
"""The report of the meeting on paper, which is none of the four."""
_NAMED = {kind: re.compile(rf"\b(?:{said})(?:nya)?\b") for kind, said in KINDS.items()}
_PAPERS = {
    **KINDS,
    REPORT: r"laporan (?:hasil |pelaksanaan )?rat",
    "all": r"(?:semua\w* |seluruh |keempat )?(?:berkas|dokumen|lampiran)|semua|seluruh\w*|lengkap|keempat",
    "these": r"(?:ke)?(?:dua|tiga|empat)[ -](?:dua|tiga|empat)nya|(?:ke)?(?:2-)?2nya|ketiganya|keduanya",
    "rest": r"(?:yang |selain itu )?(?:lain|lainnya|sisanya|selebihnya)",
}
_SAID = {
    "coming": r"belum|(?:me)?nyusul|kurang|nanti|akan|mau|besok|lusa|masih|sedang|lagi|kecuali|selain|tinggal|proses"
    r"|tidak|bukan|tanpa|ditolak|direvisi|revisi|hilang|rusak|tolong|mohon|minta|contoh\w*|format\w*",
    "handed": r"(?:di|meny?|meng?|mem|ter|ku)?(?:antar|serah|kasih|kirim|titip|email|setor|kumpul|sampai|lampir|upload"
    r"|unggah|bawa|masuk|terima|beri|taruh|letak|share)(?:kan|in|an|i)?"
    r"|(?:di|ke|akan|sama|dengan) (?:kantor|dinas|diskop|meja|loket|petugas|satpam|(?:pak|bu|ibu|bapak) \w+)",
    "done": r"sudah|telah|lah|kemarin|tadi|lalu|barusan",
    "attached": r"(?:ter|di)lampir(?:kan)?"
    r"|(?:kami|bersama ini|berikut ini|dengan ini) (?:lampirkan|sampaikan|serahkan|kirimkan)",
    "ready": r"jadi|siap|ada|beres|selesai|rampung|komplit|aman|tersedia|ready|isi|mengisi|kelar|tuntas"
    r"|di ?(?:jilid|tanda ?tangani|teken|cetak|print|isi|buat|stempel|ttd|susun|ketik|sahkan)\w*",
    "too": r"juga",
}
"""What is said of papers."""
_FIRST = ("tinggal", "kecuali", "selain")
_PART = re.compile(
    r"\b(?:"
    + "|".join(rf"(?P<{name}>(?:{words})(?:nya)?\b)" for name, words in _PAPERS.items())
    + "".join(rf"|(?P<{name}>(?:{words})\b)" for name, words in sorted(_SAID.items()))
    + r")|(?P<end>[,;.]|\b(?:tapi|tetapi|cuma|hanya|sedangkan)\b)"
)
_ASKS = re.compile(r"\b(?:apakah|apa|kapan|bagaimana|cara\w*|berapa|di ?mana|ke ?mana|boleh|bisa|harus|perlu)\b|\?")
_CLAUSES = re.compile(r"[,;]| (?=(?:tapi|tetapi|kecuali|selain|cuma|hanya|sedangkan|tinggal)\b)")
_NAMES_PAPERS = re.compile(
    r"\b(?:ba(?!')|berita acara|absen\w*|daftar hadir|lpj|ods|isian|berkas|dokumen|notulen|neraca"
    r"|laporan pertanggungjawaban|laporan rat)(?:nya)?\b"
)
_APART = re.compile(
    rf"(\brat\b.{{0,80}}\d.{{0,160}}?)(?= {_NAMES_PAPERS.pattern[2:]} (?:menyusul|belum|nanti|besok|sudah|masih)\b)"
)
"""Papers at the end of a sentence without commas, of which more is said before."""
_GOES_ON = re.compile(r"\s*(?:tapi|tetapi|cuma|hanya|tinggal|sedangkan)\b")
_OF_RAT = re.compile(r"\b(?:rat|rapat)(?:nya)?\b")
_ONLY_THESE = re.compile(r"\b(?:yang|baru) ada(?: (?:di|sama|dengan|pada) \w+)? (?:cuma|hanya|baru)\b")
_HANDED = re.compile(rf"\b(?:{_SAID['handed']})\b")
_BOOKS = re.compile(r"\b(?:neraca|laporan keuangan|phu|laba rugi)(?:nya)?\b")
"""Ready, they are the books; handed in, they belong to what the officers account for."""
_AT_THE_MEETING = re.compile(r"\b(?:waktu|saat|pas|ketika|dalam) (?:acara )?rat\b")
_IDENTITY = re.compile(r"\b(?:ktp|e-?ktp|kk|kartu (?:keluarga|tanda penduduk|identitas)|identitas|nik)\b")
_NIK_KOPERASI = re.compile(
    r"\b(?:form|formulir|isian|sertifikat|nomor)? ?nik koperasi\b|\b(?:form|formulir|isian) nik\b"
    r"|\bidentitas koperasi\b"
)


@dataclass(slots=True)
class _Group:
    """Papers named together, and what is said of them."""

    papers: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)

    @property
    def state(self) -> str:
        """ "coming", "handed" in, "ready", or "" where nothing is said."""
        if "coming" in self.said:
            return "coming"
        if "attached" in self.said or {"handed", "done"} <= self.said:
            return "handed"
        return "ready" if self.said & {"ready", "done"} else ""


def read_kinds(text: str) -> tuple[str, ...]:
    """Which of the four a text names, in the office's order."""
    words = _words(text)
    return tuple(kind for kind, named in _NAMED.items() if named.search(words))


def said_to_be_in_the_office(text: str) -> tuple[str, ...]:
    """What of the four a text says has been handed in; "berkas" alone means all. Empty where it only asks or plans.

    What is still to come doesn't count ("absen menyusul"); "lainnya sudah" means all but that.
    """
    states = read_states(text)
    return tuple(kind for kind in KINDS if states.get(kind) == "handed")


def said_to_be_there(text: str) -> tuple[str, ...]:
    """What a text says is ready or handed in, the report of the meeting too if that is handed in."""
    states = read_states(text)
    ready = tuple(kind for kind in KINDS if states.get(kind) in ("ready", "handed"))
    return (*ready, REPORT) if states.get(REPORT) == "handed" else ready


def read_states(text: str) -> Mapping[str, str]:
    """How papers stand by what a text says: "handed" in, "ready", "coming". Empty where it asks."""
    words = _words(text)
    if _ASKS.search(words) or not _NAMES_PAPERS.search(words):
        return {}
    states: dict[str, str] = {}
    last = ""
    for group in _told(_BOOKS.sub("laporan pengurus", words) if _HANDED.search(words) else _BOOKS.sub(" ", words)):
        last = group.state or last
        named = [paper for paper in group.papers if paper in (*KINDS, REPORT)]
        if last:
            states |= dict.fromkeys([*named, *(states if "these" in group.papers else ())], last)
        if "rest" in group.papers or (not named and "all" in group.papers and group.state == "handed"):
            states |= {kind: last for kind in KINDS if kind not in states}
    return states


def _told(words: str) -> list[_Group]:
    """Papers with what is said of them. A new group begins behind a comma and where another paper follows.

    Of which nothing is said they are told of with the next ("BA, absen, lpj sudah"), but for the last or if "too";
    behind "semua beres" they are told of with that.
    """
    groups = [_Group()]
    for match in _PART.finditer(words):
        kind = match.lastgroup or ""
        is_paper = kind in _PAPERS
        if kind == "end" or match[0] in _FIRST or (is_paper and groups[-1].papers and groups[-1].said):
            groups.append(_Group())
        if is_paper:
            groups[-1].papers.append(kind)
        elif kind != "end":
            groups[-1].said.add(kind)
    found = [group for group in groups if group.papers]
    for led, group in pairwise(found):
        if led.papers[0] == "all" and "ready" in led.said and not group.said:
            group.papers, group.said = ["all", *group.papers], group.said | led.said
    for group, following in reversed([*pairwise(found)]):
        if not group.said:
            group.said |= following.said
    return found


def are_named(text: str) -> bool:
    """Whether a text speaks of papers at all."""
    return _NAMES_PAPERS.search(_words(text)) is not None


def without(words: str) -> str:
    """Normalised words without the clauses that speak of papers."""
    kept: list[str] = []
    is_of_papers = False
    for part in _CLAUSES.split(_APART.sub(r"\1 , ", words)):
        goes_on = is_of_papers and _GOES_ON.match(part) and not _OF_RAT.search(part)
        is_of_papers = bool(goes_on or (_NAMES_PAPERS.search(part) and not _AT_THE_MEETING.search(part)))
        if not is_of_papers:
            kept.append(part)
    return " , ".join(kept)


def is_identity(text: str) -> bool:
    """Whether a caption or file name says that this is somebody's identity card, which we don't want.

    NIK Koperasi is the cooperative's number and no secret; NIK alone is a citizen's.
    """
    words = _words(text)
    return _IDENTITY.search(_NIK_KOPERASI.sub(" ", words)) is not None


def _words(text: str) -> str:
    words = re.sub(r"\bakan (?=kantor|dinas)", "ke ", re.sub(r"[._-]+", " ", normalise(text)))
    return _ONLY_THESE.sub(" sudah ada ", words)
