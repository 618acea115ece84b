/* An electronic screen: loads its loop again and again, lays items on slides as far as the board has
   room, shows one after the other. Nothing is ever taken away because a load failed, and what a new loop
   does not hold any more leaves at once (docs/halls.md). */
(function () {
  "use strict";
  var kCheck = 60, kLeast = 8, kMost = 30, kStart = 3, kPerCharacter = 0.15, kFade = 400;
  var doc = document, root = doc.documentElement;
  var at = function (id) { return doc.getElementById(id); };
  var board = at("screen"), stage = at("stage");
  var known = "", data = null, slides = [], now = -1, timer = 0, shell = null, day = "", asof = null, drawn = "";

  function attribute(name) { return Number(board.getAttribute("data-" + name)); }
  function today() { return new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10); }
  /// The board's own px as px of this window, and of the text that is read from its distance.
  function measure() {
    var scale = Math.min(window.innerWidth / attribute("width"), window.innerHeight / attribute("height"));
    if (attribute("width") < attribute("height") !== window.innerWidth < window.innerHeight) scale = Math.min(window.innerWidth, window.innerHeight) / Math.min(attribute("width"), attribute("height"));
    root.style.setProperty("--text", Math.max(attribute("text") * scale, Math.min(window.innerWidth, window.innerHeight) * 0.037) + "px");
  }

  // --- slides ---
  function made(html) {
    var box = doc.createElement("template");
    box.innerHTML = html;
    return box.content.firstElementChild;
  }
  function slide(part) {
    var body = doc.createElement("div");
    body.className = "slide " + part.kind;
    return { body: body, title: part.title };
  }
  function fits(body) { return body.scrollHeight <= body.clientHeight + 1 && body.scrollWidth <= body.clientWidth + 1; }
  /// The pieces of a notice: its blocks, the entries of its lists, and long paragraphs by sentence.
  function blocks(node) {
    var list = [];
    Array.prototype.slice.call(node.children).forEach(function (child) {
      if (!/^[UO]L$/.test(child.tagName)) return list.push(child);
      Array.prototype.slice.call(child.children).forEach(function (entry, i) {
        var alone = child.cloneNode(false);
        if (alone.tagName === "OL") alone.start = (child.start || 1) + i;
        alone.appendChild(entry);
        list.push(alone);
      });
    });
    return list;
  }
  function halves(node) {
    var sentences = node.textContent.match(/[^。；]+[。；]?/g) || [], middle = Math.ceil(sentences.length / 2);
    if (sentences.length < 2) return null;
    return [sentences.slice(0, middle), sentences.slice(middle)].map(function (half) {
      var piece = node.cloneNode(false);
      piece.textContent = half.join("");
      return piece;
    });
  }
  /// Puts items on slides of at most `most`, another one when the board has no more room.
  function lay(part) {
    var items = part.items.filter(function (item) { return !item.until || item.until >= today(); }).map(function (item) { return made(item.html); });
    var laid = [], current, count = 0, parent;
    if (part.kind === "notice") items = items.length ? blocks(items[0]) : [];
    while (items.length) {
      var item = items.shift(), pieces;
      if (!current || count >= part.most) {
        current = slide(part);
        count = 0;
        stage.appendChild(current.body);
        laid.push(current);
      }
      parent = current.body;
      parent.appendChild(item);
      if (fits(parent)) {
        count += 1;
        continue;
      }
      if (count > 0) {
        item.remove();
        items.unshift(item);
        current = null;
        continue;
      }
      pieces = part.kind === "notice" ? halves(item) : null;
      if (pieces) {
        item.remove();
        items = pieces.concat(items);
      } else {
        parent.classList.add("tight");
        count += 1;
      }
    }
    return laid;
  }
  function seconds(body) {
    return Math.min(kMost, Math.max(kLeast, kStart + kPerCharacter * body.textContent.length));
  }
  function build() {
    var parts = data ? data.parts : [];
    day = today();
    stage.textContent = "";
    at("title").textContent = " ";
    slides = [];
    parts.forEach(function (part) {
      var laid = lay(part);
      if (board.classList.contains("led")) laid.forEach(function (one, i) {
        var place = one.body.querySelector(".n");
        if (place) place.textContent = (i + 1) + "/" + laid.length;
      });
      slides = slides.concat(laid);
    });
    slides.forEach(function (one) {
      one.seconds = seconds(one.body);
      one.body.remove();
    });
    if (!slides.length) {
      slides = [{ body: made("<div class=\"slide empty\"><p>本屏暂无内容。</p></div>"), title: "", seconds: kMost }];
    }
    drawn = "";
  }

  // --- the loop ---
  function dots() {
    var want = slides.length > 1 && slides.length <= 24 ? slides.length : 0, list = at("where");
    while (list.children.length > want) list.lastElementChild.remove();
    while (list.children.length < want) list.appendChild(doc.createElement("li"));
    Array.prototype.forEach.call(list.children, function (dot, i) { dot.className = i === now ? "now" : ""; });
  }
  function show(index) {
    var old = stage.firstElementChild, next = slides[index];
    now = index;
    window.clearTimeout(timer);
    Array.prototype.slice.call(stage.children).slice(1).forEach(function (rest) { rest.remove(); });
    if (old && old !== next.body && board.classList.contains("led")) old.remove();
    else if (old && old !== next.body) {
      old.classList.add("going");
      window.setTimeout(function () {
        old.classList.remove("going");
        if (old !== slides[now].body) old.remove();
      }, kFade);
    }
    if (next.body !== old) stage.appendChild(next.body);
    at("title").textContent = next.title || at("title").getAttribute("data-hall");
    dots();
    timer = window.setTimeout(step, next.seconds * 1000);
  }
  function step() {
    if (today() !== day) build();  // what was to come is past
    show(now + 1 < slides.length ? now + 1 : 0);
  }

  // --- checks ---
  function load(file, failed) {
    var script = doc.createElement("script");
    script.src = file + "?" + Date.now();
    script.onload = function () { script.remove(); };
    script.onerror = function () {
      script.remove();
      failed();
    };
    doc.head.appendChild(script);
  }
  function check() {
    load(board.getAttribute("data-loop"), function () { at("old").hidden = !data; });
    load("../asof.js", function () {});
  }
  function renew() {
    if (location.protocol === "file:") return location.reload();
    window.fetch(location.href, { cache: "reload" }).then(function (answer) {
      if (answer.ok) location.reload();
    }, function () {});
  }
  window.gongshiLoop = function (loop) {
    var text = JSON.stringify(loop.parts);
    at("old").hidden = true;
    if (shell === null) shell = loop.shell;
    if (text !== known) {
      known = text;
      data = loop;
      build();
      show(Math.min(Math.max(now, 0), slides.length - 1));
    }
    if (loop.shell !== shell) renew();
  };
  doc.addEventListener("asof", function (event) {
    asof = event.detail;
    Array.prototype.forEach.call(doc.querySelectorAll("[data-asof]"), function (place) { place.textContent = "数据截至 " + asof.words; });
    at("old").textContent = "网络中断，显示的是 " + asof.words + " 的内容";
  });
  window.addEventListener("resize", function () {
    measure();
    if (!data) return;
    build();
    show(0);
  });
  at("title").setAttribute("data-hall", at("title").textContent);
  measure();
  check();
  window.setInterval(check, kCheck * 1000);
})();
