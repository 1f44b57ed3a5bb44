// Builds one answer with its cards. Every string of the answer goes through text nodes: nothing in it can become markup.

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".answer");
  const version = JSON.stringify(data);
  if (root.version === version) return; // Streamlit calls again on every rerun
  const isNew = root.version === undefined;
  root.version = version;
  root.classList.toggle("problem", data.is_problem);
  root.setAttribute("aria-busy", data.is_coming);

  // While an answer comes it is built again and again: what has not changed stays, with what is open and focused in it.
  const openers = (root.openers ??= new Map());
  const cards = new Map();
  const parts = [];
  const add = (key, content, make) => parts.push([`${key} ${JSON.stringify(content)}`, make]);
  if (data.warning) add("warning", data.warning, () => element("p", "warning", data.warning));
  data.blocks.forEach((block, i) => add(`block${i}`, [block, markersOf(block)], () => blockOf(block)));
  if (data.is_coming) add("coming", data.blocks.length, comingOf);
  if (data.note) add("note", data.note, () => element("p", "note", data.note));
  if (data.cards.length) add("label", "", () => element("div", "label", "Sources"));
  data.cards.forEach((card) => add(`card${card.marker}`, card, () => cardOf(card)));
  if (data.uncited.length) add("uncited", data.uncited, uncitedOf);
  if (data.copied) add("copy", data.copied, copyOf);
  const old = new Map((root.parts ?? []).map(([key, node]) => [key, node]));
  root.parts = parts.map(([key, make]) => [key, old.get(key) ?? make()]);
  settle(root, root.parts.map(([, node]) => node));
  for (const [, node] of root.parts) if (node.marker) cards.set(node.marker, node);
  root.cards = cards;
  if (isNew) bringIntoView(root);

  // Escape closes what is open and leads back to the marker that opened it.
  root.onkeydown = (event) => {
    if (event.key !== "Escape") return;
    hidePreview();
    const card = event.target.closest("details.card");
    if (!card) return;
    card.open = false;
    openers.get(card)?.focus();
  };

  // A marker that is built anew while it is pressed gets no click of its own, so what is pressed is remembered.
  root.onpointerdown = (event) => (root.pressed = event.target.closest(".marker")?.dataset.marker);
  root.onpointerup = (event) => {
    const marker = event.target.closest(".marker");
    if (marker && marker.dataset.marker === root.pressed) openCard(Number(root.pressed), marker);
  };

  function openCard(number, marker) {
    const card = root.cards.get(number);
    hidePreview();
    openers.set(card, marker);
    card.open = true;
    card.querySelector("summary").focus({ preventScroll: true });
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    card.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  }

  function markersOf(block) {
    const numbers = block.lines.flat().map((segment) => segment.marker).filter((marker) => marker !== null);
    return data.cards.filter((card) => numbers.includes(card.marker)).map((card) => [card.title, card.path, card.quote]);
  }

  function blockOf(block) {
    const outer = element(block.is_list ? "ul" : "p");
    block.lines.forEach((line, i) => {
      const inner = block.is_list ? outer.appendChild(element("li")) : outer;
      if (i && !block.is_list) outer.append(element("br"));
      fillLine(inner, line);
    });
    return outer;
  }

  // Markers are kept on one line with the word before them, unless it is very long, and the full stop after them.
  function fillLine(target, line) {
    let held = null;
    line.forEach((segment, i) => {
      if (segment.marker !== null) {
        held ??= target.appendChild(element("span", "held"));
        held.append(markerOf(segment));
        return;
      }
      let text = segment.text;
      if (held) {
        const closing = text.match(/^[.,;:!?)]*/)[0];
        held.append(closing);
        text = text.slice(closing.length);
        held = null;
      }
      if (segment.link) target.append(linkOf(segment.link, segment.text));
      else if (line[i + 1]?.marker != null) {
        const word = text.match(/\S{0,20}\s*$/)[0];
        target.append(text.slice(0, text.length - word.length));
        held = target.appendChild(element("span", "held"));
        held.append(word);
      } else target.append(text);
    });
  }

  function markerOf({ marker, text }) {
    const card = data.cards.find((c) => c.marker === marker);
    const button = element("button", "marker", text.slice(1, -1));
    button.type = "button";
    button.dataset.marker = marker;
    button.setAttribute("aria-label", `Source ${marker}: ${[card.title, card.path].filter(Boolean).join(" › ")}`);
    button.onclick = () => openCard(marker, button);
    button.onmouseenter = () => showPreview(card, button);
    button.onmouseleave = () => (root.hiding = setTimeout(hidePreview, 200));
    return button;
  }

  // What a marker stands for, at a glance: over the text, kept within the width of the answer.
  function showPreview(card, marker) {
    hidePreview();
    if (root.cards.get(card.marker)?.open) return;
    const preview = element("div", "preview");
    preview.setAttribute("aria-hidden", "true"); // the card itself is read to those who do not see it
    preview.append(whereOf(card), element("p", "basis", card.basis), element("blockquote", "", card.quote));
    preview.onmouseenter = () => clearTimeout(root.hiding);
    preview.onmouseleave = hidePreview;
    preview.onclick = () => openCard(card.marker, marker);
    root.append(preview);
    root.preview = preview;
    const [at, all] = [marker.getBoundingClientRect(), root.getBoundingClientRect()];
    preview.style.left = `${Math.max(0, Math.min(at.left - all.left - 16, all.width - preview.offsetWidth))}px`;
    preview.style.top = `${at.bottom - all.top + 4}px`;
  }

  function hidePreview() {
    clearTimeout(root.hiding);
    root.preview?.remove();
    root.preview = null;
  }

  function cardOf(card) {
    const details = element("details", "card");
    details.marker = card.marker;
    const summary = details.appendChild(element("summary"));
    summary.append(element("span", "number", String(card.marker)), whereOf(card));
    const quote = element("blockquote");
    quote.append(element("span", "around", card.before), element("mark", "", card.quote), element("span", "around", card.after));
    const kind = card.basis === card.kind ? card.basis : `${card.kind}. ${card.basis}`;
    details.append(element("p", "basis", kind), quote);
    const ways = details.appendChild(element("p", "ways"));
    ways.append(placeOf(card.place, "Open the whole document here"));
    if (card.link) ways.append(linkOf(card.link, card.link_text));
    return details;
  }

  function uncitedOf() {
    const details = element("details", "uncited");
    details.append(element("summary", "", `Also retrieved (${data.uncited.length})`));
    const list = details.appendChild(element("ol"));
    for (const passage of data.uncited) {
      const item = list.appendChild(element("li"));
      item.append(whereOf(passage), element("p", "snippet", passage.text));
      const ways = item.appendChild(element("p", "ways"));
      ways.append(element("span", "", passage.ranks), placeOf(passage.place, "Open it"));
    }
    return details;
  }

  function copyOf() {
    const button = element("button", "copy", "Copy");
    button.type = "button";
    button.onclick = async () => {
      const done = await navigator.clipboard.writeText(data.copied).then(() => true, () => false);
      button.textContent = done ? "Copied" : "The browser does not allow it";
      setTimeout(() => (button.textContent = "Copy"), 2000);
    };
    const line = element("p", "actions");
    line.append(button);
    return line;
  }

  // A true address, which may be opened in another tab, and a click that stays on the page.
  function placeOf(place, text) {
    const link = element("a", "", text);
    link.href = "library?" + new URLSearchParams(place);
    link.target = "_self";
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      setTriggerValue("opened", place);
    };
    return link;
  }
}

