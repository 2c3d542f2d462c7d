// Hands the figures of a page to Plotly. Each stands as data beside the place where it is drawn.
"use strict";

const LOOK = {
  displaylogo: false,
  displayModeBar: false,
  responsive: true,
  showTips: false,
  plotlyServerURL: "",
};

function drawFigure(figure) {
  const plot = figure.querySelector(".plot");
  const { data, layout } = JSON.parse(figure.querySelector("script").textContent);
  fit(data, layout, plot.clientWidth);
  const first = !plot.classList.contains("js-plotly-plot");
  Plotly.react(plot, data, layout, LOOK);
  const save = figure.querySelector("button");
  save.hidden = false;
  save.onclick = () => savePicture(figure);
  if (!first) return;
  // A drawing that knows its own size can be made smaller, as print does.
  const scalable = () => {
    for (const svg of plot.querySelectorAll(".main-svg"))
      svg.setAttribute("viewBox", `0 0 ${svg.getAttribute("width")} ${svg.getAttribute("height")}`);
  };
  plot.on("plotly_afterplot", scalable);
  scalable();
}

// Figures are laid out for a width of 600 pixels: where there is less, the legend takes more rows,
// which would leave nothing of the rest, and the title of the axis two.
function fit(data, layout, width) {
  const names = data.filter((trace) => trace.showlegend !== false).map((trace) => trace.name || "");
  const longest = Math.max(...names.map((name) => name.length)) + 8;
  const rows = (room) => Math.ceil(names.length / Math.max(1, Math.floor((92 * room) / 600 / longest)));
  if (names.length > 1 && layout.legend) layout.height += 19 * Math.max(0, rows(width) - rows(600));
  const title = layout.xaxis?.title;
  if (!title || 8 * title.text.length < width) return;
  const words = title.text.split(" ");
  const half = words.splice(0, Math.ceil(words.length / 2));
  title.text = `${half.join(" ")}<br>${words.join(" ")}`;
}

function savePicture(figure) {
  const title = figure.querySelector("figcaption span").textContent;
  const filename = title.replace(/[^\p{L}\p{N}.-]+/gu, "_").slice(0, 80);
  return Plotly.downloadImage(figure.querySelector(".plot"), { format: "png", scale: 3, filename });
}

// What is in sight is drawn first; the rest follows, after some milliseconds, unless it is out of
// date by then. Places are measured before anything is drawn, which moves them.
function drawFigures(root, later = 0) {
  const figures = [...root.querySelectorAll("figure.drawn")];
  const boxes = figures.map((figure) => figure.getBoundingClientRect());
  figures.forEach((figure, index) => {
    if (boxes[index].bottom > 0 && boxes[index].top < innerHeight) drawFigure(figure);
    else setTimeout(() => figure.isConnected && drawFigure(figure), later);
  });
}

// Without this script the tables stand open; with it, the figures say the same. The page of
// `serve` has no figures yet when this runs.
for (const table of document.querySelectorAll("figure.drawn details")) table.open = false;
drawFigures(document);
