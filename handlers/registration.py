"""What somebody can type or press, in the order in which it is tried."""

from collections.abc import Callable, Mapping

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, TypeHandler, filters

from handlers import (
    absences,
    assignments,
    caseendings,
    cases,
    clientfields,
    clients,
    closing,
    contacts,
    drafts,
    factlists,
    facts,
    giving,
    health,
    history,
    notes,
    plan,
    promises,
    settings,
    start,
    swaps,
    team,
    today,
    touchpoints,
)
from handlers import (
    help as helping,
)
from handlers.buttons import press_button
from handlers.desk import Desk
from handlers.edge import at_desk
from handlers.services import AnyApplication
from wording.actions import Action

COMMANDS: Mapping[str, Callable[[Desk], None]] = {
    "client": notes.find_client,
    "today": today.show_today,
    "plan": plan.show_plan,
    "team": team.show_team,
    "away": absences.show_days_off,
    "health": health.show_health,
    "settings": settings.show_settings,
    "help": helping.show_help,
    "cancel": helping.cancel,
}

BUTTONS: Mapping[Action, Callable[[Desk], None]] = {
    Action.CLIENT_CARD: clients.show_card,
    Action.CLIENT_WHY: clients.show_why,
    Action.CLIENT_MORE: clients.show_more,
    Action.CLIENT_LOG: clients.ask_for_note,
    Action.CLIENT_ADD: clientfields.add_client,
    Action.CLIENT_TIER: clientfields.take_tier,
    Action.CLIENT_EDIT: clientfields.show_edit,
    Action.CLIENT_FIELD: clientfields.ask_for_field,
    Action.CLIENT_VALUE: clientfields.take_value,
    Action.CLIENT_CLEAR: clientfields.clear_field,
    Action.CLIENT_CANCEL: clientfields.cancel_edit,
    Action.CLIENT_MOODS: clients.send_mood_curve,
    Action.CLIENT_NEEDS: clientfields.show_needs,
    Action.NOT_RIGHT: factlists.ask_which_line,
    Action.PURCHASES: factlists.show_purchases,
    Action.FACT_ADD: facts.offer_facts,
    Action.FACT_KIND: facts.ask_value,
    Action.FACT_SAVE: facts.save_fact,
    Action.FACT_UNDO: facts.undo,
    Action.FACT_SOLVE: facts.solve,
    Action.FACT_BOUGHT: facts.mark_bought,
    Action.FACTS: factlists.show_facts,
    Action.FACT_ITEM: factlists.show_fact,
    Action.FACT_DELETE: factlists.ask_delete,
    Action.FACT_DELETE_SURE: factlists.delete,
    Action.LOG_SAVE: drafts.save_draft,
    Action.LOG_MOOD: drafts.change_mood,
    Action.LOG_CHANNEL: drafts.change_channel,
    Action.LOG_DIRECTION: drafts.change_direction,
    Action.LOG_CLIENT: drafts.change_client,
    Action.LOG_PRIVATE: drafts.switch_private,
    Action.LOG_REMIND: drafts.remind_of_draft,
    Action.LOG_BACK: drafts.show_draft,
    Action.LOG_DISCARD: drafts.discard_draft,
    Action.LOG_UNDO: drafts.undo,
    Action.HISTORY: history.show_history,
    Action.HISTORY_ITEM: history.show_item,
    Action.HISTORY_MOOD: history.change_saved_mood,
    Action.HISTORY_PRIVATE: history.switch_saved_private,
    Action.HISTORY_DELETE: history.ask_delete,
    Action.HISTORY_DELETE_SURE: history.delete_item,
    Action.CASE_SHOW: cases.show_case,
    Action.CASE_STEP: cases.finish_step,
    Action.CASE_SKIP: cases.ask_skip,
    Action.CASE_SKIP_FOR: cases.leave_step_out,
    Action.CASE_PAUSE: cases.ask_pause,
    Action.CASE_PAUSE_FOR: cases.pause,
    Action.CASE_RESUME: cases.resume,
    Action.CASE_CLOSE: caseendings.ask_outcome,
    Action.CASE_OUTCOME: caseendings.finish_case,
    Action.CASE_ANSWER: caseendings.take_answer,
    Action.CASE_COST: caseendings.take_no_cost,
    Action.STEP_DONE: assignments.finish_assigned,
    Action.STEP_SHOW: assignments.show_step,
    Action.ALERT_SEEN: cases.mark_seen,
    Action.ALERT_OPEN: cases.reveal_alert,
    Action.REMIND: promises.offer_reminder,
    Action.REMIND_SET: promises.set_reminder,
    Action.REMIND_SET_DATE: promises.ask_for_date,
    Action.REMIND_AT: promises.remind_of_promise,
    Action.REMIND_SHOW: touchpoints.show_reminder,
    Action.REMIND_WORDS: touchpoints.show_other_words,
    Action.REMIND_DONE: contacts.ask_outcome,
    Action.REMIND_OUTCOME: contacts.save_outcome,
    Action.REMIND_LATER: touchpoints.offer_later,
    Action.REMIND_SNOOZE: touchpoints.snooze_reminder,
    Action.REMIND_DATE: touchpoints.ask_until,
    Action.REMIND_SKIP: touchpoints.skip_reminder,
    Action.REMIND_UNDO: contacts.undo_contact,
    Action.REMIND_NOTE: contacts.ask_for_contact_note,
    Action.CLIENT_DRAFT: touchpoints.show_draft_now,
    Action.REMIND_CANCEL: helping.dismiss,
    Action.GIVE: giving.offer_giving,
    Action.GIVE_MESSAGE: giving.ask_for_message,
    Action.GIVE_SURE: giving.give,
    Action.CLOSE: closing.offer_closing,
    Action.CLOSE_SURE: closing.close,
    Action.REOPEN: closing.reopen,
    Action.AWAY: absences.show_days_off,
    Action.AWAY_ADD: absences.add_days_off,
    Action.AWAY_LAST: absences.take_last_day,
    Action.AWAY_SAVE: absences.save_days_off,
    Action.AWAY_ITEM: absences.show_absence,
    Action.AWAY_COVER: absences.take_cover,
    Action.AWAY_END: absences.end_days_off,
    Action.TODAY: today.show_today,
    Action.TODAY_CASE: today.open_case,
    Action.TODAY_CONTACT: today.open_contact,
    Action.TODAY_RELIEVE: today.relieve_today,
    Action.TODAY_UNRELIEVE: today.unrelieve_today,
    Action.PLAN_MONTH: plan.show_plan,
    Action.PLAN_WEEK: plan.show_plan_week,
    Action.PLAN_DAY: plan.show_plan_day,
    Action.PLAN_CLIENT: plan.show_client_plan,
    Action.PLAN_CONTACT: plan.offer_days,
    Action.PLAN_MOVE: plan.take_day,
    Action.PLAN_SWAP: swaps.offer_swaps,
    Action.PLAN_SWAPPED: swaps.take_swap,
    Action.TEAM: team.show_team,
    Action.TEAM_PEOPLE: team.show_people,
    Action.TEAM_ADVISOR: team.show_advisor,
    Action.TEAM_SILENT: team.show_silent,
    Action.TEAM_CAPACITY: team.change_capacity,
    Action.SETTINGS: settings.show_settings,
    Action.SETTINGS_LANGUAGE: settings.set_language,
    Action.SETTINGS_ZONE: settings.set_zone,
    Action.SETTINGS_HOURS: settings.set_hours,
    Action.SETTINGS_DAYS: settings.set_days,
    Action.SETTINGS_BRIEF: settings.set_brief_at,
    Action.SETTINGS_NIGHT: settings.switch_night_alerts,
    Action.HELP: helping.show_help,
    Action.DISMISS: helping.dismiss,
}


def register(application: AnyApplication) -> None:
    """Register all handlers; the first that fits an update gets it."""
    application.add_handler(CallbackQueryHandler(at_desk(press_button(BUTTONS))))
    application.add_handler(MessageHandler(filters.UpdateType.EDITED_MESSAGE, at_desk(helping.explain_edit)))
    application.add_handler(CommandHandler("start", at_desk(start.greet, doorkeeper=start.welcome_newcomer)))
    for name, handler in COMMANDS.items():
        application.add_handler(CommandHandler(name, at_desk(handler)))
    application.add_handler(MessageHandler(filters.COMMAND, at_desk(helping.explain_unknown_command)))
    application.add_handler(MessageHandler(filters.TEXT | filters.CAPTION, at_desk(notes.read_text)))
    application.add_handler(MessageHandler(filters.ALL, at_desk(helping.explain_unreadable)))
    # What is left (the bot blocked or unblocked, polls …) needs no answer; the inbox marks it done.
    application.add_handler(TypeHandler(Update, at_desk(helping.take_note)))
