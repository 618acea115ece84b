// Builds the sites that the other tests look at, each from a copy of its folder. One record of the
// first two is withdrawn after it was public, so that a tombstone stands there.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { allSites, asOf, check, filesBelow, gongshi, read, test, work } from './support.mjs';

function run(site, verb) {
  const done = spawnSync(gongshi, ['--site', site.folder, '--out', site.out, '--as-of', asOf, ...verb], { encoding: 'utf8' });
  check(done.status === 0 || done.status === 1, `${site.name} ${verb[0]}: ${done.status} ${done.stderr}${done.stdout}`);
}

await test(() => {
  fs.rmSync(work, { recursive: true, force: true });
  for (const site of allSites) {
    fs.cpSync(site.source, site.folder, { recursive: true });
    if (site.theme) {
      const config = path.join(site.folder, 'site.json');
      fs.writeFileSync(config, fs.readFileSync(config, 'utf8').replace(/"theme": "[a-z]+"/, `"theme": "${site.theme}"`));
    }
    run(site, ['nightly']);
    if (site.looksOnly) continue;
    const file = filesBelow(site.root, 'data/decisions').filter((name) => name.endsWith('.jsonl')).pop();
    const record = read(site, file).trim().split('\n').map((line) => JSON.parse(line)).find((row) => row.party?.kind === 'organisation');
    run(site, ['withdraw', 'decisions', record.agency, record.id, '--reason', 'revoked', '--ground', '行政复议决定', '--by', '示例区司法局']);
    check(filesBelow(site.root, 'decisions').some((name) => name.endsWith('.gone')), `${site.name}: ${record.id} left no tombstone`);
  }
});
