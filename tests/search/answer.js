// node answer.js THEMES SEARCH: reads one JSON object of parameters a line from standard input and
// answers each from the scripts below SEARCH with the reader that pages use, one JSON object a line.
"use strict";
const fs = require("fs"), path = require("path"), vm = require("vm"), zlib = require("zlib");

const [themes, folder] = process.argv.slice(2);
for (const name of ["search_text.js", "search.js"])
  vm.runInThisContext(fs.readFileSync(path.join(themes, name), "utf8"), { filename: name });

let requests = 0, bytes = 0;
function loader() {
  const known = new Map();
  return (name, stamp) => {
    if (!known.has(name)) known.set(name, new Promise((resolve, reject) => {
      const script = fs.readFileSync(path.join(folder, name + ".js"));
      requests += 1;
      bytes += zlib.gzipSync(script).length;
      const gongshiSearch = (its, stamped, value) =>
        its === name && (stamp === "" || stamped === stamp) ? resolve(value) : reject(new Error("other file: " + name));
      vm.runInNewContext(script.toString("utf8"), { gongshiSearch });
    }));
    return known.get(name);
  };
}

async function main() {
  const measure = process.argv[4] === "measure";
  let search = new gongshiReader.Search(loader());
  for (const line of fs.readFileSync(0, "utf8").split("\n").filter(Boolean)) {
    const parameters = JSON.parse(line);
    let out;
    try {
      if (parameters.complete !== undefined) {
        out = { names: await search.complete(parameters.complete) };
      } else {
        requests = bytes = 0;
        const answer = await search.ask(parameters);
        const asked = [requests, bytes], hits = await Promise.all(search.hits(answer));
        const plain = (pieces) => pieces.map((p) => (p.marked ? "<" + p.text + ">" : p.text)).join("");
        out = { total: answer.total, exact: answer.exact, facets: answer.facets, without_own: answer.without_own,
          total_without: answer.total_without, did_you_mean: answer.did_you_mean, urls: hits.map((hit) => hit.url),
          snippets: hits.map((hit) => plain(hit.title_pieces) + "|" + plain(hit.snippet)) };
        if (measure) out = { q: parameters.q, total: out.total, asked, whole: [requests, bytes] };
      }
    } catch (error) {
      if (!(error instanceof gongshiReader.BadQuery)) throw error;
      out = { refused: error.message };
    }
    console.log(JSON.stringify(out));
  }
}

main().catch((error) => { console.error(error); process.exit(1); });
