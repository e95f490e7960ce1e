"""Whatever people type and press, a form keeps its promises."""

import json

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot import texts
from bot.forms import Log, ask, log_from_json, log_to_json
from bot.forms.form import EDIT, LEAVING, position
from bot.messages import Incoming
from tests.forms.toy import FORM, RUN, UNLUCKY, Desk, message, now, take

WORDS = [
    *("1", "2", "3", "12", str(UNLUCKY), "±40", "ksu maju", "Sudah", "belum ada rencana", "anggota 120, hadir 75"),
    *("hadir ±30", "anggota 13", "kembali", "lewati", "batal", "ubah", "benar", "kirim", "ulang", "skip", "go back"),
    *("ya", "tidak", "belum", "jumlah anggota", "pelaksanaan", "", " ", "/start", "مرحبا", "👍", "🙏", "²", "x" * 4096),
    "2027-02-12",
]
IDS = [
    *("", "x", "rat", "rat.k3f", "rat.k3f.", "rat.k3f.!", "rat.k3f.!!", "rat.k3f.!edit~²", "rat.k3f.!edit~99"),
    *("rat.k3f.!reopen~nobody", "rat.k3f.!send~000000", "rat.k3f.!yes~held", "rat.k3f.held=maybe", "a.b.c=d"),
    *("rat.k3f.!leave", "rat.k3f.!stay", "rat.k3f.!resume", "rat.k3f.!back", "rat.k3f.cooperative=7"),
]

GOOD = {"cooperative": "KSU Maju", "held": "held=yes", "reason_text": "sibuk", "held_on": "lewati", "reason": "-"}


class Filling(RuleBasedStateMachine):
    """One person filling in one form."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.log: Log = ()
        self.seen: list[str] = [each.id for say in now(ask(FORM, self.desk, RUN, ())) for each in say.choices]

    def take(self, incoming: Incoming) -> None:
        before, count = position(FORM, self.log), len(self.desk.finished)
        result = take(self.log, incoming, desk=self.desk)
        assert result.says
        for language in texts.LANGUAGES:  # everything said can be written down
            outgoing = texts.render(result.says, language)
            assert outgoing.text and all(len(c.label) > 0 and len(c.id.encode()) <= 64 for c in outgoing.choices)
        self.seen += [each.id for say in result.says for each in say.choices]
        if len(self.desk.finished) > count:
            self.check_finished(before)
            assert (result.log, result.end) == (None, "finished")
        if result.log is None:
            assert result.end in ("finished", "cancelled")
            self.log = ()
            return
        assert result.end == ""
        if len(result.log) > len(self.log):
            self.check_back(result.log)
        self.log = result.log

    def check_finished(self, before: object) -> None:
        """Only from the summary, with an exact answer to every visible question and nothing else."""
        assert getattr(before, "where", "") == "summary"
        answers = self.desk.finished[-1]
        assert set(answers) == {each.name for each in FORM.visible(answers)}
        assert {value.precision for value in answers.values()} == {"exact"}

    def check_back(self, log: Log) -> None:
        assert take(log, "kembali").log == self.log
        assert take(log, message(choice="!back")).log == self.log

    @rule(text=st.one_of(st.sampled_from(WORDS), st.text(max_size=8)))
    def says(self, text: str) -> None:
        self.take(message(text))

    @rule(data=st.data())
    def presses_a_button_seen_before(self, data: st.DataObject) -> None:
        """The newest buttons more often than old ones; double taps and stale summaries are among them."""
        recent = st.sampled_from(self.seen[-6:])
        self.take(message(choice=data.draw(st.one_of(recent, recent, st.sampled_from(self.seen)))))

    @rule(choice=st.one_of(st.sampled_from(IDS), st.text(max_size=12).map(lambda tail: f"rat.k3f.{tail}")))
    def presses_what_was_never_offered(self, choice: str) -> None:
        self.take(message(choice=choice))

    @rule(times=st.integers(1, 9))
    def goes_on_well(self, times: int) -> None:
        """The way to the end, which chance alone would seldom find."""
        for _ in range(times):
            at = position(FORM, self.log)
            ways = {"doubt": "ya", "leaving": "!stay", "edit": "!back", "summary": f"!send~{FORM.digest(at.answers)}"}
            way = ways.get(at.where) or GOOD.get(at.field.name if at.field else "", "12")
            self.take(message(choice=way) if way.startswith(("!", "held")) else message(way))

    @rule(kind=st.sampled_from(["voice", "document", "photo", "sticker"]), text=st.sampled_from(["", "foto"]))
    def sends_a_file(self, kind: str, text: str) -> None:
        self.take(message(text, attachment=kind))

    @invariant()
    def is_the_same_after_a_restart(self) -> None:
        again = log_from_json(json.loads(json.dumps(log_to_json(self.log))))
        assert again == self.log
        assert now(ask(FORM, self.desk, RUN, again)) == now(ask(FORM, self.desk, RUN, self.log))

    @invariant()
    def never_asks_what_is_hidden_or_answered(self) -> None:
        at = position(FORM, self.log)
        if at.where == "question":
            assert at.field is not None and at.field.when(at.answers) and at.field.name not in at.answers
        if self.log and not {EDIT, LEAVING} & set(self.log[-1].values):
            assert at.where in ("question", "doubt", "summary")


Filling.TestCase.settings = settings(max_examples=80, stateful_step_count=25, deadline=None)
TestFilling = Filling.TestCase
