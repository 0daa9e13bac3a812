"""What one day asks: of an advisor in the morning, of a lead in the digest."""
