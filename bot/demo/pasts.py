"""The past of one demo client: eighteen months of purchases, notes and facts, the same from one seed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from bot.demo.tables import table
from loyalty.clients import Client
from loyalty.drafts import note_reading, said_by_person
from loyalty.facts.interactions import Interaction, InteractionId
from loyalty.facts.signals import SignalKind
from loyalty.people.people import Language, Person
from loyalty.tone import Mood
from storage.ids import new_id
from storage.records.purchases import PurchaseLine

MONTHS = 18
_DAYS_A_MONTH = 30.4
# Chance that an order holds a second product group.
_SECOND_GROUP = 0.35


@dataclass(frozen=True, slots=True)
class Past:
    """Makes the past of one client; ``entry`` stands in clients.toml, ``morning`` is when the demo begins."""

    client: Client
    advisor: Person
    entry: dict[str, Any]
    morning: datetime
    chance: random.Random

    @property
    def story(self) -> dict[str, Any]:
        """Return how this client's months run."""
        story: dict[str, Any] = table("stories")[self.entry["story"]]
        return story

    def purchases(self) -> Iterator[PurchaseLine]:
        """Yield purchases backwards from the last one, on the client's own rhythm with some jitter."""
        gap, story = self.entry["gap"], self.story
        day = self._day(round(story["silence"] * gap))
        oldest = self._day(round(story.get("months", MONTHS) * _DAYS_A_MONTH))
        for number in range(story.get("purchases", 1000)):
            if day < oldest and number > 0:
                return
            yield from self._order(day, number)
            day -= timedelta(days=max(3, round(gap * self.chance.uniform(0.8, 1.2))))

    def notes(self) -> Iterator[Interaction]:
        """Yield the logged contacts, newest first; the notes of the story are told over again."""
        story = self.story
        texts = story["zh" if self.advisor.language is Language.ZH else "en"]
        back = float(story["newest"])
        days = story.get("months", MONTHS) * _DAYS_A_MONTH
        for number in range(min(len(texts) * 3, round(days / story["every"]))):
            at = self.morning - timedelta(days=round(back), hours=self.chance.uniform(-6, 1))
            yield self._note(_told_again(texts, number), at)
            back += story["every"] * self.chance.uniform(0.8, 1.25)

    def facts(self) -> Iterator[tuple[SignalKind, date, float | None, date | None]]:
        """Yield the other facts: kind, day, value, and the day a matter was settled."""
        for kind, days_ago, value in (*self.story["facts"], *self.entry.get("facts", ())):
            on = self._day(days_ago)
            if kind == "complaint_solved":
                yield SignalKind.COMPLAINT, on, None, self._day(value)
            elif kind == "referral_bought":
                yield SignalKind.REFERRAL, on, 1.0, None
            else:
                yield SignalKind(kind), on, float(value), None

    def _order(self, day: date, number: int) -> Iterator[PurchaseLine]:
        groups = self.story["groups"]
        taken = [groups[(number + self.chance.randrange(2)) % len(groups)]]
        if len(groups) > 1 and self.chance.random() < _SECOND_GROUP:
            taken.append(next(group for group in groups if group not in taken))
        for group in taken:
            amount = round(self.entry["spend"] * self.chance.uniform(0.5, 1.6), 2)
            yield PurchaseLine(
                client_id=self.client.id,
                order_ref=f"D{number:04}",
                purchased_on=day,
                category=group,
                amount=amount,
                currency="HKD",
                margin=round(amount * 0.45, 2),
            )

    def _note(self, text: str, at: datetime) -> Interaction:
        read = note_reading(text, names=(self.client.name, *self.client.aliases))
        # As if the advisor had confirmed each mood with the tap that saved the note.
        mood = Mood.NEUTRAL if read.reading.mood is Mood.UNKNOWN else read.reading.mood
        return Interaction(
            id=InteractionId(new_id()),
            client_id=self.client.id,
            author_id=self.advisor.id,
            occurred_at=at,
            logged_at=at,
            channel=read.channel,
            direction=read.direction,
            text=text,
            reading=said_by_person(read.reading, mood),
        )

    def _day(self, days_ago: int) -> date:
        return self.morning.date() - timedelta(days=days_ago)


def _told_again(texts: list[str], number: int) -> str:
    """Return the note of this number; once all were told, the calmer older half goes round."""
    older = len(texts) // 2
    return texts[number] if number < len(texts) else texts[older + number % (len(texts) - older)]
