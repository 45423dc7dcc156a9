"""The site: where units report, offices review and issue, and the country sees where its policy stands.

One folder a room, each with its ``urls``, ``views`` and, where people write, ``forms``; templates lie in
``templates/<room>/``. Who may enter which room is one table, :mod:`rumbo.site.permissions`.
"""
