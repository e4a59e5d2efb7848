// Draws the charts: the only file that knows plotly.js. Pages are complete without it: the table holds the same numbers.
(() => {
  const here = { plotly: document.currentScript.dataset.plotly, fonts: document.querySelector("link[data-app]").href };
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

  // what a chart is drawn from: on the page where it is small, else fetched once, after the text
  const fetched = new Map();
  const payload = async ({ dataset: { chart, address } }) => {
    if (!address) return JSON.parse(document.getElementById(chart).textContent);
    if (!fetched.has(address)) {
      fetched.set(address, fetch(address).then((response) => {
        if (!response.ok) throw new Error("the numbers did not arrive");
        return response.json();
      }));
      fetched.get(address).catch(() => fetched.delete(address));
    }
    return fetched.get(address);
  };

  // a copy of the drawing with each named colour as the page has it now, light or dark
  const dressed = (drawing, tokens, styles) => JSON.parse(JSON.stringify(drawing), (_key, value) =>
    typeof value === "string" && tokens[value] ? styles.getPropertyValue(tokens[value]).trim() : value);

  const draw = async (figure) => {
    const plot = figure.querySelector("[data-plot]");
    const width = Math.floor(figure.clientWidth);
    if (!width) return;
    try {
      const asked = figure.dataset.address;
      const [Plotly, { figure: wide, narrow, tokens }] = await Promise.all([library(), payload(figure)]);
      if (figure.dataset.address !== asked || !figure.isConnected) return; // another question was asked meanwhile
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

  // A picture carries its title, legend, what it shows, what it leaves out and where it is from; always on white.
  const picture = async (figure, format) => {
    const Plotly = await library();
    const { figure: wide, tokens, picture: words } = await payload(figure);
    const paper = document.createElement("div");
    paper.dataset.theme = "light";
    document.body.append(paper);
    const { data, layout } = dressed(wide, tokens, getComputedStyle(paper));
    paper.remove();
    const width = 1080, head = 84, source = `${figure.dataset.source} ${document.title}. ${location.href}`;
    const lines = [...words.lines, source].flatMap((line) => wrapped(line, 150));
    const foot = 24 + 17 * lines.length, height = layout.height + head + foot, { l, r, t, b } = layout.margin;
    const escape = (line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    // in a language that runs from the right each line is told so itself: a drawing is measured from the left
    const fromRight = document.documentElement.dir === "rtl";
    const run = (line) => fromRight ? `\u2067${escape(line)}\u2069` : escape(line);
    const edge = fromRight ? { x: 1, xanchor: "right", xshift: r - 16 } : { x: 0, xanchor: "left", xshift: 16 - l };
    // plotly measures in the page's direction and draws from the left: a line of its own, centred in itself, is alike in both
    const text = (content, place) => ({ text: content, xref: "paper", yref: "paper", align: "center", showarrow: false, ...edge, ...place });
    const drawing = {
      data,
      layout: {
        ...layout, width, height, paper_bgcolor: "#ffffff", margin: { l, r, t: t + head, b: b + foot },
        showlegend: data.some((trace) => trace.showlegend !== false && trace.name),
        legend: { orientation: "h", xref: "container", x: fromRight ? 0.99 : 0.01, xanchor: edge.xanchor, yref: "container", y: 1 - 48 / height, yanchor: "top", itemclick: false },
        annotations: [
          ...layout.annotations,
          text(`<b>${run(words.title)}</b>`, { y: 1, yanchor: "top", yshift: t + head - 8, font: { size: 20 } }),
          ...lines.map((line, at) => text(run(line), { y: 0, yanchor: "bottom", yshift: 8 - b - foot + 17 * (lines.length - 1 - at), height: 17, borderpad: 0, font: { size: 12 } })),
        ],
      },
      config,
    };
    const svg = await lettered(await Plotly.toImage(drawing, { format: "svg", width, height }));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(format === "svg" ? svg : await pixels(svg, width, height));
    link.download = `${words.name}.${format}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };

  // the drawing with the letters it was measured in, so that it looks the same anywhere
  const lettered = async (address) => {
    const svg = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    const scripts = [["latin", /./], ["arabic", /[\u0600-\u06ff]/]].filter(([, letters]) => letters.test(svg)).map(([name]) => name);
    const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule instanceof CSSFontFaceRule);
    const faces = await Promise.all(rules.map(async ({ style }) => {
      const url = style.getPropertyValue("src").match(/url\("?([^")]+)/)[1];
      if (!scripts.some((script) => url.includes(script))) return "";
      const bytes = new Uint8Array(await (await fetch(new URL(url, here.fonts))).arrayBuffer());
      const base64 = btoa(bytes.reduce((letters, byte) => letters + String.fromCharCode(byte), ""));
      const kept = ["font-family", "font-weight", "unicode-range"].map((name) => `${name}:${style.getPropertyValue(name)}`).join(";");
      return `@font-face{${kept};src:url(data:font/woff2;base64,${base64}) format("woff2")}`;
    }));
    const halo = ".textpoint text{paint-order:stroke;stroke:#fff;stroke-width:4px}";
    return new Blob([svg.replace(/(<svg[^>]*>)/, `$1<style>${faces.join("")}${halo}</style>`)], { type: "image/svg+xml" });
  };

  const pixels = async (svg, width, height) => {
    const image = new Image(), scale = 2;
    image.src = URL.createObjectURL(svg);
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: width * scale, height: height * scale });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(image.src);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  };

  const wrapped = (line, length) => line.split(" ").flatMap((word) => word.match(new RegExp(`.{1,${length}}`, "gu")) ?? []).reduce((lines, word) => {
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
