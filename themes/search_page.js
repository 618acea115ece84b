/* The search page: names are completed while they are typed, the count is told to screen readers, and on
   a host without a server the results come from search.js, in the markup the server gives. */
(function () {
  "use strict";

  const root = document.querySelector("[data-search]");
  const form = root && root.querySelector("form"), input = form && form.elements.namedItem("q");
  if (!form || !input || !window.gongshiReader) return;
  const here = root.getAttribute("data-search"); // where the scripts of the index lie
  const base = here.replace(/search\/$/, "");
  const offline = document.getElementById("static-search") !== null;

  // --- the scripts of the index

  const waiting = new Map(), known = new Map();
  window.gongshiSearch = (name, stamp, value) => {
    const file = waiting.get(name);
    if (file) file.take(stamp, value);
  };

  function load(name, stamp) {
    if (!known.has(name)) known.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const done = () => { waiting.delete(name); script.remove(); };
      // A release was switched between two files: what is here belongs to another index.
      waiting.set(name, { take: (stamped, value) => (stamp === "" || stamped === stamp ? resolve(value) : reject(new Error("stale"))) });
      script.onload = () => { done(); reject(new Error("empty")); };
      script.onerror = () => { done(); reject(new Error("missing")); };
      script.src = here + name + ".js" + (stamp && location.protocol !== "file:" ? "?" + stamp : "");
      document.head.append(script);
    }));
    return known.get(name);
  }

  const search = new gongshiReader.Search(load);

  // --- completing names

  const names = document.createElement("datalist");
  names.id = "names";
  let asked = "";
  input.after(names);
  input.setAttribute("list", "names");
  input.addEventListener("input", async () => {
    const typed = asked = input.value.trim();
    if ([...typed].length < 2) { names.replaceChildren(); return; }
    try {
      const found = offline ? await search.complete(typed)
        : (await (await fetch("complete.json?q=" + encodeURIComponent(typed))).json()).names;
      if (typed === asked) names.replaceChildren(...found.map((name) => Object.assign(document.createElement("option"), { value: name })));
    } catch (missing) {
      names.replaceChildren(); // nothing is offered where nothing can be read
    }
  });

  // --- markup

  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) if (value !== null) element.setAttribute(name, value);
    element.append(...children.filter((child) => child !== null && child !== ""));
    return element;
  }

  const thousands = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  const yuan = (text) => { const [whole, part] = text.replace(/,/g, "").split("."); return thousands(whole) + (part && Number(part) ? "." + part.padEnd(2, "0") : "") + " 元"; };
  const marked = (pieces) => pieces.map((piece) => (piece.marked ? make("mark", null, piece.text) : piece.text));

  /* The address of the search with some parameters changed; back to the first page unless one is named. */
  function link(request, changes) {
    const all = Object.assign({}, request, { page: "" }, changes), parts = [];
    for (const name of gongshiReader.PARAMETERS)
      if (all[name]) parts.push(name + "=" + encodeURIComponent(all[name]));
    return "?" + (parts.join("&") || "q=");
  }

  function label(facet, value) {
    const labels = search.head.labels;
    if (facet === "year") return value + " 年";
    if (facet === "amount") return search.head.bands.find((band) => band.value === value).label;
    return gongshiText.own(labels[facet], value) || value;
  }

  function chips(request) {
    const out = [], add = (text, changes) => out.push([text, link(request, changes)]);
    for (const facet of ["dataset", "category", "agency", "year", "kind", "region"])
      if (request[facet]) add(label(facet, request[facet]), { [facet]: "" });
    const range = (from, to, open) => (!to ? from + open[0] : !from ? to + open[1] : from + " 至 " + to);
    if (request.from || request.to) add(range(request.from, request.to, [" 以后", " 以前"]), { from: "", to: "" });
    if (request.min || request.max)
      add("罚没 " + range(request.min && yuan(request.min), request.max && yuan(request.max), ["及以上", "及以下"]), { min: "", max: "" });
    return out;
  }

  function choices(answer, facet) {
    const request = answer.request, counts = answer.without_own[facet] || answer.facets[facet], values = Object.entries(counts);
    const bands = search.head.bands, band = facet === "amount" ? bands.find((b) => b.min === request.min && b.max === request.max) : null;
    const chosen = facet === "amount" ? (band ? band.value : request.min || request.max) : request[facet];
    const to = (value) => {
      if (facet !== "amount") return link(request, { [facet]: value });
      const { min, max } = bands.find((b) => b.value === value) || { min: "", max: "" };
      return link(request, { min, max });
    };
    const order = facet === "year" ? (a, b) => (a[0] < b[0] ? 1 : -1)
      : facet === "amount" ? (a, b) => bands.findIndex((x) => x.value === a[0]) - bands.findIndex((x) => x.value === b[0])
      : (a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
    const out = values.sort(order).map(([value, count]) => ({ text: label(facet, value), link: to(value), count, selected: value === chosen }));
    if (out.length && (chosen || facet === "dataset"))
      out.unshift({ text: "全部", link: to(""), count: facet in answer.total_without ? answer.total_without[facet] : answer.total, selected: !chosen });
    return out;
  }

  function filters(answer, conditions) {
    const row = (choice) => make("li", null, make("a", { href: choice.link, "aria-current": choice.selected ? "true" : null },
      make("span", null, choice.text), make("span", { class: "n" }, thousands(choice.count))));
    const groups = search.head.facets.map((facet) => [search.head.labels.facet[facet], choices(answer, facet)]).filter(([, all]) => all.length);
    return make("details", { class: "filters" },
      make("summary", null, make("span", { class: "what" }, "筛选"), make("span", { class: "now" }, conditions.map(([text]) => text).join("、"))),
      make("div", { class: "groups" }, ...groups.map(([title, all]) => {
        const rest = all.slice(12).map(row);
        return make("section", null, make("h2", null, title), make("ul", null, ...all.slice(0, 12).map(row)),
          rest.length ? make("details", all.slice(12).some((c) => c.selected) ? { open: "" } : null, make("summary", null, "更多"), make("ul", null, ...rest)) : null);
      })));
  }

  function sorts(request) {
    return [["最相关", "relevance"], ["最新", "date"], ["金额从高到低", "amount"]].filter(([, sort]) => request.q || sort !== "relevance")
      .map(([text, sort]) => (request.order === sort ? make("b", { "aria-current": "true" }, text) : make("a", { href: link(request, { sort }) }, text)));
  }

  function pages(request, total) {
    const here = request.page, last = Math.min(Math.ceil(total / gongshiReader.PAGE), gongshiReader.MAX_PAGE), rows = [];
    if (last <= 1) return null;
    const to = (text, page) => rows.push(make("li", null, page === here && text === String(page) ? make("span", { "aria-current": "page" }, text)
      : make("a", { href: link(request, { page: page > 1 ? page : "" }) }, text)));
    if (here > 1) to("上一页", Math.min(here - 1, last));
    for (let page = 1, before = 0; page <= last; page += 1) {
      if (page !== 1 && page !== last && Math.abs(page - here) > 2) continue;
      if (page !== before + 1) rows.push(make("li", null, make("span", { class: "gap" }, "…")));
      to(String(page), page);
      before = page;
    }
    if (here < last) to("下一页", here + 1);
    return make("nav", { class: "pages", "aria-label": "翻页" }, make("ul", null, ...rows));
  }

  function fill(item, hit) {
    const tag = hit.dataset === "decisions" && hit.category ? label("category", hit.category) : label("dataset", hit.dataset);
    const meta = [hit.marks.includes("objection_open") ? "异议处理中" : "", hit.agency_name, hit.dataset === "agencies" ? "" : hit.number,
      hit.date && (hit.dataset === "decisions" ? "决定 " : "日期 ") + hit.date, "公示 " + hit.published_on].filter(Boolean);
    item.setAttribute("data-url", hit.url);
    item.replaceChildren(make("p", { class: "tags" }, make("span", { class: "tag category" }, tag)),
      make("h2", null, make("a", { href: base + hit.url }, ...marked(hit.title_pieces))),
      ...(hit.snippet.length ? [make("p", null, ...marked(hit.snippet))] : []),
      make("p", { class: "meta" }, ...(hit.result ? [make("b", null, hit.result)] : []), ...meta.map((text) => make("span", null, text))));
  }

  function show(answer) {
    const { request, total } = answer, conditions = chips(request), first = (request.page - 1) * gongshiReader.PAGE + 1;
    const items = answer.ranks.map(() => make("li", { "aria-busy": "true" }, "…"));
    const range = items.length && items.length !== total ? "，第 " + first + "–" + (first + items.length - 1) + " 条" : "";
    const found = answer.exact ? "找到" : "至少找到";
    const none = make("div", { class: "none" }, ...(request.dataset === "officers" && /\d/.test(request.q)
      ? [make("h2", null, "没有查到证号为“" + request.q + "”的执法人员"), make("p", null, "请核对证号；仍查不到的，可以拨打 12345 核实。")]
      : [make("h2", null, "没有找到“" + request.q + "”"),
        make("p", null, "请检查有没有错字，或者少输入几个字。公示期满、已撤下和依法不予公示的信息不在搜索范围内。")]));
    const links = root.querySelector("[data-lists]");
    if (links) none.append(make("p", null, "也可以浏览：", links.cloneNode(true)));
    if (answer.did_you_mean)
      form.append(make("p", { "data-meant": "" }, "您是不是要找：", make("a", { href: link({}, { q: answer.did_you_mean }) }, answer.did_you_mean)));
    document.getElementById("results").replaceChildren(make("div", { class: "beside" }, filters(answer, conditions), make("div", null,
      conditions.length ? make("p", { class: "chips" }, ...conditions.map(([text, to]) => make("a", { class: "chip", href: to, "aria-label": "取消条件：" + text }, text, make("span", { "aria-hidden": "true" }, "×"))),
        make("a", { href: link({}, { q: request.q }) }, "清除全部条件")) : null,
      total === 0 ? none : make("div", { class: "count" }, make("p", null, found + " ", make("b", null, thousands(total)), " 条" + range), make("p", null, ...sorts(request))),
      make("ol", { class: "hits" }, ...items), pages(request, total))));
    document.getElementById("main").setAttribute("data-total", total);
    for (const [name, value] of Object.entries(request))
      if (value && name !== "q" && name !== "page" && gongshiReader.PARAMETERS.includes(name)) form.append(make("input", { type: "hidden", name, value }));
    tell(found + " " + total + " 条");
    return Promise.all(search.hits(answer).map(async (hit, i) => {
      fill(items[i], await hit);
      items[i].removeAttribute("aria-busy");
    }));
  }

  /* Said by screen readers once the page stands. */
  function tell(text) {
    const status = root.querySelector("[role=status]");
    if (status) setTimeout(() => { status.textContent = text; }, 200);
  }

  function problem(title, text) {
    document.getElementById("results").replaceChildren(make("div", { class: "none" }, make("h2", null, title), make("p", { class: "wrong" }, text)));
    document.getElementById("main").setAttribute("data-total", 0);
    tell(title + "，" + text);
  }

  async function start() {
    const total = document.getElementById("main").getAttribute("data-total");
    if (!offline) { if (total !== null) tell("找到 " + total + " 条"); return; }
    document.getElementById("static-search").hidden = true;
    const parameters = Object.fromEntries([...new URLSearchParams(location.search)].reverse());
    input.value = parameters.q || "";
    document.getElementById("main").setAttribute("aria-busy", "true");
    try {
      await show(await search.ask(parameters));
    } catch (error) {
      if (error instanceof gongshiReader.BadQuery) problem("请修改查询条件", error.message);
      else if (error.message === "stale") problem("公示信息刚刚更新", "请刷新本页后再搜索。");
      else problem("搜索暂时不可用", "请稍后再试。可以先按机关、类别或者月份浏览。");
    }
    document.getElementById("main").removeAttribute("aria-busy");
  }

  start();
})();
