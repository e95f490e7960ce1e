"""All that the bot can do, on one screen: forms, buttons outside forms, and commands."""

from handlers.abilities import Abilities, Command
from handlers.manager import (
    asked,
    attend,
    board,
    change,
    channels,
    correct,
    history,
    introducing,
    language,
    leaving,
    letter,
    letter_form,
    menu,
    neighbour,
    officers,
    optout,
    other_post,
    papers,
    picking,
    privacy,
    privacy_correct,
    privacy_erase,
    propose,
    questions,
    rat,
    register,
    renumber,
    season,
    visited,
)
from handlers.staff import (
    announce,
    columns,
    download,
    find,
    handing,
    letters,
    link,
    lists,
    member_forms,
    members,
    page,
    progress,
    report,
    returned,
    tasks,
    trace,
    trace_steps,
    twins,
    visitlog,
)
from handlers.staff import menu as staff_menu
from handlers.staff import papers as paper_checks

FORMS = {
    form.name: form
    for form in (
        register.CLAIM,
        letter_form.FORM,
        rat.FORM,
        propose.FORM,
        visited.FORM,
        leaving.SUCCESSOR,
        board.FORM,
        change.POSITION,
        privacy_correct.NAME,
        privacy_correct.WORDS,
        announce.FORM,
        visitlog.FORM,
        returned.FORM,
        paper_checks.FORM,
        find.FORM,
        letters.FORM,
        handing.FORM,
        member_forms.ADD,
        *member_forms.FORMS.values(),
        questions.ANSWER,
        neighbour.HINT,
        trace_steps.CALL,
        trace_steps.LURAH,
    )
}
STAFF_FORMS = frozenset(
    {
        *("announce", "visitlog", "returned", "refusal", "answer"),
        *("invite", "handed", "find", "newmember", "setrole", "setarea", "acting", "handover"),
        *("called", "lurah"),
    }
)
"""Forms that end when somebody is no longer staff."""

MENU = {
    "rat": rat.start,
    "papers": papers.start,
    "history": history.show,
    "events": attend.upcoming,
    "visit": propose.start,
    "officers": officers.show,
    "human": questions.start,
    "privacy": privacy.show,
    "visit_again": propose.start,
    "menu": menu.show,
    "clinic": menu.clinic,
}
STAFF_MENU = {
    "tasks": tasks.show,
    "find": find.start,
    "announce": announce.start,
    "visitlog": visitlog.start,
    "report": report.show,
    "progress": progress.show,
    "download": download.show,
    "members": members.show,
    "invite": letters.show,
    "import": lists.explain,
}

BUTTONS = {
    "consent": register.consent_pressed,
    "register": register.how_pressed,
    "menu": menu.opens(MENU, STAFF_MENU),
    "refile": rat.again,
    "papers": papers.pressed,
    "history": history.pressed,
    "ask": questions.pressed,
    "event": attend.pressed,
    "unvisited": visited.pressed,
    "season": season.pressed,
    "task": tasks.pressed,
    "cast": report.pressed,
    "coop": page.pressed,
    "progress": progress.pressed,
    "download": download.pressed,
    "member": members.pressed,
    "link": channels.pressed,
    "knock": menu.knocked,
    "language": language.pressed,
    "officers": officers.pressed,
    "leave": leaving.pressed,
    "change": change.pressed,
    "renumber": renumber.pressed,
    "trace": trace.pressed,
    "neighbour": neighbour.pressed,
    "invited": letter.pressed,
    "invite": letters.pressed,
    "handed": handing.pressed,
    "privacy": privacy.pressed,
    "twin": twins.pressed,
    "lists": lists.pressed,
}

TYPED = {
    "consent": register.consent_typed,
    "event": attend.typed,
    "neighbour": neighbour.typed,
    "season": season.typed,
    "unvisited": visited.typed,
    "register": introducing.typed,
    "leave": leaving.typed,
    "officers": officers.typed,
    "refile": picking.by_name(rat.again),
    "lists": columns.typed,
}
"""Buttons whose prompt may be answered in words, by their group."""