// To the top of the page, and again while the page around it still grows, unless somebody has moved on by then.
function bringIntoView(root) {
  const leave = new AbortController();
  for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
    addEventListener(kind, () => leave.abort(), { capture: true, once: true, signal: leave.signal });
  }
  for (const wait of [0, 100, 300, 700, 1200]) {
    setTimeout(() => leave.signal.aborted || root.scrollIntoView({ block: "start" }), wait);
  }
  setTimeout(() => leave.abort(), 1300);
}

// Puts the nodes in place, and moves none that is there already: a node that is moved loses its focus.
function settle(root, nodes) {
  for (const child of [...root.childNodes]) if (!nodes.includes(child)) child.remove();
  nodes.forEach((node, i) => {
    if (root.childNodes[i] !== node) root.insertBefore(node, root.childNodes[i] ?? null);
  });
}

function comingOf() {
  const line = element("p", "coming", "Looking through the roadmaps …");
  line.setAttribute("role", "status");
  return line;
}

function whereOf({ title, path }) {
  const where = element("span", "where");
  where.append(element("strong", "", title), path ? ` › ${path}` : "");
  return where;
}

function linkOf(address, text) {
  const link = element("a", "", text);
  link.href = address; // http or https with a plain host: ui/render.py lets nothing else through
  link.target = "_blank";
  link.rel = "noopener noreferrer nofollow";
  return link;
}

function element(tag, name = "", text = "") {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (text) made.textContent = text;
  return made;
}
