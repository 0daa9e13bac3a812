// Building elements without ever parsing markup: text stays text.

import { marked } from "./marks.js";

export const $ = (id) => document.getElementById(id);

export function make(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function avatar(person) {
  const node = make("span", { class: "avatar", "aria-hidden": "true" }, person.initials);
  node.style.setProperty("--hue", person.colour);
  return node;
}

// Enter and space press what is no real button, as they press buttons.
export function pressable(node, action) {
  node.tabIndex = 0;
  node.setAttribute("role", "button");
  node.addEventListener("click", action);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      action(event);
    }
  });
  return node;
}

export function toast(text) {
  const node = make("p", { class: "toast" }, marked(text));
  $("toasts").append(node);
  while ($("toasts").childElementCount > 3) $("toasts").firstChild.remove();
  setTimeout(() => node.classList.add("going"), Math.min(2200 + text.length * 35, 7000));
  node.addEventListener("animationend", (event) => event.animationName === "toast-out" && node.remove());
}

export function tell(text) {
  $("alert-text").replaceChildren(marked(text));
  $("alert").showModal();
}

export async function copy(text, done, failed) {
  try {
    await navigator.clipboard.writeText(text);
    toast(done);
  } catch {
    const area = make("textarea", { class: "offscreen", "aria-hidden": "true" });
    area.value = text;
    document.body.append(area);
    area.select();
    toast(document.execCommand("copy") ? done : failed);
    area.remove();
  }
}
