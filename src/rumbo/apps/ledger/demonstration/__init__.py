"""What does a full year look like? A year of simulated values, with everything that happens to values in real life.

None of it is real: every value has the origin ``simulated``, and every screen, page and file that shows one says so.
"""

from rumbo.apps.ledger.demonstration.show import Demonstration, demonstrate
from rumbo.apps.ledger.demonstration.year import Fate, simulate_year

__all__ = ["Demonstration", "Fate", "demonstrate", "simulate_year"]
