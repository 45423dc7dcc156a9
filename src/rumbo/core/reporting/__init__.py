"""How it is told: one report model, printed as PDF, workbook, page, JSON and CSV."""
