// The strings of the Big List of Naughty Strings and of an XSS payload list, placed in every text field
// of every dataset: nothing runs, nothing is asked of another host, and what stays public shows as it is.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { asOf, check, filesBelow, gongshi, here, launch, pagesOf, read, serve, test, watch, work } from './support.mjs';

const suites = path.join(process.env.GONGSHI_SHARED ?? path.join(here, '../../../shared'), 'suites');
const own = ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", '{{SITE_NAME}}', '</title><svg/onload=alert(1)>',
  'javascript:alert(1)', '<!--', ']]>', '&lt;b&gt;', '\\u003cscript\\u003e', '</script><script>alert(1)</script>', '%3Cscript%3E', '=cmd|/c calc!A0', '𝒯ℯ𝓍𝓉 ﷽'];

function strings() {
  const list = [...own];
  const naughty = path.join(suites, 'blns/blns.json'), payloads = path.join(suites, 'xss-payload-list/Intruder/xss-payload-list.txt');
  if (!fs.existsSync(naughty) || !fs.existsSync(payloads)) {
    console.log('WARN: the suites blns and xss-payload-list are not there; only the test\'s own strings are tried');
    return list;
  }
  list.push(...JSON.parse(fs.readFileSync(naughty, 'utf8')), ...fs.readFileSync(payloads, 'utf8').split('\n'));
  return [...new Set(list.filter((text) => text.trim() && text.length < 2000))];
}

/// Every public text field of a dataset, as its definition names them; `shown`: those whose page says
/// them word by word (Markdown is shown as what it means, a heading of party and matter stands for a
/// title, and a line of steps is shown as a list of them).
function fieldsOf(dataset, shown = false) {
  const text = fs.readFileSync(path.join(here, '../../content/datasets', dataset + '.json'), 'utf8');
  return JSON.parse(text.replace(/^\s*\/\/.*$/gm, '')).fields
    .filter((field) => field.public && ['string', 'text', 'markdown', 'plain'].includes(field.type))
    .filter((field) => !shown || (field.detail && field.type !== 'markdown' && !['title', 'steps'].includes(field.name))).map((field) => field.name);
}

function place(record, field, value) {
  const [first, rest] = field.split('.');
  if (rest) record[first] = { ...record[first], [rest]: value };
  else record[first] = value;
}

/// The second site with hostile copies of its first record of every dataset.
function writeSite(folder, planted) {
  fs.cpSync(path.join(here, 'second-site'), folder, { recursive: true });
  const datasets = fs.readdirSync(path.join(folder, 'feeds')).map((file) => file.replace('.jsonl', ''));
  const targets = datasets.filter((name) => name !== 'agencies').flatMap((dataset) => fieldsOf(dataset).map((field) => ({ dataset, field })));
  const perRecord = 4;  // a string that must be held back takes few others with it
  let next = 0, number = 0;
  for (const dataset of datasets) {
    if (dataset === 'agencies') continue;
    const file = path.join(folder, 'feeds', dataset + '.jsonl');
    const first = JSON.parse(fs.readFileSync(file, 'utf8').split('\n')[0]);
    const fields = fieldsOf(dataset);
    const share = Math.ceil(planted.length * fields.length / targets.length);
    const lines = [];
    for (let used = 0; used < Math.max(share, fields.length) && next < planted.length + targets.length;) {
      const record = structuredClone(first);
      record.id = `${dataset === 'decisions' ? '示市罚〔2026〕' : 'x-'}${1000 + ++number}${dataset === 'decisions' ? '号' : ''}`;
      if (dataset === 'decisions') record.document_number = record.id;
      for (let i = 0; i < perRecord; ++i, ++used, ++next) place(record, fields[used % fields.length], planted[next % planted.length]);
      lines.push(JSON.stringify(record));
    }
    fs.appendFileSync(file, lines.join('\n') + '\n');
  }
  return targets;
}

/// Leaves out the records that are held back for what stands in them: payloads repeat each other, and
/// what one held record says must then stand nowhere.
function dropHeld(folder, out) {
  fs.rmSync(out, { recursive: true, force: true });
  spawnSync(gongshi, ['--site', folder, '--out', out, '--as-of', asOf, 'pull'], { maxBuffer: 1 << 28 });
  const reports = path.join(out, 'state/reports');
  const report = JSON.parse(fs.readFileSync(path.join(reports, fs.readdirSync(reports).sort().pop(), 'report.json'), 'utf8'));
  const held = new Set(report.held.map(({ dataset, id }) => `${dataset} ${id}`));
  for (const name of fs.readdirSync(path.join(folder, 'feeds'))) {
    const file = path.join(folder, 'feeds', name);
    const lines = fs.readFileSync(file, 'utf8').split('\n').filter((line) => line && !held.has(`${name.replace('.jsonl', '')} ${JSON.parse(line).id}`));
    fs.writeFileSync(file, lines.join('\n') + '\n');
  }
  console.log(`${held.size} records with what may be personal are left out`);
}

/// Text as a reader sees it: blanks in one, what no screen shows left out.
const seen = (text) => text.normalize('NFC').replace(/[\p{Cf}\p{Cc}\s]+/gu, '');

await test(async () => {
  const planted = strings();
  const folder = path.join(work, 'strings-site'), site = { name: 'strings', folder, out: path.join(work, 'strings') };
  site.root = path.join(site.out, 'current/site');
  for (const old of [folder, site.out]) fs.rmSync(old, { recursive: true, force: true });
  writeSite(folder, planted);
  dropHeld(folder, path.join(work, 'strings-first'));
  const night = spawnSync(gongshi, ['--site', folder, '--out', site.out, '--as-of', asOf, 'nightly'], { encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!check(night.status === 0 || night.status === 1, `the night ended ${night.status}: ${(night.stderr + night.stdout).slice(0, 3000)}`)) return;

  // What is public of each record, as the data files say it; it must stand on its page.
  const shown = new Map();
  for (const file of filesBelow(site.root).filter((name) => /^data\/(?!double).*\.jsonl$/.test(name) && !name.includes('withdrawn')))
    for (const line of read(site, file).split('\n').filter(Boolean)) {
      const record = JSON.parse(line);
      const dataset = file.split('/')[1];
      const texts = fieldsOf(dataset, true).map((field) => field.split('.').reduce((value, name) => value?.[name], record)).filter((text) => typeof text === 'string' && planted.includes(text));
      const page = record.url?.split('/xzzf/')[1];
      if (page && texts.length) shown.set(page, { dataset, texts });
    }
  const server = await serve(site.root, '/zwgk/fdzdgknr/xzzf/');
  const browser = await launch();
  const pages = pagesOf(site);
  let texts = 0;
  await Promise.all([0, 1].map(async (half) => {
    const page = await (await browser.newContext()).newPage();
    const complaints = await watch(page, server.address);
    for (const name of pages.filter((_, i) => i % 2 === half)) {
      await page.goto(server.address + name, { waitUntil: 'load' });
      check(complaints.length === 0, `${name}: ${complaints.splice(0).slice(0, 3).join('; ')}`);
      const planted = shown.get(name);
      if (!planted) continue;
      const body = seen(await page.evaluate(() => document.querySelector('main').textContent + '\n' + document.title));
      for (const text of planted.texts) {
        ++texts;
        check(body.includes(seen(text)), `${name}: does not show ${JSON.stringify(text.slice(0, 80))}`);
      }
    }
  }));
  await browser.close();
  server.close();
  console.log(`${planted.length} strings; ${pages.length} pages; ${texts} strings seen on ${shown.size} pages`);
  check(texts > 0, 'no string was seen');
});
