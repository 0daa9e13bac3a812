"""The chance that a client leaves: worked out, fitted to the firm's own past, and judged."""
