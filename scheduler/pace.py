"""The pace of sending: Telegram's limits, kept evenly, with what somebody waits for going first."""

from collections import deque

from storage.chat.outbox import Lane

# Bot FAQ, "My bot is hitting limits": about 30 messages a second overall, one a second in a chat with short
# bursts allowed, 20 a minute in a group. One stays in hand for unevenness on the way.
_PER_SECOND = 29
_CHAT_BURST = 3
_CHAT_BURST_S = 3.0
_CHAT_GAP_S = 1.0
_GROUP_BURST = 20
_GROUP_BURST_S = 60.0
# How often to look whether a chat takes messages again.
_CHAT_LOOK_S = 0.25
# How far a late push may still keep its place in the even row, so that lateness does not add up.
_SLACK_S = 0.02
# A flood that meets this many chats within so many seconds is meant for all of them.
_FLOODED_CHATS = 3
_FLOODED_S = 10.0


class Pacer:
    """Says how many messages may leave and which chats must wait; ``at`` is real seconds that only rise."""

    def __init__(self, *, per_second: int = _PER_SECOND, chat_burst: int = _CHAT_BURST) -> None:
        self._per_second = per_second
        self._chat_burst = chat_burst
        self._gap_s = 1.0 / per_second
        self._left: deque[float] = deque(maxlen=per_second)
        self._next_push = 0.0
        self._chats: dict[int, deque[float]] = {}
        self._held: dict[int, float] = {}
        self._all_held = 0.0
        self._floods: deque[tuple[float, int]] = deque()

    def budget(self, at: float) -> int:
        """Return how many messages may leave now: at most ``per_second`` in any second."""
        if at < self._all_held:
            return 0
        return self._per_second - sum(1 for left in self._left if left + 1.0 > at)

    def may_push(self, at: float) -> bool:
        """Tell whether the next push may leave: they go evenly, one gap apart."""
        return at >= self._next_push and self.budget(at) > 0

    def closed_chats(self, lane: Lane, at: float) -> set[int]:
        """Return the chats that must wait now."""
        self._forget(at)
        held = {chat_id for chat_id, until in self._held.items() if until > at}
        return held | {chat_id for chat_id in self._chats if self._opens_at(chat_id, lane) > at}

    def wait(self, at: float, *, longest: float) -> float:
        """Return the seconds after which trying again may find more, at most ``longest``."""
        moments = [self._all_held, self._next_push, *self._held.values()]
        if len(self._left) == self._per_second:
            moments.append(self._left[0] + 1.0)
        ahead = [moment - at for moment in moments if moment > at]
        if self._chats:
            ahead.append(_CHAT_LOOK_S)
        return max(0.001, min([longest, *ahead]))

    def take(self, chat_id: int, lane: Lane, at: float) -> None:
        """Count a message that leaves now."""
        self._left.append(at)
        burst = self._chat_burst if chat_id > 0 else max(self._chat_burst, _GROUP_BURST)
        self._chats.setdefault(chat_id, deque(maxlen=burst)).append(at)
        if lane is Lane.PUSH:
            late = at - self._next_push
            self._next_push = (self._next_push if 0 <= late <= _SLACK_S else at) + self._gap_s

    def hold(self, seconds: float, at: float) -> None:
        """Let nothing leave for a while."""
        self._all_held = max(self._all_held, at + seconds)

    def hold_chat(self, chat_id: int, seconds: float, at: float) -> None:
        """Let nothing leave to a chat that Telegram closed; to none, when it closes many."""
        self._held[chat_id] = at + seconds
        self._floods.append((at, chat_id))
        while self._floods[0][0] <= at - _FLOODED_S:
            self._floods.popleft()
        if len({flooded for _, flooded in self._floods}) >= _FLOODED_CHATS:
            self.hold(min(seconds, _FLOODED_S), at)

    def _opens_at(self, chat_id: int, lane: Lane) -> float:
        sent = self._chats[chat_id]
        moments = [0.0]
        if len(sent) >= self._chat_burst:
            moments.append(sent[-self._chat_burst] + _CHAT_BURST_S)
        if chat_id < 0 and len(sent) >= _GROUP_BURST:
            moments.append(sent[-_GROUP_BURST] + _GROUP_BURST_S)
        if lane is Lane.PUSH:
            moments.append(sent[-1] + _CHAT_GAP_S)
        return max(moments)

    def _forget(self, at: float) -> None:
        self._held = {chat_id: until for chat_id, until in self._held.items() if until > at}
        quiet = [
            chat_id
            for chat_id, sent in self._chats.items()
            if sent[-1] <= at - (_CHAT_BURST_S if chat_id > 0 else _GROUP_BURST_S)
        ]
        for chat_id in quiet:
            del self._chats[chat_id]
