// What happens in the browser alone: clicks become events, the view follows the answer, light and dark, the phone's sheet.
window.footnote = (() => {
  const data = (node) => ({ ...node.dataset });
  const sheet = (open) => document.body.classList.toggle("fn-sheet-open", open);

  function follow(thread) {
    // A new question goes to the end, growing text is followed while the reader is at the end (someone reading further
    // up is left alone), and a finished answer is shown from its beginning.
    let atEnd = true;
    let finished = 0;
    let going = false;
    const toEnd = () => { thread.scrollTop = thread.scrollHeight; };
    thread.addEventListener("scroll", () => {
      atEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 90;
    });
    new MutationObserver(() => {
      const turns = thread.querySelectorAll("#fn-talk .fn-turn");
      const live = Boolean(thread.querySelector("#fn-live .fn-turn"));
      if (turns.length > finished && atEnd) {
        const top = turns[turns.length - 1].getBoundingClientRect().top - thread.getBoundingClientRect().top;
        thread.scrollTop += top - 8;
        atEnd = false;
      } else if ((live && !going) || (live && atEnd)) {
        toEnd();
      }
      finished = turns.length;
      going = live;
    }).observe(thread, { childList: true, subtree: true, characterData: true });
  }

  function talk(element, trigger) {
    const thread = element.closest("#fn-thread");
    if (thread && !thread.dataset.followed) {
      thread.dataset.followed = "yes";
      follow(thread);
    }
    element.addEventListener("click", (event) => {
      const hit = event.target.closest("[data-action]");
      if (!hit) return;
      if (hit.dataset.action === "ask") {
        trigger("select", data(hit));
        return;
      }
      document.querySelectorAll(".fn-chosen").forEach((each) => each.classList.remove("fn-chosen"));
      hit.classList.add("fn-chosen");
      sheet(true);
      trigger("click", data(hit));
    });
  }

  function panel(element, trigger, watch) {
    const leaf = (page) => trigger("click", { action: "leaf", page: String(page) });
    element.addEventListener("click", (event) => {
      const hit = event.target.closest("button[data-action]");
      if (!hit) return;
      if (hit.dataset.action === "zoom") {
        element.querySelector(".fn-desk")?.classList.toggle("fn-near");
        show();
      } else trigger("click", data(hit));
    });
    element.addEventListener("change", (event) => {
      if (event.target.matches("input[data-action=leaf]")) leaf(event.target.value);
    });
    element.addEventListener("keydown", (event) => {
      if (event.target.matches("input") || event.altKey || event.ctrlKey || event.metaKey) return;
      const way = { ArrowLeft: "Previous page", ArrowRight: "Next page" }[event.key];
      const step = way && element.querySelector(`.fn-step[aria-label="${way}"]`);
      if (step && !step.disabled) { event.preventDefault(); step.click(); }
    });
    const show = () => {
      const desk = element.querySelector(".fn-desk");
      if (!desk) return;
      const mark = desk.querySelector(".fn-cell") || desk.querySelector(".fn-mark, mark");
      const move = () => {
        const [seen, from] = [mark?.getBoundingClientRect(), desk.getBoundingClientRect()];
        desk.scrollTop = seen ? desk.scrollTop + seen.top - from.top - desk.clientHeight * 0.4 : 0;
        desk.scrollLeft = seen ? desk.scrollLeft + seen.left + seen.width / 2 - from.left - desk.clientWidth / 2 : 0;
      };
      const picture = desk.querySelector("img");
      if (picture && !picture.complete) picture.addEventListener("load", move, { once: true });
      else requestAnimationFrame(move);
    };
    watch("value", show);
    show();
  }

  function header(element, trigger) {
    // Gradio sets light or dark by the system while it starts; what the reader chose comes after that.
    const chosen = localStorage.getItem("footnote-theme");
    if (chosen) document.body.classList.toggle("dark", chosen === "dark");
    element.addEventListener("click", (event) => {
      const hit = event.target.closest("[data-action]");
      if (!hit) return;
      if (hit.dataset.action === "theme") {
        const dark = document.body.classList.toggle("dark");
        localStorage.setItem("footnote-theme", dark ? "dark" : "light");
      } else if (hit.dataset.action === "new") {
        sheet(false);
        trigger("select", data(hit));
      } else {
        sheet(true);
        trigger("click", data(hit));
      }
    });
  }

  document.addEventListener("keydown", (event) => { if (event.key === "Escape") sheet(false); });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".fn-close")) sheet(false);
  });
  return { talk, panel, header, sheet };
})();
