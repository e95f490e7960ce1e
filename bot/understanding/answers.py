"""Yes, no, not yet, perhaps, thanks, somebody else: the class of a short answer. "belum" is never "tidak"."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from bot.understanding import asking, clauses, courtesies, likely
from bot.understanding.standing_in import stands_in
from bot.understanding.values import Read
from bot.understanding.words import plain, strip_politeness


class Answer(StrEnum):
    """What a short answer means."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"
    TENTATIVE = "tentative"
    THANKS = "thanks"
    POLITE_NO = "polite_no"
    DELEGATE = "delegate"


class Asked(StrEnum):
    """What an answer is to, for the same words mean different things.

    HELD whether a meeting was held · RIGHT whether something noted is right · AGREE to a proposal · MORE to be added ·
    COME to something · LEAVE what was begun
    """

    HELD = "held"
    RIGHT = "right"
    AGREE = "agree"
    MORE = "more"
    COME = "come"
    LEAVE = "leave"
    NOTHING = "nothing"
    UNKNOWN = "unknown"


def read_answer(text: str, asked: Asked = Asked.UNKNOWN) -> Answer | None:
    """The answer in a text; None for a question, for data alone and for what can't be told for sure."""
    read = read_doubting(text, asked)
    return read.value if read is not None and read.precision == "exact" else None


def read_doubting(text: str, asked: Asked) -> Read[Answer] | None:
    """The answer in a text, "doubtful" where they say themselves that they don't know for sure."""
    if courtesies.is_courtesy(text):
        return None
    ruled, is_open = _by_rules(text, asked)
    if asked not in LEARNED or is_open or (ruled is not None and ruled.precision == "doubtful"):
        return ruled
    votes = likely.likely("answers", text, LEARNED[asked])
    if not votes:
        return ruled
    name = likely.NOTHING if ruled is None else ruled.value
    votes[name] = votes.get(name, 0.0) + (VOTE if ruled else NO_VOTE)
    first, second, *_ = sorted(votes, key=lambda each: -votes[each])
    if votes[first] - votes[second] < LEAD:
        return ruled
    if asked in BINDING and name != first and (first == Answer.YES or " " not in strip_politeness(text)):
        return ruled
    return Read(_politely(Answer(first), text)) if first != likely.NOTHING else None


LEARNED = {asked: asked.value for asked in (Asked.HELD, Asked.RIGHT, Asked.AGREE, Asked.MORE, Asked.COME)}
LEARNED |= {Asked.NOTHING: "none"}
"""The questions whose answers stand in the tables of utterances, by what the tables call them."""
BINDING = (Asked.RIGHT, Asked.AGREE)
"""What sends something or binds somebody: only the rules tell a yes to it, and what a single word says."""
VOTE, NO_VOTE, LEAD = 0.4, 0.15, 0.2
"""Of 1 shared by all answers: what the rules add to theirs and to none, and by how much the first must lead."""


def _by_rules(text: str, asked: Asked) -> tuple[Read[Answer] | None, bool]:
    """The answer that the table's rules find, and whether they say that it can't be told."""
    parts = [part for part in clauses.split(text)[:MOST_PARTS] if not asking.is_asking(part)]
    if not parts:
        return None, True
    said = [(part, words) for part in parts if (words := strip_politeness(part.replace("🙏", " ")) or _left(part))]
    if asked in (Asked.COME, Asked.UNKNOWN) and any(stands_in(part) for part, _ in said):
        return Read(Answer.DELEGATE), False
    found: list[tuple[str, Answer]] = []
    sure = True
    for _, each in said:
        words = _GLUED.sub(r"\1 lah", each)
        words = words if asked in _HEDGES_COUNT else _HEDGE.sub("", words)
        rule = _rule(_LEAD.sub("", words), asked)
        is_hedged = len(words) < len(each) and (asked is not Asked.HELD or _SAID_SO.search(words) is not None)
        sure &= not is_hedged and not (rule is not None and rule.doubtful)
        if rule is None or rule.answer == ASIDE:
            continue
        if rule.answer is None:
            return (Read(found[0][1], "doubtful") if found and not sure else None), True
        found.append((words, Answer(rule.answer)))
    answer = _together(found, asked)
    if answer is None:
        return None, bool(found)
    sure |= answer is Answer.NO and asked in (Asked.AGREE, Asked.MORE)
    return Read(_politely(answer, text), "exact" if sure else "doubtful"), False


