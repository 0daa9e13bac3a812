// Writing: text, replies, edits, forwards, files and commands.

import { $, make, toast } from "./dom.js";
import { me, post, store } from "./store.js";
import { say } from "./words.js";

const drafts = new Map();
let mode = { kind: "write" };
let onCommand = () => {};

export function watchComposer(given) {
  onCommand = given.onCommand;
  const text = $("text");
  text.addEventListener("input", () => {
    fit();
    if (text.value.startsWith("/") && !text.value.includes(" ")) openCommands(text.value);
    else closeMenus();
  });
  text.addEventListener("keydown", keys);
  $("composer").addEventListener("submit", (event) => {
    event.preventDefault();
    submit();
  });
  $("context-close").addEventListener("click", () => setMode({ kind: "write" }));
  $("more").addEventListener("click", () => toggle("attach-menu", "more"));
  $("commands").addEventListener("click", () => ($("commands-menu").hidden ? openCommands("/") : closeMenus()));
  $("attach").addEventListener("click", () => {
    closeMenus();
    $("file").click();
  });
  $("forward").addEventListener("click", () => {
    closeMenus();
    setMode({ kind: "forward" });
    $("forward-name").focus();
  });
  $("file").addEventListener("change", attach);
  text.addEventListener("paste", (event) => {
    const file = event.clipboardData?.files?.[0];
    if (file) {
      event.preventDefault();
      upload(file);
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#composer")) closeMenus();
  });
  $("composer").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (menusOpen()) closeMenus();
    else setMode({ kind: "write" });
    text.focus();
  });
}

function keys(event) {
  const first = $("commands-menu").querySelector("button");
  if (event.key === "ArrowDown" && !$("commands-menu").hidden) {
    event.preventDefault();
    first?.focus();
  }
  // While a Chinese word is being composed, Enter chooses it and must not send.
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  submit();
}

export function fill(text) {
  setMode({ kind: "write" });
  $("text").value = text;
  fit();
  $("text").focus();
}

export function reply(message) {
  setMode({ kind: "reply", message });
  $("text").focus();
}

export function edit(message) {
  setMode({ kind: "edit", message });
  $("text").value = message.text;
  fit();
  $("text").focus();
}

function setMode(next) {
  if (mode.kind === "edit" && next.kind !== "edit") $("text").value = "";
  mode = next;
  drawMode();
  fit();
}

export function drawMode() {
  const { kind, message } = mode;
  $("context").hidden = kind === "write";
  $("context").querySelector("use").setAttribute("href", `#i-${kind === "write" ? "reply" : kind}`);
  const author = message && !message.bot ? say("you") : "Rapport";
  const titles = { reply: `${say("replyTo")} ${author}`, edit: say("editing"), forward: say("forwarded"), write: "" };
  $("context-title").textContent = titles[kind];
  $("context-text").textContent = message ? (message.text || message.document?.name || say("photo")).split("\n")[0] : "";
  $("forward-name").hidden = kind !== "forward";
}

export function switchDraft(from, to) {
  if (from) drafts.set(from, mode.kind === "edit" ? "" : $("text").value);
  setMode({ kind: "write" });
  $("text").value = drafts.get(to) ?? "";
  closeMenus();
  fit();
}

function fit() {
  const text = $("text");
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 220)}px`;
  $("send").disabled = text.value.trim() === "";
}

async function submit() {
  const text = $("text").value;
  if (!text.trim()) return;
  if (mode.kind === "forward" && !$("forward-name").value.trim()) {
    $("forward-name").focus();
    return;
  }
  const chat = `/sandbox/chats/${store.current}/messages`;
  const sent = mode;
  $("text").value = "";
  setMode({ kind: "write" });
  closeMenus();
  try {
    if (sent.kind === "edit") await post(`${chat}/${sent.message.id}`, { text });
    else await send(text, { reply_to: sent.kind === "reply" ? sent.message.id : null, forward_from: sent.kind === "forward" ? $("forward-name").value.trim() : null });
  } catch {
    $("text").value ||= text;
    fit();
    toast(say("notSent"));
  }
}

export function send(text, extra = {}) {
  return post(`/sandbox/chats/${store.current}/messages`, { text, ...extra });
}

function attach() {
  const [file] = $("file").files;
  $("file").value = "";
  if (file) upload(file);
}

export async function upload(file) {
  const query = new URLSearchParams({ name: file.name, text: mode.kind === "write" ? $("text").value : "" });
  try {
    const answer = await fetch(`/sandbox/chats/${store.current}/files?${query}`, { method: "POST", body: file });
    if (!answer.ok) throw new Error(answer.status);
    fill("");
  } catch {
    toast(say("notSent"));
  }
}

const menusOpen = () => !$("attach-menu").hidden || !$("commands-menu").hidden;

function toggle(menu, opener) {
  const hidden = !$(menu).hidden;
  closeMenus();
  $(menu).hidden = hidden;
  $(opener).setAttribute("aria-expanded", String(!hidden));
  if (!hidden) $(menu).querySelector("button").focus();
}

function openCommands(typed) {
  closeMenus();
  const wanted = typed.slice(1).toLowerCase();
  const found = me().commands.filter((one) => one.command.startsWith(wanted));
  const menu = $("commands-menu");
  menu.replaceChildren(...found.map((one) => choice(one)));
  if (!me().commands.length) menu.append(make("p", {}, say("noCommands")));
  menu.hidden = !menu.childElementCount;
  $("commands").setAttribute("aria-expanded", String(!menu.hidden));
}

function choice(command) {
  const act = () => {
    closeMenus();
    $("text").value = "";
    fit();
    onCommand(`/${command.command}`);
  };
  const node = make("button", { type: "button", role: "menuitem", onclick: act }, make("b", {}, `/${command.command}`), make("span", {}, command.description));
  node.addEventListener("keydown", (event) => {
    const next = { ArrowDown: node.nextElementSibling, ArrowUp: node.previousElementSibling ?? $("text") }[event.key];
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return node;
}

function closeMenus() {
  for (const [menu, opener] of [["attach-menu", "more"], ["commands-menu", "commands"]]) {
    $(menu).hidden = true;
    $(opener).setAttribute("aria-expanded", "false");
  }
}
