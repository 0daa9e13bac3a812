// The page's own words in both languages, and the formats of times; what the bot says is the bot's affair.

const WORDS = {
  en: {
    sandbox: "sandbox", people: "People", youAre: "You are", chat: "Chat with Rapport", tools: "Clock and things to try",
    footnote: "Everything stays on this computer. No message leaves it.",
    switchLanguage: "中文", theme: "Light or dark", back: "Back to the people", newest: "To the newest message",
    write: "Write a message", send: "Send", commands: "Commands", more: "Attach or forward", attach: "Attach a file",
    forward: "Forward a client's message", forwardName: "Forwarded from whom?", cancel: "Cancel", close: "Close",
    replyTo: "Reply to", editing: "Edit message", forwarded: "Forwarded message", forwardedFrom: "Forwarded from",
    you: "You", edited: "edited", reply: "Reply", edit: "Edit", copied: "Copied", copyDraft: "Tap to copy",
    copyFailed: "Could not copy", typing: "writes", sendingFile: "sends a file", picture: "Picture", openPicture: "Open picture",
    save: "Save", clock: "Clock", clockRuns: "The clock is running", plusHour: "+1 h", plusFour: "+4 h",
    morning: "Tomorrow 8:30", plusWeek: "+7 days", clockHint: "Turn the clock and watch what the bot does by itself.",
    clockRunning: "The hours pass one by one; what falls due arrives.", clockFailed: "The clock stopped with an error. See the terminal.",
    tryThis: "Try this", as: "as", ok: "OK", lost: "Connection lost, trying again…", nothingYet: "Nothing here yet",
    begin: "Write /start to begin", start: "Start", unread: "unread", notSent: "Not sent. Your text is kept.",
    changed: "The buttons have just changed.", photo: "Photo", unseen: "new", spoiler: "Hidden, tap to read",
    noCommands: "No commands yet", messageFrom: "Message from", botTag: "bot",
  },
  zh: {
    sandbox: "演示", people: "人员", youAre: "你的身份", chat: "与 Rapport 对话", tools: "时钟与体验",
    footnote: "一切都只在这台电脑上，不会发出任何消息。",
    switchLanguage: "English", theme: "浅色或深色", back: "返回人员列表", newest: "跳到最新消息",
    write: "输入消息", send: "发送", commands: "命令", more: "附件或转发", attach: "添加文件",
    forward: "转发客户的消息", forwardName: "转发自谁？", cancel: "取消", close: "关闭",
    replyTo: "回复", editing: "编辑消息", forwarded: "转发消息", forwardedFrom: "转发自",
    you: "你", edited: "已编辑", reply: "回复", edit: "编辑", copied: "已复制", copyDraft: "点按复制",
    copyFailed: "复制失败", typing: "正在输入", sendingFile: "正在发送文件", picture: "图片", openPicture: "打开图片",
    save: "保存", clock: "时钟", clockRuns: "时钟正在走", plusHour: "+1小时", plusFour: "+4小时",
    morning: "明天8:30", plusWeek: "+7天", clockHint: "拨快时钟，看机器人会主动做什么。",
    clockRunning: "时间一点点过去，到点的消息会陆续出现。", clockFailed: "时钟出错停下了，详情见终端。",
    tryThis: "试一试", as: "身份：", ok: "好", lost: "连接中断，正在重连…", nothingYet: "还没有消息",
    begin: "发送 /start 开始", start: "开始", unread: "条未读", notSent: "没有发出，文字还在。",
    changed: "按钮刚刚变了。", photo: "图片", unseen: "条新消息", spoiler: "已隐藏，点按查看",
    noCommands: "还没有命令", messageFrom: "消息来自", botTag: "机器人",
  },
};

let language = localStorage.getItem("language") || (navigator.language.startsWith("zh") ? "zh" : "en");

export const lang = () => language;
export const say = (key) => WORDS[language][key] ?? key;
export const pick = (words) => words[language] ?? words.en;

export function setLanguage(next) {
  language = next;
  localStorage.setItem("language", next);
}

export function applyWords() {
  document.documentElement.lang = language === "zh" ? "zh-Hans" : "en";
  for (const node of document.querySelectorAll("[data-words]")) node.textContent = say(node.dataset.words);
  for (const node of document.querySelectorAll("[data-label]")) {
    node.setAttribute("aria-label", say(node.dataset.label));
    if (node.tagName === "BUTTON") node.title = say(node.dataset.label);
  }
  for (const node of document.querySelectorAll("[data-placeholder]")) node.placeholder = say(node.dataset.placeholder);
}

const formats = new Map();

function format(moment, zone, options) {
  const key = language + zone + JSON.stringify(options);
  if (!formats.has(key)) {
    const locale = language === "zh" ? "zh-CN" : "en-GB";
    formats.set(key, new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }));
  }
  return formats.get(key).format(moment);
}

export const clockTime = (moment, zone) => format(moment, zone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
export const dayName = (moment, zone) => format(moment, zone, { weekday: "long", day: "numeric", month: "long" });
export const shortDay = (moment, zone) => format(moment, zone, { day: "numeric", month: "short" });
export const weekday = (moment, zone) => format(moment, zone, { weekday: "short" });
export const dayKey = (moment, zone) => format(moment, zone, { year: "numeric", month: "2-digit", day: "2-digit" });

export function fileSize(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${(bytes / 1024).toFixed(bytes < 10240 ? 1 : 0)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
