// What is pasted from a word processor keeps what a plain text loses: which answer is bold, numbers of lists, powers,
// and that there was a picture. It stands in the field as text, to be looked at before it is sent.
const field = document.querySelector("textarea[name=paste]");
const BLOCKS = "p, div, li, tr, h1, h2, h3, h4, h5, h6, blockquote, pre";
const LABEL = /^\s*(?:[*✓]\s*)?\(?(?:\d{1,4}|[A-Ja-j])[.)]\s*/;
const KEPT = /\*\*|\^\d|\[picture\]/; // nothing of this: the plain text is as good
const SPELLED_OUT = /<pre\b|<code\b|white-space:\s*pre(?!-)/i; // written for machines: every character counts
const LETTER = /^\s*\(?[A-Ja-j][.)]/;

field?.addEventListener("paste", (event) => {
  const page = event.clipboardData.getData("text/html");
  const typed = event.clipboardData.getData("text/plain");
  if (!page || SPELLED_OUT.test(page) || /^\s*(?:<|::|\$CATEGORY|\/\/)/.test(typed)) return;
  const text = written(new DOMParser().parseFromString(plain(page), "text/html").body);
  if (!KEPT.test(text)) return;
  event.preventDefault();
  document.execCommand("insertText", false, text); // so that it can be undone like any other typing
});

/** Without styles that would act: our pages allow none. What an element says of its look is read as words. */
function plain(page) {
  return page.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/\sstyle\s*=/gi, " data-look=");
}

/** All of it as lines, an empty one where a heading begins. */
function written(body) {
  const lines = [{ pieces: [], listed: "", heads: false }];
  walk(body, { bold: false, lists: [] }, lines);
  return lines.map(line).filter((one, place, all) => one || all[place - 1]).join("\n").trim();
}

function walk(node, around, lines) {
  if (node.nodeType === Node.TEXT_NODE) return add(node.textContent, around, lines);
  if (node.nodeType !== Node.ELEMENT_NODE || node.matches("script, style, del, head, title")) return undefined;
  if (node.matches("img")) return add(" [picture] ", around, lines);
  if (node.matches("br")) return begin(lines);
  const here = { ...around, bold: bold(node, around.bold) };
  const said = node.textContent.trim();
  if (node.matches("sup") && /^[-−+]?\d+$/.test(said)) return add(`^${said}`, here, lines);
  if (node.matches("ol, ul")) here.lists = [...around.lists, { sort: node.localName, at: (node.start || 1) - 1 }];
  if (node.matches(BLOCKS)) begin(lines, node, here);
  for (const child of node.childNodes) walk(child, here, lines);
  if (node.matches("td, th")) add("\t", around, lines);
  if (node.matches(BLOCKS) && !node.closest("td, th")) begin(lines);
  return undefined;
}

/** Bold, underlined or highlighted: by the tag, unless its look says otherwise, as one program wraps all in bold. */
function bold(node, around) {
  const look = (node.dataset.look ?? "").toLowerCase();
  const weight = look.match(/font-weight\s*:\s*(\w+)/)?.[1];
  const ground = look.match(/background(?:-color)?\s*:\s*([^;]+)/)?.[1].trim();
  if (/^(bold|bolder|[6-9]00)$/.test(weight ?? "") || /text-decoration[^:;]*:[^;]*underline/.test(look)) return true;
  if (ground && !/^(transparent|none|white|#fff\b|#ffffff|initial|inherit|rgb\(255, ?255, ?255\))/.test(ground)) {
    return true;
  }
  return weight ? false : around || node.matches("b, strong, u, mark");
}

function begin(lines, node = null, around = null) {
  if (node?.closest("td, th")) return;
  if (node?.matches("p, div") && node.parentElement?.localName === "li") return;
  const heads = Boolean(node?.matches("h1, h2, h3, h4, h5, h6"));
  const listed = node?.localName === "li" ? number(around.lists) : "";
  const last = lines.at(-1);
  if (last.pieces.some(({ text }) => text.trim()) || last.listed) lines.push({ pieces: [], listed, heads });
  else Object.assign(last, { listed, heads });
}

/** Of an item in a list: numbers for questions, letters for the answers within. */
function number(lists) {
  const own = lists.at(-1);
  if (!own) return "";
  own.at += 1;
  if (own.sort === "ul") return "- ";
  return lists.length > 1 ? `${"ABCDEFGHIJ"[own.at - 1] ?? own.at}. ` : `${own.at}. `;
}

function add(text, around, lines) {
  lines.at(-1).pieces.push({ text: text.replace(/[\r\n\u00a0 ]+/g, " "), bold: around.bold });
}

/** An answer that is bold from end to end is put between signs; a question that is, is not. */
function line({ pieces, listed, heads }) {
  const whole = pieces.map(({ text }) => text).join("").trim().replace(/\t+$/, "");
  if (!whole) return "";
  const label = listed && !LABEL.test(whole) ? listed : (whole.match(LABEL)?.[0] ?? "");
  const rest = whole.slice(whole.startsWith(label) ? label.length : 0).trim();
  const all = letters(pieces);
  const isBold = all > 0 && letters(pieces.filter((one) => one.bold)) >= 0.9 * all;
  const isAnswer = LETTER.test(label) || label === "- ";
  return (heads ? "\n" : "") + label.trimEnd() + (label ? " " : "") + (isBold && isAnswer ? `**${rest}**` : rest);
}

function letters(pieces) {
  return pieces.map(({ text }) => text).join("").replace(LABEL, "").replace(/[^\p{L}\p{N}]/gu, "").length;
}
