"""Reference tables: sectors, countries, agreements, firm sizes; versioned and hashed, so that a result can name them."""
