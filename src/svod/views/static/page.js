(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const wide = matchMedia("(min-width: 60rem)");
  const hover = matchMedia("(hover: hover)");
  const said = document.getElementById("said");
  const parse = (cite) => /^#s(\d+)-r(\d+)-(\d+)-(\d+)$/.exec(cite.hash);
  const count = (n, noun) => `${n} ${noun}${n === 1 ? "" : "s"}`;
  let pinned = null;
  let timer = 0;

  // The pieces of a report's text, with the offset at which each begins; found once.
  const cache = new WeakMap();
  const pieces = (report) => {
    if (!cache.has(report)) {
      cache.set(report, [...report.querySelectorAll(".m")].map((element) => [Number(element.dataset.o), element]));
    }
    return cache.get(report);
  };
  const within = (report, from, to) => {
    const all = pieces(report);
    let low = 0;
    let high = all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (all[middle][0] < from) low = middle + 1;
      else high = middle;
    }
    const found = [];
    for (; low < all.length && all[low][0] < to; low += 1) found.push(all[low][1]);
    return found;
  };

  const clear = () => {
    for (const m of document.querySelectorAll(".m.on")) {
      m.classList.remove("on");
      m.removeAttribute("tabindex");
      m.removeAttribute("role");
    }
    for (const line of document.querySelectorAll(".line.lit, .line.rest")) line.classList.remove("lit", "rest");
    for (const cite of document.querySelectorAll(".cite[aria-current]")) cite.removeAttribute("aria-current");
    for (const report of document.querySelectorAll(".report.hit")) {
      report.classList.remove("hit");
      report.style.maxHeight = "";
      report.removeAttribute("tabindex");
    }
    for (const rests of document.querySelectorAll(".rests")) rests.hidden = true;
  };

  const release = () => {
    pinned = null;
    clear();
    for (const pane of document.querySelectorAll(".reports")) {
      pane.classList.remove("cited");
      pane.querySelector(".bar-title").textContent = "The reports";
      pane.querySelector(".close").hidden = true;
    }
  };

  // Show the passages that a line cites: the reports that hold them share the pane, each scrolled to its passage.
  const show = (line, only) => {
    clear();
    const story = line.closest(".story");
    const pane = story.querySelector(".reports");
    const hits = new Map();
    let passages = 0;
    const seen = new Set();
    for (const cite of line.querySelectorAll(".cite")) {
      const at = parse(cite);
      if (!at) continue;
      const report = document.getElementById(`s${at[1]}-r${at[2]}`);
      const marks = report ? within(report, Number(at[3]), Number(at[4])) : [];
      if (!marks.length) continue;
      for (const m of marks) {
        m.classList.add("on");
        m.tabIndex = 0;
        m.setAttribute("role", "button");
      }
      if (!seen.has(cite.hash)) passages += 1;
      seen.add(cite.hash);
      if (cite === only || !only) cite.setAttribute("aria-current", "true");
      if (!hits.has(report) || cite === only) hits.set(report, marks[0]);
    }
    if (!hits.size) return;
    line.classList.add("lit");
    pane.classList.add("cited");
    pane.querySelector(".bar-title").textContent = `${count(passages, "passage")} in ${count(hits.size, "report")}`;
    pane.querySelector(".close").hidden = false;
    const bar = pane.querySelector(".bar").offsetHeight;
    const visible = innerHeight - Math.max(0, pane.getBoundingClientRect().top);
    const room = Math.max(150, (Math.min(pane.clientHeight, visible) - bar - 4) / hits.size);
    for (const report of hits.keys()) {
      report.classList.add("hit");
      report.tabIndex = 0;
      report.style.maxHeight = `${Math.floor(room)}px`;
    }
    for (const [report, mark] of hits) {
      const offset = mark.getBoundingClientRect().top - report.getBoundingClientRect().top;
      const head = report.querySelector("header").offsetHeight;
      report.scrollTop += offset - head - Math.max(8, (report.clientHeight - head) * 0.22);
    }
    pane.scrollTop = 0;
    if (only) {
      const at = parse(only);
      const report = at && document.getElementById(`s${at[1]}-r${at[2]}`);
      if (report) pane.scrollTop = report.offsetTop - bar;
    }
    said.textContent = `${count(passages, "passage")} marked in ${count(hits.size, "report")}`;
  };

  // Which lines of the account rest on the piece of text that begins at `offset`?
  const resting = (story, report, offset) => {
    const lines = new Set();
    for (const cite of story.querySelectorAll(".account .cite")) {
      const at = parse(cite);
      if (at && at[2] === report && Number(at[3]) <= offset && offset < Number(at[4])) lines.add(cite.closest(".line"));
    }
    lines.delete(null);
    return [...lines];
  };

  const open = (line) => {
    for (let box = line.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    line.scrollIntoView({ block: "center" });
  };

  const trace = (mark) => {
    const story = mark.closest(".story");
    const report = mark.closest(".report");
    const lines = resting(story, report.dataset.r, Number(mark.dataset.o));
    for (const line of document.querySelectorAll(".line.rest")) line.classList.remove("rest");
    const rests = story.querySelector(".rests");
    const title = document.createElement("p");
    title.textContent = `${count(lines.length, "line")} of the account rest${lines.length === 1 ? "s" : ""} on these words`;
    const list = document.createElement("ul");
    for (const line of lines) {
      line.classList.add("rest");
      const item = document.createElement("li");
      const button = document.createElement("button");
      const part = document.createElement("span");
      const heading = line.closest(".part").querySelector("h2").cloneNode(true);
      heading.querySelector(".size")?.remove();
      part.textContent = heading.textContent.trim();
      const words = line.querySelector(".why, .words, [lang]") || line;
      const text = words.textContent.replace(/\s+/g, " ").trim();
      button.type = "button";
      button.append(part, text.length > 80 ? `${text.slice(0, 80)}…` : text);
      button.addEventListener("click", () => {
        pin(line);
        open(line);
        line.querySelector(".cite")?.focus({ preventScroll: true });
      });
      item.append(button);
      list.append(item);
    }
    rests.replaceChildren(title, list);
    rests.hidden = false;
    story.querySelector(".close").hidden = false;
    const pane = story.querySelector(".reports");
    if (!pane.classList.contains("cited") && !wide.matches) rests.scrollIntoView({ block: "nearest" });
    said.textContent = title.textContent;
    if (lines.length && wide.matches) {
      const visible = lines.some((l) => {
        const box = l.getBoundingClientRect();
        return box.height && box.bottom > 0 && box.top < innerHeight;
      });
      if (!visible) open(lines[0]);
    }
  };

  const pin = (line, only) => {
    pinned = line;
    show(line, only);
  };

  document.addEventListener("click", (event) => {
    const target = event.target;
    if (target.closest(".close")) {
      const back = pinned;
      release();
      back?.querySelector(".cite")?.focus({ preventScroll: true });
      return;
    }
    const link = target.closest("a[href^='#']");
    if (link && document.getElementById(link.hash.slice(1))?.matches(".report")) {
      release(); // a whole report is asked for, which may be hidden beside those that are cited
      return;
    }
    const cite = target.closest(".cite");
    if (cite) {
      const line = cite.closest(".line");
      if (!line || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      history.replaceState(null, "", cite.hash);
      pin(line, cite);
      return;
    }
    const mark = target.closest(".m");
    if (mark) {
      if (getSelection().isCollapsed) trace(mark);
      return;
    }
    if (target.closest("a, button")) return;
    const line = target.closest(".account .line");
    if (line && getSelection().isCollapsed) {
      if (pinned === line && !target.closest("summary")) release();
      else pin(line);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") release();
    if ((event.key === "Enter" || event.key === " ") && event.target.matches?.(".m")) {
      event.preventDefault();
      trace(event.target);
    }
  });

  // Looking along the account shows the passages without a click, where there is room beside it and nothing is pinned.
  const glance = (line) => {
    clearTimeout(timer);
    if (line && !pinned && wide.matches) timer = setTimeout(() => !pinned && show(line), 160);
  };
  document.addEventListener("pointerover", (event) => {
    if (hover.matches && event.pointerType === "mouse") glance(event.target.closest?.(".account .line"));
  });
  document.addEventListener("focusin", (event) => {
    if (event.target.matches(".account :focus-visible")) glance(event.target.closest(".line"));
  });

  // Paper shows what is folded away.
  let folded = [];
  addEventListener("beforeprint", () => {
    folded = [...document.querySelectorAll("details:not([open])")];
    for (const box of folded) box.open = true;
  });
  addEventListener("afterprint", () => {
    for (const box of folded) box.open = false;
  });

  // Several stories: one at a time, the one that the address names.
  const stories = [...document.querySelectorAll(".story")];
  const route = () => {
    const name = /^#s(\d+)(?:-|$)/.exec(location.hash);
    if (stories.length > 1) {
      const chosen = name && document.getElementById(`s${name[1]}`);
      root.classList.toggle("one", true);
      document.getElementById("top").classList.toggle("away", Boolean(chosen));
      for (const story of stories) story.classList.toggle("away", story !== chosen);
      if (chosen) document.getElementById(location.hash.slice(1))?.scrollIntoView();
      else scrollTo(0, 0);
    }
    const at = /^#s(\d+)-r(\d+)-\d+-\d+$/.test(location.hash);
    const cite = at && document.querySelector(`.account .cite[href="${location.hash}"]`);
    if (cite) {
      open(cite.closest(".line"));
      pin(cite.closest(".line"), cite);
    }
  };
  addEventListener("hashchange", () => {
    release();
    route();
  });
  route();

  // The part being read is marked in the list of parts.
  if ("IntersectionObserver" in window) {
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        const links = entry.target.closest(".story").querySelectorAll(".contents a");
        for (const link of links) {
          if (link.hash === `#${entry.target.id}`) link.setAttribute("aria-current", "true");
          else link.removeAttribute("aria-current");
        }
      }
    }, { rootMargin: "-15% 0px -75% 0px" });
    for (const part of document.querySelectorAll(".part")) watch.observe(part);
  }
})();