def _politely(answer: Answer, text: str) -> Answer:
    """A no with an excuse is a polite one."""
    return Answer.POLITE_NO if answer is Answer.NO and _EXCUSE.search(plain(text)) else answer


MOST_PARTS = 20
"""Parts of a message that are looked at: nobody needs more for a short answer."""
_SAID_SO = re.compile(r"\b(?:sudah|belum|tidak|selesai)\b")
_GLUED = re.compile(r"\b(boleh|iya|oke|silakan|baik|jangan|usah|benar|betul|cukup|sudah|gas|jadi)la?h?\b(?<=la|ah)")
_HEDGES_COUNT = (Asked.COME, Asked.NOTHING, Asked.UNKNOWN)
_HEDGE = re.compile(
    r"^(?:iya |oh |kalau )*(?:kayaknya(?: sih)?|sepertinya(?: sih)?|katanya(?: sih)?|kabarnya|kata (?:orang|teman"
    r"|ketua|bendahara"
    r"|sekretaris|pengurus)(?: sih)?|mungkin|rasanya|kira kira|(?:kalau )?tidak salah|setahu saya"
    r"|saya rasa"
    r"|seingat saya"
    r"|insya allah(?= (?:sudah|benar|betul|sesuai))) "
)


ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class _Rule:
    """Which answer a part of a message gives; see `answers.toml`."""

    asked: frozenset[str]
    answer: str | None
    doubtful: bool
    whole: frozenset[str]
    phrases: re.Pattern[str] | None
    only: frozenset[str]
    beside: frozenset[str]
    unless: re.Pattern[str] | None

    def fits(self, words: str) -> bool:
        """Whether the rule speaks of a part."""
        if words in self.whole:
            return True
        said = set(words.split())
        if self.only and said <= self.only | self.beside and said & self.only:
            return True
        if self.phrases is None or not self.phrases.search(words):
            return False
        return self.unless is None or not self.unless.search(words)


def _rule(words: str, asked: Asked) -> _Rule | None:
    return next((rule for rule in _rules(asked) if rule.fits(words)), None)


@cache
def _rules(asked: Asked) -> tuple[_Rule, ...]:
    return tuple(rule for rule in _table() if not rule.asked or asked.value in rule.asked)


@cache
def _table() -> tuple[_Rule, ...]:
    with Path(__file__).with_name("answers.toml").open("rb") as file:
        table = tomllib.load(file)
    classes = {name: "".join(line.strip() for line in words.splitlines()) for name, words in table["words"].items()}
    beside = frozenset(table["words"]["beside"].split())
    return tuple(_compiled(row, classes, beside) for row in table["rules"])


def _compiled(row: dict[str, Any], classes: dict[str, str], beside: frozenset[str]) -> _Rule:
    return _Rule(
        frozenset(row.get("asked", "").split()),
        row.get("answer"),
        row.get("doubtful", False),
        frozenset(row.get("whole", ())),
        _any_of(row.get("phrases", ()), classes),
        frozenset(row.get("only", "").split()),
        beside,
        _any_of(row.get("unless", ()), classes),
    )


def _any_of(phrases: Sequence[str], classes: dict[str, str]) -> re.Pattern[str] | None:
    """One pattern for them all, each of whole words; a class may name another one."""
    joined = _HYPHEN.sub("[ -]", "|".join(phrases))
    while (filled := _CLASS.sub(lambda match: f"(?:{classes[match[1]]})", joined)) != joined:
        joined = _HYPHEN.sub("[ -]", filled)
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None


