// What halls print, as the pages Chromium makes of it: how many and how large, the head of a table on each,
// no row cut in two, numbers of pages, source and date. The PDF files stay in the work folder to be looked at.
import fs from 'node:fs';
import path from 'node:path';
import { check, filesBelow, launch, read, serve, sites, test, work } from './support.mjs';
import { pagesOf } from './pdf.mjs';

const kinds = [
  { name: 'sheet', of: /^print\/decisions-penalty-[0-9A-Z]{18}\.html$/, width: 297, height: 210, numbered: true, dated: true },
  { name: 'list', of: /^print\/powers-[0-9A-Z]{18}\.html$/, width: 297, height: 210, numbered: true, dated: true },
  { name: 'officers', of: /^print\/officers-[0-9A-Z]{18}\.html$/, width: 297, height: 210, numbered: true, dated: true },
  { name: 'sign', of: /^print\/window-[0-9A-Z]{18}\.html$/, width: 210, height: 148, dated: true },
  { name: 'leaflet', of: /^print\/leaflet\.html$/, width: 297, height: 210, pages: 2 },
  { name: 'booklet', of: /^print\/booklet-[0-9A-Z]{18}\.html$/, width: 148, height: 210, numbered: true, dated: true },
];
/// The same words, however they are spaced and broken.
const plain = (text) => text.normalize('NFKC').replace(/\s+/g, '');
const count = (text, part) => text.split(part).length - 1;

async function sheet(page, pages, where) {
  const { heads, rows } = await page.evaluate(() => ({
    heads: [...document.querySelectorAll('thead th')].map((head) => head.textContent),
    rows: [...document.querySelectorAll('tbody tr')].map((row) => [...row.cells].slice(1).map((cell) => cell.textContent)),
  }));
  const withRows = pages.filter(({ text }) => rows.some((row) => text.includes(plain(row[0]))));
  check(withRows.length >= 1, `${where}: no page shows a row`);
  for (const [i, { text }] of withRows.entries())
    for (const head of heads) check(text.includes(plain(head)), `${where}: page ${i + 1} of ${withRows.length} has no “${head}” over its rows`);
  for (const row of rows) {
    const at = pages.findIndex(({ text }) => row.every((cell) => text.includes(plain(cell))));
    check(at >= 0, `${where}: the row ${row[0]} is cut in two or lost`);
  }
  check(plain(pages.at(-1).text).includes('张贴后如有更正或者撤下,以网站为准'), `${where}: the end does not say that the website counts`);
}

await test(async () => {
  const browser = await launch();
  const folder = path.join(work, 'pdf');
  fs.mkdirSync(folder, { recursive: true });
  const site = sites[0];
  const server = await serve(site.root, site.base);
  const page = await (await browser.newContext()).newPage();
  for (const kind of kinds) {
    const files = filesBelow(site.root, 'print').filter((name) => kind.of.test(name));
    const largest = files.sort((a, b) => read(site, b).length - read(site, a).length)[0];
    if (!check(largest, `nothing to print of ${kind.name}`)) continue;
    await page.goto(server.address + largest);
    await page.waitForFunction(() => getComputedStyle(document.documentElement).getPropertyValue('--day').includes('2026'));
    const bytes = await page.pdf({ preferCSSPageSize: true, path: path.join(folder, `${kind.name}.pdf`) });
    const pages = pagesOf(bytes).map((one) => ({ ...one, text: plain(one.text) }));
    const where = `${kind.name} (${largest})`;
    for (const [i, { width, height, text }] of pages.entries()) {
      check(Math.abs(width - kind.width) <= 1 && Math.abs(height - kind.height) <= 1, `${where}: page ${i + 1} is ${width} × ${height} mm`);
      check(text.length > 20, `${where}: page ${i + 1} is blank`);
      if (kind.numbered) check(text.includes(`第${i + 1}页,共${pages.length}页`), `${where}: page ${i + 1} of ${pages.length} has no number`);
      if (kind.dated) check(text.includes('数据截至2026-11-21以网站为准'), `${where}: page ${i + 1} has no date`);
    }
    if (kind.pages) check(pages.length === kind.pages, `${where} has ${pages.length} pages`);
    if (kind.name === 'leaflet') check(pages[0].text.includes('数据截至2026年11月21日,以网站为准'), 'the leaflet has no date');
    if (kind.name === 'sign') check(pages.length === count(read(site, largest), 'class="sign"'), `${where}: ${pages.length} pages for ${count(read(site, largest), 'class="sign"')} officers`);
    if (await page.locator('thead').count()) await sheet(page, pages, where);
    check(!pages.some(({ text }) => text.includes('返回')), `${where}: the bar above the page is printed`);
    console.log(`${where}: ${pages.length} pages`);
  }
  await server.close();
  await browser.close();
});
