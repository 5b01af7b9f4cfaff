// Bars drawn by Chart.js, and the same as a table for those who do not see them or want the figures.

import { make, newId } from "./dom.js";
import { number, say } from "./words.js";

const LONGEST_LINE = 18;

let library;

/** The library is only fetched by who looks at charts. */
function load() {
  library ??= new Promise((resolve, reject) => {
    const script = make("script", { src: new URL("lib/chart.umd.min.js", import.meta.url).href });
    script.addEventListener("load", () => resolve(window.Chart));
    script.addEventListener("error", reject);
    document.head.append(script);
  });
  return library;
}

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/**
 * Contacts, split into those that the bot solved, that went to a human, and the rest.
 *
 * @param rows {label, contacts, handedOff, solved}
 * @param across bars run from side to side, for long names
 * @return {element, ready} where ready becomes the chart, to be destroyed in the end, or nothing when it cannot be drawn
 */
export function barChart({ title, rows, across = false, wide = false }) {
  const id = newId("chart");
  const canvas = make("canvas", { "aria-hidden": "true" });
  const place = make("div", { class: "chart-canvas" }, canvas);
  if (across) {
    place.style.blockSize = `${Math.max(8, rows.length * 2.6 + 4)}rem`;
  }
  const element = make("section", { class: `card chart ${wide ? "wide" : ""}`, "aria-labelledby": id },
    make("h2", { id }, title), place, table(title, rows));
  const ready = load().then((Chart) => (element.isConnected ? draw(Chart, canvas, rows, across) : undefined), () => {
    place.hidden = true;
    element.querySelector("details").open = true;
  });
  return { element, ready };
}

function draw(Chart, canvas, rows, across) {
  const isRightToLeft = document.documentElement.dir === "rtl";
  const ink = colour("--quiet");
  const rest = (row) => Math.max(0, row.contacts - row.handedOff - row.solved);
  const set = (label, values, fill) => ({ label, data: values, backgroundColor: fill, borderWidth: 0, borderRadius: 3, maxBarThickness: 34 });
  const scale = (isCount) => ({
    stacked: true,
    reverse: isRightToLeft && across === isCount,
    ticks: { color: ink, ...(isCount ? { precision: 0, callback: (value) => number(value) } : { autoSkip: !across, maxRotation: 0 }) },
    grid: { color: isCount ? colour("--line") : "transparent" },
    border: { color: colour("--line") },
    ...(isRightToLeft && across !== isCount ? { position: "right" } : {}),
  });
  return new Chart(canvas, {
    type: "bar",
    data: {
      labels: rows.map((row) => (across ? lines(row.label) : row.label)),
      datasets: [
        set(say("chart.solved"), rows.map((row) => row.solved), colour("--brand")),
        set(say("chart.handedOff"), rows.map((row) => row.handedOff), colour("--warn")),
        set(say("chart.rest"), rows.map(rest), colour("--rest")),
      ],
    },
    options: {
      indexAxis: across ? "y" : "x",
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      scales: { x: scale(across), y: scale(!across) },
      plugins: {
        legend: { position: "bottom", rtl: isRightToLeft, labels: { color: colour("--ink"), boxWidth: 14 } },
        tooltip: { rtl: isRightToLeft },
      },
    },
  });
}

/**
 * One bar for each thing that is counted.
 *
 * @param rows {label, value}
 * @return {element, ready} as of {@link barChart}
 */
export function plainChart({ title, rows }) {
  const canvas = make("canvas", { "aria-hidden": "true" });
  const place = make("div", { class: "chart-canvas" }, canvas);
  place.style.blockSize = `${Math.max(8, rows.length * 2.6 + 3)}rem`;
  const element = make("div", { class: "card chart wide" }, make("h3", {}, title), place,
    make("details", {}, make("summary", {}, say("chart.table")),
      make("div", { class: "table-wrap" }, make("table", {}, make("tbody", {},
        ...rows.map((row) => make("tr", {}, make("th", { scope: "row" }, row.label), make("td", { class: "numeric" }, number(row.value)))))))));
  const ready = load().then((Chart) => (element.isConnected ? drawPlain(Chart, canvas, rows) : undefined), () => {
    place.hidden = true;
    element.querySelector("details").open = true;
  });
  return { element, ready };
}

/** A long name on lines of its own, so that bars keep their room on a narrow screen. */
function lines(label) {
  return label.split(" ").reduce((all, word) => {
    const last = all.at(-1);
    return last !== undefined && last.length + word.length < LONGEST_LINE ? [...all.slice(0, -1), `${last} ${word}`] : [...all, word];
  }, []);
}

function drawPlain(Chart, canvas, rows) {
  const isRightToLeft = document.documentElement.dir === "rtl";
  const ink = colour("--quiet");
  return new Chart(canvas, {
    type: "bar",
    data: { labels: rows.map((row) => lines(row.label)), datasets: [{ data: rows.map((row) => row.value), backgroundColor: colour("--brand"), borderRadius: 3, maxBarThickness: 24 }] },
    options: {
      indexAxis: "y",
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      scales: {
        x: { reverse: isRightToLeft, ticks: { color: ink, precision: 0, callback: (value) => number(value) }, grid: { color: colour("--line") }, border: { color: colour("--line") } },
        y: { ticks: { color: ink, autoSkip: false }, grid: { color: "transparent" }, border: { color: colour("--line") }, ...(isRightToLeft ? { position: "right" } : {}) },
      },
      plugins: { legend: { display: false }, tooltip: { rtl: isRightToLeft } },
    },
  });
}

function table(title, rows) {
  const cell = (value) => make("td", { class: "numeric" }, number(value));
  return make("details", {},
    make("summary", {}, say("chart.table")),
    make("div", { class: "table-wrap" }, make("table", {},
      make("caption", { class: "sr-only" }, title),
      make("thead", {}, make("tr", {},
        make("th", { scope: "col" }, say("chart.name")),
        ...["contacts", "solved", "handedOff"].map((name) => make("th", { scope: "col", class: "numeric" }, say(`chart.${name}`))))),
      make("tbody", {}, ...rows.map((row) => make("tr", {},
        make("th", { scope: "row" }, row.label), cell(row.contacts), cell(row.solved), cell(row.handedOff)))))));
}
