// The kiosk as a visitor's hand meets it: every door to a record and back, the keyboard, the idle clock,
// data grown old, a copied folder without a network, a newer release, and axe on what is shown.
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { check, filesBelow, launch, read, serve, sites, test, watch, work } from './support.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const site = sites[0];
const morning = '2026-11-21T10:00:00+08:00';
const boards = [
  { name: 'portrait', viewport: { width: 1080, height: 1920 } },
  { name: 'landscape', viewport: { width: 1920, height: 1080 } },
  { name: 'small landscape', viewport: { width: 1366, height: 768 } },
];
const isRecord = (address) => /-[0-9a-f]{10}\.html$|\/[0-9A-Z]{18}\.html$/.test(address);

/// A kiosk on a board, its clock in the test's hand.
class Kiosk {
  constructor(page, seen) {
    Object.assign(this, { page, seen });
  }
  static async at(browser, base, board) {
    const context = await browser.newContext({ viewport: board.viewport, hasTouch: true });
    const page = await context.newPage();
    const seen = await watch(page, base);
    await page.clock.install({ time: new Date(morning) });
    await page.goto(base + 'kiosk/index.html');
    await page.locator('#recent li').first().waitFor({ state: 'attached' });
    return new Kiosk(page, seen);
  }
  view() {
    return this.page.evaluate(() => document.querySelector('.view:not([hidden])').id);
  }
  frame() {
    return this.page.frames().find((frame) => frame.parentFrame());
  }
  async tap(what) {
    await this.page.locator(what).tap();
  }
  /// Until the page in the frame has told the kiosk what it is.
  async shown() {
    await this.page.locator('#holder iframe:not(.coming)').waitFor();
    return this.frame().url();
  }
  /// Touches a link in the frame and waits for the page behind it.
  async follow(link) {
    const before = await this.page.locator('#holder iframe').elementHandle();
    await link.tap();
    await this.page.waitForFunction((old) => !old.isConnected, before);
    return this.shown();
  }
  async type(keys) {
    for (const key of keys) await this.page.getByRole('button', { name: key, exact: true }).tap();
    await this.page.waitForFunction(() => document.getElementById('found').textContent !== '正在查找');
  }
  results() {
    return this.page.locator('#results .result b').allTextContents();
  }
}

/// What a hand must be able to hit, and where; and nothing may stand over the edge.
async function measured(kiosk, board, where) {
  const bad = await kiosk.page.evaluate((portrait) => {
    const found = [];
    for (const button of document.querySelectorAll('button')) {
      const box = button.getBoundingClientRect();
      if (!box.width) continue;
      const name = button.textContent.trim().slice(0, 12);
      if (box.width < 59.5 || box.height < 59.5) found.push(`${name} is ${Math.round(box.width)} × ${Math.round(box.height)}`);
      if (portrait && box.top < innerHeight / 3 - 1) found.push(`${name} stands at ${Math.round(box.top)}`);
      if (box.right > innerWidth + 1 || box.bottom > innerHeight + 1) found.push(`${name} stands over the edge`);
    }
    return found;
  }, board.name === 'portrait');
  check(bad.length === 0, `${where}: ${bad.slice(0, 4).join('; ')}`);
}

async function axed(kiosk, where) {
  const { violations } = await kiosk.page.evaluate((source) => {
    if (!window.axe) (0, eval)(source);
    return window.axe.run(document, { resultTypes: ['violations'], preload: false });
  }, axe);
  for (const violation of violations)
    check(false, `${where}: axe ${violation.id} ${violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')}`);
}

/// Rows of lists and tables in the frame, as large as they are on the board.
async function targets(kiosk, where) {
  const scale = await kiosk.page.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector('#holder iframe')).transform).a);
  const small = await kiosk.frame().evaluate((times) => [...document.querySelectorAll('main :is(td, th, li, dd) > a[href], main summary')]
    .filter((link) => link.checkVisibility() && link.getBoundingClientRect().height * times < 59.5)
    .map((link) => `${link.textContent.trim().slice(0, 12)} is ${Math.round(link.getBoundingClientRect().height * times)} high`), scale);
  check(small.length === 0, `${where}: ${small.slice(0, 4).join('; ')}`);
}

/// From a way of a door on to a record: the first one the page leads to, by at most three lists.
async function toRecord(kiosk) {
  for (let hops = 0; hops < 4; ++hops) {
    if (isRecord(kiosk.frame().url())) return hops;
    const links = kiosk.frame().locator('main a[href$=".html"]');
    const hrefs = await links.evaluateAll((all) => all.map((link) => (link.checkVisibility() ? link.href : '')));
    const record = hrefs.findIndex(isRecord);
    const list = hrefs.findIndex((href) => /\/(by-[0-9A-Z]{18}|\d{4}-\d{2})\/index\.html$/.test(href));
    const next = record >= 0 ? record : list;
    if (next < 0) return -1;
    await kiosk.follow(links.nth(next));
  }
  return -1;
}

