// node shards.mjs THEMES SEARCH SECONDS: the reader of the static search on shards that somebody spoilt.
// SEARCH is a whole search/ folder. Each round spoils the values of some files, in bytes before they are
// parsed or in what they hold, and asks queries. Whatever it reads, the reader answers or fails with an
// Error within its time, and leaves the objects of the language as they were. What breaks it is printed as
// the seed that repeats the round; exit code 1.
import fs from "node:fs";
import path from "node:path";
import vm from "node:vm";

const [themes, folder, seconds, only] = process.argv.slice(2);
for (const name of ["search_text.js", "search.js"])
  vm.runInThisContext(fs.readFileSync(path.join(themes, name), "utf8"), { filename: name });

const LONGEST_MS = 5000;
const QUERIES = [{ q: "食品" }, { q: "公司 罚款" }, { q: "\"示例第1商贸\"" }, { q: "示市监罚〔2026〕1号" }, { q: "slqscj" }, { q: "" },
  { q: "公司", sort: "amount", kind: "罚款" }, { q: "经营", from: "2026-01-01", dataset: "decisions" }, { q: "公", page: "2" },
  { q: "__proto__" }, { q: "constructor", agency: "toString" }, { q: "unlicensed", min: "1", max: "9" }];

/* mulberry32: a round is repeated by its seed. */
function random(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = Math.imul(a ^ (a >>> 15), a | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const scripts = new Map();
function script(name) {
  if (!scripts.has(name)) scripts.set(name, fs.readFileSync(path.join(folder, name + ".js"), "utf8"));
  return scripts.get(name);
}

const ODD = [null, undefined, -1, 0, 1e9, 1e308, NaN, "", "!!!!", "~".repeat(2000), [], {}, [[]], true, "\u0000", "__proto__", JSON.parse('{"__proto__":{"spoilt":1}}')];

/* One value within `value` replaced, cut or doubled. */
function spoilt(value, draw) {
  const pick = (list) => list[Math.floor(draw() * list.length)];
  if (typeof value === "string" && draw() < 0.7) {
    const at = Math.floor(draw() * (value.length + 1));
    return pick([value.slice(0, at), value + value, value.slice(0, at) + String.fromCharCode(draw() * 256) + value.slice(at + 1), value.slice(at)]);
  }
  if (Array.isArray(value) && value.length && draw() < 0.9) {
    const at = Math.floor(draw() * value.length), copy = value.slice();
    const act = draw();
    if (act < 0.6) copy[at] = spoilt(value[at], draw);
    else if (act < 0.8) copy.splice(at, 1);
    else copy.push(pick(value));
    return copy;
  }
  if (value && typeof value === "object" && Object.keys(value).length && draw() < 0.9) {
    const key = pick(Object.keys(value));
    const copy = { ...value };
    if (draw() < 0.8) copy[key] = spoilt(value[key], draw);
    else delete copy[key];
    return copy;
  }
  return typeof value === "number" && draw() < 0.5 ? pick([value + 1, -value, value * 1000, value / 3]) : pick(ODD);
}

function loader(draw, rate) {
  const known = new Map();
  return (name, stamp) => {
    if (!known.has(name)) known.set(name, new Promise((resolve, reject) => {
      let bytes = script(name);
      if (draw() < rate / 8) {
        const at = Math.floor(draw() * bytes.length);
        bytes = bytes.slice(0, at) + String.fromCharCode(33 + draw() * 90) + bytes.slice(at + 1);
      }
      const gongshiSearch = (its, stamped, value) => {
        if (its !== name || (stamp !== "" && stamped !== stamp)) return reject(new Error("other file: " + name));
        resolve(draw() < rate ? spoilt(value, draw) : value);
      };
      vm.runInNewContext(bytes, { gongshiSearch }, { timeout: LONGEST_MS });
    }));
    return known.get(name);
  };
}

const whole = JSON.stringify([Object.getOwnPropertyNames(Object.prototype), Object.getOwnPropertyNames(Array.prototype)]);

async function round(seed) {
  const draw = random(seed);
  const search = new gongshiReader.Search(loader(draw, 0.3));
  for (let i = 0; i < 3; i += 1) {
    const query = QUERIES[Math.floor(draw() * QUERIES.length)];
    const begin = Date.now();
    try {
      const answer = await search.ask(query);
      const hits = await Promise.all(search.hits(answer));
      if (hits.length > 20) throw Object.assign(new Error("a page of more than twenty"), { broken: true });
    } catch (error) {
      if (error.broken || !/Error$|^BadQuery$/.test(error?.name ?? error?.constructor?.name ?? "")) throw error;
      if (error instanceof RangeError && /call stack/.test(error.message)) throw error;
    }
    if (Date.now() - begin > LONGEST_MS) throw new Error("took " + (Date.now() - begin) + " ms for " + JSON.stringify(query));
    if (JSON.stringify([Object.getOwnPropertyNames(Object.prototype), Object.getOwnPropertyNames(Array.prototype)]) !== whole)
      throw new Error("the objects of the language were changed");
  }
}

// Of several files asked for at once the first that fails is told; the others are lines in a browser's console.
process.on("unhandledRejection", () => {});

let rounds = 0;
const until = Date.now() + Number(seconds) * 1000;
for (let seed = only ? Number(only) : 1; Date.now() < until; seed += 1) {
  try {
    await round(seed);
  } catch (error) {
    console.error("seed " + seed + ": " + (error.stack ?? error));
    process.exit(1);
  }
  rounds += 1;
  if (only) break;
}
console.log("stat::number_of_executed_units: " + rounds);