_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z]{2})")
_CLASS = re.compile(r"<(\w+)>")
_EXCUSE = re.compile(
    r"\bmohon (?:maaf|izin)\b|^(?:punten|permisi|(?:mohon |mintak? |nyuwun )?maaf|ampun|(?:mohon )?izin|sayang"
    r"|mohon (?:maklum|pengertian))\b"
)


def _left(part: str) -> str:
    """What a part of nothing but greetings may say all the same."""
    return next((word for word in ("🙏", "alhamdulillah") if word in part), "")


def _together(found: list[tuple[str, Answer]], asked: Asked) -> Answer | None:
    """What the parts say together; None where they contradict each other."""
    said = [(words, answer) for words, answer in found if answer is not Answer.THANKS]
    if len(said) > 1:
        said = [each for each in said if not _APOLOGY.fullmatch(each[0])] or said[:1]
    answers = {answer for _, answer in said}
    if len(answers) < 2:
        return said[0][1] if said else Answer.THANKS if found else None
    refused = bool(answers & {Answer.NO, Answer.POLITE_NO})
    if refused and answers <= {Answer.NO, Answer.POLITE_NO, Answer.TENTATIVE}:
        return Answer.POLITE_NO
    if _MYSELF.search(said[-1][0]) and said[-1][1] is Answer.YES:
        return Answer.YES
    if _OBJECTION.match(said[-1][0]) and " jangan " in said[-1][0] and asked is Asked.AGREE:
        return None  # agreed on a condition
    if _OBJECTION.match(said[-1][0]) and said[-1][1] is not Answer.NOT_YET:
        return said[-1][1]
    if answers == {Answer.YES, Answer.TENTATIVE}:
        return Answer.TENTATIVE
    if answers == {Answer.TENTATIVE, Answer.NOT_YET}:
        return Answer.NOT_YET if asked is Asked.HELD else Answer.TENTATIVE
    if refused and Answer.YES not in answers:
        return said[0][1]
    return _after_a_yes(said)


_MYSELF = re.compile(r"\b(?:saya|kami) (?:saja )?yang\b")
_APOLOGY = re.compile(r"(?:mohon )?(?:maaf|izin)(?: banget| sekali)?|punten")
_LEAD = re.compile(
    r"^(?:(?:tapi|tetapi|namun|coba|wah|waduh|aduh|oh|ooh|eh|hmm|nah|ternyata|rupanya|jadinya|kalau begitu|okelah) )+"
)
_OBJECTION = re.compile(r"(?:tapi|tetapi|namun) ")


def _after_a_yes(said: Sequence[tuple[str, Answer]]) -> Answer | None:
    """ "iya, belum" says no to nothing: a mere "iya" opens a sentence; "sudah, laporannya menyusul" has happened."""
    rest = [(words, answer) for words, answer in said if not _OPENING.fullmatch(words)]
    if len({answer for _, answer in rest}) == 1 and not (rest[0][1] is Answer.NO and len(rest[0][0].split()) == 1):
        return rest[0][1]
    if said[0][1] is Answer.YES and all(
        answer is Answer.YES or (answer is Answer.NOT_YET and _PAPERS.search(words)) for words, answer in said
    ):
        return Answer.YES
    return None


_OPENING = re.compile(r"(?:iya|oke|baik|siap|betul|benar)(?: (?:iya|oke|baik|siap))*")
_PAPERS = re.compile(
    r"\b(?:laporan|lapor|melapor|lpj|berkas|neraca|dokumen|notulen|notula|berita acara|absen|daftar hadir|bukti|buku"
    r"|file|surat|foto"
    r"|menyusul|tinggal|keuangan|pembukuan)(?:nya)?\b"
)
