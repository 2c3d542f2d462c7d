// The page keeps the whole of its state in the history entry, so that reload and back lose nothing.
"use strict";

const $ = (id) => document.getElementById(id);
const MOST_PINS = 7;
const SETTLED = 250; // milliseconds after which charts out of sight follow a slider that rests
let state = { text: "", settings: {}, hold: [], pins: [], choice: "" };
let designs = [];
const labels = new Map([...$("names").options].map((each) => [each.value, each.textContent]));
let inputs = [];
let building = false;
let wanted = { build: false, inputs: false };
const asked = {};

function keep() {
  try {
    history.pushState(state, "");
  } catch {
    complain("the browser cannot keep this much; download the design");
  }
}

function complain(message) {
  $("error").textContent = message;
  $("error").hidden = !message;
}

async function post(path, content) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
  });
  if (response.ok) return response;
  const told = await response.json().catch(() => ({ error: `no answer (${response.status})` }));
  throw new Error(told.error);
}

async function answer(path, content) {
  return (await post(path, content)).json();
}

function now() {
  return { text: state.text, settings: state.settings, hold: state.hold || [] };
}

async function attempt(work) {
  $("busy").textContent = "…";
  try {
    await work();
    return true;
  } catch (error) {
    complain(error instanceof TypeError ? "the server does not answer; is it still running?" : error.message);
    return false;
  } finally {
    $("busy").textContent = "";
  }
}

// Ask for what a place of the page is to show; an answer that a later question overtook is dropped.
function ask(place, path, content, show) {
  const mine = (asked[place] = (asked[place] || 0) + 1);
  return attempt(async () => {
    const found = await answer(path, content);
    if (mine === asked[place]) show(found);
  });
}

// Replace what a part of the page shows; a figure keeps its drawing, which then changes.
function put(place, html) {
  const drawn = [...place.querySelectorAll(".plot")];
  const kept = drawn.length;
  const open = new Set([...place.querySelectorAll("details[open]")].map(named));
  place.innerHTML = html;
  for (const plot of place.querySelectorAll(".plot")) {
    if (!drawn.length) break;
    drawn[0].setAttribute("aria-label", plot.getAttribute("aria-label"));
    plot.replaceWith(drawn.shift());
  }
  for (const forgotten of drawn) Plotly.purge(forgotten);
  for (const details of place.querySelectorAll("details")) details.open = open.has(named(details));
  drawFigures(place, drawn.length < kept ? SETTLED : 0);
}

// What a folded part is called: its figure by its place, since titles carry numbers.
function named(details) {
  const figure = details.closest("figure");
  const place = figure ? [...figure.parentElement.children].indexOf(figure) : "";
  return `${place} ${details.firstElementChild.textContent}`;
}

// One build at a time, so that the page follows a slider as fast as answers come: what is set while
// one is under way is asked for after it, the newest alone.
async function build(rebuild) {
  wanted = { build: true, inputs: wanted.inputs || rebuild };
  if (building) return;
  building = true;
  while (wanted.build) {
    const { inputs: anew } = wanted;
    wanted = { build: false, inputs: false };
    await attempt(() => buildOnce(anew));
  }
  building = false;
}

async function buildOnce(rebuild) {
  let shown;
  try {
    shown = await answer("/api/build", now());
  } catch (error) {
    if (wanted.build) {
      wanted.inputs ||= rebuild;
      return;
    }
    $("result").classList.add("stale");
    takeInputs((await answer("/api/inputs", now()).catch(() => null)) || inputs, rebuild);
    throw error;
  }
  if (wanted.inputs) return;
  complain("");
  $("result").classList.remove("stale");
  $("name").textContent = shown.name;
  document.title = `${shown.name} – celldesign`;
  put($("result"), shown.html);
  offerHolds([...shown.outputs, ...shown.held]);
  if (wanted.build && !rebuild) return;
  takeInputs(shown.inputs, rebuild);
  fill($("output"), shown.outputs.map((name) => [name, labels.get(name)]), "stack.specific_energy");
  fill($("vary"), inputs.filter((each) => "low" in each).map((each) => [each.name, each.label]), "anode.thickness");
  if (!$("from").value) bounds();
}

// A button beside each computed quantity holds it at its value while others are set.
function offerHolds(names) {
  for (const code of $("result").querySelectorAll("th code")) {
    const name = code.textContent;
    if (!names.includes(name)) continue;
    const held = (state.hold || []).includes(name);
    const made = button(held ? "held" : "hold", () => {
      const others = (state.hold || []).filter((each) => each !== name);
      state = { ...state, hold: others.length < (state.hold || []).length ? others : [...others, name] };
      settle(false);
    });
    made.className = "hold";
    made.setAttribute("aria-pressed", held);
    made.setAttribute("aria-label", `hold ${name}`);
    code.after(" ", made);
  }
}

