"""Several messages of ours wait for an answer: a label typed is for the one that has it, a bare yes may be for any."""

import re
from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.words import is_button, strip_politeness
from db import prompts

LONGEST = 40
"""Characters of what may be a label, or a bare yes."""
YES = {
    "event.answer=yes": "router.yes_event",
    "event.all=yes": "router.yes_event",
    "offered.answer=yes": "router.yes_offered",
    "unvisited.act=propose": "router.yes_unvisited",
    "appointment.then=drop": "router.yes_appointment",
    "leave.sure=yes": "router.yes_leave",
    "renumber.answer=yes": "router.yes_renumber",
    "neighbour.alive=here": "router.yes_neighbour",
    "season.act=held": "season.act=held",
    "season.act=date": "season.act=date",
}
"""Buttons that a yes stands for where they are the first below a question, and what each is called beside others."""
_THE_ONE = r"(?:iya |untuk |yang |soal |itu )*(?:{})(?:nya)?(?: itu| saja| dulu)*"
NAMED = {
    "event": re.compile(_THE_ONE.format("undangan|acara|kegiatan|pelatihan|bimtek|sosialisasi|klinik|hadir")),
    **dict.fromkeys(("offered", "unvisited", "appointment"), re.compile(_THE_ONE.format("kunjungan|dikunjungi|visit"))),
    "leave": re.compile(_THE_ONE.format("pengurus|kepengurusan|jabatan")),
    "renumber": re.compile(_THE_ONE.format("nomor|nomor baru|hp")),
    "neighbour": re.compile(_THE_ONE.format("koperasi|koperasi itu")),
    "season": re.compile(_THE_ONE.format("rat|laporan|laporan rat|rapat")),
}
"""How people name what such a question is about."""
NTH = tuple(re.compile(_THE_ONE.format(each)) for each in ("pertama|ke ?1|atas", "kedua|ke ?2", "ketiga|ke ?3"))
ALL_OF_THEM = re.compile(_THE_ONE.format("(?:ke)?dua[- ]dua|keduanya|semua|ketiganya|2[- ]2"))
REFUSES = re.compile(r"(?:(?:tidak|bukan|batal|belum|nanti|dulu|saja|jadi|usah|ada|semua(?:nya)?|keduanya)(?: |$))+")
BARE = re.compile(r"(?:(?:iya|betul|benar|sudah|setuju|oke|siap|baik|bisa|boleh|bersedia|mau|saya|saja)(?: |$))+")


async def shown(turn: Turn) -> list[list[Choice]]:
    """The buttons of every message that waits, last delivered first; none where the words are longer than a label."""
    if turn.staff is not None or len(turn.incoming.text) > LONGEST:
        return []
    return await prompts.waiting(turn.session, turn.incoming.sender)


def labelled(waiting: Sequence[Sequence[Choice]], turn: Turn) -> str | None:
    """The button whose label these words are, below a message that newer ones have pushed up."""
    ways = (each for above in waiting[1:] for each in above if ".!" not in each.id)
    return next((each.id for each in ways if is_button(turn.incoming.text, 0, each.label)), None)


def which(waiting: Sequence[Sequence[Choice]], turn: Turn) -> Sequence[Say] | None:
    """A bare yes that the last message takes, and another one too: which is meant?"""
    if not waiting or not BARE.fullmatch(strip_politeness(turn.incoming.text)):
        return None
    taking = [above for above in waiting if kind(above[0]) in YES]
    ways = {each.id.partition(".")[0]: each for above in reversed(taking) for each in above if kind(each) in YES}
    if len(ways) < 2 or waiting[0] not in taking:
        return None
    choices = [Choice(each.id, texts.words(YES[kind(each)], turn.language)) for each in ways.values()]
    return [Say("router.which_answer", {}, tuple(choices))]


def left_open(choices: Sequence[Choice], turn: Turn) -> Sequence[Say] | None:
    """ "Tidak", "nanti dulu" to the question of `which`: a no says even less which of them is meant, so none is."""
    is_no = REFUSES.fullmatch(strip_politeness(turn.incoming.text)) is not None
    return [Say("router.none_answered")] if is_no and _is_which(choices) else None


def _is_which(choices: Sequence[Choice]) -> bool:
    """Whether these are the answers offered by `which`."""
    return len(choices) > 1 and all(kind(each) in YES for each in choices)


def picked(choices: Sequence[Choice], turn: Turn) -> list[str]:
    """Which of the answers offered by `which` are meant: "yang undangan", "yg pertama", "dua-duanya"; else none."""
    if not _is_which(choices):
        return []
    words = strip_politeness(turn.incoming.text)
    if ALL_OF_THEM.fullmatch(words):
        return [each.id for each in choices]
    if placed := [each.id for each, said in zip(choices, NTH, strict=False) if said.fullmatch(words)]:
        return placed
    named = [each.id for each in choices if NAMED[kind(each).partition(".")[0]].fullmatch(words)]
    return named if len(named) == 1 else []


def kind(choice: Choice) -> str:
    """A button without its subject: `event.answer=yes`."""
    group, _, rest = choice.id.partition(".")
    return f"{group}.{rest.partition('.')[2]}"
