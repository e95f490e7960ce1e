"""What each kind of task offers, and who may take it."""

ACTIONS = {
    "claim": ("approve", "refuse"),
    "rat": ("verify", "return"),
    "rat_obstacle": ("write", "done"),
    "rat_gone": ("write", "done"),
    "papers": ("see", "received", "refuse_paper"),
    "rat_help": ("write", "done"),
    "rat_dispute": ("second", "dismiss"),
    "visit_proposal": ("confirm", "decline", "offer"),
    "visit_any_time": ("write", "done"),
    "visit_missed": ("write", "done"),
    "visited": ("log", "done"),
    "visited_undated": ("log", "done"),
    "question": ("answer", "close"),
    "attend_conflict": ("attend", "absent"),
    "officer_left": ("record", "done"),
    "officer_change": ("record", "write", "done"),
    "officer_position": ("record", "done"),
    "officer_listed": ("record", "done"),
    "officer_objection": ("end", "write", "done"),
    "number_change": ("same", "approve", "refuse"),
    "unlisted": ("write", "done"),
    "dead_contact": ("contact", "trace", "done"),
    "trace": ("trace", "done"),
    "trace_told": ("write", "trace", "done"),
    "trace_number": ("drop", "done"),
    "contact_gone": ("contact", "done"),
    "data_fix": ("fixed", "unfixed", "write"),
    "never_visited": ("write", "done"),
    "rename": ("write", "done"),
    "address": ("write", "done"),
    "twin": ("twin_same", "twin_different", "twin_later"),
}
"""Buttons below each kind of task."""
NEEDS = {"answer": "questions", "close": "questions", "write": "questions", "log": "visits"} | {
    "confirm": "visits",
    "decline": "visits",
    "offer": "visits",
}
"""What one must be allowed to do for a decision; for any other, tasks."""
