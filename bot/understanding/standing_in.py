"""Whether somebody else comes instead: "diwakilkan", "yang datang bendahara", "saya utus bu Neni"."""

import re


def stands_in(words: str) -> bool:
    """Whether normalised words say that somebody else will come instead."""
    return _STAND_IN.search(words) is not None and not _SELF.search(words)


_COMES = r"(?:hadir|datang|ikut|berangkat|menghadiri|mengikuti|pergi|ke sana|ke sini|ke situ|gabung|bergabung)"
_OTHERS = (
    r"(?:(?:ibu|pak|bapak|bu) )?(?:wakil(?: ketua)?|ketua|sekretaris|bendahara|pengawas|manajer|anggota"
    r"|pengurus(?: lain)?"
    r"|staf|kasir|admin|operator|keponakan|kemenakan|kamanakan|kepala unit|utusan|delegasi|perwakilan|karyawan"
    r"|istri|suami|anak buah"
    r"|teman|kawan|adik"
    r"|anak|orang lain|yang lain)"
)
_STAND_IN = re.compile(
    r"\b(?:diwakil\w*|mewakilkan|wakilkan|diutus|utus|mengutus|digantikan|gantikan saya|yang ganti (?:saya|kami)"
    r"|menggantikan saya|pengganti\w*"
    r"|delegasikan|didelegasikan|wakil (?:saya|kami|saja))\b|\bperwakilan(?: saja| kami| dari kami)?\b(?! (?:apa"
    r"|siapa|rat))"
    rf"|\b(?:(?:di)?(?:limpahkan|alihkan)|(?:saya|kami|di|men)\s?(?:akan )?(?:serahkan|percayakan|pasrahkan"
    rf"|amanahkan|amanatkan|mandatkan|titipkan|wakilkan)) (?:saja )?(?:ke|kepada|pada|sama) (?:{_OTHERS}|(?:pak|bu"
    rf"|ibu|bapak) \w+)\b(?! keputusan)"
    rf"|\bbiar(?:kan)? (?:saja )?{_OTHERS} (?:saja|yang)\b"
    rf"|\b(?:kirim|suruh|minta|tugaskan|menugaskan|mengirim|kirimkan) (?:saja )?(?:\d+ )?{_OTHERS}\b"
    rf"|\bdiganti (?:oleh )?(?:{_OTHERS}|(?:pak|bu|ibu|bapak) \w+)\b"
    rf"|\b{_OTHERS}(?: saya| kami)?(?: saja)?(?: iya)? (?:yang |akan |nanti |saja |bisa |insya allah )+(?:{_COMES}"
    rf"|(?:me)?wakili)\b"
    rf"|\byang (?:akan |nanti |bisa )?(?:{_COMES}|mewakili)(?:nya)? (?:nanti |insya allah |adalah |itu )?{_OTHERS}\b"
    rf"|\byang (?:akan |nanti |bisa )?(?:{_COMES}|mewakili)(?:nya)? (?:nanti )?(?:pak|bapak|bu|ibu|bang|kak|uda"
    rf"|uni) \w+"
    rf"|\b(?:pak|bapak|bu|ibu|bang|kak|uda|uni) [a-z]+(?: (?!orang)[a-z]+)? (?:yang |saja yang |akan "
    rf"|nanti )+(?:{_COMES}|mewakili)\b"
    rf"|\b(?:{_OTHERS}|(?:pak|bapak|bu|ibu|bang|kak|uda|uni) \w+)(?: saya| kami)?"
    r" (?:(?:yang|sudah|akan|mau|siap|bersedia|bisa|jadi) )+(?:meng)?ganti(?:kan)?\b(?! (?:ketua|pengurus|nama|hari))"
    rf"|\byang lain (?:saja )?yang {_COMES}\b|\b(?:ada|cari) yang (?:me)?wakil\w*\b"
)
_SELF = re.compile(
    rf"(?:^|, )(?:nanti |biar )?(?:saya|kami)(?: akan| yang)? (?:{_COMES} )?(?:untuk |dan )?mewakili\b"
    rf"|\b(?:^mewakili\b|(?:saya|kami) (?:\w+ )?{_COMES} (?:untuk )?mewakili\b|^{_COMES} (?:untuk )?mewakili\b"
    r"|tidak (?:perlu |usah |bisa )?diwakil\w*|jangan diwakil\w*|apa(?:kah)? (?:boleh|bisa)\b|(?:sistem"
    r"|rat) perwakilan)"
)
