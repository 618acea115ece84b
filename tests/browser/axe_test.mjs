// axe-core on every type of page, at 360 and 1280 px, as it is and in large type (长辈版); each theme;
// and whatever the browser itself complains of: the console, the policy, a request that fails.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { allSites, check, launch, pageTypes, serve, serveSearch, test, watch } from './support.mjs';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const views = [
  { name: '360', width: 360, height: 780 },
  { name: '1280', width: 1280, height: 860 },
  { name: '360 large', width: 360, height: 780, large: true },
  { name: '1280 large', width: 1280, height: 860, large: true },
];

/// The page's own policy forbids scripts of others, so axe comes in through the debugger, not the page.
async function look(page, address, view, where) {
  await page.goto(address, { waitUntil: 'load' });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wide <= 0, `${where}: ${wide} px wider than the window`);
  const { violations } = await page.evaluate((source) => {
    if (!window.axe) (0, eval)(source);
    return window.axe.run(document, { resultTypes: ['violations'] });
  }, axe);
  for (const violation of violations)
    check(false, `${where}: axe ${violation.id} ${violation.nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')} (${violation.nodes.length})`);
}

await test(async () => {
  const browser = await launch();
  let looks = 0;
  for (const site of allSites) {
    const server = await serve(site.root, site.base);
    const search = await serveSearch(site);
    const pages = pageTypes(site).map(({ page }) => ({ page, address: server.address + page }));
    pages.push({ page: 'search with hits', address: `${search.address}search/?q=${encodeURIComponent('罚款')}` });
    await Promise.all(views.filter((view) => !site.looksOnly || view.name === '1280').map(async (view) => {
      const context = await browser.newContext({ viewport: view, bypassCSP: false });
      // Each time anew: the 长辈版 page, which is one of these, switches large type on.
      await context.addInitScript((large) => localStorage.setItem('large', large), view.large ? '1' : '0');
      const page = await context.newPage();
      const seen = await watch(page, 'http://127.0.0.1:');
      for (const { page: name, address } of pages) {
        const where = `${site.name} ${name} at ${view.name}`;
        await look(page, address, view, where);
        const complaints = seen.splice(0);
        check(complaints.length === 0, `${where}: ${complaints.slice(0, 3).join('; ')}`);
        ++looks;
      }
      await context.close();
    }));
    server.close();
    search.close();
  }
  await browser.close();
  console.log(`${looks} pages looked at`);
});