function takeInputs(found, rebuild) {
  const names = (list) => list.map((each) => each.name + ("low" in each)).join();
  const same = !rebuild && names(found) === names(inputs);
  inputs = found;
  if (same) inputs.forEach(refresh);
  else drawInputs();
}

function fill(select, pairs, usual) {
  const before = select.value || usual;
  if (select.dataset.names === String(pairs)) return;
  select.dataset.names = String(pairs);
  select.replaceChildren(...pairs.map(([value, label]) => new Option(`${label} (${value})`, value)));
  if (pairs.some(([value]) => value === before)) select.value = before;
}

function bounds() {
  const input = inputs.find((each) => each.name === $("vary").value);
  if (!input) return;
  $("from").value = tidy(input.low);
  $("to").value = tidy(input.high);
  $("vary-unit").textContent = input.unit;
}

const tidy = (number) => String(Number(Number(number).toPrecision(6)));

function drawInputs() {
  const parts = new Map();
  for (const input of inputs) {
    const part = input.name.includes(".") ? input.name.split(".")[0] : "cell";
    if (!parts.has(part)) parts.set(part, []);
    parts.get(part).push(input);
  }
  $("sliders").replaceChildren(
    ...[...parts].map(([part, found]) => {
      const set = document.createElement("fieldset");
      const legend = document.createElement("legend");
      legend.textContent = part;
      set.append(legend, ...found.map(row));
      return set;
    }),
  );
  inputs.forEach(refresh);
}

function row(input) {
  const box = document.createElement("div");
  box.className = "given";
  box.dataset.name = input.name;
  const label = document.createElement("label");
  label.textContent = input.label;
  label.htmlFor = `in-${input.name}`;
  label.title = input.name;
  const field = document.createElement(input.choices.length ? "select" : "input");
  field.id = label.htmlFor;
  if (input.choices.length) field.append(...input.choices.map((each) => new Option(each, each)));
  else field.type = "text";
  field.addEventListener("change", () => set(input.name, field.value, true));
  box.append(label, field);
  if ("low" in input) {
    const slider = document.createElement("input");
    slider.type = "range";
    slider.min = input.low;
    slider.max = input.high;
    slider.step = input.step === 1 ? 1 : "any";
    slider.setAttribute("aria-label", `${input.label}, slider`);
    const text = () => `${tidy(slider.value)}${input.unit ? ` ${input.unit}` : ""}`;
    slider.addEventListener("input", () => {
      slider.dataset.moving = "yes";
      field.value = text();
      set(input.name, text(), false);
    });
    slider.addEventListener("change", () => {
      delete slider.dataset.moving;
      set(input.name, text(), true);
    });
    slider.addEventListener("keydown", (event) => {
      const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      if (!way || input.step === 1) return;
      event.preventDefault();
      slider.value = Number(slider.value) + way * input.step;
      slider.dispatchEvent(new Event("input"));
    });
    // A key that is held down is one step of the history, as a slider that is dragged is.
    for (const end of ["keyup", "blur"])
      slider.addEventListener(end, () => slider.dataset.moving && slider.dispatchEvent(new Event("change")));
    box.append(slider);
  }
  return box;
}

function refresh(input) {
  const box = $("sliders").querySelector(`[data-name="${CSS.escape(input.name)}"]`);
  if (!box) return;
  const [field, slider] = box.querySelectorAll("input, select");
  if (document.activeElement !== field) field.value = input.text;
  if (slider && !slider.dataset.moving) slider.value = input.value;
  box.classList.toggle("changed", input.changed);
}

function set(name, value, settled) {
  state = { ...state, settings: { ...state.settings } };
  if (value.trim()) state.settings[name] = value.trim();
  else delete state.settings[name];
  if (settled) settle(false);
  else build(false);
}

// Keep the state as a step of the history, and show it everywhere.
function settle(rebuild) {
  keep();
  build(rebuild);
  compare();
}

function open(text, choice) {
  state = { ...state, text, settings: {}, hold: [], choice };
  $("text").value = text;
  settle(true);
}

function compare() {
  $("no-pins").hidden = state.pins.length > 0;
  $("pins").replaceChildren(
    ...state.pins.map((pin, index) => {
      const item = document.createElement("li");
      const back = button(pin.title, () => {
        state = { ...state, text: pin.text, settings: pin.settings, hold: pin.hold || [] };
        $("text").value = state.text;
        settle(true);
      });
      back.title = "Go back to this variant";
      const drop = button("×", () => {
        state = { ...state, pins: state.pins.filter((_, other) => other !== index) };
        keep();
        compare();
      });
      drop.setAttribute("aria-label", `Remove ${pin.title}`);
      item.append(back, drop);
      return item;
    }),
  );
  if (!state.pins.length) {
    asked.compared = (asked.compared || 0) + 1;
    $("compared").replaceChildren();
    return;
  }
  const variants = [...state.pins, { ...now(), title: "now" }];
  ask("compared", "/api/compare", { variants }, (found) => put($("compared"), found.html));
}

