"""Remember: the only floor that speaks SQL. Rows never leave it; it takes and gives frozen values."""
