"use strict";
const WORDS = {
  zh: {
    skip: "跳到页面", tools: "工具", smaller: "缩小", larger: "放大", panels: "面板", findings: "问题",
    outline: "目录", numbers: "数字", pages: "页面", close: "关闭", waiting: "正在排版……",
    ready: (n, s) => `${n} 页 · ${s} 秒`, stale: (n) => `有 ${n} 个错误：下面是上一次排好的页面`,
    none: "没有问题", noNumbers: "没有引用的数字", page: (n, label) => `第 ${n} 张${label ? `，页码 ${label}` : ""}`, lost: "连接断了，正在重试……",
    unknown: "找不到这些字在稿件里的位置", why: "原因", mend: "修正", rows: "行", times: (n) => `印了 ${n} 处`,
    refused: "现在做不出这个文件：先改好左边的错误",
  },
  en: {
    skip: "Skip to the pages", tools: "Tools", smaller: "Smaller", larger: "Larger", panels: "Panels",
    findings: "Findings", outline: "Outline", numbers: "Numbers", pages: "Pages", close: "Close",
    waiting: "Setting the pages…", ready: (n, s) => `${n} pages · ${s} s`,
    stale: (n) => `${n} errors: these are the pages of the last sound state`, none: "Nothing found",
    noNumbers: "No bound numbers", page: (n, label) => `Sheet ${n}${label ? `, page ${label}` : ""}`, lost: "Connection lost, trying again…",
    unknown: "Where these words were written is not known", why: "Why", mend: "Mend", rows: "rows",
    times: (n) => `printed ${n} times`, refused: "This file cannot be made now: mend the errors first",
  },
};
const say = WORDS[document.documentElement.lang] || WORDS.zh;
const $ = (id) => document.getElementById(id);
const made = (name, text, look) => {
  const node = document.createElement(name);
  if (text !== undefined) node.textContent = text;
  if (look) node.className = look;
  return node;
};
for (const node of document.querySelectorAll("[data-say]")) node.textContent = say[node.dataset.say];
for (const node of document.querySelectorAll("[data-label]")) node.setAttribute("aria-label", say[node.dataset.label]);
$("state").textContent = say.waiting;

const pages = $("pages");
const known = new Map();
let view = null;
let zoom = 1;
let turn = 0;

/* ---- faces: each is fetched when a page first uses it ------------------------------------- */
const faces = new Set();
function needFaces(names) {
  for (const name of names) {
    if (faces.has(name)) continue;
    faces.add(name);
    const face = new FontFace(name, `url(/face/${encodeURIComponent(name)})`);
    document.fonts.add(face);
    face.load().catch(() => faces.delete(name));
  }
}

/* ---- pages: only those that changed are fetched and replaced ------------------------------ */
function sized(section, page) {
  section.style.width = `${page.width * (96 / 72) * zoom}px`;
  section.style.height = `${page.height * (96 / 72) * zoom}px`;
}

async function svgOf(digest) {
  if (!known.has(digest)) {
    known.set(digest, fetch(`/page/${digest}`).then((answer) => (answer.ok ? answer.text() : "")));
  }
  return known.get(digest);
}

function nearestFirst(list) {
  const middle = pages.scrollTop + pages.clientHeight / 2;
  const far = (section) => Math.abs(section.offsetTop + section.offsetHeight / 2 - middle);
  return list.slice().sort((a, b) => far(a) - far(b));
}

async function showPages() {
  const mine = ++turn;
  const wanted = view.pages;
  while (pages.children.length > wanted.length) pages.lastChild.remove();
  while (pages.children.length < wanted.length) pages.append(made("section", undefined, "page"));
  wanted.forEach((page, number) => {
    const section = pages.children[number];
    sized(section, page);
    section.dataset.page = number;
    section.dataset.want = page.digest;
    section.setAttribute("aria-label", say.page(number + 1, page.label));
  });
  const changed = [...pages.children].filter((each) => each.dataset.want !== each.dataset.have);
  const isFirst = ![...pages.children].some((each) => each.dataset.have);
  const put = async (section) => {
    const digest = section.dataset.want;
    const svg = await svgOf(digest);
    if (mine !== turn || !svg || section.dataset.want !== digest) return;
    section.innerHTML = svg;
    section.dataset.have = digest;
    if (!isFirst) {
      section.classList.remove("now");
      void section.offsetWidth;
      section.classList.add("now");
    }
  };
  const queue = nearestFirst(changed);
  await Promise.all(queue.slice(0, 4).map(put));
  document.documentElement.dataset.shown = String(view.revision);
  for (const section of queue.slice(4)) await put(section);
  if (mine !== turn) return;
  const live = new Set(wanted.map((page) => page.digest));
  for (const digest of known.keys()) if (!live.has(digest)) known.delete(digest);
  document.documentElement.dataset.complete = String(view.revision);
}

