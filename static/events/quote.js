// A claim's words and its numbers: what the words would say is offered, never filled in; what they do not carry is said.
(() => {
  const form = document.querySelector("form[data-entry]");
  if (!form) return;
  const WAIT = 300; // ms of quiet before the words are read
  const NUMBERS = ["number", "children", "women", "men"];

  form.querySelectorAll("[data-claim]").forEach((row) => {
    const input = (name) => form.querySelector(`[name="${row.id}-${name}"]`);
    const offers = row.querySelector("[data-offers]"), advice = row.querySelector("[data-advice]");
    let timer, control;

    const offer = ({ name, words, label }) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn quiet";
      button.dir = "auto";
      button.textContent = label;
      button.addEventListener("click", () => {
        input(name).value = words;
        for (const kind of ["input", "change"]) input(name).dispatchEvent(new Event(kind, { bubbles: true }));
        input(name).focus();
      });
      return button;
    };
    const show = (answer) => {
      const lead = document.createElement("span"), line = document.createElement("span");
      lead.textContent = offers.dataset.label;
      line.textContent = answer.advice;
      offers.replaceChildren(...(answer.offers.length ? [lead, ...answer.offers.map(offer)] : []));
      advice.replaceChildren(...(answer.advice ? [line] : []));
    };
    const read = async () => {
      control?.abort();
      control = new AbortController();
      const typed = new URLSearchParams(["quote", ...NUMBERS].map((name) => [name, input(name).value]));
      typed.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
      try {
        const answer = await fetch(form.getAttribute("data-read-words"), {
          method: "POST", body: typed, redirect: "error", signal: control.signal,
        });
        if (answer.ok) show(await answer.json());
      } catch { /* offline, signed out or overtaken: saving says it */ }
    };
    for (const name of ["quote", ...NUMBERS]) {
      input(name).addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(read, WAIT); });
    }
    if (input("quote").value && (form.hasAttribute("data-unsaved") || !input("number").value)) read();
  });
})();
