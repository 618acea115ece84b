// Electronic screens: on every size of board text that is read from its distance, whole slides and no
// error; the server killed and revived; a withdrawal while the loop runs; thousands of loops without growth.
import fs from 'node:fs';
import path from 'node:path';
import { check, launch, read, serve, sites, test, watch, work } from './support.mjs';

const site = sites[0];
const morning = '2026-11-21T10:00:00+08:00';
const boards = [
  { screen: 'hall', width: 1920, height: 1080 },
  { screen: 'column', width: 1080, height: 1920 },
  { screen: 'wall', width: 3840, height: 2160 },
  { screen: 'led', width: 512, height: 256, led: true },
  { screen: 'index', width: 1366, height: 768 },
];
const gone = '示例区已撤下信息试验有限公司';

function loopOf(root, screen) {
  const text = fs.readFileSync(path.join(root, `screen/${screen}.js`), 'utf8');
  return JSON.parse(text.slice(text.indexOf('(') + 1, text.lastIndexOf(')')));
}

/// The site's screens in a folder of their own, the loop of the hall as `change` leaves it.
function copied(name, change) {
  const root = path.join(work, name);
  fs.rmSync(root, { recursive: true, force: true });
  for (const folder of ['assets', 'screen'])
    fs.cpSync(fs.realpathSync(path.join(site.root, folder)), path.join(root, folder), { recursive: true, dereference: true });
  fs.writeFileSync(path.join(root, 'asof.js'), read(site, 'asof.js'));
  const loop = loopOf(root, 'hall');
  change(loop);
  fs.writeFileSync(path.join(root, 'screen/hall.js'), `gongshiLoop(${JSON.stringify(loop)});`);
  for (const packed of ['br', 'gz']) fs.rmSync(path.join(root, `screen/hall.js.${packed}`), { force: true });
  return root;
}

async function opened(browser, address, board) {
  const context = await browser.newContext({ viewport: { width: board.width, height: board.height } });
  const page = await context.newPage();
  const seen = await watch(page, address);
  await page.clock.install({ time: new Date(morning) });
  await page.goto(`${address}screen/${board.screen}.html`);
  await page.locator('.slide').first().waitFor();
  return { page, seen };
}

