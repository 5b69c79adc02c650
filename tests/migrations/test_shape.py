"""What every table keeps to, read from the models alone."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Table, UniqueConstraint

from dialog import rules, schema

TABLES = schema.import_models().sorted_tables


def test_every_table_has_a_primary_key():
    assert [table.name for table in TABLES if not table.primary_key.columns] == []


def test_every_constraint_and_index_has_a_name_both_engines_can_hold():
    for table in TABLES:
        for named in (*table.constraints, *table.indexes):
            assert named.name, f"{named} of {table.name} has no name."
            assert len(str(named.name)) <= 63, f"{named.name} is too long for PostgreSQL."


def test_no_check_or_key_has_the_name_of_another():
    names = [
        str(named.name)
        for table in TABLES
        for named in (*table.constraints, *table.indexes)
        if not isinstance(named, CheckConstraint) or named.name
    ]
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_a_foreign_key_points_to_an_earlier_room_or_its_own():
    room_of = {table.name: room(table) for table in TABLES}
    for table in TABLES:
        for key in table.foreign_keys:
            there = room_of[key.column.table.name]
            assert schema.ROOMS.index(there) <= schema.ROOMS.index(room(table)), (
                f"{table.name} points at {there}, a later room. Turn the key around, or let "
                "both point at the occasion."
            )


def test_a_model_lies_in_the_room_that_comes_before_all_that_point_at_it():
    order = [schema.ROOMS.index(room(table)) for table in TABLES]
    assert set(order) == set(range(len(schema.ROOMS)))


def test_nothing_is_struck_because_something_else_was():
    for table in TABLES:
        for key in table.foreign_keys:
            assert key.ondelete is None, f"{key.parent}: say in an operation what goes with it."
            assert key.onupdate is None


def test_every_foreign_key_can_be_looked_up():
    """PostgreSQL makes no index for a foreign key; something must begin with its column."""
    for table in TABLES:
        firsts = {next(iter(table.primary_key.columns)).name}
        firsts |= {next(iter(index.columns)).name for index in table.indexes}
        firsts |= {
            next(iter(unique.columns)).name
            for unique in table.constraints
            if isinstance(unique, UniqueConstraint)
        }
        for key in table.foreign_key_constraints:
            columns = {column.name for column in key.columns}
            assert columns & firsts, f"{table.name}: no index begins with any of {columns}."


def test_append_only_tables_are_tables():
    assert set(rules.APPEND_ONLY) <= {table.name for table in TABLES}


def room(table: Table) -> str:
    (module,) = {
        mapper.class_.__module__
        for mapper in schema.db.Model.registry.mappers
        if mapper.local_table is table
    }
    return module.split(".")[1]
