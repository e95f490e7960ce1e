"""All tables. Import this package so that the metadata knows them."""

from db.models.cooperatives import Cooperative, District, Officer
from db.models.messaging import Account, Attachment, Inbound, Ledger, OpenForm, Outbox, Talk, Template
from db.models.people import Consent, Identity, LinkCode, Person
from db.models.rat import RatClock, RatPaper, RatReport
from db.models.rules import Holiday, Parameter
from db.models.sessions import Announcement, Attendance
from db.models.staff import Audit, Question, QuestionLine, Staff, StaffDistrict, StaffInvite, Task
from db.models.visits import Visit, VisitPlan

__all__ = [
    "Account",
    "Announcement",
    "Attachment",
    "Attendance",
    "Audit",
    "Consent",
    "Cooperative",
    "District",
    "Holiday",
    "Identity",
    "Inbound",
    "Ledger",
    "LinkCode",
    "Officer",
    "OpenForm",
    "Outbox",
    "Parameter",
    "Person",
    "Question",
    "QuestionLine",
    "RatClock",
    "RatPaper",
    "RatReport",
    "Staff",
    "StaffDistrict",
    "StaffInvite",
    "Talk",
    "Task",
    "Template",
    "Visit",
    "VisitPlan",
]
