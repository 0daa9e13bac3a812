// The clock one can turn, and the things to try.

import { $, avatar, make, toast } from "./dom.js";
import { me, now, person, post, setClock, store } from "./store.js";
import { clockTime, dayName, pick, say } from "./words.js";

export function drawClock() {
  const zone = me()?.zone ?? "UTC";
  $("time").textContent = clockTime(now(), zone);
  $("date").textContent = dayName(now(), zone);
  const { turning, from, until } = store.clock;
  document.body.classList.toggle("turning", turning);
  $("clock-hint").textContent = say(turning ? "clockRunning" : "clockHint");
  for (const button of $("turns").children) button.disabled = turning;
  const part = turning ? Math.max(0, Math.min(1, (store.clock.now - from) / (until - from))) : 0;
  $("progress").setAttribute("aria-valuenow", Math.round(part * 100));
  $("progress").firstElementChild.style.setProperty("--part", part);
}

export function noteClock(event) {
  setClock(event);
  if (event.failed) toast(say("clockFailed"));
  drawClock();
}

export function watchClock() {
  $("turns").addEventListener("click", async (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const how = button.dataset.morning ? { morning_in: me().zone } : { hours: Number(button.dataset.hours) };
    try {
      noteClock(await post("/sandbox/clock", how));
    } catch {
      toast(say("lost"));
    }
  });
  setInterval(() => !store.clock.turning && drawClock(), 1000);
}

export function drawTries(onTry) {
  $("tries").replaceChildren(...store.tries.map((thing) => card(thing, onTry)));
}

function card(thing, onTry) {
  const who = person(thing.person);
  const button = make(
    "button",
    { onclick: () => onTry(thing) },
    make("b", {}, pick(thing.title)),
    make("span", { class: "what" }, pick(thing.hint)),
    thing.text ? make("q", {}, make("span", {}, thing.text)) : null,
    who ? make("span", { class: "as" }, avatar(who), `${say("as")} ${who.name}`) : null,
  );
  return make("li", {}, button);
}
