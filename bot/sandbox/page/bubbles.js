// One message as an element: bubble, reply, media, time, and the buttons under it.

import { $, copy, icon, make } from "./dom.js";
import { marked } from "./marks.js";
import { richText } from "./richtext.js";
import { me } from "./store.js";
import { clockTime, fileSize, say } from "./words.js";

export function bubble(message, actions) {
  const body = make("div", { class: "bubble" });
  if (message.forward) body.append(make("p", { class: "forwarded" }, `${say("forwardedFrom")} `, make("b", {}, message.forward)));
  if (message.reply) body.append(quoted(message.reply, actions));
  if (message.photo) body.append(photo(message.photo));
  if (message.document) body.append(file(message.document));
  const text = make("div", { class: "text" });
  if (message.text) text.append(richText(message.text, message.entities, actions));
  text.append(stamp(message));
  body.append(text);
  const node = make("article", { class: message.bot ? "message theirs" : "message mine", "data-id": message.id });
  const stack = make("div", { class: "stack" }, body, message.rows.length ? keyboard(message, actions) : null);
  node.append(make("div", { class: "line" }, stack, tools(message, actions)));
  return node;
}

function stamp(message) {
  const zone = me().zone;
  const words = [message.edited ? say("edited") : "", clockTime(message.at, zone)].filter(Boolean).join(" ");
  return make("span", { class: "stamp" }, message.pinned ? icon("pin") : null, make("time", { datetime: new Date(message.at).toISOString() }, words));
}

function quoted(reply, actions) {
  const author = reply.bot ? "Rapport" : say("you");
  return make("button", { class: "quoted", onclick: () => actions.onShow(reply.id) }, make("b", {}, author), make("span", {}, marked(reply.text || say("photo"))));
}

function photo(picture) {
  const image = make("img", { src: picture.url, alt: say("photo"), width: picture.width, height: picture.height, loading: "lazy" });
  return make("button", { class: "photo", "aria-label": say("openPicture"), onclick: () => enlarge(picture.url) }, image);
}

function enlarge(url) {
  $("picture").src = url;
  $("lightbox").showModal();
}

function file(document) {
  return make(
    "a",
    { class: "file", href: document.url, download: document.name, "aria-label": `${say("save")} ${document.name}` },
    make("span", { class: "kind" }, icon("file")),
    make("span", { class: "file-name" }, document.name),
    make("span", { class: "file-size" }, fileSize(document.size)),
  );
}

function tools(message, actions) {
  const reply = make("button", { class: "icon", "aria-label": say("reply"), title: say("reply"), onclick: () => actions.onReply(message) }, icon("reply"));
  const edit = message.bot || !message.text || message.document ? null : make("button", { class: "icon", "aria-label": say("edit"), title: say("edit"), onclick: () => actions.onEdit(message) }, icon("edit"));
  return make("div", { class: "beside" }, reply, edit);
}

function keyboard(message, actions) {
  const rows = message.rows.map((row, rowAt) =>
    make("div", { class: "keys" }, ...row.map((button, column) => key(message, button, rowAt, column, actions))),
  );
  return make("div", { class: "keyboard", role: "group" }, ...rows);
}

function key(message, button, row, column, actions) {
  const label = make("span", {}, marked(button.text));
  if (button.kind === "link") {
    const safe = /^https?:/i.test(button.url);
    return make("a", { class: "key", href: safe ? button.url : null, target: "_blank", rel: "noopener noreferrer" }, label, icon("link"));
  }
  if (button.kind === "copy") {
    return make("button", { class: "key", onclick: () => copy(button.copy, say("copied"), say("copyFailed")) }, label, icon("copy"));
  }
  const node = make("button", { class: "key" }, label);
  node.addEventListener("click", () => actions.onPress(message, row, column, button, node));
  return node;
}

export function daySeparator(words, key) {
  return make("p", { class: "day", "data-day": key }, make("span", {}, words));
}

export function emptyChat(onStart) {
  const start = make("button", { class: "begin" }, say("start"));
  start.addEventListener("click", onStart);
  return make("div", { class: "empty" }, make("span", { class: "avatar bot", "aria-hidden": "true" }, "R"), make("p", {}, say("begin")), start);
}