async function walk(kiosk, board) {
  const { page } = kiosk;
  const doors = await page.locator('[data-door]').evaluateAll((all) => all.map((door) => door.getAttribute('data-door')));
  check(doors.join() === 'decisions,officers,items,agencies,remedies', `doors: ${doors}`);
  let records = 0;
  for (const door of doors) {
    const ways = Math.max(1, await page.locator(`#door-${door} [data-go]`).count());
    for (let way = 0; way < ways; ++way) {
      const where = `${board.name}, ${door}, way ${way}`;
      await kiosk.tap(`[data-door=${door}]`);
      if (ways > 1) {
        if (way === 0) {
          await measured(kiosk, board, where);
          await axed(kiosk, where);
        }
        await page.locator(`#door-${door} [data-go]`).nth(way).tap();
      }
      await kiosk.shown();
      check((await page.locator('#page-title').textContent()).length > 1, `${where}: no title`);
      await targets(kiosk, where);
      const hops = door === 'remedies' ? 0 : await toRecord(kiosk);
      records += hops >= 0 && door !== 'remedies' ? 1 : 0;
      if (way === 0) {
        check(hops >= 0, `${where} leads to no record: ${kiosk.frame().url()}`);
        await measured(kiosk, board, `${where}, record`);
        await axed(kiosk, `${where}, record`);
        if (door !== 'remedies') check(await page.locator('#carry').isVisible(), `${where}: no code to carry away`);
      }
      for (let step = 0; step < 8 && (await kiosk.view()) !== 'home'; ++step) await kiosk.tap('#back');
      check((await kiosk.view()) === 'home', `${where}: no way back`);
      check(page.frames().length === 1, `${where}: the frame stayed`);
    }
  }
  return records;
}

/// Names by initials and by pinyin, numbers by their digits.
async function find(kiosk, board, decision) {
  const { page } = kiosk;
  await kiosk.tap('.ask');
  await kiosk.type('scjdgl');
  check((await kiosk.results())[0] === '示例区市场监督管理局', `scjdgl finds ${await kiosk.results()}`);
  await measured(kiosk, board, `${board.name}, search`);
  await axed(kiosk, `${board.name}, search`);
  const candidate = page.locator('.names .name', { hasText: '示例区市场监督管理局' });
  await candidate.tap();
  check((await kiosk.results()).every((name) => name.startsWith('示例区市场监督管理局')), 'a candidate narrows the results');
  await kiosk.type(['清空', ...'hongjingdianqi']);
  check((await kiosk.results())[0].includes('鸿景电器'), `hongjingdianqi finds ${await kiosk.results()}`);
  await kiosk.type(['清空', '〔　〕', ...'2026', ...decision.serial, '号']);
  check((await page.locator('#field').textContent()) === `〔2026〕${decision.serial}号`, `typed: ${await page.locator('#field').textContent()}`);
  await kiosk.type(['查询']);
  for (let next = 0; next < 40 && !(await kiosk.results()).includes(decision.number) && (await page.locator('#later').isEnabled()); ++next)
    await kiosk.tap('#later');
  check((await kiosk.results()).includes(decision.number), `the digits of ${decision.number} do not find it`);
  const before = page.frames().length;
  await page.locator('.result', { has: page.getByText(decision.number, { exact: true }) }).tap();
  check(before === 1 && (await kiosk.shown()).endsWith(decision.address), 'a result does not lead to its record');
  await kiosk.tap('#back');
  check((await page.locator('#field').textContent()) === `〔2026〕${decision.serial}号`, 'the way back loses what was typed');
  await kiosk.type(['打开键盘', '清空', ...'qqqzzz']);
  check((await page.locator('#found').textContent()).includes('没有找到'), 'nothing found is not said');
}

