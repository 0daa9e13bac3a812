"""Say: every word and picture a person sees, in English and Chinese."""
