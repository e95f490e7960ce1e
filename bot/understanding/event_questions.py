"""What people ask about an event we invited to, each kind with the words that tell it."""

import re

ABOUT = {
    "delegate": re.compile(
        r"\b(?:diwakil|wakil)\w*\b.{0,16}\b(?:boleh|bisa)\b|\b(?:boleh|bisa|dapat)\b.{0,16}\b(?:diwakil\w*|digantikan"
        r"|utus\w*"
        r"|perwakilan|orang lain|kirim (?:anggota"
        r"|orang|staf|karyawan|perwakilan|yang lain)|pengganti"
        r"|wakil\w*)\b"
    ),
    "other_time": re.compile(
        r"\b(?:jadwal|hari|tanggal|waktu|gelombang|sesi|angkatan|batch) (?:ke |\d|lain|berikut\w*|kedua|selanjutnya)\b"
        r"|\b(?:berikut\w*|selanjutnya|mendatang)\b|\bjadwal (?:di )?(?:hari )?(?:senin|selasa|rabu|kamis|jumat|sabtu"
        r"|minggu)\b|\bsesi (?:pagi|siang|sore)\b|\bselain (?:hari )?(?:itu|senin"
        r"|selasa|rabu|kamis|jumat|sabtu|minggu|tanggal)\b|\b(?:tidak bisa|bisa) (?:hari lain|diundur"
        r"|diganti harinya)\b|\bkapan (?:ada )?lagi\b|\bada lagi (?:tidak|kapan)\b|\b(?:senin|selasa|rabu|kamis"
        r"|jumat|sabtu|minggu|hari lain|besok|minggu depan)(?: saja)? bagaimana\b"
        r"|\bbagaimana kalau (?:hari )?(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok)\b"
    ),
    "certificate": re.compile(r"\b(?:sertifikat|piagam|sertipikat)\w*\b"),
    "mode": re.compile(
        r"\b(?:online|offline|zoom|daring|luring|gmeet|virtual|hybrid|tatap muka|streaming|youtube|link)(?:nya)?\b"
    ),
    "cost": re.compile(
        r"\b(?:kontribusi\w*|iuran\w*|ditanggung|biaya\w*|bayar\w*|gratis|berbayar|uang (?:transport|saku|jalan|makan"
        r"|duduk|lelah)|transport\w*|ongkos"
        r"|dipungut|spj|sppd|konsumsi"
        r"|makan(?: siang)?|snack|penginapan|akomodasi|amplop|honor)\b"
    ),
    "duration": re.compile(
        r"\bberapa (?:hari|lama)\b(?! lagi)|\bsampai (?:sore|siang|malam|hari|kapan|tanggal)\b|\b(?:satu|1|dua|2"
        r"|se) ?hari (?:saja"
        r"|penuh|full)\b"
        r"|\b\d hari\b(?! lagi)|\bsehari(?:an| penuh)?\b|\bmenginap\b|\blamanya\b|\bberapa jam\b(?! lagi)"
    ),
    "guests": re.compile(
        r"\b(?:pengurus|anggota|bendahara|sekretaris|pengawas|karyawan|staf|istri|suami)\w* (?:semua |juga "
        r"|lain )*(?:boleh|bisa|diundang)\b|\b(?:boleh|bisa|dapat|apakah)\b.{0,16}\b(?:bawa|ajak|membawa|mengajak"
        r"|tambah|nambah|menambah|lebih dari"
        r"|berdua|bertiga"
        r"|\d orang|kirim \d|ikut semua|semua)\b"
        r"|\b(?:ber(?:dua|tiga|empat|lima|enam|tujuh)|\d+ orang) (?:\w+ ){0,2}(?:boleh|bisa)\b|\b(?:bawa"
        r"|ajak) (?:anggota|teman|orang|istri|suami|siapa|anak)\w*\b|(?<!kuota )(?<!kuotanya )\b(?:berapa"
        r"|untuk berapa) (?:orang"
        r"|peserta|utusan)\b"
        r"|\b(?:boleh|bisa) (?:\d+|lebih|dua)\b|\bsiapa (?:saja )?yang (?:boleh|harus|wajib|diundang|hadir)\b"
        r"|\bharus (?:ketua|bendahara|sekretaris|pengurus)\b"
    ),
    "speaker": re.compile(
        r"\b(?:nara? ?sumber|narsum|pemateri|pembicara|pengisi(?: acara)?|instruktur|pelatih)(?:nya)?\b"
        r"|\b(?:siapa yang (?:mengisi|membawakan|menyampaikan|melatih|isi)|yang (?:mengisi|isi|membawakan"
        r"|menyampaikan|mengajar|ngajar|melatih|bicara)(?: acara\w*| materi\w*)? siapa)\b|\bsiapa yang (?:mengisi"
        r"|melatih|mengajar"
        r"|isi|ngajar|mengajar)\b"
    ),
    "bring": re.compile(
        r"\b(?:dibawa|disiapkan|persyaratan\w*|syarat\w*|pakaian\w*|baju\w*|dress ?code|dresscode|seragam|laptop)\b"
        r"|\b(?:bawa|membawa|siapkan|pakai) \w+|\bperlu bawa\b"
    ),
    "seats": re.compile(
        r"\b(?:penuh|full|kuota\w*|kursi|slot)\b|\bmasih (?:bisa|ada|buka|boleh|muat)\b|\b(?:masih|ada) tempat\b"
        r"|\b(?:daftar\w*|mendaftar\w*) (?:di mana|ke mana|bagaimana|lewat mana)\b|\bbisa daftar\b"
    ),
    "register": re.compile(r"\b(?:bagaimana|cara|di mana|lewat mana|ke mana)\b.{0,16}\b(?:daftar|mendaftar|ikut)\w*"),
    "time": re.compile(
        r"\b(?:pagi|siang|sore|malam) atau (?:pagi|siang|sore|malam)\b|\b(?:jam|pukul)(?:nya)? ?(?:\w+ )?(?:berapa)\b"
        r"|\bmulai(?:nya)? (?:jam|pukul|kapan)\b|\b(?:jam|pukul) \d+\b"
    ),
    "day": re.compile(
        r"\b(?:tanggal|hari)(?:nya)? (?:berapa|apa)\b|\bkapan\w*\b|\b\d{1,2} (?:januari|februari|maret|april|mei|juni"
        r"|juli|agustus|september"
        r"|oktober|november|desember|jan|feb|mar|apr|jun|jul|agu|agt|sep|okt|nov|des)\b|\b(?:senin|selasa|rabu|kamis"
        r"|jumat|sabtu|minggu|besok)\b|\bjadwal\w*\b"
    ),
    "place": re.compile(
        r"\b(?:di|ke) ?mana\b|\b(?:tempat|lokasi|alamat|gedung|hotel|ruang\w*|aula)(?:nya)?\b|\b(?:share ?lo[ck]\w*"
        r"|ser ?lok\w*|titik)\b"
        r"|\bmaps?(?:nya)?\b|\b(?:parkir\w*|dekat mana|sebelah mana)\b"
    ),
    "topic": re.compile(
        r"\b(?:materi|tema|topik|isi|agenda|bahasan)(?:nya)?\b|\b(?:acara|pelatihan|bimtek|sosialisasi"
        r"|kegiatan)(?:nya)? (?:tentang )?apa\b|\b(?:tentang|soal|mengenai|perihal) apa\b|\b(?:pelatihan|bimtek"
        r"|sosialisasi|workshop|seminar)(?:nya)? \w+ (?:iya|kan)\b|\b(?:mem|di)?bahas(?:nya)? (?:soal |tentang )?apa\b"
        r"|\bacara(?:nya)? apa\b|\b(?:mem|di)?bahas\b|\b(?:di)?ajar(?:i|kan|in)\b|\b(?:mem|di)?pelajari\b|\bbelajar\b"
    ),
}
"""Names as the conversations know them; the first that fits."""
