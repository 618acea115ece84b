// What searching without a server loads, in Chromium: node first_query.mjs FOLDER, the folder that
// search_bench was given. Prints requests and gzipped bytes of a first query and of those after it, and how long
// they took: SLOWER=4 makes the processor four times slower (a kiosk), PHONE=yes the network that of a phone
// (1.6 Mbit/s, 150 ms there and back). With a second word, `pagefind`, Pagefind's bundle in FOLDER/pagefind is asked
// the same instead (tests/bench/pagefind.sh). Where FOLDER/pages has the pages, it is said how many of those in
// which the text stands are among the first twenty found.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import zlib from 'node:zlib';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const { chromium } = createRequire(path.join(here, '../browser/package.json'))('playwright-core');
const folder = process.argv[2], pagefind = process.argv[3] === 'pagefind';
const root = pagefind ? folder : path.join(folder, 'site');
const themes = path.join(here, '../../themes');
const page = pagefind ? '<!doctype html><meta charset="utf-8"><title>x</title>' : '<!doctype html><meta charset="utf-8"><title>x</title><script src="/search_text.js"></script><script src="/search.js"></script>';

let requests = 0, bytes = 0;
const packed = new Map();
const server = http.createServer((request, response) => {
  const name = decodeURIComponent(request.url.split('?')[0]);
  if (name === '/' || name === '/favicon.ico') return response.setHeader('Content-Type', 'text/html').end(page);
  if (!packed.has(name))
    packed.set(name, zlib.gzipSync(fs.readFileSync(fs.existsSync(path.join(themes, name)) ? path.join(themes, name) : path.join(root, name))));
  requests += 1;
  bytes += packed.get(name).length;
  response.setHeader('Content-Encoding', 'gzip');
  response.setHeader('Content-Type', name.endsWith('.js') ? 'text/javascript; charset=utf-8' : 'application/octet-stream');
  if (!pagefind) response.setHeader('Content-Security-Policy', "default-src 'self'");
  response.setHeader('Cache-Control', 'max-age=31536000');
  return response.end(packed.get(name));
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
const address = `http://127.0.0.1:${server.address().port}/`;

/// In the page: one query with its first twenty hits; gives total and milliseconds.
async function ask(parameters) {
  if (!window.search) {
    const waiting = new Map(), known = new Map();
    window.gongshiSearch = (name, stamp, value) => waiting.get(name)?.(value);
    window.search = new window.gongshiReader.Search((name, stamp) => {
      if (!known.has(name)) known.set(name, new Promise((resolve, reject) => {
        const script = document.createElement('script');
        waiting.set(name, resolve);
        script.onerror = () => reject(new Error(name));
        script.src = '/search/' + name + '.js' + (stamp ? '?' + stamp : '');
        document.head.append(script);
      }));
      return known.get(name);
    });
  }
  const begin = performance.now();
  const answer = await window.search.ask(parameters);
  const hits = await Promise.all(window.search.hits(answer));
  return { total: answer.total, took: performance.now() - begin, urls: hits.map((hit) => hit.url) };
}

async function askPagefind({ q }) {
  const begin = performance.now();
  const engine = await import('/pagefind/pagefind.js');
  const { results } = await engine.search(q);
  const hits = await Promise.all(results.slice(0, 20).map((result) => result.data()));
  return { total: results.length, took: performance.now() - begin, urls: hits.map((hit) => hit.url) };
}

/// Both kinds of address end in the number of the record.
const number = (name) => Number(/(\d+)\.html/.exec(name)[1]);
const pages = (fs.existsSync(path.join(folder, 'pages')) ? fs.readdirSync(path.join(folder, 'pages'), { recursive: true }) : [])
  .filter((name) => name.endsWith('.html'))
  .map((name) => ({ number: number(name), text: fs.readFileSync(path.join(folder, 'pages', name), 'utf8') }));
let standing = 0, shown = 0;

const browser = await chromium.launch({ executablePath: process.env.GONGSHI_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
const queries = fs.readFileSync(path.join(folder, 'queries.txt'), 'utf8').trim().split('\n').map((q) => ({ q }));
if (!pagefind) queries.push({ q: '罚款', category: 'penalty' }, { q: '第3执法局', sort: 'amount' }, { q: 'slq' });
const rows = { first: [], later: [] };
for (let i = 0; i + 2 < queries.length; i += 3) {
  const tab = await (await browser.newContext()).newPage();
  const protocol = await tab.context().newCDPSession(tab);
  await protocol.send('Emulation.setCPUThrottlingRate', { rate: Number(process.env.SLOWER ?? 1) });
  if (process.env.PHONE)
    await protocol.send('Network.emulateNetworkConditions', { offline: false, latency: 150, downloadThroughput: 2e5, uploadThroughput: 1e5 });
  await tab.goto(address);
  for (const [place, parameters] of queries.slice(i, i + 3).entries()) {
    // The two scripts of the reader come before the first query and are not its own.
    requests = bytes = 0;
    const { urls, ...answer } = await tab.evaluate(pagefind ? askPagefind : ask, parameters);
    if (Object.keys(parameters).length === 1 && pages.length) {
      const asked = parameters.q.replace(/[“”]/g, '');
      const right = new Set(pages.filter(({ text }) => text.includes(asked)).map((each) => each.number));
      standing += Math.min(20, right.size);
      shown += urls.filter((url) => right.has(number(url))).length;
    }
    (place === 0 ? rows.first : rows.later).push({ ...parameters, ...answer, requests, bytes });
  }
  await tab.context().close();
}
for (const [name, all] of Object.entries(rows)) {
  const at = (key, share) => all.map((row) => row[key]).sort((a, b) => a - b)[Math.min(all.length - 1, Math.floor(share * all.length))];
  console.log(`${name}: ${all.length} queries, requests ${at('requests', 0.5)} (most ${at('requests', 1)}), ` +
    `${(at('bytes', 0.5) / 1e3).toFixed(0)} KB gzipped (most ${(at('bytes', 1) / 1e3).toFixed(0)}), ` +
    `${at('took', 0.5).toFixed(0)} ms (most ${at('took', 1).toFixed(0)})`);
  const most = [...all].sort((a, b) => b.bytes - a.bytes).slice(0, 3);
  for (const row of most) console.log(`  ${JSON.stringify(row)}`);
}
if (pages.length) console.log(`the first twenty have ${shown} of the ${standing} pages in which what was asked for stands`);
await browser.close();
server.close();
