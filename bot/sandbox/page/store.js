// What the page knows, the calls to the server, and the live stream that keeps both in step.

const seen = JSON.parse(localStorage.getItem("seen") || "{}");

export const store = {
  people: [],
  tries: [],
  bot: {},
  current: null,
  chats: new Map(),
  actions: new Map(),
  clock: { offset: 0, turning: false },
};

export const person = (id) => store.people.find((one) => one.id === id);
export const me = () => person(store.current);
export const now = () => Date.now() + store.clock.offset;

export function setClock(view) {
  store.clock = { ...view, offset: view.now - Date.now() };
}

export async function loadState() {
  const state = await get("/sandbox/state");
  if (seen.session !== state.session) {
    // A new start counts messages from one again.
    for (const key of Object.keys(seen)) delete seen[key];
    seen.session = state.session;
    for (const one of state.people) seen[one.id] = one.bot_ids.at(-1) ?? 0;
    store.chats.clear();
    saveSeen();
  }
  Object.assign(store, { people: state.people, tries: state.tries, bot: state.bot });
  setClock(state.clock);
}

export async function loadChat(id) {
  const { messages } = await get(`/sandbox/chats/${id}`);
  store.chats.set(id, messages);
  return messages;
}

export const unread = (one) => one.bot_ids.filter((id) => id > (seen[one.id] ?? 0)).length;

export function markSeen(one) {
  const newest = one.bot_ids.at(-1) ?? 0;
  if ((seen[one.id] ?? 0) >= newest) return false;
  seen[one.id] = newest;
  saveSeen();
  return true;
}

function saveSeen() {
  localStorage.setItem("seen", JSON.stringify(seen));
}

// Returns false when the message was known already.
export function noteMessage(id, message) {
  const one = person(id);
  if (!one) return false;
  const messages = store.chats.get(id);
  const place = messages ? messages.findIndex((known) => known.id === message.id) : -1;
  if (place >= 0) messages[place] = message;
  else if (messages) messages.push(message);
  if (!one.last || one.last.id <= message.id) one.last = message;
  if (message.bot && !one.bot_ids.includes(message.id)) one.bot_ids.push(message.id);
  if (message.bot) store.actions.delete(id);
  return place < 0;
}

export function noteEdit(id, message) {
  const one = person(id);
  const messages = store.chats.get(id);
  const place = messages ? messages.findIndex((known) => known.id === message.id) : -1;
  if (place >= 0) messages[place] = message;
  if (one?.last?.id === message.id) one.last = message;
}

export function noteDeletion(id, messageId) {
  const one = person(id);
  const messages = store.chats.get(id)?.filter((message) => message.id !== messageId);
  if (messages) store.chats.set(id, messages);
  if (!one) return;
  one.bot_ids = one.bot_ids.filter((known) => known !== messageId);
  if (one.last?.id === messageId) one.last = messages?.at(-1) ?? null;
}

export async function get(path) {
  const answer = await fetch(path, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export async function post(path, body) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

// EventSource reconnects by itself; what was missed is loaded anew.
export function listen({ onEvent, onLost, onBack }) {
  const stream = new EventSource("/sandbox/events");
  let lost = false;
  stream.addEventListener("message", (event) => onEvent(JSON.parse(event.data)));
  stream.addEventListener("error", () => {
    lost = true;
    onLost();
  });
  stream.addEventListener("open", () => {
    if (lost) onBack();
    lost = false;
  });
}
