// The list of people one can be.

import { $, avatar, make } from "./dom.js";
import { marked } from "./marks.js";
import { me, now, store, unread } from "./store.js";
import { clockTime, dayKey, pick, say, shortDay } from "./words.js";

export function drawPeople(onChoose) {
  const list = $("people");
  const focused = document.activeElement?.closest?.("#people [data-person]")?.dataset.person;
  list.replaceChildren(...store.people.map((person) => row(person, onChoose)));
  const waiting = store.people.reduce((sum, person) => sum + unread(person), 0);
  document.title = waiting ? `(${waiting}) Rapport` : "Rapport";
  if (focused) list.querySelector(`[data-person="${focused}"]`)?.focus({ preventScroll: true });
}

function row(person, onChoose) {
  const waiting = unread(person);
  const badge = waiting ? make("b", { class: "badge", "aria-label": `${waiting} ${say("unread")}` }, waiting > 99 ? "99+" : `${waiting}`) : null;
  const button = make(
    "button",
    { "data-person": person.id, "aria-current": person.id === store.current ? "true" : false, onclick: () => onChoose(person.id) },
    avatar(person),
    make("span", { class: "name" }, person.name),
    make("time", {}, person.last ? when(person.last.at, person.zone) : ""),
    make("span", { class: "role" }, `${pick(person.role)} · ${person.team}`),
    make("span", { class: "preview" }, marked(preview(person))),
    badge,
  );
  return make("li", {}, button);
}

function preview(person) {
  if (store.actions.has(person.id)) return `${say("typing")}…`;
  const last = person.last;
  if (!last) return say("nothingYet");
  const said = last.text || last.document?.name || (last.photo ? say("photo") : "");
  const line = said.split("\n").find((part) => part.trim()) ?? "";
  return last.bot ? line : `${say("you")}: ${line}`;
}

function when(moment, zone) {
  return dayKey(moment, zone) === dayKey(now(), zone) ? clockTime(moment, zone) : shortDay(moment, zone);
}

export function drawStatus() {
  const person = me();
  if (!person) return;
  const action = store.actions.get(person.id);
  const status = $("status");
  status.classList.toggle("busy", Boolean(action));
  if (action) {
    status.replaceChildren(say(action === "typing" ? "typing" : "sendingFile"), make("i", { class: "dots" }));
  } else {
    status.replaceChildren(`${say("youAre")} ${person.name} · ${pick(person.role)} · ${person.team}`);
  }
}
