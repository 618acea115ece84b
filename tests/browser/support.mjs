// What the tests in browsers share: the built sites, a web server with the headers of the example
// configurations, Chromium, and a list of failures that ends the test.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const here = path.dirname(fileURLToPath(import.meta.url));
export const work = process.env.GONGSHI_BROWSER_WORK;
export const gongshi = process.env.GONGSHI_BINARY;
export const asOf = '2026-11-21';

/// The sites that tests go through: their web roots and the paths of their base_url.
export const allSites = [
  { name: 'demo', source: path.join(here, '../../content'), base: '/xzzfgs/' },
  { name: 'second', source: path.join(here, 'second-site'), base: '/zwgk/fdzdgknr/xzzf/' },
  // The second site again in the third built-in theme: only its looks are another.
  { name: 'third', source: path.join(here, 'second-site'), base: '/zwgk/fdzdgknr/xzzf/', theme: 'zhu', looksOnly: true },
].map((site) => ({
  ...site, folder: path.join(work, `${site.name}-site`), out: path.join(work, site.name), root: path.join(work, site.name, 'current/site'),
}));

export const sites = allSites.filter((site) => !site.looksOnly);

export function filesBelow(root, prefix = '') {
  const found = [];
  for (const name of fs.readdirSync(path.join(root, prefix)).sort()) {
    const at = path.posix.join(prefix, name);
    if (fs.statSync(path.join(root, at)).isDirectory()) found.push(...filesBelow(root, at));
    else found.push(at);
  }
  return found;
}

export const pagesOf = (site) => filesBelow(site.root).filter((file) => file.endsWith('.html'));
export const read = (site, file) => fs.readFileSync(path.join(site.root, file), 'utf8');

