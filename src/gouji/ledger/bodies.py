"""Whose report it is: the ledger's body for a name and an id of the register."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select, update

from gouji.ledger.schema import bodies


class Bodies:
    """The bodies that the ledger knows, by id and by name. One whose name changed keeps its findings by its id."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        rows = connection.execute(select(bodies)).all()
        self._by_code: dict[str, int] = {row.code: row.id for row in rows if row.code}
        self._by_name: dict[str, int] = {row.name: row.id for row in rows}
        self._coded = {row.id for row in rows if row.code}
        self._names = {row.id: row.name for row in rows}
        self._next = (connection.scalar(select(func.max(bodies.c.id))) or 0) + 1

    def knows(self, name: str) -> bool:
        """Whether a body has this name now."""
        return name in self._by_name

    def id_of(self, name: str, code: str | None, aliases: Sequence[str] = ()) -> int:
        """The body's number in the ledger, entered if it is new.

        One that came under another name before the register was there is known by its `aliases` in the register.
        """
        known = self._by_code.get(code) if code else None
        for called in (name, *aliases) if known is None else ():
            known = self._by_name.get(called)
            # Another body of the same name has an id of its own; by an alias none that has one is known.
            if known is not None and known in self._coded and (code or called != name):
                known = None
            if known is not None:
                break
        if known is None:
            return self._enter(name, code)
        self._complete(known, name, code)
        return known

    def _enter(self, name: str, code: str | None) -> int:
        given, self._next = self._next, self._next + 1
        self._connection.execute(insert(bodies).values(id=given, name=name, code=code))
        self._remember(given, name, code)
        return given

    def _complete(self, known: int, name: str, code: str | None) -> None:
        """Put down an id that was not known before, and the present name."""
        if (code and known not in self._coded) or self._names[known] != name:
            values = {"name": name} | ({"code": code} if code else {})
            self._connection.execute(update(bodies).where(bodies.c.id == known).values(**values))
            self._remember(known, name, code)

    def _remember(self, known: int, name: str, code: str | None) -> None:
        self._names[known] = name
        self._by_name[name] = known
        if code:
            self._by_code[code] = known
            self._coded.add(known)
