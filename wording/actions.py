"""What pressing a button does; the values are stored with sent buttons and must stay as they are."""

from enum import StrEnum


class Action(StrEnum):
    """One thing a button can do; the comment names its target, then its data."""

    # A client
    CLIENT_CARD = "client.card"  # client
    CLIENT_WHY = "client.why"  # client
    CLIENT_MORE = "client.more"  # client
    CLIENT_LOG = "client.log"  # client: ask for the next note about this client
    CLIENT_ADD = "client.add"  # -, the name that was looked for
    CLIENT_UNDO = "client.undo"  # client just added
    CLIENT_TIER = "client.tier"  # client or empty while adding, a tier
    CLIENT_EDIT = "client.edit"  # client
    CLIENT_FIELD = "client.field"  # client, the field to ask for
    CLIENT_VALUE = "client.value"  # client, the value for the field in question
    CLIENT_CLEAR = "client.clear"  # client, the field to clear
    CLIENT_CANCEL = "client.cancel"  # client or empty
    CLIENT_MOODS = "client.moods"  # client: sends the picture of the mood over time
    CLIENT_CURVE = "client.curve"  # client: sends the picture of the loyalty figure over time
    CLIENT_NEEDS = "client.needs"  # client; data: "new" answers with a message of its own
    LEVEL = "level"  # client, without data: asks which; data: a level, asks until when; and the last day: why
    LEVEL_DATE = "level.date"  # client, a level: asks for the last day in words
    LEVEL_SURE = "level.sure"  # client; data: level and last day, the reason on the next line: does
    LEVEL_END = "level.end"  # client: the computed level holds again
    NOT_RIGHT = "client.wrong"  # client: asks which line of Why?
    PURCHASES = "client.purchases"  # client

    # Facts about a client
    FACT_ADD = "fact.add"  # client, without data: asks for the group; data: a group, asks for the kind
    FACT_KIND = "fact.kind"  # client, a kind: asks for its value
    FACT_SAVE = "fact.save"  # client, a kind, its value, a mention's tone and 1 if about us, spaces between
    FACT_UNDO = "fact.undo"  # a change of a fact
    FACT_SOLVE = "fact.solve"  # fact; data: "new" answers with a message of its own
    FACT_BOUGHT = "fact.bought"  # the same
    FACTS = "facts"  # client, page from 0 and the groups shown: "0 opinion,event"
    FACT_ITEM = "facts.item"  # fact
    FACT_DELETE = "facts.delete"  # fact: asks
    FACT_DELETE_SURE = "facts.delete.sure"  # fact: does

    # A note being logged; its target is the draft's id
    LOG_SAVE = "log.save"
    LOG_MOOD = "log.mood"  # without data: ask; data: a mood
    LOG_CHANNEL = "log.channel"  # without data: ask; data: a channel
    LOG_DIRECTION = "log.direction"  # data: a direction
    LOG_CLIENT = "log.client"  # without data: ask; data: a client
    LOG_ADD_CLIENT = "log.add_client"  # draft, the name of a new client: asks for the tier
    LOG_ADD_TIER = "log.add_tier"  # draft, the tier and the name, a space between: adds
    LOG_PRIVATE = "log.private"  # switches the mark
    LOG_REMIND = "log.remind"
    LOG_BACK = "log.back"  # to the confirmation
    LOG_DISCARD = "log.discard"
    LOG_UNDO = "log.undo"  # interaction

    # What was logged
    HISTORY = "history"  # client, page from 0
    HISTORY_ITEM = "history.item"  # interaction
    HISTORY_MOOD = "history.mood"  # interaction, without data: ask; data: a mood
    HISTORY_PRIVATE = "history.private"  # interaction
    HISTORY_DELETE = "history.delete"  # interaction: asks
    HISTORY_DELETE_SURE = "history.delete.sure"  # interaction: does

    # A case and its steps
    CASE_SHOW = "case.show"  # case
    CASE_STEP = "case.step"  # case, the step's key
    CASE_SKIP = "case.skip"  # case, the step's key: asks why
    CASE_SKIP_FOR = "case.skip.for"  # case, the step's key and the reason's, a space between: does
    CASE_PAUSE = "case.pause"  # case, without data: asks why; data: why, asks until when
    CASE_PAUSE_FOR = "case.pause.for"  # case, why and for how many days, a space between: does
    CASE_RESUME = "case.resume"  # case
    CASE_CLOSE = "case.close"  # case: asks
    CASE_OUTCOME = "case.outcome"  # case, an outcome: does
    CASE_ANSWER = "case.answer"  # closed case, without data: asks; data: an answer, or "later"
    CASE_COST = "case.cost"  # closed case, "none" or "later"; an amount is typed
    STEP_DONE = "step.done"  # a step assigned to the presser
    STEP_SHOW = "step.show"  # the same
    ALERT_SEEN = "alert.seen"  # case
    ALERT_OPEN = "alert.open"  # case: show what a discreet alert hides

    # Planned contacts and promises
    REMIND = "remind"  # client: asks when
    REMIND_SET = "remind.set"  # client, a usual moment or one in ISO form, then of what
    REMIND_SET_DATE = "remind.set.date"  # client, of what: asks for a moment in words
    REMIND_AT = "remind.at"  # client, a moment in ISO form and what was promised
    REMIND_CANCEL = "remind.cancel"  # client
    REMIND_SHOW = "remind.show"  # touchpoint: opens it, or back from a choice
    REMIND_WORDS = "remind.words"  # touchpoint, which draft to show
    REMIND_DONE = "remind.done"  # touchpoint: asks how it was
    REMIND_OUTCOME = "remind.outcome"  # touchpoint, a mood or "no_answer"
    REMIND_LATER = "remind.later"  # touchpoint: asks when
    REMIND_SNOOZE = "remind.snooze"  # touchpoint, a usual moment or one in ISO form
    REMIND_DATE = "remind.date"  # touchpoint: asks for a moment in words
    REMIND_SKIP = "remind.skip"  # touchpoint, without data: ask; data: a reason
    REMIND_UNDO = "remind.undo"  # interaction, the touchpoint as it was
    REMIND_NOTE = "remind.note"  # interaction: takes the next message as its note
    CLIENT_DRAFT = "client.draft"  # client; with data in place: other words

    # Giving a client to another advisor
    GIVE = "give"  # client, without data: asks to whom; data: an advisor, asks once
    GIVE_MESSAGE = "give.message"  # client, an advisor: takes the next message as words to that advisor
    GIVE_SURE = "give.sure"  # client, the advisor and on the next lines the words: does

    # Closing a client
    CLOSE = "client.close"  # client, without data: asks why; data: why, asks once
    CLOSE_SURE = "client.close.sure"  # client, why: does
    REOPEN = "client.reopen"  # client, a draft's id or nothing: what to show after

    # Days off
    AWAY = "away"  # a person, or empty for oneself
    AWAY_ADD = "away.add"  # a person, without data: asks the first day; data: the first day
    AWAY_LAST = "away.last"  # a person, first and last day
    AWAY_SAVE = "away.save"  # a person, first day, last day and the colleague: does
    AWAY_ITEM = "away.item"  # absence
    AWAY_COVER = "away.cover"  # absence, without data: asks; data: the colleague
    AWAY_END = "away.end"  # absence

    # A lead's team
    TEAM_PEOPLE = "team.people"  # -, page from 0
    TEAM_ADVISOR = "team.advisor"  # an advisor, page from 0
    TEAM_SILENT = "team.silent"  # -, page from 0
    TEAM_CAPACITY = "team.capacity"  # an advisor, without data: asks; data: contacts a day
    TEAM_END = "team.end"  # an advisor, without data: asks for whom; data: who takes the clients
    TEAM_END_SURE = "team.end.sure"  # the same

    # Lists
    TODAY = "today"  # -, page from 0
    TODAY_CASE = "today.case"  # case: its steps in a new message
    TODAY_CONTACT = "today.contact"  # touchpoint: the contact in a new message
    TODAY_RELIEVE = "today.relieve"  # -, the list's day: moves what can wait
    TODAY_UNRELIEVE = "today.unrelieve"  # -, the list's day: brings it back
    PLAN_MONTH = "plan.month"  # -, a day of the month
    PLAN_WEEK = "plan.week"  # -, a day of the week
    PLAN_DAY = "plan.day"  # page from 0 or empty, the day
    PLAN_CLIENT = "plan.client"  # client
    PLAN_CONTACT = "plan.contact"  # touchpoint: offers other days
    PLAN_MOVE = "plan.move"  # touchpoint, the day it goes to
    PLAN_SWAP = "plan.swap"  # touchpoint: offers others to change days with
    PLAN_SWAPPED = "plan.swapped"  # touchpoint, the other touchpoint
    TEAM = "team"  # -, page from 0
    HITS = "hits"  # -, page from 0

    # The person
    SETTINGS = "settings"
    SETTINGS_LANGUAGE = "settings.language"  # -, without data: ask; data: a language
    SETTINGS_ZONE = "settings.zone"  # -, without data: ask; data: an IANA zone
    SETTINGS_HOURS = "settings.hours"  # -, without data: ask; data: "09:00-18:00"
    SETTINGS_DAYS = "settings.days"  # -, weekday numbers: "01234"
    SETTINGS_BRIEF = "settings.brief"  # -, without data: ask; data: "08:30", or "start" for the start of work
    SETTINGS_NIGHT = "settings.night"  # -, switches
    HELP = "help"
    DISMISS = "dismiss"  # takes the buttons off