/// Nothing of a visitor is left when the next one comes.
async function idle(kiosk, board) {
  const { page } = kiosk;
  const length = await page.evaluate(() => history.length);
  await kiosk.tap('#to-home');
  await kiosk.tap('.ask');
  await kiosk.type('hongjing');
  const name = (await kiosk.results())[0];
  await page.locator('#results .result').first().tap();
  await kiosk.shown();
  await kiosk.frame().evaluate(() => {
    localStorage.setItem('visitor', 'hongjing');
    sessionStorage.setItem('visitor', 'hongjing');
  });
  await page.clock.runFor(45_000);  // the clock goes on by itself meanwhile
  check(await page.locator('#shade').isHidden(), 'the countdown comes too early');
  await page.clock.runFor(16_000);
  check(await page.locator('#shade').isVisible(), 'no countdown after 60 seconds');
  await measured(kiosk, { name: 'any' }, `${board.name}, countdown`);
  await axed(kiosk, `${board.name}, countdown`);
  await kiosk.tap('#stay');
  check((await kiosk.view()) === 'page', 'staying loses the page');
  await page.clock.runFor(61_000);
  check(await page.locator('#shade').isVisible(), 'no second countdown');
  await page.clock.runFor(11_000);
  const left = await page.evaluate(() => ({
    view: document.querySelector('.view:not([hidden])').id,
    stored: localStorage.length + sessionStorage.length, length: history.length, scrolled: scrollY,
    frames: document.querySelectorAll('iframe').length,
    typed: ['before', 'after', 'found', 'results', 'page-title', 'page-tags'].map((id) => document.getElementById(id).textContent).join(''),
    all: document.body.textContent, focus: document.activeElement === document.body,
    pressed: document.querySelectorAll('[aria-pressed=true]').length,
  }));
  check(left.view === 'home' && left.frames === 0 && left.scrolled === 0 && left.focus && left.pressed === 0, `after the visit: ${JSON.stringify({ ...left, all: '' })}`);
  check(left.stored === 0, `${left.stored} things are kept in storage`);
  check(left.length === length, `the history has grown from ${length} to ${left.length}`);
  check(left.typed === '' && !left.all.includes('hongjing') && !left.all.includes(name), `the last visitor's words stay: ${left.typed}`);
}

/// Switches hold while the visitor stays, and go with the visitor.
async function dressed(kiosk, board) {
  const { page } = kiosk;
  for (const name of ['large', 'contrast', 'low']) {
    await kiosk.tap('#' + name);
    await measured(kiosk, { name: board.name === 'portrait' ? 'portrait' : 'any' }, `${board.name}, ${name}`);
    await axed(kiosk, `${board.name}, ${name}`);
    check((await page.getAttribute('#' + name, 'aria-pressed')) === 'true', `${name} is not on`);
  }
  const lowest = await page.evaluate(() => Math.min(...[...document.querySelectorAll('#home button')].map((button) => button.getBoundingClientRect().top / innerHeight)));
  check(board.name !== 'portrait' || lowest >= 0.5, `低位操作 leaves a button at ${lowest}`);
  await kiosk.tap('[data-door=decisions]');
  await page.locator('#door-decisions [data-go]').first().tap();
  await kiosk.shown();
  await kiosk.frame().waitForFunction(() => document.documentElement.hasAttribute('data-contrast'));
  await kiosk.tap('#to-home');
  check((await page.locator('[aria-pressed=true]').count()) === 0, 'the switches outlast the visitor');
}

/// Three working days after the data: what may have changed is locked, what holds is not.
async function old(browser, server) {
  const kiosk = await Kiosk.at(browser, server.address, boards[0]);
  const { page } = kiosk;
  await page.clock.setFixedTime(new Date('2026-11-25T10:00:00+08:00'));
  await page.clock.runFor(2_000);
  check(await page.locator('[data-door=decisions]').isEnabled(), 'three working days are too many');
  await page.clock.setFixedTime(new Date('2026-11-26T10:00:00+08:00'));
  await page.reload();
  await page.locator('#turn-locked').waitFor();
  for (const [what, open] of [['[data-door=decisions]', false], ['.ask', false], ['[data-door=officers]', true], ['[data-door=items]', true], ['[data-door=agencies]', true], ['[data-door=remedies]', true]])
    check((await page.locator(what).isEnabled()) === open, `old data: ${what} is ${open ? 'locked' : 'open'}`);
  check((await page.locator('#locked-words').textContent()).includes('可能不是最新的。请扫码看网站，或者问工作人员。'), 'the lock is not explained');
  await kiosk.tap('[data-door=agencies]');
  await kiosk.shown();
  await toRecord(kiosk);
  const shown = await kiosk.frame().evaluate(() => [...document.querySelectorAll('main a[href*="decisions/"]')].filter((link) => link.checkVisibility()).length);
  check(shown === 0, `old data: an agency's page still leads to ${shown} decisions`);
  check((await page.locator('[data-day]').textContent()).includes('11月21日'), 'the day of the data is not shown');
  await page.context().close();
}

