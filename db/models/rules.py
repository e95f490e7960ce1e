"""What the office may change without a programmer: thresholds and holidays."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Parameter(SQLModel, table=True):
    """A threshold the office has changed from its default (`db/parameters.py` lists them all)."""

    __tablename__ = "parameters"

    name: str = Field(primary_key=True)
    value: str
    changed_at: datetime


class Holiday(SQLModel, table=True):
    """A day on which the office doesn't speak first. `kind`: national, joint leave, office, ramadan, eid."""

    __tablename__ = "holidays"

    day: date = Field(primary_key=True)
    kind: str = Field(default="national", primary_key=True)
    name: str
