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

function savePicture(figure) {
  const title = figure.querySelector("figcaption span").textContent;
  const filename = title.replace(/[^\p{L}\p{N}.-]+/gu, "_").slice(0, 80);
  return Plotly.downloadImage(figure.querySelector(".plot"), { format: "png", scale: 3, filename });
}

// What is in sight is drawn first; the rest follows unless it is out of date by then.
function drawFigures(root) {
  const inSight = ({ top, bottom }) => bottom > 0 && top < innerHeight;
  for (const figure of root.querySelectorAll("figure.drawn")) {
    if (inSight(figure.getBoundingClientRect())) drawFigure(figure);
    else setTimeout(() => figure.isConnected && drawFigure(figure));
  }
}

// Without this script the tables stand open; with it, the figures say the same. The page of
// `serve` has no figures yet when this runs.
for (const table of document.querySelectorAll("figure.drawn details")) table.open = false;
drawFigures(document);
