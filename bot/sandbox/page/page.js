// Puts the page together: who one is, which pane is seen, and what each event changes.

import { addMessage, drawChat, drawPinned, noteAnswer, removeMessage, replaceMessage, setActions, watchScroll } from "./chat.js";
import { drawClock, drawTries, noteClock, watchClock } from "./clock.js";
import { drawMode, edit, fill, reply, send, switchDraft, upload, watchComposer } from "./composer.js";
import { $, toast } from "./dom.js";
import { drawPeople, drawStatus } from "./people.js";
import { listen, loadChat, loadState, markSeen, me, noteDeletion, noteEdit, noteMessage, person, setClock, store } from "./store.js";
import { applyWords, lang, say, setLanguage } from "./words.js";

const TYPING_MS = 5000;
const narrow = matchMedia("(max-width: 760px)");
const typing = new Map();

async function choose(id, { open = true } = {}) {
  if (store.current !== id) {
    switchDraft(store.current, id);
    store.current = id;
    localStorage.setItem("person", id);
  }
  if (open) document.body.dataset.view = "chat";
  if (!store.chats.has(id)) await loadChat(id);
  if (store.current !== id) return;
  drawChat();
  look();
  drawAll();
  if (open && !narrow.matches) $("text").focus({ preventScroll: true });
}

const looking = () => document.visibilityState === "visible" && (!narrow.matches || document.body.dataset.view === "chat");

function look() {
  if (me() && looking()) markSeen(me());
}

function drawAll() {
  drawPeople(choose);
  drawStatus();
  drawClock();
}

function onEvent(event) {
  if (event.now && event.kind !== "clock") setClock({ ...store.clock, now: event.now });
  const here = event.chat === store.current;
  switch (event.kind) {
    case "message":
      if (event.message && noteMessage(event.chat, event.message) && here) addMessage(event.message);
      break;
    case "edited":
      if (!event.message) break;
      noteEdit(event.chat, event.message);
      if (here) replaceMessage(event.message);
      break;
    case "deleted":
      noteDeletion(event.chat, event.message_id);
      if (here) removeMessage(event.message_id);
      break;
    case "action": noteAction(event); break;
    case "answer": noteAnswer(event); break;
    case "commands":
      for (const [id, commands] of Object.entries(event.commands)) if (person(Number(id))) person(Number(id)).commands = commands;
      break;
    case "clock": noteClock(event); return;
  }
  look();
  drawPeople(choose);
  drawStatus();
}

function noteAction(event) {
  store.actions.set(event.chat, event.action);
  clearTimeout(typing.get(event.chat));
  typing.set(event.chat, setTimeout(() => {
    store.actions.delete(event.chat);
    drawPeople(choose);
    drawStatus();
  }, TYPING_MS));
}

async function reload() {
  try {
    await loadState();
    const wanted = store.current ?? Number(localStorage.getItem("person"));
    const id = person(wanted) ? wanted : store.people[0]?.id;
    if (!id) return;
    store.chats.clear();
    drawTries(tryThing);
    await choose(id, { open: document.body.dataset.view === "chat" });
    $("lost").hidden = true;
  } catch {
    $("lost").hidden = false;
  }
}

async function tryThing(thing) {
  showTools(false);
  await choose(thing.person);
  if (thing.text) fill(thing.text);
}

async function speak(text) {
  try {
    await send(text);
  } catch {
    toast(say("notSent"));
  }
}

function showTools(shown) {
  document.body.classList.toggle("tools-open", shown);
  $("shade").hidden = !shown;
  $("open-tools").setAttribute("aria-expanded", String(shown));
  if (shown) $("close-tools").focus();
}

function watchTools() {
  $("open-tools").addEventListener("click", () => showTools(true));
  $("close-tools").addEventListener("click", () => {
    showTools(false);
    $("open-tools").focus();
  });
  $("shade").addEventListener("click", () => showTools(false));
  document.addEventListener("keydown", (event) => event.key === "Escape" && showTools(false));
  $("back").addEventListener("click", () => {
    document.body.dataset.view = "list";
    drawPeople(choose);
  });
  $("lightbox").addEventListener("click", () => $("lightbox").close());
}

function watchLook() {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const apply = (theme) => {
    document.documentElement.dataset.theme = theme ?? (dark.matches ? "dark" : "light");
  };
  dark.addEventListener("change", () => localStorage.getItem("theme") || apply(null));
  $("theme").addEventListener("click", () => {
    const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", next);
    apply(next);
  });
  $("language").addEventListener("click", () => {
    setLanguage(lang() === "en" ? "zh" : "en");
    drawWords();
    drawChat();
    drawPinned();
  });
  document.addEventListener("visibilitychange", () => {
    look();
    drawPeople(choose);
  });
}

function drawWords() {
  applyWords();
  $("language").textContent = say("switchLanguage");
  drawTries(tryThing);
  drawMode();
  if (me()) drawAll();
}

function watchDrops() {
  const chat = document.querySelector(".chat");
  chat.addEventListener("dragover", (event) => event.preventDefault());
  chat.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) upload(event.dataTransfer.files[0]);
  });
}

watchLook();
watchTools();
watchClock();
watchScroll();
watchDrops();
setActions({ onReply: reply, onEdit: edit, onCommand: speak, onStart: () => speak("/start") });
watchComposer({ onCommand: speak });
drawWords();
listen({ onEvent, onLost: () => ($("lost").hidden = false), onBack: reload });
await reload();
