"""All that the bot can do, on one screen: forms, buttons outside forms, and commands."""

from handlers.manager import attend, channels, menu, optout, propose, questions, rat, register, visited
from handlers.router import Abilities, Command
from handlers.staff import announce, link, report, returned, tasks, visitlog
from handlers.staff import menu as staff_menu

FORMS = {
    form.name: form
    for form in (
        register.CLAIM,
        rat.FORM,
        propose.FORM,
        visited.FORM,
        visited.SUCCESSOR,
        announce.FORM,
        visitlog.FORM,
        returned.FORM,
        questions.ANSWER,
    )
}
STAFF_FORMS = frozenset({"announce", "visitlog", "returned", "answer"})
"""Forms that end when somebody is no longer staff."""

MENU = {
    "rat": rat.start,
    "events": attend.upcoming,
    "visit": propose.start,
    "human": questions.start,
    "privacy": optout.privacy,
    "visit_again": propose.start,
    "menu": menu.show,
}
STAFF_MENU = {
    "tasks": tasks.show,
    "announce": announce.start,
    "visitlog": visitlog.start,
    "report": report.show,
}

BUTTONS = {
    "consent": register.consent_pressed,
    "register": register.how_pressed,
    "menu": menu.opens(MENU, STAFF_MENU),
    "refile": rat.again,
    "ask": questions.pressed,
    "event": attend.pressed,
    "unvisited": visited.pressed,
    "task": tasks.pressed,
    "cast": report.pressed,
    "link": channels.pressed,
    "knock": menu.knocked,
}

COMMANDS = {
    "start": Command(link.start),
    "menu": Command(menu.show),
    "lapor": Command(rat.start),
    "petugas": Command(questions.start),
    "privasi": Command(optout.privacy),
    "berhenti": Command(optout.stop),
    "mulai": Command(optout.resume),
    "tugas": Command(tasks.show, staff=True),
    "umumkan": Command(announce.start, staff=True),
    "kunjungan": Command(visitlog.start, staff=True),
    "laporan": Command(report.show, staff=True),
    "stop": Command(report.stop, staff=True),
}
"""Slash commands; those marked `staff` don't exist for anybody else."""

WORDS = {
    "menu": menu.show,
    "human": questions.start,
    "privacy": optout.privacy,
    "stop": optout.stop,
    "resume": optout.resume,
    "report": rat.start,
    "link": channels.show,
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
    "privacy": optout.privacy,
    "human": questions.start,
    "clinic": menu.clinic,
    "visit": propose.start,
    "session_info": attend.upcoming,
    "report_rat": rat.start,
    "thanks": menu.thanks,
    "greeting": menu.greet,
}

ABILITIES = Abilities(
    forms=FORMS,
    staff_forms=STAFF_FORMS,
    buttons=BUTTONS,
    commands=COMMANDS,
    words=WORDS,
    codes=CODES,
    keyboard=KEYBOARD,
    intents=INTENTS,
    welcome=register.welcome,
    contact=register.contact,
    menu=menu.show,
    question=questions.line,
    staff_menu=staff_menu.show,
)
