"""Organisations, their contacts, their part in a process, and files they were imported from."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from dialog.accounts.models import Person
from dialog.extensions import Model
from dialog.process.models import Party, Process

# Compared by its bytes on both engines: the key itself carries the Swedish order.
SortKey = Text(collation="C").with_variant(Text(), "sqlite")


class OrganisationKind(StrEnum):
    ASSOCIATION = "association"
    NETWORK = "network"
    CONGREGATION = "congregation"
    FOUNDATION = "foundation"
    STUDY_ASSOCIATION = "study_association"
    SOCIAL_ENTERPRISE = "social_enterprise"
    COMPANY = "company"
    MUNICIPAL_UNIT = "municipal_unit"


class Area(StrEnum):
    CULTURE = "culture"
    SPORTS = "sports"
    YOUTH = "youth"
    CARE = "care"
    INTEGRATION = "integration"
    NATURE = "nature"
    COMMUNITY = "community"
    BUSINESS = "business"


class Organisation(Model):
    """An association or a unit. `name_key` sorts and finds its name the Swedish way."""

    __tablename__ = "organisation"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_key: Mapped[str] = mapped_column(SortKey, index=True)
    kind: Mapped[str]
    org_number: Mapped[str | None] = mapped_column(index=True)
    area: Mapped[str | None]
    size: Mapped[int | None]
    archived_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    version: Mapped[int] = mapped_column(default=1)
    client_id: Mapped[str | None] = mapped_column(unique=True)

    merged_into: Mapped[Organisation | None] = relationship(remote_side="Organisation.id")
    contacts: Mapped[list[Contact]] = relationship(
        back_populates="organisation", order_by="Contact.name, Contact.id"
    )
    participations: Mapped[list[Participation]] = relationship(back_populates="organisation")

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None


class Contact(Model):
    """A person who answers for an organisation. `stopped_at`: asked not to be written to."""

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str]
    email: Mapped[str | None]
    email_key: Mapped[str | None] = mapped_column(index=True)
    phone: Mapped[str | None]
    locale: Mapped[str] = mapped_column(default="sv")
    bounced_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    client_id: Mapped[str | None] = mapped_column(unique=True)

    organisation: Mapped[Organisation] = relationship(back_populates="contacts")

    @property
    def reachable(self) -> bool:
        """There is an address, mail to it arrives, and nobody asked us to stop."""
        return self.email is not None and self.bounced_at is None and self.stopped_at is None


class Participation(Model):
    """An organisation's part in a process: its party there, its tags, and when it left."""

    __tablename__ = "participation"

    process_id: Mapped[int] = mapped_column(ForeignKey("process.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, index=True
    )
    party_id: Mapped[int] = mapped_column(ForeignKey("party.id"), index=True)
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    left_at: Mapped[datetime | None]

    process: Mapped[Process] = relationship()
    organisation: Mapped[Organisation] = relationship(back_populates="participations")
    party: Mapped[Party] = relationship()


class ImportFile(Model):
    """A file as it was read and shown. What was previewed (`rows`) is what is then imported."""

    __tablename__ = "import_file"

    id: Mapped[int] = mapped_column(primary_key=True)
    sha256: Mapped[str] = mapped_column(index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime]
    client_id: Mapped[str] = mapped_column(unique=True)
    rows: Mapped[list[Any]] = mapped_column(default=list)
    imported_at: Mapped[datetime | None]

    by: Mapped[Person] = relationship()
