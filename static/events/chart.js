// Draws the charts: the only file that knows plotly.js. Pages are complete without it: the table holds the same numbers.
(() => {
  const here = document.currentScript.dataset;
  const WIDE = 704; // px; the 44rem at which a wide drawing fits
  const config = {
    displayModeBar: false, displaylogo: false, showSendToCloud: false, plotlyServerURL: "",
    responsive: false, scrollZoom: false, doubleClick: false, showTips: false, topojsonURL: "", locale: "en",
  };
  let bundle; // a promise of plotly.js, fetched once, when the first chart comes near

  const library = () => (bundle ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = here.plotly;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => { bundle = undefined; reject(new Error("the chart library did not arrive")); };
    document.head.append(script);
  }));

  const payload = (figure) => JSON.parse(document.getElementById(figure.dataset.chart).textContent);

  // a copy of the drawing with each named colour as the page has it now, light or dark
  const dressed = (drawing, tokens, styles) => JSON.parse(JSON.stringify(drawing), (_key, value) =>
    typeof value === "string" && tokens[value] ? styles.getPropertyValue(tokens[value]).trim() : value);

  const draw = async (figure) => {
    const plot = figure.querySelector("[data-plot]");
    const width = Math.floor(figure.clientWidth);
    if (!width) return;
    try {
      const Plotly = await library();
      const { wide, narrow, tokens } = payload(figure);
      const drawing = { ...wide, ...(width < WIDE ? narrow : {}) }; // the narrow one leaves out what they share
      const { data, layout } = dressed(drawing, tokens, getComputedStyle(figure));
      await Plotly.react(plot, data, { ...layout, width }, config);
      plot.querySelectorAll("svg").forEach((svg) => svg.setAttribute("aria-hidden", "true"));
      plot.removeAllListeners?.("plotly_click");
      plot.on("plotly_click", ({ points }) => {
        const address = points.map((point) => point.customdata).find(Boolean);
        if (address) location.assign(address);
      });
      figure.dataset.drawn = width;
      figure.dataset.state = "drawn";
    } catch {
      figure.dataset.state = "failed";
    }
  };

  // A picture carries its title, what it shows, what it leaves out and where it is from; always on white.
  const picture = async (figure, format) => {
    const Plotly = await library();
    const { wide, tokens, picture: words } = payload(figure);
    const paper = document.createElement("div");
    paper.dataset.theme = "light";
    document.body.append(paper);
    const { data, layout } = dressed(wide, tokens, getComputedStyle(paper));
    paper.remove();
    const width = 1080, source = `${document.title}. ${location.href}`;
    const lines = [...words.lines, source].flatMap((line) => wrapped(line, 150));
    const head = 56, foot = 24 + 17 * lines.length;
    const text = (content, place) => ({
      text: content, x: 0, xref: "paper", xanchor: "left", align: "left", xshift: 16 - layout.margin.l, yref: "paper", showarrow: false, ...place,
    });
    const escape = (line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    const drawing = {
      data,
      layout: {
        ...layout, width, height: layout.height + head + foot, paper_bgcolor: "#ffffff",
        margin: { ...layout.margin, t: layout.margin.t + head, b: layout.margin.b + foot },
        annotations: [
          ...layout.annotations,
          text(`<b>${escape(words.title)}</b>`, { y: 1, yanchor: "top", yshift: layout.margin.t + head - 10, font: { size: 20 } }),
          text(lines.map(escape).join("<br>"), { y: 0, yanchor: "bottom", yshift: -layout.margin.b - foot + 8, font: { size: 12 } }),
        ],
      },
      config,
    };
    const link = document.createElement("a");
    link.href = await Plotly.toImage(drawing, { format, width, height: drawing.layout.height, scale: format === "png" ? 2 : 1 });
    link.download = `${words.name}.${format}`;
    link.click();
  };

  const wrapped = (line, length) => line.split(" ").reduce((lines, word) => {
    const last = lines[lines.length - 1];
    if (last.length + word.length < length) lines[lines.length - 1] = `${last} ${word}`.trim();
    else lines.push(word);
    return lines;
  }, [""]);

  const figures = () => [...document.querySelectorAll("figure[data-chart]")];
  const near = new IntersectionObserver((entries) => entries.forEach(({ target, isIntersecting }) => {
    if (!isIntersecting) return;
    near.unobserve(target);
    target.dataset.near = "";
    draw(target);
  }), { rootMargin: "600px" });
  const sizes = new ResizeObserver((entries) => entries.forEach(({ target }) => {
    if (target.dataset.drawn && Number(target.dataset.drawn) !== Math.floor(target.clientWidth)) draw(target);
  }));
  const watch = () => figures().forEach((figure) => {
    if ("near" in figure.dataset) draw(figure);
    else { near.observe(figure); sizes.observe(figure); }
  });
  const redraw = () => figures().filter((figure) => "near" in figure.dataset).forEach(draw);

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-picture]");
    if (!button) return;
    const figure = button.closest("section").querySelector("figure[data-chart]");
    picture(figure, button.dataset.picture).catch(() => { figure.dataset.state = "failed"; });
    button.closest("details")?.removeAttribute("open");
  });
  new MutationObserver(redraw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  addEventListener("beforeprint", () => figures().forEach(draw));
  document.addEventListener("htmx:after:swap", watch);
  document.addEventListener("DOMContentLoaded", () => document.fonts.ready.then(watch));
})();
