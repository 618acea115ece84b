/* The kiosk's keyboard and what it finds. Names are typed by pinyin or its initials, numbers by their
   digits; what begins so stands in kiosk/find/, one file a prefix, loaded as it is typed. */
(function () {
  "use strict";
  var kiosk = window.gongshiKiosk, doc = document;
  var at = function (id) { return doc.getElementById(id); };
  var rows = [
    "1234567890".split(""),
    "qwertyuiop".split(""),
    "asdfghjkl".split(""),
    ["〔　〕", "z", "x", "c", "v", "b", "n", "m", "删除"],
    ["清空", "号", "-", "空格", "查询"]
  ];
  var kinds = { agency: "个机关", party: "个单位", officer: "名人员", service: "项办事指南", power: "个事项", decision: "件决定" };
  var labels = { agency: "执法机关", party: "单位", officer: "执法人员", service: "办事指南", power: "权责事项", decision: "执法决定", list: "" };
  var wide = { "〔　〕": "bracket", "删除": "erase", "清空": "clear", "空格": "space", "查询": "go", "号": "grey", "-": "grey" };
  var before, after, chosen, folded, page, nodes, wanted, shown;
  var kMost = 64, kNodes = 200;

  function fresh() {
    before = after = "";
    chosen = null;
    folded = false;
    page = 0;
    shown = null;
    wanted = "";
    nodes = {};
  }
  /// What keys look like: small letters and digits, nothing else.
  function form(text) { return text.toLowerCase().replace(/[^0-9a-z]/g, ""); }

  // --- typing ---
  function type(key) {
    chosen = null;
    page = 0;
    if (key === "清空") before = after = "";
    else if (key === "删除") before = before.slice(0, -1) || (after === "〕" ? (after = "") : "");
    else if (key === "查询") folded = !folded;
    else if ((before + after).length >= kMost) return;
    else if (key === "〔　〕") {
      before += "〔";
      after = "〕";
    } else if (key === "号" && after) {
      before += after + "号";
      after = "";
    } else if (key === "空格") before += after + " ", after = "";
    else if (after && before.length - before.lastIndexOf("〔") > 4) {
      // Four digits of a year are in: what follows stands behind the bracket.
      before += after + key;
      after = "";
    } else before += key;
    if (key !== "查询") folded = false;
    look();
  }

  // --- finding ---
  /// The file that holds what begins with `prefix`: the longest beginning whose file says it is whole,
  /// or the prefix itself; null while a file is still missing.
  function node_of(prefix) {
    for (var length = 0; length <= prefix.length; length += 1) {
      var part = prefix.slice(0, length), node = nodes[part];
      if (node === undefined) {
        if (Object.keys(nodes).length >= kNodes) nodes = {};
        nodes[part] = null;
        kiosk.load("kiosk/find/" + (part || "_") + ".js");
        return null;
      }
      if (node === null) return null;
      if (node.whole || length === prefix.length) return node;
      if (node.more.indexOf(prefix[length]) < 0) return { whole: true, all: [] };
    }
    return null;
  }
  window.gongshiFind = function (found) {
    nodes[found.prefix] = found.node;
    if (wanted.indexOf(found.prefix) === 0) look();
  };
  function begins(prefix) {
    return function (item) {
      return item.keys.some(function (key) { return key.indexOf(prefix) === 0; });
    };
  }
  /// {items, counts} for what is typed; null while it is not there yet.
  function find(prefix) {
    var node = node_of(prefix), counts = {}, items;
    if (!node) return null;
    if (!node.whole) return { items: node.top, counts: node.count };
    items = node.all.filter(begins(prefix));
    items.forEach(function (item) { counts[item.kind] = (counts[item.kind] || 0) + 1; });
    return { items: items, counts: counts };
  }
  function named(result, name) {
    return { items: result.items.filter(function (item) { return item.of === name || item.name === name; }), counts: {} };
  }
  function look() {
    wanted = form(before + after);
    var result = kiosk.locked() || !wanted ? { items: [], counts: {} } : find(wanted);
    if (result) shown = result;
    draw(!result);
  }

  // --- drawing ---
  function button(text, name, act) {
    var made = doc.createElement("button");
    made.type = "button";
    made.className = name;
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }
  function sentence(result, loading) {
    if (!wanted) return "";
    if (loading) return "正在查找";
    if (chosen) return "“" + chosen + "”";
    var told = Object.keys(kinds).filter(function (kind) { return result.counts[kind]; }).map(function (kind) {
      return String(result.counts[kind]).replace(/\B(?=(\d{3})+$)/g, ",") + " " + kinds[kind];
    });
    return told.length ? "找到 " + told.join("、") : "没有找到以“" + before + after + "”开头的名称或者号码。请检查有没有打错，或者少输入几个字。公示期满、已撤下和依法不予公示的信息不在搜索范围内。";
  }
  function candidates(items) {
    var names = [];
    items.forEach(function (item) {
      var name = item.of || item.name;
      if (item.kind !== "decision" && names.indexOf(name) < 0) names.push(name);
    });
    return names;
  }
  function draw_keys(names) {
    var board = at("keyboard"), bar = doc.createElement("p");
    board.textContent = "";
    board.className = folded ? "keyboard folded" : "keyboard";
    if (folded) {
      board.appendChild(button("打开键盘", "key unfold", function () {
        folded = false;
        draw(false);
      }));
      return;
    }
    bar.className = "names";
    names.slice(0, 3).forEach(function (name) {
      var made = button("", "name", function () {
        chosen = name;
        page = 0;
        draw(false);
      });
      made.appendChild(doc.createElement("span")).textContent = name;
      bar.appendChild(made);
    });
    if (names.length > 3) bar.appendChild(button("更多", "name more", function () {
      folded = true;
      draw(false);
    }));
    board.appendChild(bar);
    rows.forEach(function (keys) {
      var line = doc.createElement("p");
      keys.forEach(function (key) {
        line.appendChild(button(key, "key " + (wide[key] || ""), function () { type(key); }));
      });
      board.appendChild(line);
    });
  }
  function result(item) {
    var row = doc.createElement("li"), made = button("", "result", function () { kiosk.go(item.path); });
    [["b", item.name], ["span", [labels[item.kind], item.sub].filter(Boolean).join("　")]].forEach(function (part) {
      var line = doc.createElement(part[0]);
      line.textContent = part[1];
      made.appendChild(line);
    });
    row.appendChild(made);
    return row;
  }
  /// As many results as the board has room for, the rest on further pages.
  function draw_results(items) {
    var list = at("results"), most = 1, pages;
    list.textContent = "";
    if (items.length) {
      list.appendChild(result(items[0]));
      most = Math.max(1, Math.floor((list.clientHeight + 2) / (list.firstElementChild.offsetHeight || 1)));
      list.textContent = "";
    }
    pages = Math.max(1, Math.ceil(items.length / most));
    page = Math.min(page, pages - 1);
    items.slice(page * most, page * most + most).forEach(function (item) { list.appendChild(result(item)); });
    list.parentNode.classList.toggle("none", !items.length);
    at("earlier").disabled = page === 0;
    at("later").disabled = page + 1 >= pages;
    at("paging").textContent = items.length ? "第 " + (page + 1) + " 页，共 " + pages + " 页" : "";
  }
  function draw(loading) {
    var found = shown || { items: [], counts: {} };
    if (chosen) found = named(found, chosen);
    at("before").textContent = before;
    at("after").textContent = after;
    at("field").classList.toggle("long", (before + after).length > 16);
    at("found").textContent = sentence(found, loading);
    draw_keys(wanted && shown ? candidates(shown.items) : []);
    draw_results(found.items);
  }

  at("earlier").addEventListener("click", function () { page -= 1; draw(false); });
  at("later").addEventListener("click", function () { page += 1; draw(false); });
  doc.addEventListener("wipe", function () {
    fresh();
    draw(false);
  });
  doc.addEventListener("view", function (event) {
    if (event.detail === "search") look();
  });
  // A real keyboard, where a hall has one, types the same.
  doc.addEventListener("keydown", function (event) {
    if (at("search").hidden) return;
    var key = { Backspace: "删除", " ": "空格" }[event.key] || event.key.toLowerCase();
    if (!/^([0-9a-z-]|删除|空格)$/.test(key) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "空格" && doc.activeElement && doc.activeElement.tagName === "BUTTON") return;
    event.preventDefault();
    type(key);
  });
  fresh();
  draw(false);
})();
