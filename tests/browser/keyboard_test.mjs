// Through a page with the keyboard only; the large type's switch; pages from a disk.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { check, launch, pageTypes, serve, sites, test, watch, work } from './support.mjs';

/// Every Tab stop of a page: what it is, whether it is seen, and whether the focus shows.
async function walk(page) {
  const stops = [];
  for (let i = 0; i < 400; ++i) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const box = element.getBoundingClientRect();
      const style = getComputedStyle(element);
      const first = !element.hasAttribute('data-walked');
      element.setAttribute('data-walked', '');
      return {
        first,
        what: `${element.tagName.toLowerCase()} ${element.className} ${(element.textContent ?? '').trim().slice(0, 20)}`,
        seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
        shows: style.outlineStyle !== 'none' || style.backgroundColor === 'rgb(255, 191, 31)' || style.boxShadow !== 'none',
      };
    });
    if (!stop || !stop.first) break;
    stops.push(stop);
  }
  return stops;
}

await test(async () => {
  const browser = await launch();
  for (const site of sites) {
    const server = await serve(site.root, site.base);
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 860 } })).newPage();
    const kinds = ['index.html', 'decisions/index.html', 'decisions/month/record.html', 'agencies/code.html', 'officers/index.html', 'data/index.html', 'elder/index.html'];
    for (const { type, page: name } of pageTypes(site).filter(({ type }) => kinds.includes(type))) {
      await page.goto(server.address + name);
      const expected = await page.evaluate(() =>
        [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary, [tabindex="0"]')]
          .filter((element) => element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })).length);
      const stops = await walk(page);
      const where = `${site.name} ${name} (${type})`;
      check(stops.length === Math.min(400, expected), `${where}: ${stops.length} stops of ${expected}`);
      for (const stop of stops) {
        check(stop.seen, `${where}: the focus is out of sight on ${stop.what}`);
        check(stop.shows, `${where}: no focus to be seen on ${stop.what}`);
      }
      check(stops[0]?.what.includes('跳到正文'), `${where}: begins with ${stops[0]?.what}`);
    }
    // The skip link leads to the main part.
    await page.goto(server.address + 'index.html');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    check(await page.evaluate(() => document.activeElement?.id === 'main'), `${site.name}: the skip link does not reach main`);

    // 长辈版 keeps large type until 返回普通版, in this browser only.
    await page.goto(server.address + 'elder/index.html');
    await page.goto(server.address + 'decisions/index.html');
    check(await page.evaluate(() => document.documentElement.hasAttribute('data-large')), `${site.name}: large type is not kept`);
    await page.locator('button[data-large=off]').focus();
    await page.keyboard.press('Enter');
    check(!(await page.evaluate(() => document.documentElement.hasAttribute('data-large'))), `${site.name}: large type cannot be left`);
    check((await page.context().cookies()).length === 0, `${site.name}: a cookie was set`);

    // A site that nobody renews says so above its head. (What marks these sites as rehearsals stands there already.)
    for (const [day, said] of [['2026-11-21', 0], ['2027-06-01', 1]]) {
      const later = await (await browser.newContext()).newPage();
      await later.clock.setFixedTime(new Date(`${day}T10:00:00+08:00`));
      await later.route('**/index.html', async (route) => {
        const answer = await route.fetch();
        await route.fulfill({ response: answer, body: (await answer.text()).replace(/<p class="rehearsal">.*?<\/p>/, '') });
      });
      await later.goto(server.address + 'index.html');
      await later.waitForFunction(() => document.querySelector('[data-asof]').textContent.includes('2026-11'));
      const words = await later.locator('header.top .rehearsal').allTextContents();
      check(words.length === said && words.every((word) => word.includes('此后尚未更新')), `${site.name} on ${day} says ${words.join(' ') || 'nothing'}`);
      await later.context().close();
    }
    server.close();

    // From a disk, in a folder of any depth: everything loads, links lead on.
    const disk = path.join(work, `disk-${site.name}`, 'a', 'b c');
    fs.mkdirSync(path.dirname(disk), { recursive: true });
    fs.rmSync(disk, { force: true });
    fs.symlinkSync(site.root, disk);
    const root = pathToFileURL(disk).href + '/';
    const local = await (await browser.newContext()).newPage();
    const seen = await watch(local, 'file:');
    for (const { page: name } of pageTypes(site)) {
      if (name === '404.html') continue;  // shown by a web server only, at any address
      await local.goto(root + name);
      check(await local.evaluate(() => document.styleSheets.length > 0), `${site.name} ${name}: no style from a disk`);
    }
    await local.goto(root + 'index.html');
    await local.locator('nav.menu a', { hasText: '执法决定' }).first().click();
    await local.waitForURL(/decisions\/index\.html$/);
    await local.locator('.rows tbody a').first().click();
    await local.waitForURL(/decisions\/\d{4}-\d{2}\//);
    check(seen.length === 0, `${site.name} from a disk: ${seen.slice(0, 3).join('; ')}`);
  }
  await browser.close();
});
