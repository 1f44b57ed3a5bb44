// Shows a document's text line by line, and brings the quoted span into view.

export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".document");
  const version = JSON.stringify(data);
  if (root.version === version) return;
  root.version = version;
  root.replaceChildren(...data.lines.map(lineOf));
  const mark = root.querySelector("mark");
  if (mark) requestAnimationFrame(() => mark.scrollIntoView({ block: "center" }));
}

function lineOf({ kind, depth, pieces }) {
  const made = element(kind === "heading" ? `h${Math.min(depth + 1, 6)}` : "p", kind);
  if (kind === "item") made.style.marginLeft = `${1.1 + depth}rem`;
  for (const { text, marked } of pieces) made.append(marked ? element("mark", "", text) : text);
  return made;
}
