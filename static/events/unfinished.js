// What somebody types is kept on the server, a moment after each change and when the page is left. While it cannot be
// sent, a copy stays in this browser, for this person alone; it is removed as soon as it is sent, or on signing out.
(() => {
  const BEGINS = "unfinished:";
  const held = (prefix) => Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  const safely = (act) => { try { return act(); } catch { return undefined; } }; // storage may be full or forbidden

  document.querySelectorAll('form[action$="/logout/"]').forEach((form) => form.addEventListener("submit", () => {
    safely(() => held(BEGINS).forEach((key) => localStorage.removeItem(key)));
  }));

  const desk = document.querySelector("[data-desk-of]");
  if (!desk) return;
  const mine = `${BEGINS}${desk.getAttribute("data-desk-of")}:`;
  const csrf = () => desk.querySelector("[name=csrfmiddlewaretoken]").value;
  const keep = desk.getAttribute("data-keep");

  // resolves to what the server said; `isOut` when nobody is signed in any more, `isRefused` when it is not kept for good
  const send = async (typed, options = {}) => {
    typed.set("csrfmiddlewaretoken", csrf());
    const answer = await fetch(keep, { method: "POST", body: typed, redirect: "manual", ...options });
    if (answer.type === "opaqueredirect" || answer.status === 403) return { isOut: true };
    if (answer.status >= 500) throw new Error(answer.status);
    const { said, error } = await answer.json();
    return { said, error, isRefused: !answer.ok };
  };

  // --- copies that could not be sent on another page, or on another day -------------------------------------------
  const sendHeld = () => safely(() => held(mine).forEach(async (key) => {
    try {
      const { isOut } = await send(new URLSearchParams(localStorage.getItem(key)));
      if (!isOut) localStorage.removeItem(key);
    } catch { /* still no line: the copy stays */ }
  }));

  const form = document.querySelector("form[data-entry]");
  sendHeld();
  if (!form) return;

  // --- the form of this page -----------------------------------------------------------------------------------------
  const WAIT = 1000, AGAIN = 5000; // ms of quiet before it is kept, and between two tries
  const status = form.querySelector("[data-kept]");
  const key = `${mine}${form.querySelector("[name=entry_token]").value}`;
  const typed = () => {
    const all = new URLSearchParams(new FormData(form));
    all.delete("csrfmiddlewaretoken");
    return all;
  };
  const say = (words, isTrouble = false) => {
    status.textContent = words;
    status.classList.toggle("trouble", isTrouble);
  };
  let timer, hasFailed = false, isDue = false, isSaving = false, sending = null;
  const later = (wait) => { clearTimeout(timer); timer = setTimeout(now, wait); };

  async function now() {
    if (!isDue || isSaving) return;
    clearTimeout(timer);
    sending?.abort();
    const control = sending = new AbortController();
    const what = typed();
    isDue = false;
    try {
      const { said, error, isOut } = await send(new URLSearchParams(what), { signal: control.signal });
      if (isOut) return wait(what, status.dataset.out);
      hasFailed = false;
      safely(() => localStorage.removeItem(key));
      say(said ?? error, Boolean(error));
      if (said && !isDue) form.dispatchEvent(new CustomEvent("kept"));
    } catch {
      if (!control.signal.aborted) wait(what, status.dataset.lost);
    }
  }
  function wait(what, words) {
    isDue = hasFailed = true;
    safely(() => localStorage.setItem(key, what.toString()));
    say(words, true);
    later(AGAIN);
  }

  const changed = () => { isDue = true; later(WAIT); };
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => { isSaving = true; clearTimeout(timer); sending?.abort(); });
  if (form.hasAttribute("data-unsaved")) changed(); // it came back from the server as it was typed
  window.addEventListener("online", () => later(0));
  window.addEventListener("pageshow", () => { isSaving = false; });
  window.addEventListener("pagehide", () => {
    if (!isDue || isSaving) return;
    const what = typed(), body = new URLSearchParams(what);
    body.set("csrfmiddlewaretoken", csrf());
    const isOnItsWay = navigator.onLine && !hasFailed && navigator.sendBeacon(keep, body); // at most 64 kB
    if (!isOnItsWay) safely(() => localStorage.setItem(key, what.toString())); // the next page of the desk sends it
  });
})();
