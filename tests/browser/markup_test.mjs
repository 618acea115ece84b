// html-validate and the Nu checker on every type of page and 200 sampled pages of each site.
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { HtmlValidate } from 'html-validate';
import vnu from 'vnu-jar';
import { check, pageTypes, sample, serveSearch, sites, test, work } from './support.mjs';
import fs from 'node:fs';

const validator = new HtmlValidate({
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    'no-trailing-whitespace': 'off',  // the look of the source, not of the page
    'void-style': 'off',              // cmark closes its void elements
    'long-title': 'off',              // a party and its matter are as long as they are
    'no-inline-style': 'error',
    'require-sri': 'off',             // everything is of the same origin
    'no-redundant-role': 'off',       // tables become blocks on a phone: then the roles are not redundant
    'tel-non-breaking': 'off',        // CSS keeps numbers in one piece
  },
});

await test(async () => {
  const files = [];
  for (const site of sites) {
    const pages = new Set([...pageTypes(site).map(({ page }) => page), ...sample(site, 200)]);
    console.log(`${site.name}: ${pages.size} pages, ${pageTypes(site).length} types`);
    for (const page of pages) files.push(path.join(site.root, page));
  }
  const search = await serveSearch(sites[0]);
  for (const [name, query] of [['hits', 'q=罚款'], ['none', 'q=没有这样的词'], ['wrong', 'q=a&from=2026-12-01&to=2026-01-01']]) {
    const file = path.join(work, `search-${name}.html`);
    fs.writeFileSync(file, await (await fetch(`${search.address}search/?${query}`)).text());
    files.push(file);
  }
  search.close();

  for (const file of files) {
    const report = await validator.validateFile(file);
    for (const result of report.results)
      for (const message of result.messages)
        check(message.severity < 2, `html-validate ${file.slice(work.length)}:${message.line} ${message.ruleId}: ${message.message}`);
  }

  const nu = spawnSync('java', ['-jar', vnu, '--format', 'json', '--exit-zero-always', ...files], {
    encoding: 'utf8', maxBuffer: 1 << 28,
  });
  check(nu.status === 0, `Nu: ${nu.error ?? nu.stderr.slice(0, 2000)}`);
  const messages = JSON.parse(nu.stderr).messages;
  for (const message of messages)
    if (message.type === 'error') check(false, `Nu ${message.url}:${message.lastLine} ${message.message} ${message.extract ?? ''}`);
  console.log(`${files.length} pages, ${messages.length} messages of the Nu checker`);
});
