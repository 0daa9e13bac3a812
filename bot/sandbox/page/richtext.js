// A text with its entities as elements; offsets are UTF-16 units, which is how JavaScript counts too.

import { copy, make, pressable } from "./dom.js";
import { marked } from "./marks.js";
import { say } from "./words.js";

const SAFE_LINK = /^(https?:|mailto:|tel:)/i;

export function richText(text, entities, { onCommand }) {
  const fragment = document.createDocumentFragment();
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const edges = [...new Set([0, text.length, ...sorted.flatMap((e) => [e.offset, e.offset + e.length])])]
    .filter((edge) => edge <= text.length)
    .sort((a, b) => a - b);
  let open = [];
  for (let n = 0; n + 1 < edges.length; n += 1) {
    const [from, until] = [edges[n], edges[n + 1]];
    const wanted = sorted.filter((e) => e.offset <= from && e.offset + e.length >= until);
    let same = 0;
    while (same < open.length && same < wanted.length && open[same].entity === wanted[same]) same += 1;
    open = open.slice(0, same);
    for (const entity of wanted.slice(same)) {
      const node = element(entity, text.substr(entity.offset, entity.length), onCommand);
      (open.at(-1)?.node ?? fragment).append(node);
      open.push({ entity, node });
    }
    (open.at(-1)?.node ?? fragment).append(marked(text.slice(from, until)));
  }
  return fragment;
}

function element(entity, covered, onCommand) {
  switch (entity.type) {
    case "bold": return make("strong");
    case "italic": return make("em");
    case "underline": return make("u");
    case "strikethrough": return make("s");
    case "spoiler": return spoiler();
    case "code": return copies(make("code", { class: "draft" }), covered);
    case "pre": return copies(make("pre"), covered);
    case "blockquote": return make("blockquote");
    case "expandable_blockquote": return make("blockquote", { class: "expandable" });
    case "text_link": return link(entity.url);
    case "url": return link(covered);
    case "bot_command": return pressable(make("span", { class: "tappable" }), () => onCommand(covered));
    case "mention":
    case "hashtag":
    case "email": return make("span", { class: "marked" });
    default: return make("span");
  }
}

function copies(node, covered) {
  node.title = say("copyDraft");
  return pressable(node, () => copy(covered, say("copied"), say("copyFailed")));
}

function link(url) {
  const href = /^[a-z][a-z0-9+.-]*:/i.test(url) ? url : `https://${url}`;
  if (!SAFE_LINK.test(href)) return make("span", { class: "marked" });
  return make("a", { href, target: "_blank", rel: "noopener noreferrer" });
}

function spoiler() {
  const node = make("span", { class: "spoiler", title: say("spoiler") });
  return pressable(node, () => node.classList.add("shown"));
}
