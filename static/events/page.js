// Light or dark, menus that close, short addresses. Pages are complete without it.
(() => {
  const root = document.documentElement, key = "theme";
  try { const saved = localStorage.getItem(key); if (saved) root.dataset.theme = saved; } catch { /* storage refused */ }
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll("[data-theme-toggle]").forEach((button) => {
    const say = () => { button.textContent = dark() ? button.dataset.light : button.dataset.dark; };
    button.hidden = false;
    say();
    button.addEventListener("click", () => {
      root.dataset.theme = dark() ? "light" : "dark";
      try { localStorage.setItem(key, root.dataset.theme); } catch { /* the same */ }
      say();
    });
  }));
  const menus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("click", ({ target }) => menus().forEach((menu) => { if (!menu.contains(target)) menu.open = false; }));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
  });
  // an input left empty asks nothing: keep it out of the address
  document.addEventListener("htmx:config:request", ({ detail }) => {
    const body = detail.ctx.request.body;
    if (detail.ctx.request.method !== "GET" || !body) return;
    const filled = [...body].filter(([, value]) => value !== "");
    [...new Set(body.keys())].forEach((name) => body.delete(name));
    filled.forEach(([name, value]) => body.append(name, value));
  });
  document.addEventListener("submit", ({ target }) => {
    if (target.method !== "get") return;
    const blanks = [...target.elements].filter((field) => field.name && !field.disabled && field.value === "");
    blanks.forEach((field) => { field.disabled = true; });
    setTimeout(() => blanks.forEach((field) => { field.disabled = false; }));
  });
})();
