"""A pressed button: who pressed it, may it still act, and which handler acts."""

from collections.abc import Callable, Mapping

from handlers.desk import Desk
from storage.errors import ButtonForeignError, ButtonUnknownError
from wording.actions import Action
from wording.toasts import toast

Handler = Callable[[Desk], None]


def press_button(handlers: Mapping[Action, Handler]) -> Handler:
    """Return the handler of all button presses; a button that can no longer act says so and does nothing."""

    def press(desk: Desk) -> None:
        try:
            desk.press = desk.store.buttons.resolve(
                desk.incoming.token or "", presser=desk.person.id, now=desk.now
            )
        except ButtonForeignError as error:
            desk.store.audit.record(desk.person.id, "button.foreign", error.target, desk.now)
            desk.note(toast("button_foreign", desk.reader), alert=True)
            return
        except ButtonUnknownError:
            desk.store.audit.record(desk.person.id, "button.unknown", "", desk.now)
            desk.note(toast("button_unknown", desk.reader), alert=True)
            return
        if desk.press.expired or desk.press.action not in handlers:
            desk.note(toast("button_outdated", desk.reader), alert=True)
            return
        handlers[Action(desk.press.action)](desk)

    return press