/* ---- panels ------------------------------------------------------------------------------- */
function showFindings() {
  const list = made("ol");
  view.findings.forEach((found, number) => {
    const item = made("li", undefined, found.severity);
    const button = made("button", `${found.code}　${found.what}`, "what");
    button.type = "button";
    button.addEventListener("click", () => openSource(`/finding?number=${number}`));
    item.append(button, made("p", `${found.file}:${found.line}`, "more"));
    item.append(made("p", `${say.why}：${found.why}`, "more"), made("p", `${say.mend}：${found.mend}`, "more"));
    list.append(item);
  });
  $("panel-findings").replaceChildren(view.findings.length ? list : made("p", say.none));
  $("tab-findings").textContent = `${say.findings}${view.findings.length ? ` ${view.findings.length}` : ""}`;
}

function showOutline() {
  const list = made("ol");
  for (const line of view.outline) {
    const item = made("li", undefined, `l${line.level}`);
    const button = made("button", line.text);
    button.type = "button";
    button.addEventListener("click", () => goTo(line.anchor));
    item.append(button);
    list.append(item);
  }
  $("panel-outline").replaceChildren(list);
}

async function showNumbers() {
  if ($("panel-numbers").hidden || !view) return;
  const numbers = await (await fetch("/numbers")).json();
  const list = made("ol");
  for (const each of numbers) {
    const item = made("li");
    const button = made("button", `${each.metric}　${each.text}`, "what");
    button.type = "button";
    if (each.anchor) button.addEventListener("click", () => goTo(each.anchor));
    const made_of = [each.period, each.source, each.formula].filter(Boolean).join(" · ");
    const rows = each.rows ? ` · ${each.rows} ${say.rows}` : "";
    item.append(button, made("p", made_of + rows, "more"), made("p", say.times(each.count), "more"));
    list.append(item);
  }
  $("panel-numbers").replaceChildren(numbers.length ? list : made("p", say.noNumbers));
}

function goTo(anchor) {
  const place = view && view.anchors[anchor];
  if (!place) return;
  const section = pages.children[place[0]];
  if (section) pages.scrollTop = section.offsetTop - pages.offsetTop + place[1] * (96 / 72) * zoom - 80;
}

async function openSource(address) {
  const found = await (await fetch(address)).json();
  $("source-place").textContent = found.file ? `${found.file}:${found.line}` : say.unknown;
  const lines = (found.lines || []).map((line) => {
    const node = made(line.number === found.line ? "mark" : "span", `${String(line.number).padStart(4)}  ${line.text}\n`);
    return node;
  });
  $("source-lines").replaceChildren(...lines);
  if (!$("source").open) $("source").showModal();
}

/* ---- what a person does ------------------------------------------------------------------- */
pages.addEventListener("click", (event) => {
  if (String(document.getSelection())) return;
  const link = event.target.closest(".link");
  if (link && link.dataset.anchor) return goTo(link.dataset.anchor);
  const group = event.target.closest("g[data-mcid]");
  const section = event.target.closest(".page");
  if (group && section) openSource(`/place?page=${section.dataset.page}&mcid=${group.dataset.mcid}`);
});

const tabs = [...document.querySelectorAll("[role=tab]")];
function choose(tab) {
  for (const each of tabs) {
    const is = each === tab;
    each.setAttribute("aria-selected", String(is));
    each.tabIndex = is ? 0 : -1;
    $(each.getAttribute("aria-controls")).hidden = !is;
  }
  if (tab.id === "tab-numbers") showNumbers();
}
tabs.forEach((tab, number) => {
  tab.addEventListener("click", () => choose(tab));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const next = tabs[(number + step + tabs.length) % tabs.length];
    choose(next);
    next.focus();
  });
});

function setZoom(value) {
  const at = pages.scrollTop / Math.max(1, pages.scrollHeight);
  zoom = Math.min(4, Math.max(0.25, value));
  $("zoom").textContent = `${Math.round(zoom * 100)}%`;
  if (view) view.pages.forEach((page, number) => sized(pages.children[number], page));
  pages.scrollTop = at * pages.scrollHeight;
}
$("larger").addEventListener("click", () => setZoom(zoom * 1.25));
$("smaller").addEventListener("click", () => setZoom(zoom / 1.25));
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("source").open) return;
  if (event.key === "+" || event.key === "=") setZoom(zoom * 1.25);
  else if (event.key === "-") setZoom(zoom / 1.25);
  else if (event.key === "0") setZoom(1);
});
for (const kind of ["pdf", "docx"]) {
  $(kind).addEventListener("click", (event) => {
    if (view && view.faults) {
      event.preventDefault();
      $("state").textContent = say.refused;
    }
  });
}

/* ---- states ------------------------------------------------------------------------------- */
const events = new EventSource("/events");
events.onmessage = (message) => {
  view = JSON.parse(message.data);
  needFaces(view.faces);
  document.title = view.title || "reportgen";
  $("title").textContent = view.title || "reportgen";
  const errors = view.findings.filter((found) => found.severity === "error").length;
  $("fault").hidden = !view.faults;
  $("fault").textContent = view.faults ? say.stale(errors) : "";
  document.body.classList.toggle("stale", view.faults);
  $("state").textContent = view.faults ? "" : say.ready(view.pages.length, view.seconds);
  showFindings();
  showOutline();
  showNumbers();
  showPages();
};
events.onerror = () => { $("state").textContent = say.lost; };
