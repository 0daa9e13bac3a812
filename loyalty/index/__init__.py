"""The loyalty index: what it rests on, how it is worked out, and how it is explained."""
