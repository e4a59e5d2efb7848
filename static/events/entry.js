// The entry desk while one types: what was understood, suggestions, rows that wait. The form is complete without it.
(() => {
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const told = (name) => form.getAttribute(`data-${name}`); // not form.dataset: an input of that name hides it
  const WAIT = 200; // ms of quiet before a question is asked
  const NAMES = new Set(["actor", "place", "source", "report"]);
  const inSection1 = (name) => form.querySelector(`[name="report-${name}"]`)?.value ?? "";

  const ask = async (address, questions, signal) => {
    const answer = await fetch(`${address}?${new URLSearchParams(questions)}`, { signal, headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error(answer.status);
    return answer.json();
  };

  // of the questions that one input asks, only the latest may be answered
  const latest = (act) => {
    let timer, control;
    const cancel = () => { clearTimeout(timer); control?.abort(); };
    const soon = (wait, ...given) => {
      cancel();
      timer = setTimeout(() => {
        control = new AbortController();
        act(control.signal, ...given).catch(() => { /* offline, signed out or overtaken: saving says it */ });
      }, wait);
    };
    return { soon, cancel };
  };

  // --- what was understood; what was not is said once the input is left, not at every letter --------------------------
  const understand = (input) => {
    const echo = document.getElementById(`${input.id}_echo`);
    const say = (isUnclear, ...words) => {
      const line = document.createElement("span");
      line.append(...words);
      echo.classList.toggle("unclear", isUnclear);
      echo.replaceChildren(...(words.length ? [line] : []));
    };
    return latest(async (signal, isLeft) => {
      if (!input.value.trim()) return say(false);
      const { gist, rest, error } = await ask(told("understand"), {
        kind: input.dataset.reads, text: input.value, published: inSection1("published_on"), report: inSection1("chosen"),
      }, signal);
      if (error) return isLeft ? say(true, error) : say(false);
      const main = document.createElement("b");
      main.textContent = gist;
      return rest ? say(false, main, ` · ${rest}`) : say(false, main);
    });
  };

  // --- suggestions: a combobox as ARIA describes it -----------------------------------------------------------------
  const suggest = (input, look) => {
    const box = document.createElement("div"), list = document.createElement("ul"), status = document.createElement("span");
    const isFocused = document.activeElement === input;
    box.className = "picker";
    list.id = `${input.id}_list`;
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", form.querySelector(`label[for="${input.id}"]`).textContent);
    status.className = "vh";
    status.setAttribute("role", "status");
    input.replaceWith(box);
    box.append(input, list, status);
    if (isFocused) input.focus();
    const roles = { role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(roles)) input.setAttribute(name, value);

    let at = -1;
    const options = () => [...list.children];
    const show = (isOpen) => {
      at = -1;
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      input.removeAttribute("aria-activedescendant");
    };
    const mark = (next) => {
      at = (next + options().length) % options().length;
      options().forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
      options()[at].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", options()[at].id);
    };
    const option = ({ value, note }, index) => {
      const item = document.createElement("li"), more = document.createElement("small");
      item.id = `${list.id}_${index}`;
      item.dir = "auto";
      item.dataset.value = value;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      more.textContent = note;
      item.append(value, ...(value.startsWith(note) ? [] : [more]));
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(item); });
      return item;
    };
    const fill = latest(async (signal) => {
      const answer = await ask(told("suggest").replace("kind", input.dataset.reads), { text: input.value }, signal);
      if (document.activeElement !== input) return;
      list.replaceChildren(...answer.options.map(option));
      status.textContent = answer.options.length ? `${answer.options.length} ${told("found")}` : told("none");
      show(Boolean(answer.options.length));
      list.scrollIntoView({ block: "nearest" });
    });
    const close = () => { fill.cancel(); show(false); };
    const choose = (item) => {
      input.value = item.dataset.value;
      close();
      look.soon(0, true);
      input.dispatchEvent(new Event("change", { bubbles: true }));
    };
    const open = () => { if (input.value.trim()) fill.soon(WAIT); else close(); };
    input.addEventListener("input", open);
    input.addEventListener("blur", close);
    input.addEventListener("keydown", (event) => {
      const isOpen = !list.hidden, isDown = event.key === "ArrowDown";
      if (isDown || event.key === "ArrowUp") {
        event.preventDefault();
        if (isOpen) mark(isDown ? at + 1 : Math.max(at, 0) - 1);
        else open();
      } else if (isOpen && event.key === "Escape") {
        event.preventDefault();
        close();
      } else if (isOpen && at >= 0 && !event.ctrlKey && (event.key === "Enter" || event.key === "Tab")) {
        if (event.key === "Enter") event.preventDefault();
        choose(options()[at]);
      }
    });
  };

  form.querySelectorAll("[data-reads]").forEach((input) => {
    const look = understand(input);
    input.addEventListener("input", () => look.soon(WAIT, false));
    input.addEventListener("change", () => look.soon(0, true));
    if (NAMES.has(input.dataset.reads)) suggest(input, look);
  });
  // weekdays are read against the report's date: once it changes they are read again
  ["published_on", "chosen"].forEach((name) => form.querySelector(`[name="report-${name}"]`)?.addEventListener("change", () => {
    form.querySelectorAll('[data-reads="date"], .claim-row [data-reads="day"]').forEach((input) => input.dispatchEvent(new Event("change")));
  }));

  // --- rows that wait: blank ones are put away until they are asked for; the server makes more -----------------------
  form.querySelectorAll("[data-rows]").forEach((rows) => {
    const waiting = [...rows.querySelectorAll("[data-blank]:not(:has([autofocus]))")].filter((row) => row !== rows.querySelector("[data-row]"));
    waiting.forEach((row) => { row.hidden = true; });
    rows.querySelector("[data-more]").addEventListener("click", (event) => {
      const row = waiting.shift();
      if (!row) return;
      event.preventDefault();
      row.hidden = false;
      row.querySelector(".input").focus();
    });
  });

  // --- keys, and leaving with something unsaved ------------------------------------------------------------------------
  let isUnsaved = false;
  const save = form.querySelector("[data-save]");
  form.querySelectorAll("[data-keys]").forEach((words) => { words.hidden = !save; });
  form.addEventListener("input", () => { isUnsaved = true; });
  for (const name of ["submit", "kept"]) form.addEventListener(name, () => { isUnsaved = false; });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !save) return;
    event.preventDefault();
    form.requestSubmit(save);
  });
  window.addEventListener("beforeunload", (event) => { if (isUnsaved) event.preventDefault(); });
})();
