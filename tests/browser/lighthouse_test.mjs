// Lighthouse on four types of page: at least 95 of 100 in every category. The scores are printed;
// times are not asserted, they are the machine's.
import { launch as launchChrome } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { check, chromiumFlags, chromiumPath, pageTypes, serve, sites, test } from './support.mjs';

const kLeast = 0.95, kTries = 3;
const wanted = ['index.html', 'decisions/index.html', 'decisions/month/record.html', 'agencies/code.html'];

await test(async () => {
  const site = sites[0];
  const server = await serve(site.root, site.base);
  const chrome = await launchChrome({ chromePath: chromiumPath, chromeFlags: [...chromiumFlags, '--headless=new'] });
  for (const { type, page } of pageTypes(site).filter(({ type }) => wanted.includes(type))) {
    let scores = {}, weak = [];
    // A busy machine makes a page look slow: the best of a few tries counts.
    for (let i = 0; i < kTries; ++i) {
      const { lhr } = await lighthouse(server.address + page, {
        port: chrome.port, output: 'json', logLevel: 'error', throttlingMethod: 'simulate',
        onlyCategories: ['performance', 'accessibility', 'best-practices', 'seo'],
        // What this test's server stands for is https; the canonical address is that of the real site.
        skipAudits: ['is-on-https', 'redirects-http', 'uses-http2', 'canonical'],
      });
      for (const [name, category] of Object.entries(lhr.categories)) scores[name] = Math.max(scores[name] ?? 0, category.score);
      weak = Object.values(lhr.audits).filter((audit) => audit.score !== null && audit.score < 0.9 && audit.scoreDisplayMode !== 'informative').map((audit) => audit.id);
      if (Object.values(scores).every((score) => score >= kLeast)) break;
    }
    console.log(`${type}: ${Object.entries(scores).map(([name, score]) => `${name} ${Math.round(score * 100)}`).join(', ')}`);
    for (const [name, score] of Object.entries(scores)) check(score >= kLeast, `${type}: ${name} ${Math.round(score * 100)} (${weak.join(', ')})`);
  }
  await chrome.kill();
  server.close();
});
