// Every link and asset of every page leads to a file that is there, relative to the page, so that a
// site works in any sub-directory and from a disk; no page refers to another host; sizes.
import fs from 'node:fs';
import path from 'node:path';
import { check, pagesOf, read, sites, test } from './support.mjs';

const kPage = 30 * 1024, kFirstView = 60 * 1024;
const decoded = (text) => text.replace(/&amp;/g, '&').replace(/&quot;/g, '"').replace(/&#39;/g, "'").replace(/&lt;/g, '<').replace(/&gt;/g, '>');

function transfer(site, file) {
  const whole = path.join(site.root, file);
  return fs.statSync(fs.existsSync(whole + '.br') ? whole + '.br' : whole).size;
}

await test(() => {
  for (const site of sites) {
    const ids = new Map();
    const idsOf = (page) => {
      if (!ids.has(page)) ids.set(page, new Set([...read(site, page).matchAll(/\sid="([^"]*)"/g)].map((m) => decoded(m[1]))));
      return ids.get(page);
    };
    let links = 0, largest = [0, ''], heaviest = [0, ''];
    for (const page of pagesOf(site)) {
      const html = read(site, page);
      check(!/<[^>]*\sstyle\s*=|<style\b|\son[a-z]+\s*=\s*"/i.test(html), `${page}: inline style or handler`);
      for (const script of html.matchAll(/<script\b([^>]*)>([^<]*)/g))
        check(/\bsrc="/.test(script[1]) || /type="application\/ld\+json"/.test(script[1]), `${page}: inline script`);
      const bytes = Buffer.byteLength(html);
      if (bytes > largest[0]) largest = [bytes, page];
      let view = transfer(site, page);
      for (const match of html.matchAll(/<([a-z]+)\b[^>]*?\s(href|src|action)="([^"]*)"[^>]*>/g)) {
        const link = decoded(match[3]);
        ++links;
        if (/^(mailto|tel):/.test(link)) continue;
        if (/^https?:/.test(link)) {
          check(match[1] === 'a' || /rel="canonical"/.test(match[0]), `${page}: loads ${link}`);
          continue;
        }
        if (page === '404.html' && link.startsWith(site.base)) continue;  // shown at any address
        if (!check(!link.startsWith('/'), `${page}: ${link} is not relative`)) continue;
        const [target, fragment] = link.replace(/\?[^#]*/, '').split('#');
        let file = target === '' ? page : path.posix.join(path.posix.dirname(page), decodeURIComponent(target));
        if (file.endsWith('/')) file += 'index.html';
        if (!check(!file.startsWith('..') && fs.existsSync(path.join(site.root, file)), `${page}: ${link} leads nowhere`)) continue;
        check(match[1] !== 'a' || !fs.statSync(path.join(site.root, file)).isDirectory(), `${page}: ${link} is a folder, which a disk does not open`);
        if (fragment && fragment !== 'top' && file.endsWith('.html')) check(idsOf(file).has(decodeURIComponent(fragment)), `${page}: ${link} has no such place`);
        const loads = (match[1] === 'link' && /rel="(stylesheet|icon)"/.test(match[0])) || ['script', 'img'].includes(match[1]);
        if (loads) view += transfer(site, file);
      }
      if (view > heaviest[0]) heaviest = [view, page];
      check(bytes <= kPage, `${page}: ${bytes} bytes`);
      check(view <= kFirstView, `${page}: a first view takes ${view} bytes`);
    }
    console.log(`${site.name}: ${links} links; largest page ${largest.join(' ')}; heaviest first view ${heaviest.join(' ')}`);
  }
});
