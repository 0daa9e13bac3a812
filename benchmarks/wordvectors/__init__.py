"""Makes the word vectors that the reading of moods rests on, from files that are not part of the project."""
