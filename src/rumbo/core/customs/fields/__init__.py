"""How each kind of value of a customs file is read: texts and codes, dates, figures, countries."""
