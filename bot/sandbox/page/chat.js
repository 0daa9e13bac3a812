// The open chat: its messages in order, day by day, kept in step with what happens.

import { bubble, daySeparator, emptyChat } from "./bubbles.js";
import { $, tell, toast } from "./dom.js";
import { marked } from "./marks.js";
import { me, post, store } from "./store.js";
import { dayKey, dayName, say } from "./words.js";

const STILL_WAITING_MS = 15000;
const NEAR_END_PX = 120;
const pressed = new Map();
const answered = new Set();
let actions = {};
let missed = 0;
// On the way to the end by itself, the page offers no button to go there.
const GLIDE_MS = 700;
let glidingUntil = 0;

export function setActions(given) {
  actions = { ...given, onPress: press, onShow: show };
}

export function drawChat() {
  const person = me();
  const messages = store.chats.get(person.id) ?? [];
  const list = $("messages");
  // A whole chat must not be read out; only what arrives from now on.
  list.setAttribute("aria-live", "off");
  list.replaceChildren();
  if (messages.length === 0) list.append(emptyChat(actions.onStart));
  for (const message of messages) place(message);
  regroup();
  drawPinned();
  missed = 0;
  toEnd("instant");
  requestAnimationFrame(() => list.setAttribute("aria-live", "polite"));
}

function place(message) {
  const list = $("messages");
  const zone = me().zone;
  const key = dayKey(message.at, zone);
  const days = list.querySelectorAll(".day");
  if (days[days.length - 1]?.dataset.day !== key) list.append(daySeparator(dayName(message.at, zone), key));
  const node = bubble(message, actions);
  list.append(node);
  return node;
}

export function addMessage(message) {
  $("messages").querySelector(".empty")?.remove();
  const follow = atEnd() || !message.bot;
  place(message).classList.add("arriving");
  regroup();
  if (follow) toEnd("smooth");
  else missed += 1;
  drawJump();
}

export function replaceMessage(message) {
  const old = find(message.id);
  if (!old) return;
  const follow = atEnd();
  forget(message.id);
  const held = old.contains(document.activeElement) ? document.activeElement.textContent : null;
  const node = bubble(message, actions);
  old.replaceWith(node);
  if (held !== null) [...node.querySelectorAll(".key")].find((key) => key.textContent === held)?.focus({ preventScroll: true });
  regroup();
  drawPinned();
  if (follow) toEnd("instant");
}

export function removeMessage(id) {
  const node = find(id);
  if (!node) return;
  forget(id);
  node.classList.add("leaving");
  node.addEventListener("animationend", () => {
    node.remove();
    for (const day of $("messages").querySelectorAll(".day")) {
      if (!day.nextElementSibling || day.nextElementSibling.matches(".day")) day.remove();
    }
    regroup();
    drawPinned();
  }, { once: true });
}

const find = (id) => $("messages").querySelector(`[data-id="${id}"]`);

// A tail only on the last of several bubbles by the same side.
function regroup() {
  for (const node of $("messages").querySelectorAll(".message")) {
    const next = node.nextElementSibling;
    const side = node.classList.contains("mine") ? "mine" : "theirs";
    node.classList.toggle("tail", !next?.classList.contains(side) || node.querySelector(".keyboard") !== null);
    node.classList.toggle("first", !node.previousElementSibling?.classList.contains(side));
  }
}

function show(id) {
  const node = find(id);
  if (!node) return;
  node.scrollIntoView({ behavior: "smooth", block: "center" });
  node.classList.remove("shown");
  requestAnimationFrame(() => node.classList.add("shown"));
}

export function drawPinned() {
  const pinned = (store.chats.get(store.current) ?? []).filter((message) => message.pinned).at(-1);
  $("pinned").hidden = !pinned;
  if (!pinned) return;
  $("pinned").querySelector("span").replaceChildren(marked(pinned.text.split("\n")[0]));
  $("pinned").onclick = () => show(pinned.id);
}

async function press(message, row, column, button, node) {
  if (node.classList.contains("waiting")) return;
  node.classList.add("waiting");
  node.setAttribute("aria-busy", "true");
  const done = () => {
    node.classList.remove("waiting");
    node.removeAttribute("aria-busy");
  };
  try {
    const seen = { message_id: message.id, row, column, text: button.text };
    const { query_id: query } = await post(`/sandbox/chats/${store.current}/presses`, seen);
    if (answered.has(query)) return done();
    pressed.set(query, { done, id: message.id });
    setTimeout(() => release(query), STILL_WAITING_MS);
  } catch {
    done();
    toast(say("changed"));
  }
}

function release(query) {
  pressed.get(query)?.done();
  pressed.delete(query);
}

function forget(id) {
  for (const [query, waiting] of pressed) if (waiting.id === id) pressed.delete(query);
}

// The answer may overtake the reply to the press itself.
export function noteAnswer(event) {
  answered.add(event.query_id);
  if (answered.size > 200) answered.delete(answered.values().next().value);
  release(event.query_id);
  if (event.chat !== store.current || !event.text) return;
  if (event.show_alert) tell(event.text);
  else toast(event.text);
}

const leftBelow = () => $("scroll").scrollHeight - $("scroll").scrollTop - $("scroll").clientHeight;
const atEnd = () => leftBelow() < NEAR_END_PX;

export function toEnd(behavior) {
  missed = 0;
  glidingUntil = performance.now() + GLIDE_MS;
  setTimeout(drawJump, GLIDE_MS + 50);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  $("scroll").scrollTo({ top: $("scroll").scrollHeight, behavior: calm ? "instant" : behavior });
  drawJump();
}

function drawJump() {
  $("jump").hidden = missed === 0 && (atEnd() || performance.now() < glidingUntil);
  $("jump").lastElementChild.textContent = missed || "";
}

export function watchScroll() {
  // The composer grows and the keyboard opens: whoever was at the end stays there.
  let height = 0;
  new ResizeObserver(() => {
    const grown = height - $("scroll").clientHeight;
    height = $("scroll").clientHeight;
    if (missed === 0 && leftBelow() < NEAR_END_PX + Math.max(0, grown)) toEnd("instant");
  }).observe($("scroll"));
  // Without a mouse, a tap on a message shows what can be done with it.
  $("messages").addEventListener("click", (event) => {
    const chosen = matchMedia("(hover: none)").matches && event.target.closest(".bubble")?.closest(".message");
    for (const node of $("messages").querySelectorAll(".touched")) if (node !== chosen) node.classList.remove("touched");
    if (chosen) chosen.classList.toggle("touched");
  });
  $("jump").addEventListener("click", () => toEnd("smooth"));
  $("scroll").addEventListener("scroll", () => {
    if (atEnd()) missed = 0;
    drawJump();
  }, { passive: true });
  // Pictures arrive after their message and push the end away.
  $("messages").addEventListener("load", () => missed === 0 && toEnd("instant"), { capture: true });
}
