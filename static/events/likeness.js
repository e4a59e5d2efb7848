/* While an incident is typed: asks which recorded ones look like it, and shows them beside the form. Advises, never blocks:
   offline, signed out or overtaken, it says nothing, and the form works as it does without. */
(() => {
  const box = document.querySelector("[data-likeness]"), form = document.querySelector("form[data-entry]");
  if (!box || !form) return;
  const WAIT = 600; // ms of quiet before a question is asked
  const TELLS = /^(dataset|type|title|when|place|latitude|longitude|report-(chosen|url|headline|published_on)|involvement-\d+-actor|claim-\d+-(number|harm|quote))$/;
  const said = document.querySelector("[data-likeness-said]");
  let timer, control, asked = "";

  const typed = () => {
    const words = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (TELLS.test(name) && typeof value === "string") words.append(name, value);
    return words;
  };

  const show = (html) => {
    if (box.contains(document.activeElement)) return; // never taken away from under whoever reads it
    box.innerHTML = html;
    const count = box.querySelector("[data-count]")?.textContent ?? "";
    if (said.textContent !== count) said.textContent = count;
  };

  const ask = async () => {
    const words = typed(), question = words.toString();
    if (question === asked) return;
    control?.abort();
    control = new AbortController();
    const { signal } = control;
    const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
    const answer = await fetch(box.dataset.likeness, { method: "POST", body: words, signal, headers: { "X-CSRFToken": token } });
    if (!answer.ok || answer.redirected) return;
    show(await answer.text());
    asked = question;
  };

  const soon = ({ target }) => {
    if (!TELLS.test(target.name ?? "")) return;
    clearTimeout(timer);
    timer = setTimeout(() => { ask().catch(() => { /* the next change asks again */ }); }, WAIT);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
})();
