// The search in Chromium: answers of the reader without a server beside the server's own, the page on a
// phone, from a disk and without JavaScript, names completed, nothing found, history.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, filesBelow, here, launch, read, serve, serveSearch, sites, test, watch, work } from './support.mjs';

const site = sites[0];

/// Queries from the site's own data and the hostile ones that parity in C++ asks.
function queries() {
  const out = fs.readFileSync(path.join(here, '../search/queries.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
  for (const file of filesBelow(site.root, 'data/decisions').filter((name) => name.endsWith('.jsonl')))
    for (const line of read(site, file).trim().split('\n')) {
      const row = JSON.parse(line);
      out.push({ q: row.id }, { q: `“${row.party?.name ?? row.title}”` }, { q: (row.facts ?? row.title ?? '').slice(3, 7) },
        { q: '行政', agency: row.agency, sort: 'date' }, { q: (row.title ?? row.id).slice(0, 5), category: row.category });
    }
  return out.slice(0, 900);
}

/// Runs in the page: the page's own reader over the scripts of the index.
async function answers(asked) {
  const waiting = new Map(), known = new Map();
  window.gongshiSearch = (name, stamp, value) => waiting.get(name)?.(value);
  const load = (name, stamp) => {
    if (!known.has(name)) known.set(name, new Promise((resolve, reject) => {
      const script = document.createElement('script');
      waiting.set(name, resolve);
      script.onerror = () => reject(new Error(name));
      script.src = name + '.js' + (stamp ? '?' + stamp : '');
      document.head.append(script);
    }));
    return known.get(name);
  };
  const search = new window.gongshiReader.Search(load), out = [];
  for (const parameters of asked) {
    try {
      const answer = await search.ask(parameters), hits = await Promise.all(search.hits(answer));
      out.push({ total: answer.total, exact: answer.exact, facets: answer.facets, urls: hits.map((hit) => hit.url) });
    } catch (error) {
      if (!(error instanceof window.gongshiReader.BadQuery)) throw error;
      out.push({ refused: true });
    }
  }
  return out;
}

const sorted = (value) => JSON.stringify(value, (key, part) =>
  (part && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part));

await test(async () => {
  const browser = await launch();
  const host = await serve(site.root, site.base), server = await serveSearch(site);
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
  const seen = await watch(page, host.address);

  // The same answers from the files in Chromium as from Xapian.
  const asked = queries();
  check(asked.length >= 300, `only ${asked.length} queries`);
  await page.goto(host.address + 'search/index.html');
  const found = await page.evaluate(answers, asked);
  let some = 0;
  for (const [i, parameters] of asked.entries()) {
    const response = await fetch(server.address + 'search.json?' + new URLSearchParams(parameters));
    const json = await response.json();
    const expected = response.status === 400 ? { refused: true }
      : { total: json.total, exact: json.exact, facets: json.facets, urls: json.hits.map((hit) => hit.url) };
    check(sorted(found[i]) === sorted(expected), `${JSON.stringify(parameters)}: ${sorted(found[i]).slice(0, 200)} instead of ${sorted(expected).slice(0, 200)}`);
    some += expected.total > 0 ? 1 : 0;
  }
  check(some > 150, `only ${some} queries find something`);

  // What a results page says is the same on both, and without JavaScript from the server.
  const bare = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  const shown = async (where) => ({
    total: await where.locator('main').getAttribute('data-total'),
    urls: await where.locator('[data-url]').evaluateAll((all) => all.map((one) => one.getAttribute('data-url'))),
    links: await where.locator('[data-url] h2 a').evaluateAll((all) => all.map((one) => one.getAttribute('href'))),
    titles: await where.locator('[data-url] h2').allTextContents(),
    marks: await where.locator('[data-url] mark').allTextContents(),
    meta: await where.locator('[data-url] .meta span').allTextContents(),
    filters: await where.locator('.filters li a').evaluateAll((all) => all.map((one) => [one.getAttribute('href'), one.textContent.replace(/\s/g, '')])),
    chips: await where.locator('.chip').allTextContents(),
    pages: await where.locator('nav.pages a').evaluateAll((all) => all.map((one) => one.getAttribute('href'))),
  });
  const settled = (where) => where.waitForFunction(() => document.querySelector('main').hasAttribute('data-total') && !document.querySelector('[aria-busy]'));
  for (const query of ['q=食品', 'q=“市场监督”', 'q=行政&category=penalty&sort=date', 'q=&agency=&dataset=decisions&page=2', 'q=slq', 'q=罚款&min=1000&max=9999.99']) {
    await page.goto(host.address + 'search/index.html?' + query);
    await settled(page);
    await bare.goto(server.address + 'search/index.html?' + query);
    const [files, xapian] = [await shown(page), await shown(bare)];
    for (const part of Object.keys(files))
      check(JSON.stringify(files[part]) === JSON.stringify(xapian[part]), `${query}: ${part} ${JSON.stringify(files[part]).slice(0, 300)} instead of ${JSON.stringify(xapian[part]).slice(0, 300)}`);
    check(Number(xapian.total) > 0, `${query} finds nothing`);
    check((await page.locator('[role=status]').textContent()) !== '' || await page.waitForFunction(() => document.querySelector('[role=status]').textContent.includes('找到')), `${query}: the count is not told`);
  }

  // History: a condition taken, and back.
  await page.goto(host.address + 'search/index.html?q=行政');
  await settled(page);
  const before = await page.locator('main').getAttribute('data-total');
  await page.locator('.filters section:nth-of-type(2) li a').first().click();
  await settled(page);
  check((await page.locator('.chip').count()) === 1, 'a condition has no chip');
  await page.goBack();
  await settled(page);
  check((await page.locator('main').getAttribute('data-total')) === before, 'going back gives another total');

  // Nothing found: a sentence, what may have been meant, links.
  await page.goto(host.address + 'search/index.html?q=' + encodeURIComponent('没有这样的词'));
  await settled(page);
  check((await page.locator('.none').textContent()).includes('没有找到'), 'nothing found is not said');
  check((await page.locator('.none a').count()) >= 2, 'nothing found and no links');
  const agency = read(site, filesBelow(site.root, 'data/agencies').find((name) => name.endsWith('.jsonl')) ?? 'data/agencies.jsonl');
  const name = JSON.parse(agency.split('\n')[0]).name;
  for (const where of [host, server]) {
    await page.goto(where.address + 'search/index.html?q=' + encodeURIComponent(name.slice(0, -2) + '菊'));
    await settled(page);
    check((await page.locator('[data-meant]').textContent()).includes('您是不是要找'), `${where.address}: nothing is proposed for ${name.slice(0, -2)}菊`);
  }

  // Names are completed from two characters on, on both.
  for (const where of [host, server]) {
    await page.goto(where.address + 'search/index.html');
    await page.locator('#q').fill(name.slice(0, 3));
    await page.waitForFunction((text) => [...document.querySelectorAll('datalist option')].some((one) => one.value === text), name);
  }

  // On a phone the filters are closed behind one line and nothing goes over the edge.
  const phone = await (await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })).newPage();
  await phone.goto(host.address + 'search/index.html?q=行政');
  await settled(phone);
  check(!(await phone.locator('.filters .groups').isVisible()), 'filters stand open on a phone');
  await phone.locator('.filters > summary').click();
  check(await phone.locator('.filters .groups').isVisible(), 'filters do not open on a phone');
  check(await phone.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'the results go over the edge of a phone');

  // From a disk, and on a host without JavaScript.
  const local = await (await browser.newContext()).newPage();
  const fromDisk = await watch(local, 'file:');
  await local.goto(pathToFileURL(fs.realpathSync(site.root)).href + '/search/index.html?q=' + encodeURIComponent('行政'));
  await settled(local);
  check((await local.locator('main').getAttribute('data-total')) === before, 'another total from a disk');
  check(fromDisk.length === 0, 'from a disk: ' + fromDisk.slice(0, 3).join('; '));
  await bare.goto(host.address + 'search/index.html?q=x');
  check(await bare.locator('#static-search').isVisible(), 'without JavaScript nothing is said');

  check(seen.length === 0 || seen.every((line) => line.includes('request elsewhere: ' + server.address)), seen.slice(0, 5).join('; '));
  host.close();
  server.close();
  await browser.close();
});
