// Draws the map of topics as an SVG that is scrolled to pan, scaled to zoom, and walked through by the arrow keys.

const SVG = "http://www.w3.org/2000/svg";
const STEP = 1.25, LEAST = 0.15, MOST = 2;

export default function ({ parentElement, data, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  const version = JSON.stringify(data.picture);
  if (root.version !== version) {
    root.version = version;
    draw(root, data.picture, (id) => setTriggerValue("chosen", id));
  }
  choose(root, data.chosen);
}

function draw(root, picture, onChosen) {
  const port = element("div", "port");
  const svg = drawn("svg", { viewBox: `0 0 ${picture.width} ${picture.height}`, role: "group" });
  svg.setAttribute("aria-label", picture.label);
  for (const lane of picture.lanes) svg.append(...laneOf(lane, picture.width));
  const edges = svg.appendChild(drawn("g", { class: "edges", "aria-hidden": "true" }));
  for (const edge of picture.edges) edges.append(edgeOf(edge));
  const boxes = new Map(picture.boxes.map((box) => [box.topic, boxOf(box, picture)]));
  svg.append(...boxes.values());
  port.append(svg);

  let zoom = 1;
  const scale = (to, [x, y] = [port.clientWidth / 2, port.clientHeight / 2]) => {
    const next = Math.min(MOST, Math.max(LEAST, to));
    const [left, top] = [(port.scrollLeft + x) / zoom, (port.scrollTop + y) / zoom];
    zoom = next;
    svg.style.width = `${picture.width * zoom}px`;
    svg.style.height = `${picture.height * zoom}px`;
    port.scrollTo(left * zoom - x, top * zoom - y);
  };
  const fit = () => scale((port.clientWidth - 2) / picture.width);
  const tools = element("div", "tools");
  const tool = (text, label, act) => {
    const made = tools.appendChild(button("", text, act));
    made.setAttribute("aria-label", label);
    made.title = label;
  };
  tool("−", "Zoom out", () => scale(zoom / STEP));
  tool("+", "Zoom in", () => scale(zoom * STEP));
  tool("Fit", "Fit the width", fit);
  const legend = tools.appendChild(element("ul", "legend"));
  for (const { standing, sign, text } of picture.legend) {
    const entry = legend.appendChild(element("li"));
    entry.append(element("span", `key ${standing}`, sign), text);
  }
  root.replaceChildren(tools, port);
  // Small enough to see much of it, large enough to read it; whoever wants all of it fits the width.
  requestAnimationFrame(() => scale(Math.max(0.9, Math.min(1, (port.clientWidth - 2) / picture.width)), [0, 0]));

  const target = (event) => event.target.closest?.(".box");
  svg.onclick = (event) => target(event) && !dragged && onChosen(target(event).dataset.topic);
  svg.onkeydown = (event) => {
    const box = target(event);
    if (!box) return;
    if (event.key === "Enter" || event.key === " ") onChosen(box.dataset.topic);
    else if (event.key.startsWith("Arrow")) walk(box, event.key.slice(5), picture, boxes);
    else if (event.key === "+") scale(zoom * STEP);
    else if (event.key === "-") scale(zoom / STEP);
    else return;
    event.preventDefault();
  };
  svg.onfocusin = svg.onmouseover = (event) => target(event) && light(svg, target(event).dataset.topic);
  svg.onmouseleave = () => light(svg, null);

  port.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return; // a plain wheel scrolls the page on
    event.preventDefault();
    const frame = port.getBoundingClientRect();
    scale(zoom * (event.deltaY < 0 ? STEP : 1 / STEP), [event.clientX - frame.left, event.clientY - frame.top]);
  }, { passive: false });

  let held = null, dragged = false;
  port.onpointerdown = (event) => {
    if (event.pointerType !== "mouse" || event.button) return; // fingers scroll by themselves
    held = { x: event.clientX, y: event.clientY, left: port.scrollLeft, top: port.scrollTop };
    dragged = false;
  };
  port.onpointermove = (event) => {
    if (!held || event.buttons !== 1) return void (held = null);
    const [x, y] = [event.clientX - held.x, event.clientY - held.y];
    dragged ||= Math.hypot(x, y) > 5;
    if (dragged) port.scrollTo(held.left - x, held.top - y);
  };
}

// The arrow keys go to the nearest box on that side; only one box at a time is a stop of the tab key.
function walk(from, direction, picture, boxes) {
  const here = picture.boxes.find((box) => box.topic === from.dataset.topic);
  const along = { Right: [1, 0], Left: [-1, 0], Down: [0, 1], Up: [0, -1] }[direction];
  const cost = (box) => {
    const [x, y] = [(box.x - here.x) / picture.wide, (box.y - here.y) / picture.high];
    const ahead = x * along[0] + y * along[1];
    return ahead > 0.1 ? ahead + 2 * Math.abs(x * along[1] + y * along[0]) : Infinity;
  };
  const next = picture.boxes.reduce((best, box) => (cost(box) < cost(best) ? box : best), here);
  focusOn(boxes, next.topic);
}

function focusOn(boxes, id) {
  for (const [topic, box] of boxes) box.setAttribute("tabindex", topic === id ? "0" : "-1");
  boxes.get(id).focus();
  boxes.get(id).scrollIntoView({ block: "nearest", inline: "nearest" });
}

function light(svg, id) {
  for (const edge of svg.querySelectorAll(".edge")) {
    edge.classList.toggle("lit", edge.dataset.from === id || edge.dataset.to === id);
  }
}

function choose(root, chosen) {
  for (const box of root.querySelectorAll(".box")) {
    const is = box.dataset.topic === chosen;
    box.classList.toggle("chosen", is);
    box.setAttribute("aria-pressed", String(is));
    if (is && root.chosen !== chosen) requestAnimationFrame(() => bring(box, root.querySelector(".port")));
  }
  root.chosen = chosen;
}

// Scrolls the picture alone, not the page.
function bring(box, port) {
  const [inner, outer] = [box.getBoundingClientRect(), port.getBoundingClientRect()];
  const [left, top] = [inner.left - outer.left, inner.top - outer.top];
  if (left < 0 || left + inner.width > outer.width) port.scrollLeft += left - (outer.width - inner.width) / 2;
  if (top < 0 || top + inner.height > outer.height) port.scrollTop += top - (outer.height - inner.height) / 2;
}

function laneOf(lane, width) {
  const name = drawn("text", { x: 12, y: lane.y + 16, class: "lane-name" });
  name.textContent = lane.name;
  return [drawn("rect", { x: 0, y: lane.y, width, height: lane.height, class: "lane" }), name];
}

function edgeOf({ from, to, path, aside }) {
  const edge = drawn("path", { d: path, class: aside ? "edge aside" : "edge" });
  Object.assign(edge.dataset, { from, to });
  return edge;
}

function boxOf(box, { wide, high, first }) {
  const group = drawn("g", {
    class: `box ${box.standing}`, transform: `translate(${box.x} ${box.y})`, role: "button",
    tabindex: box.topic === first ? "0" : "-1", "aria-label": box.label,
  });
  group.dataset.topic = box.topic;
  group.append(drawn("rect", { width: wide, height: high, rx: 8 }));
  const sign = group.appendChild(drawn("text", { x: 18, y: high / 2 + 4, class: "sign", "text-anchor": "middle" }));
  sign.textContent = box.sign;
  box.lines.forEach((line, i) => {
    const text = group.appendChild(drawn("text", { x: 36, y: high / 2 + 4 + (i - (box.lines.length - 1) / 2) * 14 }));
    text.textContent = line;
  });
  return group;
}

function drawn(tag, attributes) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}