/// Pages that one template and one kind of record made are of one type.
export function typeOf(site, page) {
  if (fs.existsSync(path.join(site.root, page + '.gone'))) return 'tombstone';
  return page
    .replace(/by-[0-9A-Z]{18}/, 'by-agency')
    .replace(/[0-9A-Z]{18}-[^/]*\.html$/, 'record.html')
    .replace(/[0-9A-Z]{18}\.html$/, 'code.html')
    .replace(/\d{4}-\d{2}/, 'month')
    .replace(/^officers\/[0-9a-f]{2}\//, 'officers/xx/')
    .replace(/^parties\/..\//, 'parties/xx/')
    .replace(/\/\d{4}\//, '/year/')
    .replace(/page-\d+/, 'page')
    .replace(/^decisions\/[a-z_]+\/(month\/)?index/, 'decisions/category/$1index');
}

/// The largest page of each type: what holds most shows most mistakes.
export function pageTypes(site) {
  const types = new Map();
  for (const page of pagesOf(site)) {
    const type = typeOf(site, page);
    const size = fs.statSync(path.join(site.root, page)).size;
    if (!types.has(type) || types.get(type).size < size) types.set(type, { page, size });
  }
  return [...types].map(([type, { page }]) => ({ type, page }));
}

/// `count` pages spread evenly over all of a site's.
export function sample(site, count) {
  const pages = pagesOf(site);
  const step = Math.max(1, pages.length / count);
  return Array.from({ length: Math.min(count, pages.length) }, (_, i) => pages[Math.floor(i * step)]);
}

const types = {
  html: 'text/html; charset=utf-8', css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml', png: 'image/png', json: 'application/json', jsonl: 'application/jsonl',
  csv: 'text/csv; charset=utf-8', xml: 'application/xml', atom: 'application/atom+xml', txt: 'text/plain; charset=utf-8',
};

/// Serves a web root under `base`, strictly: the headers of the example configurations. What is set as `root`
/// of the answer later is served from then on; `port` 0 is any free one.
export async function serve(served, base = '/', port = 0) {
  const state = { root: served };
  const server = http.createServer((request, response) => {
    const { root } = state;
    const url = decodeURIComponent(request.url.split('?')[0]);
    response.setHeader('Content-Security-Policy', "default-src 'self'; base-uri 'self'; form-action 'self'");
    response.setHeader('Referrer-Policy', 'no-referrer');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    const asked = url.startsWith(base) ? url.slice(base.length) : '..';
    const file = path.join(root, asked === '' || asked.endsWith('/') ? asked + 'index.html' : asked);
    if (asked.includes('..') || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
      response.statusCode = 404;
      response.setHeader('Content-Type', types.html);
      response.end(fs.existsSync(path.join(root, '404.html')) ? fs.readFileSync(path.join(root, '404.html')) : '');
      return;
    }
    const hashed = asked.startsWith('assets/');
    response.setHeader('Cache-Control', hashed ? 'public, max-age=31536000, immutable' : 'max-age=300');
    response.setHeader('Content-Type', types[file.split('.').pop()] ?? 'application/octet-stream');
    response.setHeader('Vary', 'Accept-Encoding');
    if (/\bbr\b/.test(request.headers['accept-encoding'] ?? '') && fs.existsSync(file + '.br')) {
      response.setHeader('Content-Encoding', 'br');
      response.end(fs.readFileSync(file + '.br'));
    } else {
      response.end(fs.readFileSync(file));
    }
  });
  await new Promise((done) => server.listen(port, '127.0.0.1', done));
  const own = server.address().port;
  const close = () => {
    server.closeAllConnections();
    return new Promise((done) => server.close(done));
  };
  return Object.assign(state, { address: `http://127.0.0.1:${own}${base}`, port: own, close });
}

/// gongshi's own server over a built site: pages and search.
export async function serveSearch(site) {
  const child = spawn(gongshi, ['--site', site.folder, '--out', site.out, 'serve', '--listen', '127.0.0.1:0'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const address = await new Promise((done, fail) => {
    let said = '';
    child.stderr.on('data', (bytes) => {
      said += bytes;
      const told = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (told) done(told[0]);
    });
    child.on('exit', () => fail(new Error(said)));
  });
  return { address, close: () => child.kill('SIGTERM') };
}

export const chromiumPath = process.env.GONGSHI_CHROMIUM ?? '/usr/bin/chromium';
/// No sandbox: tests run in containers, some as root, and open nothing but their own pages.
export const chromiumFlags = [
  '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--no-first-run', '--disable-default-apps', '--disable-extensions',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];
export const launch = () => chromium.launch({ executablePath: chromiumPath, args: chromiumFlags });

/// What a page must never do: write an error to the console, break its policy, ask another host, fail
/// to load a thing, open a dialog. Returns the growing list.
export async function watch(page, address) {
  const seen = [];
  await page.exposeFunction('reportViolation', (text) => seen.push('policy: ' + text));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) =>
      window.reportViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
  });
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.push('console: ' + message.text());
  });
  page.on('pageerror', (error) => seen.push('error: ' + error.message));
  page.on('dialog', (dialog) => {
    seen.push('dialog: ' + dialog.message());
    dialog.dismiss();
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(address)) seen.push('request elsewhere: ' + request.url());
  });
  // The browser itself gives up on an icon still underway when the next page is called for.
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    if (why !== 'net::ERR_ABORTED') seen.push(`failed: ${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) seen.push(`${response.status()}: ${response.url()}`);
  });
  return seen;
}

const failures = [];
export function check(holds, text) {
  if (!holds) failures.push(text);
  return holds;
}
/// Runs a test; ends the process with 1 when a check failed.
export async function test(run) {
  try {
    await run();
  } catch (error) {
    failures.push(error.stack ?? String(error));
  }
  const shown = Number(process.env.GONGSHI_BROWSER_SHOWN ?? 60);
  for (const failure of failures.slice(0, shown)) console.log('FAILED ' + failure);
  if (failures.length > shown) console.log(`… and ${failures.length - shown} more`);
  console.log(failures.length ? `${failures.length} failures` : 'all checks hold');
  process.exit(failures.length ? 1 : 0);
}
