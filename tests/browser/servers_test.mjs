// The example configurations in the real nginx and Apache, on loopback: headers, compressed copies,
// search behind the proxy, 404, tombstones as 410, and no query text in any log.
import fs from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';
import zlib from 'node:zlib';
import { spawn, spawnSync } from 'node:child_process';
import { check, filesBelow, here, serveSearch, sites, test, work } from './support.mjs';

const site = sites[0];
const freePort = () => new Promise((done) => {
  const probe = net.createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => done(port));
  });
});

function get(address, headers = {}) {
  return new Promise((done, fail) => {
    http.get(address, { headers }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => done({ status: response.statusCode, headers: response.headers, raw: response.rawHeaders, body: Buffer.concat(parts) }));
    }).on('error', fail);
  });
}

async function until(holds) {
  const end = Date.now() + 15000;
  while (Date.now() < end) {
    if (await holds().catch(() => false)) return true;
    await new Promise((next) => setTimeout(next, 50));
  }
  return false;
}

/// The example with this machine's places in it.
function example(name, dir, port, searchPort) {
  return fs.readFileSync(path.join(here, '../../packaging/web', name), 'utf8')
    .replaceAll('/srv/gongshi', dir)
    .replaceAll('127.0.0.1:8080', `127.0.0.1:${searchPort}`)
    .replaceAll(/\/var\/log\/(nginx|apache2)\//g, `${dir}/logs/`)
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('<VirtualHost *:80>', `<VirtualHost 127.0.0.1:${port}>`)
    .replace('#brotli_static on;', 'brotli_static on;');
}

const servers = {
  nginx: (dir, port, searchPort) => {
    const brotli = '/usr/lib/nginx/modules/ngx_http_brotli_static_module.so';
    fs.writeFileSync(path.join(dir, 'example.conf'), example('nginx.conf', dir, port, searchPort));
    fs.writeFileSync(path.join(dir, 'main.conf'), [
      `load_module ${brotli};`, process.getuid() === 0 ? 'user root;' : '', 'daemon off;', `pid ${dir}/pid;`, `error_log ${dir}/logs/start.log crit;`,
      'events {}', 'http {', 'include /etc/nginx/mime.types;', ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${dir}/tmp;`),
      `include ${dir}/example.conf;`, '}'].join('\n'));
    return { command: '/usr/sbin/nginx', args: ['-p', dir, '-c', path.join(dir, 'main.conf')], needs: [brotli] };
  },
  apache: (dir, port, searchPort) => {
    fs.writeFileSync(path.join(dir, 'example.conf'), example('apache.conf', dir, port, searchPort));
    const modules = ['mpm_event', 'authz_core', 'headers', 'rewrite', 'proxy', 'proxy_http', 'mime', 'dir'];
    fs.writeFileSync(path.join(dir, 'main.conf'), [
      `ServerRoot ${dir}`, `PidFile ${dir}/pid`, `Listen 127.0.0.1:${port}`, 'ServerName localhost', `ErrorLog ${dir}/logs/start.log`,
      `DefaultRuntimeDir ${dir}`, process.getuid() === 0 ? 'User www-data\nGroup www-data' : '', 'TypesConfig /etc/mime.types',
      ...modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`), `Include ${dir}/example.conf`].join('\n')
      .replace('TypesConfig /etc/mime.types\n', '') + '\nTypesConfig /etc/mime.types\n');
    return { command: '/usr/sbin/apache2', args: ['-d', dir, '-f', path.join(dir, 'main.conf'), '-D', 'FOREGROUND'], needs: ['/etc/mime.types'] };
  },
};

