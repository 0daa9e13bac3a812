"""Where a client stands: red, yellow or green and why, and how far the bond has grown."""
