"""The ledger (问题台账): findings that live across runs, what people decided of them, and the re-test.

`store.open_ledger` opens one, `record.record_run` enters a run, `decide` makes the moves of people, `query` answers,
`compare` tells two runs apart. Nothing here is imported before it is used: SQLAlchemy is slow to import.
"""
