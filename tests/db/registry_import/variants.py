"""How offices call their columns, and how they spell what stands in them."""

from collections.abc import Mapping, Sequence
from datetime import date

Fact = str | int | date | None

HEADERS: Mapping[str, Sequence[str]] = {
    "name": (
        "Nama Koperasi", "NAMA KOPERASI", "Koperasi", "nama", "namaKoperasi", "nm_koperasi", "nama_kop",
        "NAMA USAHA/KOPERASI", "nama_koperasi",
    ),
    "nik": (
        "NIK", "NIK KOPERASI", "Nomor Induk Koperasi", "Nomor Induk Koperasi (NIK)", "nikKoperasi", "nik_koperasi",
        "no_koperasi", "Kode Koperasi",
    ),
    "legal_number": (
        "No. Badan Hukum", "NO BADAN HUKUM", "Nomor Badan Hukum", "NOMOR BADAN HUKUM", "Nomor Badan Hukum Pendirian",
        "no_badan_hukum", "badan_hukum", "nomorBadanHukum", "peng_badan_hukum_no", "No. BH", "BH", "SK AHU", "sk_ahu",
        "Nomor SK", "Nomor BH Pendirian",
    ),
    "founded_on": (
        "Tgl. Badan Hukum", "Tanggal Badan Hukum", "Tanggal Badan Hukum Pendirian", "tgl_badan_hukum",
        "tanggal_badan_hukum", "Tanggal Berdiri", "tanggal_berdiri", "Tanggal BH",
    ),
    "founded_year": ("Tahun Berdiri", "tahunBerdiri"),
    "amendment_number": (
        "Nomor Perubahan Anggaran Dasar (Terbaru)", "nmr_pad", "No. Akta Perubahan PAD", "nomorPerubahan_terbaru",
        "Nomor PAD",
    ),
    "amendment_on": ("Tanggal Perubahan Anggaran Dasar (Terbaru)", "tgl_pad", "Tgl. PAD", "Tanggal PAD"),
    "rat": ("Tanggal RAT Terakhir", "Tgl RAT", "TANGGAL RAT", "tgl_rat", "tglRAT_terkahir"),
    "address": ("Alamat", "ALAMAT KOPERASI", "alamatKoperasi", "alamat_lengkap", "Tempat Kedudukan"),
    "village": (
        "Kelurahan", "Kelurahan/Desa", "Kelurahan / Desa", "Desa/Kel", "KELURAHAN KOPERASI",
    ),
    "district": ("Kecamatan", "KECAMATAN KOPERASI", "Kec."),
    "form": ("Bentuk Koperasi", "BENTUK KOPERASI", "TIPE KOPERASI", "bentuk_koperasi", "benkop", "Bentuk"),
    "kind": ("Jenis Koperasi", "JENIS KOPERASI", "jenis", "jenkop"),
    "group_name": ("Kelompok Koperasi", "KELOMPOK KOPERASI", "kelkop", "Kelompok"),
    "sector": ("Sektor Usaha", "SEKTOR USAHA KOPERASI", "Bidang Usaha", "KBLI"),
    "pattern": ("Pola", "Pola Pengelolaan", "pola_pengelolaan", "Konvensional/Syariah"),
    "scale": ("SKALA USAHA KOPERASI",),
    "activity": ("Status", "Status Aktif", "Status Koperasi", "statusAktif", "Aktif/Tidak Aktif", "Ket.", "Keterangan"),
    "certificate": ("Status NIK", "statusNIK"),
    "certificate_until": ("Tanggal Berlaku Sertifikat", "tglBerlaku_sertifikat"),
    "grade": ("Status Grade", "Grade"),
    "ketua": ("Ketua", "Nama Ketua", "namaKetua"),
    "sekretaris": ("Sekretaris", "Nama Sekretaris", "sekertaris"),
    "bendahara": ("Bendahara",),
    "ketua phone": ("No. Telp", "Telpon", "no_telepon", "NO. TELP", "No. HP", "No Kontak/HP", "no_hp_ketua", "WA"),
    "members_men": (
        "Jumlah Anggota Pria", "JUMLAH ANGGOTA LAKI-LAKI", "jml_anggota_l", "jmlAnggota_pria", "Anggota Pria",
    ),
    "members_women": (
        "Jumlah Anggota Wanita", "JUMLAH ANGGOTA PEREMPUAN", "jml_anggota_p", "jmlAnggota_wanita", "Anggota Wanita",
    ),
    "candidates": ("JUMLAH CALON ANGGOTA",),
    "own_capital": (
        "Modal Sendiri", "MODAL USAHA KOPERASI (MODAL SENDIRI)", "modal_sendiri", "Modal Sendiri (Rp)",
    ),
    "outside_capital": ("Modal Luar", "MODAL HUTANG KOPERASI", "modal_luar", "Modal Pinjaman"),
    "assets": ("Aset", "Asset", "Total Aset", "Jumlah Aset"),
    "turnover": ("Volume Usaha", "OMZET KOPERASI", "Omset", "volume_usaha"),
    "surplus": ("SHU", "Sisa Hasil Usaha", "SHU KOPERASI TAHUN BERJALAN/31 DESEMBER", "sisa_hasil_usaha"),
    "business_number": ("NIB KOPERASI",),
    "savings_licence": ("Izin Usaha Simpan Pinjam",),
    "tax_number": ("NPWP",),
}  # fmt: skip
"""The variants that were seen in applications and exports of offices."""

SPELLINGS: Mapping[str, Mapping[Fact, Sequence[str]]] = {
    "form": {
        "primer": ("Primer", "PRIMER", "Primer Kabupaten/Kota", "Primer Provinsi", "Primer Nasional"),
        "sekunder": ("Sekunder", "Sekunder Kabupaten/Kota"),
    },
    "kind": {
        "konsumen": ("Konsumen", "KONSUMEN", "Konsumsi"),
        "produsen": ("Produsen", "Produksi"),
        "jasa": ("Jasa", "JASA"),
        "pemasaran": ("Pemasaran",),
        "simpan pinjam": ("Simpan Pinjam", "KSP", "S.Pinjam", "simpan-pinjam", "USP"),
    },
    "activity": {
        "aktif": ("AKTIF", "Aktif", "aktif"),
        "tidak aktif": ("TIDAK AKTIF", "Tidak Aktif", "Non Aktif"),
        "beku": ("Beku",),
        "dalam proses pembubaran": ("Pembubaran",),
        "bubar": ("Bubar",),
    },
    "pattern": {"konvensional": ("Konvensional", "KONVENSIONAL"), "syariah": ("Syariah", "syariah")},
    "scale": {each: (each, each.upper(), each.title()) for each in ("mikro", "kecil", "menengah", "besar")},
    "certificate": {
        "aktif": ("Sertifikat - Aktif",), "kedaluwarsa": ("Sertifikat - Expired",), "belum": ("Belum Bersertifikat",),
    },
}  # fmt: skip
