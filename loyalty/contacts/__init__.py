"""How a contact went: over which channel, who started it, and which brand was spoken of."""

from loyalty.contacts.brands import brand_mentioned
from loyalty.contacts.channels import channel_of
from loyalty.contacts.directions import direction_of
from loyalty.contacts.kinds import Channel, Direction

__all__ = ["Channel", "Direction", "brand_mentioned", "channel_of", "direction_of"]
