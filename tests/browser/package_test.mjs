// Open data as others read it: the package by Frictionless' own library, every CSV against its schema,
// digests, JSON Lines, feeds and sitemap as XML that Chromium parses.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { check, filesBelow, launch, read, serve, sites, test, work } from './support.mjs';

const { Package } = createRequire(import.meta.url)('datapackage');
const atom = 'http://www.w3.org/2005/Atom';

await test(async () => {
  const browser = await launch();
  const page = await browser.newPage();
  for (const site of sites) {
    // The library does not know byte order marks, which the CSV files have for spreadsheets' sake.
    const data = path.join(work, `plain-${site.name}`);
    for (const file of filesBelow(path.join(site.root, 'data'))) {
      const bytes = fs.readFileSync(path.join(site.root, 'data', file));
      fs.mkdirSync(path.dirname(path.join(data, file)), { recursive: true });
      fs.writeFileSync(path.join(data, file), file.endsWith('.csv') ? bytes.subarray(3) : bytes);
    }
    const descriptor = JSON.parse(read(site, 'data/datapackage.json'));
    const loaded = await Package.load(descriptor, { basePath: data });
    check(loaded.valid, `${site.name}: ${loaded.errors.map((error) => error.message).slice(0, 5).join('; ')}`);
    let rows = 0;
    for (const resource of loaded.resources) {
      const bytes = fs.readFileSync(path.join(site.root, 'data', resource.descriptor.path));
      check(resource.descriptor.bytes === bytes.length, `${resource.descriptor.path}: size`);
      check(resource.descriptor.hash === 'sha256:' + crypto.createHash('sha256').update(bytes).digest('hex'), `${resource.descriptor.path}: digest`);
      if (resource.descriptor.format === 'csv') {
        check(bytes.subarray(0, 3).toString('hex') === 'efbbbf', `${resource.descriptor.path}: no byte order mark`);
        try {
          rows += (await resource.read({ keyed: true })).length;
        } catch (error) {
          check(false, `${resource.descriptor.path}: ${error.message} ${error.errors?.[0]?.message ?? ''}`);
        }
      }
      if (resource.descriptor.format === 'jsonl')
        for (const line of bytes.toString().split('\n').filter(Boolean)) check(typeof JSON.parse(line) === 'object', resource.descriptor.path);
    }
    console.log(`${site.name}: ${loaded.resources.length} files, ${rows} rows`);

    // Atom (RFC 4287): what a feed and an entry must have, once each.
    const server = await serve(site.root, site.base);
    await page.goto(server.address + 'robots.txt');
    const parse = (file) => page.evaluate(([text, space]) => {
      const xml = new DOMParser().parseFromString(text, 'text/xml');
      if (xml.querySelector('parsererror')) return { error: xml.querySelector('parsererror').textContent };
      const own = (node, name) => [...node.children].filter((child) => child.localName === name && child.namespaceURI === space);
      const facts = (node) => ({
        id: own(node, 'id').map((child) => child.textContent), title: own(node, 'title').length,
        updated: own(node, 'updated').map((child) => child.textContent), author: own(node, 'author').length,
        links: own(node, 'link').map((child) => child.getAttribute('href')),
      });
      const root = xml.documentElement;
      return { name: root.localName, space: root.namespaceURI, ...facts(root), entries: own(root, 'entry').map(facts),
        locations: [...root.querySelectorAll('loc')].map((loc) => loc.textContent) };
    }, [read(site, file), atom]);
    const time = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;
    const feeds = filesBelow(site.root).filter((file) => file.endsWith('.atom'));
    check(feeds.length > 0, `${site.name}: no feed`);
    for (const file of feeds) {
      const feed = await parse(file);
      check(!feed.error && feed.name === 'feed' && feed.space === atom, `${file}: ${feed.error ?? 'is no feed'}`);
      const ids = new Set();
      for (const part of [feed, ...(feed.entries ?? [])]) {
        check(part.id.length === 1 && URL.canParse(part.id[0]) && part.title === 1 && part.updated.length === 1 && time.test(part.updated[0]), `${file}: ${JSON.stringify(part).slice(0, 200)}`);
        check(!ids.has(part.id[0]), `${file}: id twice`);
        ids.add(part.id[0]);
      }
      check(feed.author === 1 && feed.links.some((href) => href.endsWith(file)), `${file}: author and self`);
    }
    const map = await parse('sitemap.xml');
    check(!map.error && map.locations.length > 0 && map.locations.length < 50000, `${site.name}: sitemap`);
    const base = JSON.parse(read(site, 'data/datapackage.json')).homepage;
    for (const address of map.locations) {
      const file = address.slice(base.length);
      check(address.startsWith(base) && fs.existsSync(path.join(site.root, file === '' || file.endsWith('/') ? file + 'index.html' : file)), `sitemap: ${address}`);
    }
    server.close();
  }
  await browser.close();
});
