"""Cases: interventions that run against the clock."""
