"""How the ledger is read; :mod:`rumbo.apps.ledger.selectors` is the door."""
