"""Contacts saved by one tap on a reminder: how it went, an outreach without answer, the note that follows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from loyalty.contacts import Channel, Direction, brand_mentioned, channel_of
from loyalty.drafts import note_reading
from loyalty.facts.interactions import Interaction, InteractionId, MoodReading, MoodSource
from loyalty.facts.signals import CUES_TO_CONFIRM, MATTERS, signals_told_by
from loyalty.levels.levels import Level
from loyalty.people.people import Person
from loyalty.planning.touchpoints import Touchpoint
from loyalty.tone import Mood
from storage.cases.interventions import Saved, save_log
from storage.cases.openings import open_case
from storage.ids import new_id
from storage.records.moods import remember_mood
from storage.refusals import InteractionNotFoundError
from storage.scores.scoring import rescore
from storage.scores.yardstick import utc_day
from storage.store import Store

_SIGNED = {Mood.NEGATIVE: -1.0, Mood.NEUTRAL: 0.0, Mood.POSITIVE: 1.0}


def save_contact(
    store: Store,
    touchpoint: Touchpoint,
    mood: Mood,
    *,
    by: Person,
    now: datetime,
    brand_names: Sequence[str] = (),
) -> Saved:
    """Save that a planned contact was made just now, and in which mood; all follows as from any log.

    Raises:
        ClientNotFoundError: the client is out of reach.
    """
    reading = MoodReading(mood, MoodSource.CONFIRMED, signed=_SIGNED[mood], confidence=1.0)
    log = _log(store, touchpoint, reading, Direction.OUTBOUND_ANSWERED, by=by, now=now)
    return save_log(store, log, now=now, brand_names=brand_names, touchpoint_id=touchpoint.id)


def save_attempt(
    store: Store, touchpoint: Touchpoint, *, by: Person, back_at: datetime, now: datetime
) -> Saved:
    """Save an outreach that met no answer yet: an attempt, not a contact; the reminder comes back.

    Raises:
        ClientNotFoundError: the client is out of reach.
    """
    reading = MoodReading(Mood.UNKNOWN)
    log = _log(store, touchpoint, reading, Direction.OUTBOUND_UNANSWERED, by=by, now=now)
    saved = save_log(store, log, now=now)
    store.touchpoints.snooze(touchpoint.id, back_at)
    return saved


def add_note(
    store: Store,
    log: Interaction,
    text: str,
    *,
    by: Person,
    now: datetime,
    brand_names: Sequence[str] = (),
) -> Saved:
    """Add words to a contact saved by one tap; what they tell of a matter is followed as from any log.

    The mood stays as it was tapped.

    Raises:
        InteractionNotFoundError: the log is somebody else's.
    """
    if log.author_id != by.id:
        raise InteractionNotFoundError(log.id)
    store.standings.lock([log.client_id])
    client = store.clients.of(log.client_id, reader=by)
    names = (client.name, *client.aliases)
    found = note_reading(text, names=names, lessons=store.corrections.lessons())
    read, fits = found.reading, found.reading.mood is log.reading.mood
    # The tap came before the words: it confirmed the mood, not what the words tell of a wish or a referral.
    fresh = (cue for cue in read.cues if cue in found.sure_cues or cue not in CUES_TO_CONFIRM)
    reading = replace(
        log.reading,
        evidence=read.evidence if fits else log.reading.evidence,
        cues=tuple(dict.fromkeys((*log.reading.cues, *fresh))),
    )
    channel = channel_of(text) if log.channel is Channel.OTHER else log.channel
    words = f"{log.text}\n{text}" if log.text else text
    about_us = brand_mentioned(words, brand_names) is not None
    store.interactions.change_note(log.id, words, about_us=about_us)
    store.interactions.change_reading(log.id, reading)
    store.interactions.change(log.id, channel=channel)
    noted = replace(log, text=words, reading=reading, channel=channel)
    remember_mood(store, noted, by=by.id, now=now)
    return _followed(store, noted, now=now)


def _followed(store: Store, log: Interaction, *, now: datetime) -> Saved:
    told = signals_told_by(log.reading)
    known = store.signals.kinds_of_interaction(log.id)
    for kind in sorted(told - known.keys()):
        store.signals.add(kind, log.client_id, on=utc_day(log.occurred_at), interaction_id=log.id)
    rescored = rescore(store, log.client_id, now=now, interaction_id=log.id)
    if not told.isdisjoint(MATTERS) and rescored.after.level is Level.RED:
        # A matter asks for a case even of a client who is red already, unless one is open for it.
        rescored = replace(rescored, worse=True)
    opened = open_case(store, rescored, now=now, log=log)
    before = rescored.before or rescored.after
    case, told_leads = (opened.case, opened.told) if opened else (None, ())
    return Saved(log, before, rescored.after, case, told_leads, ticked=())


def _log(
    store: Store,
    touchpoint: Touchpoint,
    reading: MoodReading,
    direction: Direction,
    *,
    by: Person,
    now: datetime,
) -> Interaction:
    client = store.clients.of(touchpoint.client_id, reader=by)
    return Interaction(
        id=InteractionId(new_id()),
        client_id=client.id,
        author_id=by.id,
        occurred_at=now,
        logged_at=now,
        channel=channel_of(client.reached_by or ""),
        direction=direction,
        text="",
        reading=reading,
    )
