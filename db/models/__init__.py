"""All tables. Import this package so that the metadata knows them."""

from db.models.cooperatives import Cooperative, District, FormerName, Officer, RegistryFigures
from db.models.messaging import Account, Attachment, Inbound, Ledger, OpenForm, Outbox, Talk, Template
from db.models.outreach import ColumnMeaning, Import, Letter, Trace, TraceStep
from db.models.people import Consent, ConsentNotice, DataRequest, Identity, LinkCode, Person, Suppression
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
    "ColumnMeaning",
    "Consent",
    "ConsentNotice",
    "Cooperative",
    "DataRequest",
    "District",
    "FormerName",
    "Holiday",
    "Identity",
    "Import",
    "Inbound",
    "Ledger",
    "Letter",
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
    "RegistryFigures",
    "Staff",
    "StaffDistrict",
    "StaffInvite",
    "Suppression",
    "Talk",
    "Task",
    "Template",
    "Trace",
    "TraceStep",
    "Visit",
    "VisitPlan",
]