COMMANDS = {
    "start": Command(link.start),
    "menu": Command(menu.show),
    "lapor": Command(rat.start),
    "berkas": Command(papers.start),
    "riwayat": Command(history.show),
    "petugas": Command(questions.start),
    "privasi": Command(privacy.show),
    "berhenti": Command(optout.stop),
    "mulai": Command(optout.resume),
    "bahasa": Command(language.choose),
    "datasaya": Command(privacy.data),
    "perbaiki": Command(privacy_correct.start),
    "batasi": Command(privacy.restrict),
    "hapus": Command(privacy_erase.start),
    "tugas": Command(tasks.show, staff=True),
    "cari": Command(find.start, staff=True, takes_words=True),
    "umumkan": Command(announce.start, staff=True),
    "kunjungan": Command(visitlog.start, staff=True),
    "laporan": Command(report.show, staff=True),
    "kemajuan": Command(progress.show, staff=True),
    "unduh": Command(download.show, staff=True),
    "undangan": Command(letters.show, staff=True),
    "impor": Command(lists.explain, staff=True),
    "pegawai": Command(members.show, staff=True),
    "stop": Command(report.stop, staff=True),
}
"""Slash commands; those marked `staff` don't exist for anybody else."""

WORDS = {
    "menu": menu.show,
    "human": questions.start,
    "privacy": privacy.show,
    "data_mine": privacy.data,
    "correct": privacy_correct.start,
    "erase": privacy_erase.start,
    "keep": privacy_erase.keep,
    "restrict": privacy.restrict,
    "stop": optout.stop,
    "resume": optout.resume,
    "report": rat.start,
    "papers": papers.start,
    "history": history.show,
    "link": channels.show,
    "language": language.choose,
}
"""Control words (`alias.*` in the texts) that work from anywhere, as whole messages."""

CODES = {"staff_code": link.bind, "link": channels.join}
"""Control words that may be followed by a one-time code: `STAF 3f9a…`, `SAMBUNG K7Q4X2`."""

KEYBOARD = {"register.how=name": register.by_name, "register.share": register.by_number}
"""Labels of the keyboard below the chat, which stays there: typed, they are these buttons and no answer."""

INTENTS = {
    "opt_out": optout.stop,
    "resume": optout.resume,
    "menu": menu.show,
    "keep_data": privacy_erase.keep,
    "erase": privacy_erase.start,
    "data_fix": privacy_correct.start,
    "restrict": privacy.restrict,
    "data_mine": privacy.data,
    "privacy": privacy.show,
    "human": questions.start,
    "clinic": menu.clinic,
    "letter_code": letter.asked,
    "visit": visited.start,
    "left_office": other_post.or_left,
    "neighbour": neighbour.told,
    "restart": change.over_again,
    "officers_changed": officers.changed,
    "officers": officers.show,
    "language": language.choose,
    "connect": channels.show,
    "session_info": attend.upcoming,
    "inactive": rat.start,
    **asked.ANSWERS,
    "papers": papers.start,
    "report_rat": rat.start,
    "thanks": menu.thanks,
    "greeting": menu.greet,
}

BUTTONS["wish"] = menu.opens(INTENTS, {})
"""What was offered where a message may have meant one wish or another."""
ASIDES = frozenset({*asked.ANSWERS, "clinic", "session_info"})
TURNS = {
    "human": "",
    "left_office": "successor",
    "officers_changed": "board",
    "visit": "propose",
    "report_rat": "rat",
    "privacy": "",
    "erase": "",
}

ABILITIES = Abilities(
    below=privacy.below,
    forms=FORMS,
    staff_forms=STAFF_FORMS,
    buttons=BUTTONS,
    typed=TYPED,
    commands=COMMANDS,
    words=WORDS,
    codes=CODES,
    keyboard=KEYBOARD,
    intents=INTENTS,
    asides=ASIDES,
    turns=TURNS,
    letter=letter.said,
    welcome=register.welcome,
    consent=register.consent_waits,
    contact=register.contact,
    file=lists.first(papers.file),
    menu=menu.show,
    change=change.show,
    correct=correct.sent,
    facts=(leaving.said, visited.said, propose.offered, attend.said, rat.said, introducing.newcomer, correct.something),
    question=questions.line,
    staff_menu=staff_menu.show,
)