async function ask(name, address, search, logs) {
  const where = (text) => `${name}: ${text}`;
  const plain = { 'accept-encoding': 'identity' };
  const page = fs.readFileSync(path.join(site.root, 'index.html'));
  const asset = filesBelow(site.root).find((file) => /^assets\/web\..*\.css$/.test(file));

  const home = await get(address, plain);
  check(home.status === 200 && home.body.equals(page), where('home'));
  for (const [header, value] of [['content-type', 'text/html; charset=utf-8'], ['referrer-policy', 'no-referrer'], ['x-content-type-options', 'nosniff'], ['cache-control', 'max-age=300']])
    check(home.headers[header]?.toLowerCase() === value, where(`${header} is ${home.headers[header]}`));
  check(home.headers['content-security-policy']?.startsWith("default-src 'self'"), where('policy'));
  for (const [coding, unpack] of [['br', zlib.brotliDecompressSync], ['gzip', zlib.gunzipSync]]) {
    for (const [file, type] of [['index.html', 'text/html'], [asset, 'text/css'], ['data/agencies/all/agencies.csv', 'text/csv'], ['decisions/', 'text/html']]) {
      const packed = await get(address + file, { 'accept-encoding': coding });
      const original = fs.readFileSync(path.join(site.root, file.endsWith('/') ? file + 'index.html' : file));
      check(packed.headers['content-encoding'] === coding && unpack(packed.body).equals(original), where(`${file} as ${coding}: ${packed.status} ${packed.headers['content-encoding']}`));
      check(packed.headers['content-type']?.startsWith(type), where(`${file} as ${coding} is ${packed.headers['content-type']}`));
      check(/accept-encoding/i.test(packed.headers.vary ?? ''), where(`${file}: Vary`));
    }
  }
  check((await get(address + asset, plain)).headers['cache-control'] === 'public, max-age=31536000, immutable', where('assets are cached for ever'));
  const moved = await get(address + 'decisions', plain);
  check(moved.status === 301 && new URL(moved.headers.location, address + 'decisions').pathname.endsWith('/decisions/'), where(`a folder: ${moved.status} ${moved.headers.location}`));

  const missing = await get(address + 'decisions/2026-01/nothing.html', plain);
  check(missing.status === 404 && missing.body.equals(fs.readFileSync(path.join(site.root, '404.html'))), where(`404: ${missing.status}`));
  check(missing.headers['content-security-policy'], where('404 has no policy'));
  const marker = filesBelow(site.root).find((file) => file.endsWith('.gone'));
  if (check(marker, 'the demonstration has no tombstone')) {
    const stone = marker.slice(0, -'.gone'.length);
    for (const coding of ['identity', 'gzip']) {
      const gone = await get(address + stone, { 'accept-encoding': coding });
      const body = gone.headers['content-encoding'] === 'gzip' ? zlib.gunzipSync(gone.body) : gone.body;
      check(gone.status === 410 && body.equals(fs.readFileSync(path.join(site.root, stone))), where(`a tombstone as ${coding}: ${gone.status}`));
      check(gone.headers['content-type']?.startsWith('text/html'), where(`a tombstone is ${gone.headers['content-type']}`));
    }
    check((await get(address + marker, plain)).status === 404, where('the marker itself'));
  }

  const query = encodeURIComponent('罚款');
  const hits = await get(`${address}search/?q=${query}`, plain);
  check(hits.status === 200 && /data-total="[1-9]/.test(hits.body.toString()), where(`search: ${hits.status}`));
  check((await get(`${address}search/index.html?q=${query}`, plain)).body.equals(hits.body), where('search at index.html'));
  check(JSON.parse((await get(`${address}search.json?q=${query}`, plain)).body).total > 0, where('search.json'));
  for (const header of ['content-security-policy', 'cache-control', 'referrer-policy']) {
    const times = hits.raw.filter((text, i) => i % 2 === 0 && text.toLowerCase() === header).length;
    check(times === 1, where(`search answers ${header} ${times} times`));
  }
  check(hits.headers['cache-control'] === 'no-store', where(`search is cached: ${hits.headers['cache-control']}`));

  search.close();
  await until(async () => {
    const down = await get(`${address}search/?q=${query}`, plain);
    return down.status === 503 && down.body.toString().includes('id="static-search"');
  });
  const down = await get(`${address}search/?q=${query}`, plain);
  check(down.status === 503 && down.body.toString().includes('id="static-search"'), where(`without search: ${down.status} ${down.body.toString().slice(0, 300)}`));

  const said = filesBelow(logs).map((file) => fs.readFileSync(path.join(logs, file), 'utf8')).join('\n');
  check(said.includes('/search/'), where('nothing was logged'));
  check(!said.includes(query) && !said.includes('罚款') && !/[?&]q=|%E7/.test(said), where('the query stands in a log'));
}

await test(async () => {
  for (const [name, prepare] of Object.entries(servers)) {
    const dir = path.join(work, `server-${name}`);
    for (const folder of ['logs', 'tmp', 'www']) fs.mkdirSync(path.join(dir, folder), { recursive: true });
    fs.rmSync(path.join(dir, 'www/xzzfgs'), { force: true });
    fs.symlinkSync(site.root, path.join(dir, 'www/xzzfgs'));
    const search = await serveSearch(site);
    const port = await freePort();
    const { command, args, needs } = prepare(dir, port, new URL(search.address).port);
    const lacking = [command, ...needs].filter((file) => !fs.existsSync(file));
    if (lacking.length) {
      console.log(`${name} is left out: ${lacking.join(', ')} is missing`);
      search.close();
      continue;
    }
    const tried = spawnSync(command, [...args.filter((word) => !['-D', 'FOREGROUND'].includes(word)), '-t'], { encoding: 'utf8' });
    if (check(tried.status === 0, `${name}: ${tried.stderr}`)) {
      const server = spawn(command, args, { stdio: 'inherit' });
      const address = `http://127.0.0.1:${port}${site.base}`;
      try {
        if (check(await until(async () => (await get(address)).status > 0), `${name} does not answer`))
          await ask(name, address, search, path.join(dir, 'logs'));
      } finally {
        server.kill('SIGTERM');
        await new Promise((done) => server.once('exit', done));
      }
      console.log(`${name}: asked`);
    }
    search.close();
  }
});
