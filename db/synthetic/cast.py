"""The people of the demo whose phones can be picked up, and their cooperatives."""

from dataclasses import dataclass

PHONE = "+628120000{:04d}"
HOME = "Binawidya"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody whose phone the simulator offers. `role`: manager, stranger, or a staff role."""

    name: str
    phone: str
    role: str
    note: str
    staff_id: int | None = None


CHAIR = Persona("Rahmat Darwis", PHONE.format(1), "manager", "Ketua KSU Tunas Bertuah, lama tidak dikunjungi")
BOOKKEEPER = Persona("Sri Utami", PHONE.format(2), "manager", "Bendahara tiga koperasi")
NEWCOMER = Persona(
    "Desi Marlina", PHONE.format(3), "manager", "Ketua Koperasi Wanita Mekar Madani, belum pernah dikunjungi"
)
STRANGER = Persona("Joko Permana", PHONE.format(99), "stranger", "Tidak ada di daftar dinas")
OFFICE = (
    Persona("Nurhayati", PHONE.format(11), "admin", "Admin layanan"),
    Persona("Syafrizal", PHONE.format(12), "head", "Pimpinan: mengumumkan dan membaca laporan"),
    Persona("Yandri", PHONE.format(13), "field_officer", f"Petugas lapangan {HOME}"),
)
CAST = (
    ("KSU Tunas Bertuah", HOME, "Delima", "overdue", (("ketua", CHAIR), ("bendahara", None))),
    ("Koperasi Karyawan Sinar Lancang", HOME, "Tobek Godang", "recent", (("ketua", None), ("bendahara", BOOKKEEPER))),
    ("KSP Berkah Serumpun", "Tuah Madani", "Tuah Karya", "unknown", (("ketua", None), ("bendahara", BOOKKEEPER))),
    ("KPRI Guna Kencana", "Sail", "Sukamaju", "overdue", (("bendahara", BOOKKEEPER),)),
    ("Koperasi Wanita Mekar Madani", HOME, "Simpang Baru", "never", (("ketua", NEWCOMER),)),
)
