"""Moods that people said: kept beside what had been read, so that the firm's bot learns of it."""

from datetime import datetime

from loyalty.chats import words_of_client
from loyalty.clients import Client
from loyalty.corrections import Correction
from loyalty.corrections.values import folded_text
from loyalty.facts.interactions import Interaction
from loyalty.people.people import PersonId
from loyalty.tone import Mood
from storage.records.correctionrows import new_correction_id
from storage.store import Store


def remember_mood(
    store: Store, log: Interaction, *, by: PersonId, now: datetime, client_words: str | None = None
) -> None:
    """Keep what a person said of a note's mood; nothing when nobody did or the note has no words.

    Args:
        client_words: what the mood was read from; None to find the client's own lines in the note.
    """
    if not log.reading.source.is_person or log.reading.mood is Mood.UNKNOWN or not log.text:
        return
    client = store.clients.anyone(log.client_id)
    names = (client.name, *client.aliases)
    words = client_words if client_words is not None else _words(store, log, client)
    lessons = store.corrections.lessons()
    alone = lessons.alone(words, masked=names)
    store.corrections.keep(
        Correction(
            id=new_correction_id(),
            interaction_id=log.id,
            client_id=log.client_id,
            by=by,
            said_at=now,
            text=folded_text(words, masked=names),
            language=alone.language,
            read=alone.mood,
            probabilities=alone.probabilities,
            said=log.reading.mood,
            version=lessons.version(alone.language),
        )
    )


def _words(store: Store, log: Interaction, client: Client) -> str:
    """Return the client's own lines of a pasted chat, else the whole note."""
    names, author = (client.name, *client.aliases), store.people.of(log.author_id).name
    return words_of_client(log.text or "", client_names=names, own_name=author) or log.text or ""