function button(text, work) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", work);
  return made;
}

function pin() {
  if (state.pins.length >= MOST_PINS) {
    complain(`at most ${MOST_PINS} variants are pinned; remove one`);
    return;
  }
  const changes = Object.entries(state.settings).map(([name, value]) => `${name} ${value}`);
  const title = `${state.pins.length + 1}: ${changes.join(", ") || "as designed"}`.slice(0, 120);
  state = { ...state, pins: [...state.pins, { ...now(), title }] };
  keep();
  compare();
}

async function download(kind) {
  await attempt(async () => {
    const variants = [{ ...now(), title: $("name").textContent }];
    if (kind !== "toml") variants.push(...state.pins);
    const blob = await (await post(`/download/${kind}`, { variants })).blob();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    const name = $("name").textContent.replace(/[^\w.-]+/g, "_").slice(0, 60) || "cell";
    link.download = `${name}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  });
}

function number(id) {
  const value = Number($(id).value.replace("−", "-"));
  if (!$(id).value.trim() || Number.isNaN(value)) throw new Error(`a number is required: given '${$(id).value}'`);
  return value;
}

function study() {
  return { ...now(), name: $("vary").value, output: $("output").value, low: number("from"), high: number("to") };
}

function draw(found) {
  put($("drawn"), found.html);
  complain("");
}

function listen() {
  $("open").addEventListener("change", () => open(designs[$("open").value].text, $("open").value));
  $("edit").addEventListener("click", () => {
    $("editor").hidden = !$("editor").hidden;
    $("edit").setAttribute("aria-expanded", String(!$("editor").hidden));
  });
  $("apply").addEventListener("click", () => {
    state = { ...state, text: $("text").value };
    settle(true);
  });
  $("pin").addEventListener("click", pin);
  $("reset").addEventListener("click", () => {
    state = { ...state, settings: {}, hold: [] };
    settle(true);
  });
  for (const each of document.querySelectorAll("[data-download]"))
    each.addEventListener("click", () => download(each.dataset.download));
  $("another").addEventListener("submit", (event) => {
    event.preventDefault();
    if ($("another-name").value.trim()) set($("another-name").value.trim(), $("another-value").value, true);
  });
  $("vary").addEventListener("change", bounds);
  $("whatif").addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(() => ask("drawn", "/api/whatif", study(), draw));
  });
  $("matters").addEventListener("click", () =>
    ask("drawn", "/api/matters", { ...now(), output: $("output").value }, draw),
  );
  $("solve").addEventListener("click", () =>
    attempt(() => ask("solved", "/api/solve", { ...study(), target: number("target") }, (found) => {
      const pairs = Object.entries(found.settings);
      $("solved").textContent = [...pairs.map(([name, value]) => `${name} = ${value}`), ...found.messages].join("; ") || found.kind;
      if (pairs.length) $("solved").append(" ", button("Take it", () => pairs.forEach(([name, value]) => set(name, value, true))));
      complain("");
    })),
  );
  $("search").addEventListener("submit", (event) => {
    event.preventDefault();
    search();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#c"]');
    if (!link || !$("result").contains(link) && !$("trail").contains(link)) return;
    event.preventDefault();
    const name = link.getAttribute("href").replace(/^#c\d+-/, "");
    ask("trail", "/api/explain", { ...now(), name }, (found) => {
      $("trail").innerHTML = found.html;
      if (!$("why").open) $("why").showModal();
    });
  });
  // A step to a place on the page must not become an entry of the history without the state.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    event.preventDefault();
    const place = document.getElementById(link.getAttribute("href").slice(1));
    if (place) {
      place.tabIndex = -1;
      place.focus();
      place.scrollIntoView();
    }
  });
  window.addEventListener("popstate", (event) => {
    if (event.state) restore(event.state);
  });
}

function search() {
  ask("found", "/api/materials", { query: $("query").value }, (found) => {
    $("found").replaceChildren(
      ...found.map((each) => {
        const item = document.createElement("li");
        item.append(
          button(`${each.name} · ${each.role}`, () =>
            ask("material", "/api/material", { key: each.key }, (shown) => {
              $("material").innerHTML = shown.html;
            }),
          ),
        );
        return item;
      }),
    );
    if (!found.length) $("found").textContent = "nothing found";
  });
}

function restore(found) {
  state = found;
  $("text").value = state.text;
  if (state.choice) $("open").value = state.choice;
  build(true);
  compare();
}

async function start() {
  listen();
  await attempt(async () => {
    designs = await (await fetch("/api/designs")).json();
    $("open").replaceChildren(...designs.map((each, index) => new Option(each.title, String(index))));
  });
  if (history.state && history.state.text) restore(history.state);
  else if (designs.length) {
    state = { ...state, text: designs[0].text, choice: "0" };
    $("text").value = state.text;
    history.replaceState(state, "");
    await build(true);
  }
  search();
}

start();
