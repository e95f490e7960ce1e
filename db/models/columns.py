"""Column kinds that every table shares."""

from typing import Any

from sqlalchemy import JSON, BigInteger, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

BIG = BigInteger().with_variant(Integer, "sqlite")
DOCUMENT = JSON().with_variant(JSONB(), "postgresql")


def identifier() -> Any:
    """A 64-bit primary key, made by the database."""
    return Field(default=None, primary_key=True, sa_type=BIG)


def reference(target: str, *, index: bool = True, nullable: bool = False) -> Any:
    """A 64-bit foreign key."""
    options: dict[str, Any] = {"default": None} if nullable else {}
    return Field(foreign_key=target, sa_type=BIG, index=index, nullable=nullable, **options)


def big() -> Any:
    """An optional 64-bit number, such as an amount in rupiah."""
    return Field(default=None, sa_type=BIG)


def document() -> Any:
    """A JSON column. Assign a new value; a change inside the old one is not saved."""
    return Field(default_factory=dict, sa_type=DOCUMENT)