/// What the slide that stands there says and where it does not fit.
const slide = (page) => page.evaluate(() => {
  const body = document.querySelector('.slide:not(.going)');
  const sizes = [...document.querySelectorAll('#screen *')]
    .filter((element) => element.checkVisibility() && !element.closest('.going') && [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((element) => parseFloat(getComputedStyle(element).fontSize));
  return {
    text: body.innerText, smallest: Math.min(...sizes), title: document.getElementById('title').textContent,
    wide: body.scrollWidth - body.clientWidth, high: body.scrollHeight - body.clientHeight,
    board: document.documentElement.scrollWidth > innerWidth || document.documentElement.scrollHeight > innerHeight,
    asof: document.querySelector('[data-asof]').textContent,
    cut: [...body.querySelectorAll('p, b, span')].filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX === 'hidden').length,
  };
});

/// Steps until the first slide comes again; slides stand at most 30 seconds.
async function whole(page, look) {
  const first = (await slide(page)).text;
  let slides = 0;
  for (; slides < 200; ++slides) {
    const now = await slide(page);
    if (slides > 0 && now.text === first) break;
    look(now, slides);
    for (let waited = 0; waited < 35 && (await slide(page)).text === now.text; ++waited) await page.clock.runFor(1_000);
  }
  return slides;
}

async function looksWhole(browser, address, board) {
  const { page, seen } = await opened(browser, address, board);
  const needed = Number(await page.getAttribute('#screen', 'data-text'));
  const scale = Math.min(board.width / Number(await page.getAttribute('#screen', 'data-width')), board.height / Number(await page.getAttribute('#screen', 'data-height')));
  const said = [];
  const slides = await whole(page, (now, number) => {
    const where = `${board.screen} at ${board.width} × ${board.height}, slide ${number} (${now.title}: ${now.text.slice(0, 20)})`;
    check(now.wide <= 1 && now.high <= 1 && !now.board && now.cut === 0, `${where} does not fit: ${now.wide}, ${now.high}, ${now.cut}`);
    check(now.smallest >= (board.led ? 26 : needed * scale) - 0.6, `${where}: text of ${now.smallest} px, ${needed} needed`);
    check(board.led || now.asof.includes('2026年11月21日'), `${where} does not say of what day it is`);
    said.push(now.text);
  });
  check(slides > 3 && slides < 200, `${board.screen}: ${slides} slides`);
  const all = said.join('\n').replace(/\s+/g, '');
  for (const part of loopOf(site.root, board.screen).parts) {
    const words = part.items.map((item) => item.html.replace(/<[^>]*>/g, '').replace(/\s+/g, '')).filter((text) => text.length > 1 && !/&/.test(text));
    if (!board.led && part.kind !== 'notice')
      for (const text of words) check(all.includes(text), `${board.screen}: “${text}” is on no slide`);
  }
  check(seen.length === 0, `${board.screen}: ${seen.slice(0, 3).join('; ')}`);
  await page.context().close();
  return slides;
}

/// Lets a check for a new loop come and be answered.
async function nextCheck(page) {
  const answer = Promise.race([page.waitForEvent('requestfinished', (request) => /asof\.js/.test(request.url())), page.waitForEvent('requestfailed', (request) => /asof\.js/.test(request.url()))]);
  await page.clock.runFor(61_000);
  await answer;
  await page.clock.runFor(500);
}

async function survives(browser, live, withdrawn) {
  let server = await serve(live, site.base);
  const { page } = await opened(browser, server.address, boards[0]);
  const failed = [];
  page.on('pageerror', (error) => failed.push(error.message));
  check((await slide(page)).text.includes(gone), 'the loop does not begin with its newest');
  await server.close();
  for (let minute = 0; minute < 5; ++minute) await nextCheck(page);
  await whole(page, (now) => check(now.text.trim().length > 3, 'a slide is blank while the server is gone'));
  check(await page.locator('#old').isVisible(), 'a loop that is not renewed is not marked');
  check((await page.locator('#old').textContent()).includes('2026年11月21日'), 'nor with its date');
  server = await serve(live, site.base, server.port);
  await nextCheck(page);
  check(await page.locator('#old').isHidden(), 'the mark stays when the server is back');
  while (!(await slide(page)).text.includes(gone)) await page.clock.runFor(2_000);
  server.root = withdrawn;
  await nextCheck(page);
  check(!(await page.content()).includes(gone), 'what was withdrawn is still shown after a minute');
  await whole(page, (now) => check(!now.text.includes(gone), 'what was withdrawn comes back'));
  // An answer that is no loop, as of a server that sends its own error page, changes nothing.
  fs.writeFileSync(path.join(withdrawn, 'screen/hall.js'), '<html>502</html>');
  await nextCheck(page);
  check((await slide(page)).text.trim().length > 3, 'a broken answer empties the screen');
  check(failed.every((message) => /Unexpected token/.test(message)), `errors: ${failed}`);
  await page.context().close();
  await server.close();
}

const rowOf = (name) => ({ html: `<div class="row decision"><p class="party">${name}</p></div>` });

/// Past events leave at midnight, without a new loop.
async function midnight(browser) {
  const root = copied('midnight', (loop) => {
    loop.parts = [{ kind: 'events', title: '近期', most: 4, items: [{ ...rowOf('今天的听证'), until: '2026-11-21' }, { ...rowOf('明天的摇号'), until: '2026-11-22' }] }];
  });
  const server = await serve(root, site.base);
  const { page } = await opened(browser, server.address, boards[0]);
  check((await slide(page)).text.includes('今天的听证'), 'an event of today is not shown');
  await page.clock.setFixedTime(new Date('2026-11-22T00:00:10+08:00'));
  await page.clock.runFor(31_000);
  const { text } = await slide(page);
  check(!text.includes('今天的听证') && text.includes('明天的摇号'), `after midnight: ${text}`);
  await page.context().close();
  await server.close();
}

/// Memory after 2,000 loops of a short list that is another now and then; all collected that can be.
async function steady(browser) {
  const roots = ['甲', '乙'].map((name) => copied(`steady-${name}`, (loop) => {
    loop.parts = [{ kind: 'decisions', title: '试验', most: 1, items: [rowOf(name), rowOf('丙'), rowOf('丁')] }];
  }));
  const loopSeconds = 3 * 8;
  const server = await serve(roots[0], site.base);
  const { page } = await opened(browser, server.address, boards[0]);
  const debug = await page.context().newCDPSession(page);
  await debug.send('Performance.enable');
  const measured = async () => {
    await debug.send('HeapProfiler.collectGarbage');
    const { metrics } = await debug.send('Performance.getMetrics');
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    return { heap: of('JSHeapUsedSize'), nodes: of('Nodes'), listeners: of('JSEventListeners') };
  };
  const run = async (loops) => {
    for (let i = 0; i < loops; i += 20) {
      server.root = roots[(i / 20) % 2];
      await nextCheck(page);
      await page.clock.runFor(20 * loopSeconds * 1000);
    }
  };
  await run(200);
  const before = await measured();
  await run(2000);
  const after = await measured();
  check(after.heap < before.heap * 1.1 + 200_000, `the heap grew from ${before.heap} to ${after.heap}`);
  check(after.nodes < before.nodes + 200, `nodes grew from ${before.nodes} to ${after.nodes}`);
  check(after.listeners <= before.listeners + 10, `listeners grew from ${before.listeners} to ${after.listeners}`);
  console.log(`2000 loops: heap ${before.heap} → ${after.heap}, nodes ${before.nodes} → ${after.nodes}`);
  await page.context().close();
  await server.close();
}

/// Where motion is not wanted nothing fades.
async function still(browser, live) {
  const server = await serve(live, site.base);
  for (const [motion, fades] of [['no-preference', true], ['reduce', false]]) {
    const context = await browser.newContext({ reducedMotion: motion, viewport: { width: 1920, height: 1080 } });
    const page = await context.newPage();
    await page.goto(`${server.address}screen/hall.html`);
    await page.locator('.slide').first().waitFor();
    const duration = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.slide')).transitionDuration));
    check((duration > 0) === fades, `motion ${motion}: a slide fades for ${duration} s`);
    await context.close();
  }
  await server.close();
}

await test(async () => {
  const browser = await launch();
  const server = await serve(site.root, site.base);
  for (const board of boards) {
    const slides = await looksWhole(browser, server.address, board);
    console.log(`${board.screen}: ${slides} slides at ${board.width} × ${board.height}`);
  }
  await server.close();
  const live = copied('live', (loop) => loop.parts[0].items.unshift(rowOf(gone)));
  const withdrawn = copied('withdrawn', () => {});
  await survives(browser, live, withdrawn);
  await midnight(browser);
  await still(browser, live);
  await steady(browser);
  await browser.close();
});
