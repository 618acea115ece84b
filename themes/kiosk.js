/* The shell of a kiosk: views, the frame with the web pages, the idle clock, the lock on old data.
   What a visitor does is in `visit` and nowhere else; leaving throws it away (docs/halls.md). */
(function () {
  "use strict";
  var kIdle = 60, kCountdown = 10, kPoll = 60, kTurn = 10, kWait = 15; // seconds
  var doc = document, root = doc.documentElement;
  var at = function (id) { return doc.getElementById(id); };
  var all = function (what) { return Array.prototype.slice.call(doc.querySelectorAll(what)); };
  var base = location.href.replace(/kiosk\/[^/]*$/, "");
  var lockable = /^(decisions|inspections|notices|parties|search)\//;
  var asof = null, home = null, shell = null, visit, frame = null, waiting = 0, idle = 0, counting = 0, ticks = 0, turn = 0;

  function fresh() { return { view: "home", path: "", trail: [], large: false, contrast: false, low: false }; }

  // --- what may be shown ---
  function today() { return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10); }
  function locked() { return !asof || today() > asof.until; }
  function lock_words() {
    if (!asof) return "暂时读不到数据的日期，决定、检查、公告和搜索暂停查询。机关、事项和救济办法仍然可以看。";
    return "数据更新到" + asof.words + "，可能不是最新的。请扫码看网站，或者问工作人员。超过 " + at("kiosk").getAttribute("data-max-days") +
      " 个工作日没有更新，决定、检查、公告和搜索暂停查询，机关、事项和救济办法仍然可以看。";
  }
  function show_lock() {
    var shut = locked();
    all("[data-lockable], [data-door=decisions]").forEach(function (button) { button.disabled = shut; });
    all("[data-go]").forEach(function (button) { button.disabled = shut && lockable.test(button.getAttribute("data-go")); });
    at("locked-words").textContent = shut ? lock_words() : "";
    if (visit.view === "home") show_turn();
    all("[data-day]").forEach(function (place) { place.textContent = asof ? asof.words : "日期不明"; });
  }

  // --- views ---
  function show(view) {
    visit.view = view;
    all(".view").forEach(function (section) { section.hidden = section.id !== view; });
    at("tools").hidden = view !== "home";
    at("ways-back").hidden = view === "home";
    if (view !== "page") drop_frame();
    hush();
    window.scrollTo(0, 0);
    show_lock();
    doc.dispatchEvent(new CustomEvent("view", { detail: view }));
  }
  function remember() { visit.trail.push({ view: visit.view, path: visit.path }); }
  function open(view) { remember(); visit.path = ""; show(view); }
  function sorry(title, words) {
    at("sorry-title").textContent = title;
    at("sorry-words").textContent = words;
    show("sorry");
  }
  function back() {
    var last = visit.trail.pop();
    if (!last) return show("home");
    visit.path = last.path;
    if (last.view === "page") show_page(last.path);
    else show(last.view);
  }

  // --- the frame ---
  function drop_frame() {
    if (frame) frame.remove();
    frame = null;
    waiting = 0;
  }
  function go(path) {
    remember();
    show_page(path);
  }
  function show_page(path) {
    visit.path = path;
    if (locked() && lockable.test(path)) return sorry("暂停查询", lock_words());
    show("page");
    drop_frame();
    frame = doc.createElement("iframe");
    frame.title = "内容";
    frame.name = at("kiosk").getAttribute("data-dress");
    frame.className = "coming";
    frame.src = base + path;
    show_title({ title: "", tags: "", code: null });
    waiting = kWait;
    at("holder").appendChild(frame);
  }
  function show_title(page) {
    at("page-title").textContent = page.title;
    at("page-tags").textContent = page.tags;
    at("carry").hidden = !page.code;
    at("code").setAttribute("viewBox", page.code ? "0 0 " + page.code.size + " " + page.code.size : "0 0 1 1");
    at("code").firstElementChild.setAttribute("d", page.code ? page.code.path : "");
    at("print").hidden = location.hash.indexOf("printer") < 0;
  }
  function ask(what, more) {
    if (frame) frame.contentWindow.postMessage({ kiosk: what, more: more }, "*");
  }
  function look() { return { large: visit.large, contrast: visit.contrast, locked: locked() }; }
  function follow(address) {
    var path = address.indexOf(base) === 0 ? address.slice(base.length) : "";
    var file = path.split(/[?#]/)[0];
    if (!path) return open_sorry("这里打不开别的网站", "这是别的网站的地址。可以用手机扫本页的二维码，在手机上打开。");
    if (!/(\.html|\/|^)$/.test(file)) return open_sorry("终端上不能下载", "可以用手机扫本页的二维码，在手机上下载。");
    if (/^(index|elder\/index|kiosk\/index|screen\/index)\.html$/.test(file)) return leave();
    if (/^search\//.test(file) && !/[?&]q=[^&]/.test(path)) return open("search");
    go(path);
  }
  function open_sorry(title, words) {
    remember();
    sorry(title, words);
  }
  var heard = {
    ready: function (page) {
      waiting = 0;
      show_title(page);
      ask("look", look());
      frame.className = "";
    },
    go: function (more) { follow(more.address); },
    touch: touched,
    text: function (more) { speak(more.text); }
  };
  window.addEventListener("message", function (event) {
    if (!frame || event.source !== frame.contentWindow || !event.data || !heard.hasOwnProperty(event.data.kiosk)) return;
    heard[event.data.kiosk](event.data.more || {});
  });

  // --- large type, contrast, height, reading aloud ---
  function dress() {
    ["large", "contrast", "low"].forEach(function (name) {
      root.toggleAttribute("data-" + name, visit[name]);
      at(name).setAttribute("aria-pressed", String(visit[name]));
    });
    ask("look", look());
  }
  function voice() {
    if (!window.speechSynthesis) return null;
    return speechSynthesis.getVoices().filter(function (one) { return /^(zh|cmn)/i.test(one.lang); })[0] || null;
  }
  function speaking(on) {
    all(".speak").forEach(function (button) {
      button.hidden = !voice();
      button.textContent = on ? "停止朗读" : "朗读";
      button.setAttribute("aria-pressed", String(on));
    });
  }
  function hush() {
    if (window.speechSynthesis) speechSynthesis.cancel();
    speaking(false);
  }
  function speak(text) {
    var pieces = text.replace(/\s+/g, " ").match(/[^。；！？]+[。；！？]?/g) || [];
    pieces.forEach(function (piece, i) {
      var said = new SpeechSynthesisUtterance(piece);
      said.voice = voice();
      said.lang = "zh-CN";
      said.rate = 0.9;
      if (i === pieces.length - 1) said.onend = function () { speaking(false); };
      speechSynthesis.speak(said);
    });
    speaking(pieces.length > 0);
  }
  function read_aloud() {
    if (all(".speak")[0].getAttribute("aria-pressed") === "true") return hush();
    if (frame) ask("text");
    else speak(at(visit.view).innerText);
  }

  // --- leaving ---
  function leave() {
    visit = fresh();
    drop_frame();
    idle = counting = 0;
    at("shade").hidden = true;
    ["page-title", "page-tags", "sorry-title", "sorry-words"].forEach(function (id) { at(id).textContent = ""; });
    show_title({ title: "", tags: "", code: null });
    try {
      window.localStorage.clear();
      window.sessionStorage.clear();
    } catch (refused) {
      // A browser that keeps nothing has nothing to be cleared.
    }
    doc.dispatchEvent(new CustomEvent("wipe"));
    if (doc.activeElement) doc.activeElement.blur();
    dress();
    show("home");
  }
  function untouched() {
    return visit.view === "home" && !visit.trail.length && !visit.large && !visit.contrast && !visit.low;
  }
  function touched() {
    idle = 0;
  }
  function count_down() {
    counting -= 1;
    at("count").textContent = String(counting);
    if (counting <= 0) leave();
  }
  function tick() {
    ticks += 1;
    idle += 1;
    if (waiting > 0 && (waiting -= 1) === 0) sorry("这一页暂时打不开", "暂时不能查询，正在恢复。服务电话 12345。");
    if (counting > 0) count_down();
    else if (idle >= kIdle && !untouched()) {
      counting = kCountdown;
      at("count").textContent = String(counting);
      at("shade").hidden = false;
      at("stay").focus();
    }
    if (ticks % kPoll === 0) poll();
    if (ticks % kTurn === 0 && untouched()) {
      turn += 1;
      show_turn();
    }
    if (visit.view === "home") show_lock();
  }

  // --- the upper third of the home page, in turns while nobody is there ---
  function show_turn() {
    var news = home && !home.recent.length ? [] : ["recent"];
    var turns = locked() ? ["locked", "how", "help"] : news.concat(["how", "carry", "help"]);
    var now = turns[(untouched() ? turn : 0) % turns.length];
    all(".turn").forEach(function (part) { part.hidden = part.id !== "turn-" + now; });
  }
  function show_recent() {
    var list = at("recent");
    list.textContent = "";
    (home ? home.recent : []).forEach(function (item) {
      var row = doc.createElement("li"), day = item.day.split("-"), same = asof && asof.day.slice(0, 4) === day[0];
      [["b", item.name], ["span", item.result], ["i", (same ? "" : day[0] + "年") + Number(day[1]) + "月" + Number(day[2]) + "日"]].forEach(function (part) {
        var cell = doc.createElement(part[0]);
        cell.textContent = part[1];
        row.appendChild(cell);
      });
      list.appendChild(row);
    });
  }

  // --- a new release ---
  function load(file) {
    var script = doc.createElement("script");
    script.src = base + file + "?" + Date.now();
    script.onload = script.onerror = function () { script.remove(); };
    doc.head.appendChild(script);
  }
  function poll() {
    load("asof.js");
    load("kiosk/home.js");
  }
  window.gongshiHome = function (data) {
    home = data;
    show_recent();
    show_turn();
    if (shell === null) shell = data.shell;
    if (shell === data.shell || !untouched()) return;
    if (location.protocol === "file:") return location.reload();
    // Only when the newer page can be had: a kiosk never shows a browser's error.
    window.fetch(location.href.split("#")[0], { cache: "reload" }).then(function (answer) {
      if (answer.ok && untouched()) location.reload();
    }, function () {});
  };
  doc.addEventListener("asof", function (event) {
    asof = event.detail;
    show_lock();
    show_recent();
  });

  // --- touch ---
  doc.addEventListener("click", function (event) {
    var button = event.target.closest ? event.target.closest("button") : null;
    if (!button || button.disabled) return;
    var view = button.getAttribute("data-open"), path = button.getAttribute("data-go");
    var ways = view && view.indexOf("door-") === 0 ? all("#" + view + " [data-go]") : [];
    if (ways.length === 1) go(ways[0].getAttribute("data-go"));
    else if (view) open(view);
    else if (path) go(path);
    else if (button.classList.contains("speak")) read_aloud();
  });
  function press(id, act) { at(id).addEventListener("click", act); }
  ["large", "contrast", "low"].forEach(function (name) {
    press(name, function () {
      visit[name] = !visit[name];
      dress();
    });
  });
  press("back", back);
  press("to-home", leave);
  press("leave", leave);
  press("stay", function () {
    counting = idle = 0;
    at("shade").hidden = true;
  });
  press("up", function () { ask("scroll", -1); });
  press("down", function () { ask("scroll", 1); });
  press("print", function () { ask("print"); });
  ["pointerdown", "keydown", "wheel"].forEach(function (name) { doc.addEventListener(name, touched, { passive: true }); });
  ["contextmenu", "selectstart", "dragstart"].forEach(function (name) {
    doc.addEventListener(name, function (event) { event.preventDefault(); });
  });
  if (window.speechSynthesis) speechSynthesis.onvoiceschanged = function () { speaking(false); };

  window.gongshiKiosk = { go: go, load: load, leave: leave, locked: locked };
  visit = fresh();
  leave();
  load("kiosk/home.js");
  window.setInterval(tick, 1000);
})();
