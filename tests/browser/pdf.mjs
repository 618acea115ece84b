// What Chromium printed, read back: pages, their sizes and their text. Knows as much of PDF as Chromium
// writes: objects in the open, compressed streams, fonts with a table of the characters they show.
import zlib from 'node:zlib';

const number = (text) => Number(text);

// A glyph that stands for a character and for a radical of the same form is given as the radical.
const radicals = '⺟母⺠民⻁虎⻄西⻅见⻆角⻉贝⻋车⻓长⻔门⻘青⻙韦⻚页⻛风⻜飞⻝食⻢马⻣骨⻤鬼⻥鱼⻦鸟⻨麦⻩黄⻬齐⻮齿⻰龙⻳龟';
const characterOf = new Map(radicals.match(/../gu).map(([radical, character]) => [radical, character]));

function objectsOf(bytes) {
  const text = bytes.toString('latin1');
  const objects = new Map();
  for (const match of text.matchAll(/(?:^|\n)(\d+) 0 obj\s([\s\S]*?)\nendobj/g)) {
    const at = match[2].indexOf('stream\n');
    const dictionary = at < 0 ? match[2] : match[2].slice(0, at);
    let stream = at < 0 ? null : Buffer.from(match[2].slice(at + 7).replace(/\n?endstream\s*$/, ''), 'latin1');
    if (stream && /\/FlateDecode/.test(dictionary) && !/\/Subtype \/Image/.test(dictionary)) stream = zlib.inflateSync(stream, { finishFlush: zlib.constants.Z_SYNC_FLUSH });
    objects.set(number(match[1]), { dictionary, stream });
  }
  return objects;
}

/// Glyph → character, from the font's own table; `digits` of a glyph's number, two or four.
function charactersOf(objects, font) {
  const table = new Map();
  const reference = objects.get(font)?.dictionary.match(/\/ToUnicode (\d+) 0 R/);
  if (!reference) return table;
  const text = objects.get(number(reference[1])).stream.toString('latin1');
  table.digits = text.match(/begincodespacerange\s*<(\w+)>/)[1].length;
  const shown = (hex) => String.fromCharCode(...hex.match(/.{4}/g).map((unit) => parseInt(unit, 16)));
  for (const [, block] of text.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, glyph, hex] of block.matchAll(/<(\w+)>\s*<(\w+)>/g)) table.set(parseInt(glyph, 16), shown(hex));
  for (const [, block] of text.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, first, last, hex] of block.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
      for (let glyph = parseInt(first, 16); glyph <= parseInt(last, 16); ++glyph)
        table.set(glyph, shown(hex.slice(0, -4) + (parseInt(hex.slice(-4), 16) + glyph - parseInt(first, 16)).toString(16).padStart(4, '0')));
  return table;
}

function textOf(content, fonts) {
  let characters = new Map();
  let said = '';
  for (const [, font, hex, list] of content.matchAll(/\/(F\d+) [\d.-]+ Tf|<([0-9A-Fa-f]+)> Tj|\[([^\]]*)\] TJ/g)) {
    if (font) characters = fonts.get(font) ?? new Map();
    for (const [, glyphs] of (hex ? `<${hex}>` : list ?? '').matchAll(/<([0-9A-Fa-f]+)>/g))
      for (const glyph of glyphs.match(characters.digits === 2 ? /.{2}/g : /.{4}/g) ?? []) said += characters.get(parseInt(glyph, 16)) ?? '';
  }
  return said.normalize('NFKC').replace(/[\u2e80-\u2eff]/g, (radical) => characterOf.get(radical) ?? radical);
}

/// [{ width, height, text }] in millimetres, in the order of the pages.
export function pagesOf(bytes) {
  const objects = objectsOf(bytes);
  const of = (reference) => objects.get(number(reference));
  const under = (id) => {
    const { dictionary } = of(id);
    const kids = dictionary.match(/\/Kids \[([^\]]*)\]/);
    return kids ? [...kids[1].matchAll(/(\d+) 0 R/g)].flatMap(([, kid]) => under(kid)) : [dictionary];
  };
  const root = [...objects.values()].find(({ dictionary }) => /\/Type \/Catalog/.test(dictionary)).dictionary;
  return under(root.match(/\/Pages (\d+) 0 R/)[1]).map((page) => {
    const box = page.match(/\/MediaBox \[([^\]]*)\]/)[1].trim().split(/\s+/).map(number);
    const fonts = new Map([...(page.match(/\/Font <<([\s\S]*?)>>/)?.[1] ?? '').matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, id]) => [name, charactersOf(objects, number(id))]));
    const content = of(page.match(/\/Contents (\d+) 0 R/)[1]).stream.toString('latin1');
    const points = 25.4 / 72;
    return { width: Math.round((box[2] - box[0]) * points), height: Math.round((box[3] - box[1]) * points), text: textOf(content, fonts) };
  });
}
