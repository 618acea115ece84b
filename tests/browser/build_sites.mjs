// Builds the sites that the other tests look at.
import fs from 'node:fs';
import path from 'node:path';
import { spawnSync } from 'node:child_process';
import { allSites, asOf, check, gongshi, here, test, work } from './support.mjs';

await test(() => {
  fs.rmSync(work, { recursive: true, force: true });
  fs.mkdirSync(work, { recursive: true });
  const third = path.join(work, 'third-site');
  fs.cpSync(path.join(here, 'second-site'), third, { recursive: true });
  const config = fs.readFileSync(path.join(third, 'site.json'), 'utf8');
  fs.writeFileSync(path.join(third, 'site.json'), config.replace('"song"', '"zhu"'));
  for (const site of allSites) {
    const night = spawnSync(gongshi, ['--site', site.folder, '--out', site.out, '--as-of', asOf, 'nightly'], { encoding: 'utf8' });
    check(night.status === 0 || night.status === 1, `${site.name}: ${night.status} ${night.stderr}${night.stdout}`);
  }
});