/// A copied folder, opened from the disk, the network off.
async function fromDisk(browser, decision) {
  const folder = path.join(work, 'copied');
  fs.rmSync(folder, { recursive: true, force: true });
  fs.cpSync(fs.realpathSync(site.root), folder, { recursive: true, dereference: true });
  const base = pathToFileURL(folder).href + '/';
  const kiosk = await Kiosk.at(browser, base, boards[0]);
  await kiosk.page.context().setOffline(true);
  await kiosk.tap('[data-door=decisions]');
  await kiosk.page.locator('#door-decisions [data-go]').first().tap();
  await kiosk.shown();
  check((await toRecord(kiosk)) >= 0, 'from a disk no record is reached');
  await kiosk.tap('#to-home');
  await find(kiosk, boards[0], decision);
  check(kiosk.seen.length === 0, `from a disk: ${kiosk.seen.slice(0, 3).join('; ')}`);
  await kiosk.page.context().close();
  fs.rmSync(folder, { recursive: true, force: true });
}

/// The server goes and comes; a newer shell is taken over when nobody stands there, and only then.
async function released(browser) {
  let server = await serve(site.root, site.base);
  const kiosk = await Kiosk.at(browser, server.address, boards[0]);
  const { page } = kiosk;
  await server.close();
  await page.clock.runFor(300_000);
  await kiosk.tap('[data-door=agencies]');
  await page.clock.runFor(16_000);
  check((await page.locator('#sorry-words').textContent()).includes('暂时不能查询，正在恢复。服务电话 12345。'), 'a page that does not come is not explained');
  await page.evaluate(() => { window.sameVisit = true; });
  server = await serve(path.join(work, 'newer'), site.base, server.port);
  const heard = page.waitForResponse(/kiosk\/home\.js/);
  await page.clock.runFor(45_000);
  await (await heard).finished();
  check(await page.evaluate(() => window.sameVisit === true), 'a visitor is interrupted by a new release');
  const again = page.waitForEvent('load', { timeout: 20_000 });
  await page.clock.runFor(75_000);
  check(await again.then(() => page.evaluate(() => !window.sameVisit)).catch(() => false), 'a new release is not taken over');
  await page.context().close();
  await server.close();
}

/// A site that has published no decision yet says how to ask, and leaves no empty list standing.
async function empty(browser, server) {
  const context = await browser.newContext({ viewport: boards[0].viewport, hasTouch: true });
  const page = await context.newPage();
  await page.route(/kiosk\/home\.js/, (route) => route.fulfill({
    contentType: 'text/javascript', body: read(site, 'kiosk/home.js').replace(/"recent":\[.*?\](?=,"shell")/s, '"recent":[]'),
  }));
  await page.goto(server.address + 'kiosk/index.html');
  await page.locator('#turn-how').waitFor();
  check(await page.locator('#turn-recent').isHidden(), 'an empty list of decisions is shown');
  await context.close();
}

/// A web root whose kiosk is another.
function makeNewer() {
  const folder = path.join(work, 'newer/kiosk');
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'home.js'), read(site, 'kiosk/home.js').replace(/"shell":"[0-9a-f]{16}"/, '"shell":"0000000000000000"'));
  fs.writeFileSync(path.join(folder, 'index.html'), read(site, 'kiosk/index.html'));
  fs.cpSync(fs.realpathSync(path.join(site.root, 'assets')), path.join(folder, '../assets'), { recursive: true, dereference: true });
  fs.copyFileSync(path.join(site.root, 'asof.js'), path.join(folder, '../asof.js'));
}

/// A decision whose number is typed: from the open data, not from the kiosk's own files.
function someDecision() {
  const file = filesBelow(site.root, 'data/decisions').filter((name) => name.endsWith('.jsonl')).pop();
  const rows = read(site, file).trim().split('\n').map((line) => JSON.parse(line));
  const row = rows.find(({ id }) => /〔2026〕\d{2,}号$/.test(id)) ?? rows[0];
  return { number: row.id, serial: row.id.match(/〔2026〕(\d+)号/)[1], address: new URL(row.url).pathname.replace(site.base, '') };
}

await test(async () => {
  const browser = await launch();
  const decision = someDecision();
  const server = await serve(site.root, site.base);
  for (const board of boards) {
    const kiosk = await Kiosk.at(browser, server.address, board);
    await measured(kiosk, board, `${board.name}, home`);
    await axed(kiosk, `${board.name}, home`);
    const records = await walk(kiosk, board);
    await find(kiosk, board, decision);
    await idle(kiosk, board);
    await dressed(kiosk, board);
    check(kiosk.seen.length === 0, `${board.name}: ${kiosk.seen.slice(0, 3).join('; ')}`);
    await kiosk.page.context().close();
    console.log(`${board.name}: ${records} records reached`);
  }
  await old(browser, server);
  await empty(browser, server);
  await server.close();
  await fromDisk(browser, decision);
  makeNewer();
  await released(browser);
  await browser.close();
});
