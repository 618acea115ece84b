/* What search without a server knows of text: the normal form, terms, the words of a query, marks and
   what may have been meant. Does the same as terms.cc, words.cc, marks.cc and suggest.cc. */
(function (root) {
  "use strict";

  const SIGNS = "!#$%()*+,-./:;=?@[]^_{|}~'";

  /* A member of a table of data; `constructor` is a word like any other. */
  const own = (table, key) => (table && Object.prototype.hasOwnProperty.call(table, key) ? table[key] : undefined);
  const BLANKS = "[\\t-\\r \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+", ENDS = new RegExp("^" + BLANKS + "|" + BLANKS + "$", "g");
  const trimmed = (text) => text.replace(ENDS, "");
  const isHan = (c) => /\p{Ideographic}/u.test(c) && c !== "〇";
  const isWord = (c) => !isHan(c) && /[\p{L}\p{M}\p{N}]/u.test(c);
  const isDigit = (c) => c >= "0" && c <= "9";
  const isPhrase = (word) => { const all = [...word]; return all.length > 2 && all.every(isHan); };
  const lower = (c) => [...c.toLowerCase()][0];

  /* `characters`: for each traditional one how far it is from the one before, and how far on its simplified form is. */
  function makeNormalise(characters) {
    const table = new Map(), list = numbers(characters);
    for (let i = 0, at = 0; i + 1 < list.length; i += 2) {
      at += list[i];
      const forward = list[i + 1] % 2 ? -(list[i + 1] - 1) / 2 : list[i + 1] / 2;
      table.set(String.fromCodePoint(at), String.fromCodePoint(at + forward));
    }
    const invisible = /[\p{Cc}\p{Cf}\p{Cs}\p{Cn}\u2028\u2029]/gu;
    return (text) => {
      const line = trimmed(text.replace(/[\t-\r\x1c-\x20\xa0\u1680\u2000-\u2006\u2008-\u200a\u2028\u2029\u202f\u205f\u3000]+/g, " ")
        .replace(invisible, "").normalize("NFKC").replace(invisible, "")
        .replace(/[[({〔【［（﹝〖〘〚｛﹛〈]/g, "〔").replace(/[\])}〕】］）﹞〗〙〛｝﹜〉]/g, "〕"));
      const small = Array.from(line, lower).join("").normalize("NFKC");
      return Array.from(small, (c) => table.get(c) || c).join("");
    };
  }

  /* Runs of Chinese and of letters and digits; thousands commas are left out of numbers. */
  function runsOf(text) {
    const runs = [];
    let open = false;
    const thousands = (i) => text[i] === "," && i > 0 && isDigit(text[i - 1]) && i + 3 < text.length &&
      [1, 2, 3].every((k) => isDigit(text[i + k])) && (i + 4 >= text.length || !isDigit(text[i + 4]));
    text.forEach((c, i) => {
      const han = isHan(c);
      if (han || isWord(c)) {
        if (!open || runs[runs.length - 1].han !== han) runs.push({ text: [], begin: i, end: i, han });
        runs[runs.length - 1].text.push(c);
        runs[runs.length - 1].end = i + 1;
        open = true;
      } else if (!open || runs[runs.length - 1].han || !thousands(i)) open = false;
    });
    return runs;
  }

  /* Year and serial number of 〔2026〕0118: [2026/118, number of the serial's run]. */
  function numberTerm(text, runs, i) {
    const year = runs[i], next = runs[i + 1];
    if (!next) return null;
    const at = next.han && next.text.join("") === "第" ? i + 2 : i + 1, serial = runs[at];
    if (!serial || year.text.length !== 4 || !year.text.every(isDigit) || serial.han || !serial.text.every(isDigit)) return null;
    if (text[year.begin - 1] !== "〔" || text[year.end] !== "〕" || next.begin !== year.end + 1) return null;
    if (serial.begin !== (at === i + 1 ? year.end + 1 : next.end)) return null;
    return [year.text.join("") + "/" + serial.text.join("").replace(/^0+(?=.)/, ""), at];
  }

  /* Terms that every text with the word has, and where they stand in it. */
  function queryTerms(word) {
    const text = [...word], runs = runsOf(text), out = [];
    const add = (term, begin, end, han) => { const short = cut(term); if (!out.some((t) => t.term === short)) out.push({ term: short, begin, end, han }); };
    let covered = 0;
    runs.forEach((run, i) => {
      if (run.han) {
        const width = Math.min(run.text.length, 2);
        for (let k = 0; k + width <= run.text.length; k += 1)
          add(run.text.slice(k, k + width).join(""), run.begin + k, run.begin + k + width, true);
      } else if (run.begin >= covered) {
        const number = numberTerm(text, runs, i);
        if (number) covered = runs[number[1]].end;
        add(number ? number[0] : run.text.join(""), run.begin, number ? covered : run.end, false);
      }
    });
    return out;
  }

  /* Words at the ends of a quotation may be parts of longer ones where it stands. */
  function quotedTerms(word) {
    const terms = queryTerms(word), length = [...word].length;
    const inside = terms.filter((t) => t.han || (t.begin > 0 && t.end < length));
    return (inside.length ? inside : terms).map((t) => t.term);
  }

  function queryWords(q, normalise, fields) {
    const closing = { '"': '"', "＂": "＂", "“": "”", "「": "」", "『": "』" };
    const mark = (c) => own(closing, c) || c === "”" || c === "」" || c === "』";
    const minus = (c) => c === "-" || c === "－" || c === "−", blank = (c) => /[ \t\n\r\u3000\xa0]/.test(c);
    const text = [...trimmed(q)], words = [];
    let at = 0, next = { field: "", without: false };
    const add = (raw, quoted, without) => {
      const word = { text: normalise(raw), quoted, without: without || next.without, field: next.field };
      next = { field: "", without: false };
      const colon = word.text.indexOf(":"), field = own(fields, word.text.slice(0, colon));
      if (!quoted && colon > 0 && field) {
        word.field = field;
        word.text = trimmed(word.text.slice(colon + 1));
      }
      if (word.text) words.push(word);
      else if (word.field && closing[text[at]]) next = { field: word.field, without: word.without };
    };
    while (at < text.length) {
      if (blank(text[at])) { at += 1; continue; }
      const without = minus(text[at]) && at + 1 < text.length && !blank(text[at + 1]) && !minus(text[at + 1]);
      if (without) at += 1;
      const end = closing[text[at]] ? text.indexOf(closing[text[at]], at + 1) : -1;
      if (end >= 0) {
        const quoted = text.slice(at + 1, end).join("");
        at = end + 1;
        add(quoted, true, without);
      } else {
        if (mark(text[at])) at += 1;
        const begin = at;
        while (at < text.length && !blank(text[at]) && !mark(text[at])) at += 1;
        add(text.slice(begin, at).join(""), false, without);
      }
    }
    return words;
  }

  /* Long terms are cut between characters. */
  function cut(text) {
    let size = 0;
    return Array.from(text).filter((c) => (size += bytes(c).length) <= 180).join("");
  }

  // --- numbers, hashes and the order of terms

  function numbers(signs) {
    const out = [];
    for (let i = 0, n = 0; i < signs.length; i += 1) {
      const sign = SIGNS.indexOf(signs[i]);
      if (sign < 13) { out.push(n * 13 + sign); n = 0; } else n = n * 13 + sign - 13;
    }
    return out;
  }

  const bytes = (text) => new TextEncoder().encode(text);
  const termHash = (term) => bytes(term).reduce((hash, byte) => Math.imul(hash ^ byte, 16777619) >>> 0, 2166136261);
  const fileName = (number) => number.toString(16).padStart(4, "0");

  function before(a, b) { // by bytes of UTF-8, which is by characters
    const x = [...a], y = [...b];
    for (let i = 0; i < x.length && i < y.length; i += 1)
      if (x[i] !== y[i]) return x[i].codePointAt(0) < y[i].codePointAt(0);
    return x.length < y.length;
  }

  function rarity(documents, matching) {
    if (matching === 0) return 1;
    let weight = 1, reached = matching;
    for (; documents + 1 >= 2 * reached; reached *= 2) weight += 8;
    return weight + (documents + 1 > reached ? Math.floor(8 * (documents + 1 - reached) / reached) : 0);
  }

  // --- marks, as marks.cc sets them

  class Marker {
    constructor(words, normalise) {
      this.normalise = normalise;
      this.needles = [];
      for (const word of words.filter((w) => !w.without)) {
        const all = [...word.text];
        const add = (text, han) => this.needles.push({ text, han });
        add(all, isHan(all[0]) || !isWord(all[0]));
        if (!word.quoted) for (const t of queryTerms(word.text)) add(all.slice(t.begin, t.end), t.han);
      }
    }

    find(text) {
      const folded = [], origin = [], marked = text.map(() => false);
      text.forEach((c, i) => {
        for (const f of /\s/.test(c) ? " " : this.normalise(c)) { folded.push(f); origin.push(i); }
      });
      let different = 0;
      for (const { text: needle, han } of this.needles) {
        let seen = 0;
        for (let at = 0; at + needle.length <= folded.length; at += 1) {
          if (!needle.every((c, k) => folded[at + k] === c)) continue;
          if (!han && at > 0 && isWord(folded[at - 1])) continue;
          seen = 1;
          for (let i = origin[at]; i <= origin[at + needle.length - 1]; i += 1) marked[i] = true;
        }
        different += seen;
      }
      return { marked, different };
    }

    pieces(text, marked, begin, end) {
      const out = [];
      for (let i = begin; i < end; i += 1)
        if (i > begin && marked[i] === marked[i - 1]) out[out.length - 1].text += text[i];
        else out.push({ text: text[i], marked: marked[i] });
      return out;
    }

    mark(text) { const all = [...text]; return this.pieces(all, this.find(all).marked, 0, all.length); }

    snippet(texts) {
      let best = null;
      for (const text of texts.map((t) => [...t])) {
        const found = this.find(text);
        if (found.different > (best ? best.different : 0)) best = { text, marked: found.marked, different: found.different };
      }
      if (!best) { const all = [...texts.join("；")]; best = { text: all, marked: all.map(() => false) }; }
      const first = best.text.length <= 80 ? 0 : Math.max(0, best.marked.indexOf(true) - 16);
      const end = Math.min(best.text.length, first + 80), out = this.pieces(best.text, best.marked, first, end);
      if (first > 0) out.unshift({ text: "…", marked: false });
      if (end < best.text.length) out.push({ text: "…", marked: false });
      return out;
    }
  }

  // --- what was meant, as suggest.cc mends it

  function nearestPiece(form, word) {
    let row = form.map((c, j) => ({ d: 0, begin: j }));
    row.push({ d: 0, begin: form.length });
    word.forEach((c, i) => {
      const next = [{ d: i + 1, begin: 0 }];
      for (let j = 1; j <= form.length; j += 1) {
        let best = { d: row[j - 1].d + (form[j - 1] === c ? 0 : 1), begin: row[j - 1].begin };
        if (row[j].d + 1 < best.d) best = { d: row[j].d + 1, begin: row[j].begin };
        if (next[j - 1].d + 1 < best.d) best = { d: next[j - 1].d + 1, begin: next[j - 1].begin };
        next.push(best);
      }
      row = next;
    });
    let out = { d: Infinity, off: 0, piece: [] };
    for (let j = 1; j <= form.length; j += 1) {
      const { d, begin } = row[j], off = Math.abs(j - begin - word.length);
      if (d < out.d || (d === out.d && off < out.off)) out = { d, off, piece: form.slice(begin, j) };
    }
    return out;
  }

  function meantBy(names, text) {
    const word = [...text];
    let nearest = { d: Infinity, piece: [] };
    if (word.length < 2) return "";
    for (const name of names) {
      const found = nearestPiece([...name], word);
      if (found.d < nearest.d) nearest = found;
      if (nearest.d === 0) return "";
    }
    return nearest.d <= (word.length < 6 ? 1 : 2) && nearest.piece.length >= 2 ? nearest.piece.join("") : "";
  }

  root.gongshiText = { SIGNS, own, trimmed, isPhrase, makeNormalise, queryTerms, quotedTerms, queryWords, numbers, termHash,
    fileName, cut, before, rarity, Marker, meantBy };
})(typeof window === "undefined" ? globalThis : window);
