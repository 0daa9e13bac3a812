// The few marks the product speaks in, drawn here where the computer has no emoji font.

const DRAWN = { "🔺": "red", "🟨": "yellow", "🟢": "green", "🙁": "sad", "😐": "calm", "🙂": "glad", "❔": "unsure" };
const FOUND = new RegExp(`(${Object.keys(DRAWN).join("|")})`, "u");

const missing = !canDraw("🔺");

// A glyph no font has looks like every other one.
function canDraw(mark) {
  const draw = (text) => {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = 24;
    const pen = canvas.getContext("2d", { willReadFrequently: true });
    pen.textBaseline = "top";
    pen.font = "20px sans-serif";
    pen.fillText(text, 0, 0);
    return pen.getImageData(0, 0, 24, 24).data;
  };
  const [drawn, blank] = [draw(mark), draw(" ")];
  const hasColour = drawn.some((value, at) => at % 4 !== 3 && value > 40);
  return hasColour && drawn.some((value, at) => value !== blank[at]);
}

export function marked(text) {
  if (!missing || !FOUND.test(text)) return text;
  const fragment = document.createDocumentFragment();
  for (const part of text.split(FOUND)) fragment.append(DRAWN[part] ? mark(part) : part);
  return fragment;
}

function mark(character) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#m-${DRAWN[character]}`);
  svg.setAttribute("class", "mark");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", character);
  svg.append(use);
  return svg;
}
