/* Search without a server: answers a query from the scripts that lie below search/ (docs/search.md tells
   their form) with the same results, order and counts as the server. Touches no page: search_page.js
   shows what is found here, and tests run it alone. */
(function (root) {
  "use strict";

  const T = root.gongshiText;
  const PAGE = 20, MAX_PAGE = 500, MAX_CHARACTERS = 100, MAX_WORDS = 16;
  const MOST_RECORDS = 5e6; // more no search without a server has: a file that says so is damaged
  const MOST_LOOKED_AT = 400; // records whose text is read for a quotation of letters or numbers
  const FILTERS = ["dataset", "category", "agency", "year", "kind", "region"];
  const PARAMETERS = ["q", "dataset", "category", "agency", "year", "from", "to", "kind", "region", "min", "max", "sort", "page"];

  class BadQuery extends Error {}

  /* Checks the parameters of an address as request.cc does. */
  function readRequest(parameters) {
    const request = {};
    for (const name of PARAMETERS) request[name] = T.trimmed(parameters[name] || "");
    const must = (good, sentence) => { if (!good) throw new BadQuery(sentence); };
    must([...request.q].length <= MAX_CHARACTERS, "输入的内容太长，请缩短到 100 个字以内。");
    must(request.year === "" || /^\d{4}$/.test(request.year), "年份请填四位数字。");
    for (const name of ["from", "to"]) {
      const day = new Date(request[name] + "T00:00:00Z");
      must(request[name] === "" || (/^\d{4}-\d\d-\d\d$/.test(request[name]) && !isNaN(day) && day.toISOString().startsWith(request[name])),
        "日期请按 2026-11-20 的样子填写。");
    }
    for (const name of ["min", "max"]) {
      const plain = request[name].normalize("NFKC").replace(/,/g, "");
      must(request[name] === "" || /^\d{1,13}(\.\d{1,2})?$/.test(plain), "金额请填数字。");
      if (request[name]) request[name + "_fen"] = Math.round(Number(plain) * 100);
    }
    must(["", "relevance", "date", "amount"].includes(request.sort), "排序方式只有最相关、最新和金额从高到低。");
    must(/^$|^0*[1-9]\d{0,5}$/.test(request.page), "页码请填从 1 开始的数字。");
    must(Number(request.page) <= MAX_PAGE, "只能看到前 500 页，请增加条件后再搜索。");
    must(!request.from || !request.to || request.from <= request.to, "开始日期晚于结束日期，请修改。");
    must(!(request.min_fen > request.max_fen), "最低金额高于最高金额，请修改。");
    request.page = Number(request.page) || 1;
    request.order = request.sort || (request.q ? "relevance" : "date");
    return request;
  }

  /* `load(name, stamp)` promises the value of search/<name>.js and loads nothing twice. */
  class Search {
    constructor(load) { this.load = load; }

    async open() {
      if (this.head) return;
      this.head = await this.load("head", "");
      this.normalise = T.makeNormalise(this.head.characters);
      this.generations = this.head.generations.filter((g) => g.records > 0);
      const [fresh, old] = this.head.generations;
      // A record's rank is its place among all records: new, old, undated.
      for (const g of this.generations)
        g.rank = g === old ? (i) => fresh.dated + i : (i) => (i < fresh.dated ? i : old.records + i);
      this.records = fresh.records + old.records;
      if (!(this.records >= 0 && this.records <= MOST_RECORDS)) throw new Error("head.js cannot be read");
    }

    file(g, kind, number) { return this.load(g.name + "/" + kind + "/" + T.fileName(number), g.stamp); }
    blank(value) { return new Int32Array(this.records).fill(value); }

    // --- scores: for every rank the weight of the record, -1 where it does not match

    both(a, b) { return a.map((x, i) => (x < 0 || b[i] < 0 ? -1 : x + b[i])); }
    either(a, b) { return a.map((x, i) => (x < 0 ? b[i] : b[i] < 0 ? x : x + b[i])); }

    /* Lists of one term: [generation, [gaps, frequencies]]. */
    async postings(term) {
      if (term.includes(":")) {
        const found = await this.range(term, (other) => other === term, 1);
        return found.lists.map(([, g, gaps, frequency]) => [g, [gaps, frequency]]);
      }
      const lists = await Promise.all(this.generations.map(async (g) =>
        [g, T.own(await this.file(g, "t", T.termHash(term) & (g.words - 1)), term)]));
      return lists.filter(([, list]) => list);
    }

    add(scores, g, [gaps, frequency], factor, synonym) {
      let at = 0;
      T.numbers(gaps).forEach((gap, i) => {
        const rank = g.rank(at + gap), weight = factor * (typeof frequency === "number" ? frequency : T.SIGNS.indexOf(frequency[i]));
        at += gap + 1;
        scores[rank] = synonym && scores[rank] > 0 ? scores[rank] + weight : weight;
      });
    }

    async weighed(term, factor) {
      const lists = await this.postings(term), scores = this.blank(-1);
      const matching = lists.reduce((sum, [, [gaps]]) => sum + T.numbers(gaps).length, 0);
      for (const [g, list] of lists) this.add(scores, g, list, factor * T.rarity(this.records, matching), false);
      return scores;
    }

    /* Entries of the sorted terms from `start` on while `goes(term)`, at most `most` terms. */
    async range(start, goes, most) {
      const found = new Map();
      for (const g of this.generations) {
        let block = 0, low = 0, high = g.blocks.length, count = 0;
        while (low < high) { const mid = (low + high) >> 1; if (T.before(start, g.blocks[mid])) high = mid; else low = mid + 1; }
        for (block = Math.max(0, low - 1); block < g.blocks.length && count <= most; block += 1) {
          if (T.before(start, g.blocks[block]) && !goes(g.blocks[block])) break;
          for (const entry of await this.file(g, "x", block)) {
            if (T.before(entry[0], start) || !goes(entry[0]) || count > most) continue;
            if (!found.has(entry[0])) found.set(entry[0], []);
            found.get(entry[0]).push([entry[0], g, entry[1], entry[2]]);
            count += 1;
          }
        }
      }
      const terms = [...found.keys()].sort((a, b) => (T.before(a, b) ? -1 : 1));
      return { lists: terms.slice(0, most).flatMap((term) => found.get(term)), taken: Math.min(terms.length, most), all: terms.length <= most };
    }

    async beginning(prefix, text, built) {
      const start = prefix + text, scores = this.blank(-1);
      const most = Math.min(this.head.most.beginning, this.head.most.beginnings - built.expanded);
      const found = await this.range(start, (term) => term.startsWith(start), most);
      built.expanded += found.taken;
      built.exact = built.exact && found.all;
      for (const [, g, gaps, frequency] of found.lists) this.add(scores, g, [gaps, frequency], this.head.factors.beginning, true);
      return scores;
    }

    async allOf(terms) {
      const scores = await Promise.all(terms.map((term) => this.weighed(term, 1)));
      return scores.reduce((a, b) => this.both(a, b));
    }

    /* Marks the records in which the characters stand side by side, by the places of pairs of them. */
    async phrase(word) {
      const all = [...word], found = this.blank(-1), offsets = [];
      for (let k = 0; k + 2 < all.length; k += 2) offsets.push(k);
      offsets.push(all.length - 2);
      await Promise.all(this.generations.map(async (g) => {
        const places = await Promise.all(offsets.map(async (k) => {
          const pair = all[k] + all[k + 1], signs = T.own(await this.file(g, "p", T.termHash(pair) & (g.places - 1)), pair);
          const of = new Map(), list = T.numbers(signs || "");
          for (let i = 0, at = 0; i < list.length; at += 1) {
            const here = new Set(), count = list[i + 1];
            at += list[i];
            for (let n = 0, place = 0; n < count; n += 1) here.add((place += list[i + 2 + n]) - k);
            of.set(at, here);
            i += 2 + count;
          }
          return of;
        }));
        places.sort((a, b) => a.size - b.size);
        for (const [number, here] of places[0])
          if ([...here].some((place) => places.every((of) => of.has(number) && of.get(number).has(place)))) found[g.rank(number)] = 0;
      }));
      return found;
    }

    /* The generation of a rank, and its number there. */
    place(rank) {
      const [fresh, old] = this.head.generations;
      const isOld = rank >= fresh.dated && rank < fresh.dated + old.records;
      return isOld ? [old, rank - fresh.dated] : [fresh, rank < fresh.dated ? rank : rank - old.records];
    }

    async record(rank) {
      const [g, number] = this.place(rank);
      const line = (await this.file(g, "r", Math.floor(number / g.per_file)))[number % g.per_file];
      const [url, title, no, dataset, category, agency, date, published_on, result, marks, texts] = line;
      return { url, title, number: no, dataset, category, agency, date, published_on, result, marks, texts,
        agency_name: T.own(this.head.labels.agency, agency) || "" };
    }

    /* Marks the records of `scores` in whose text the word stands. Where there are too many to read,
       only those in which its ends are no parts of longer words or numbers, and `exact` says so. */
    async lookedAt(scores, word, built) {
      const found = this.blank(-1), matching = (all) => [...all.keys()].filter((rank) => all[rank] >= 0);
      let ranks = matching(scores);
      if (ranks.length > MOST_LOOKED_AT) {
        ranks = matching(this.both(scores, await this.allOf(T.queryTerms(word).map((t) => t.term))));
        built.exact = false;
      }
      await Promise.all(ranks.slice(0, MOST_LOOKED_AT).map(async (rank) => {
        const r = await this.record(rank);
        const texts = [...r.texts, r.number, r.agency_name, this.head.labels.category[r.category] || ""];
        if (texts.some((text) => this.normalise(text).includes(word))) found[rank] = 0;
      }));
      return found;
    }

    async wordScores(word, built) {
      const prefixes = this.head.prefixes, single = T.queryTerms(word.text);
      const oneTerm = single.length === 1 && single[0].han && single[0].term === word.text;
      const own = word.field ? prefixes[word.field] : "";
      const terms = (word.quoted ? T.quotedTerms(word.text) : single.map((t) => t.term)).map((term) => own + term);
      if (terms.length === 0) return null;
      let scores = await this.allOf(terms);
      for (const field of ["number", "name"]) {
        if (word.text.length < 2 || !/[a-z0-9]$/.test(word.text) || (word.field && !(word.field === "words.number" && field === "number"))) continue;
        scores = this.either(scores, await this.weighed(prefixes[field] + T.cut(word.text), this.head.factors.exact));
        scores = this.either(scores, await this.beginning(prefixes[field], T.cut(word.text), built));
      }
      if (!word.field && !word.quoted && /^[a-z]{2,}$/.test(word.text)) {
        scores = this.either(scores, await this.beginning(prefixes.pinyin, word.text, built));
        if (word.text.length >= 4) scores = this.either(scores, await this.beginning(prefixes["pinyin.inner"], word.text, built));
      }
      if (!word.quoted || oneTerm) return scores;
      return this.both(scores, T.isPhrase(word.text) ? await this.phrase(word.text) : await this.lookedAt(scores, word.text, built));
    }

    /* Records with the word that is left out. */
    async leftOut(word) {
      if (!word.field && T.isPhrase(word.text)) return this.phrase(word.text);
      const own = word.field ? this.head.prefixes[word.field] : "", terms = T.queryTerms(word.text).map((t) => own + t.term);
      return terms.length ? this.allOf(terms) : this.blank(-1);
    }

    async scores(words, q, built) {
      const wanted = words.filter((w) => !w.without);
      // Files of all words are asked for at once; what fails here fails below as well.
      for (const word of wanted.filter((w) => !w.field))
        for (const term of word.quoted ? T.quotedTerms(word.text) : T.queryTerms(word.text).map((t) => t.term)) this.postings(term).catch(() => {});
      let scores = null;
      for (const word of wanted) {
        const one = await this.wordScores(word, built);
        if (one) scores = scores ? this.both(scores, one) : one;
      }
      if (!scores) scores = this.blank(wanted.length === 0 && (words.length > 0 || q === "") ? 0 : -1);
      for (const word of words.filter((w) => w.without)) {
        const out = await this.leftOut(word);
        scores = scores.map((x, i) => (out[i] < 0 ? x : -1));
      }
      return scores;
    }

    // --- conditions and counts

    /* Queries may be asked side by side: what is being read is waited for, what failed is tried again. */
    once(name, read) {
      if (!this[name]) this[name] = read().catch((error) => { this[name] = null; throw error; });
      return this[name];
    }

    columns(amounts) {
      return Promise.all([this.once("facets", () => this.readFacets()), amounts && this.once("amounts", () => this.readAmounts())]);
    }

    async readFacets() {
      this.facetOf = new Array(this.records);
      this.dayOf = new Array(this.records);
      await Promise.all(this.generations.map(async (g) => {
        const { values, records, days } = g.facets || (await this.load(g.name + "/facets", g.stamp));
        T.numbers(records).forEach((value, i) => { this.facetOf[g.rank(i)] = values[value]; });
        let at = 0;
        for (const [day, count] of days) for (let i = 0; i < count && at < g.records; i += 1) this.dayOf[g.rank(at++)] = day;
      }));
    }

    async readAmounts() {
      this.amountOf = new Array(this.records).fill(-1); // of a class that is not read: the least of it
      await Promise.all(this.generations.map(async (g) => {
        const { classes, least, most } = await this.load(g.name + "/amounts", g.stamp);
        g.classes = least.map((amount, i) => ({ file: i, least: amount - 1, most: most[i] - 1, ranks: [] }));
        [...classes].forEach((sign, i) => {
          const of = g.classes[T.SIGNS.indexOf(sign) - 1];
          if (!of || i >= g.records) return;
          of.ranks.push(g.rank(i));
          this.amountOf[g.rank(i)] = of.least;
        });
      }));
    }

    /* Reads the amounts of the classes that `some` asks for. */
    async exactly(some) {
      await Promise.all(this.generations.flatMap((g) => g.classes.filter((of) => some(of)).map(async (of) => {
        T.numbers(await this.file(g, "a", of.file)).forEach((more, i) => { this.amountOf[of.ranks[i]] = of.least + more; });
      })));
    }

    /* Conditions in force: [facet it belongs to, whether a rank fulfils it]. */
    conditions(request) {
      const out = FILTERS.filter((field) => request[field]).map((field) =>
        [field, (rank) => this.facetOf[rank].some(([f, value]) => f === field && value === request[field])]);
      if (request.from || request.to)
        out.push(["date", (rank) => this.dayOf[rank] !== "" && (!request.from || this.dayOf[rank] >= request.from) && (!request.to || this.dayOf[rank] <= request.to)]);
      if (request.min || request.max)
        out.push(["amount", (rank) => this.amountOf[rank] >= (request.min_fen || 0) && (request.max === "" || this.amountOf[rank] <= request.max_fen)]);
      return out;
    }

    count(scores, conditions) {
      const counter = () => ({ total: 0, groups: new Map() });
      const result = counter(), without = {}, ranks = [];
      for (const [facet] of conditions) if (this.head.facets.includes(facet)) without[facet] = counter();
      const take = (into, rank) => {
        into.total += 1;
        into.groups.set(this.facetOf[rank], (into.groups.get(this.facetOf[rank]) || 0) + 1);
      };
      for (let rank = 0; rank < scores.length; rank += 1) {
        if (scores[rank] < 0) continue;
        const failed = conditions.filter(([, holds]) => !holds(rank)).map(([facet]) => facet);
        if (failed.length === 0) { take(result, rank); ranks.push(rank); }
        for (const facet of Object.keys(without)) if (failed.every((f) => f === facet)) take(without[facet], rank);
      }
      const spread = (counted) => {
        // Names come from files: one that is a name of the language's own must not reach it.
        const facets = Object.fromEntries(this.head.facets.map((facet) => [facet, Object.create(null)]));
        for (const [values, times] of counted.groups)
          for (const [facet, value] of values) {
            const counts = T.own(facets, facet);
            if (counts) counts[value] = (counts[value] || 0) + times;
          }
        return facets;
      };
      const without_own = {}, total_without = {};
      for (const facet of Object.keys(without)) { without_own[facet] = spread(without[facet])[facet]; total_without[facet] = without[facet].total; }
      return { ranks, total: result.total, facets: spread(result), without_own, total_without };
    }

    /* The first `most` come in their order. */
    async sorted(ranks, scores, order, most) {
      if (order === "amount" && ranks.length > 0) {
        const least = ranks.map((rank) => this.amountOf[rank]).sort((a, b) => b - a);
        const floor = least[Math.min(most, least.length) - 1], wanted = new Set(ranks);
        await this.exactly((of) => of.most >= floor && of.ranks.some((rank) => wanted.has(rank)));
      }
      if (order === "relevance") return ranks.sort((a, b) => scores[b] - scores[a] || a - b);
      return order === "amount" ? ranks.sort((a, b) => this.amountOf[b] - this.amountOf[a] || a - b) : ranks;
    }

    // --- the answer

    async hit(rank, marker) {
      const r = await this.record(rank);
      const texts = r.texts.filter((text, i) => !r.title.includes(text) && text !== r.number && r.texts.indexOf(text) === i);
      return Object.assign(r, { title_pieces: marker.mark(r.title), snippet: marker.snippet(texts) });
    }

    async meant(words) {
      const names = await this.load("names", this.head.names.stamp);
      const labels = Object.entries(this.head.field_words);
      let mended = false;
      const text = words.map((word) => {
        const better = word.without ? "" : T.meantBy(names, word.text), now = better || word.text;
        mended = mended || better !== "";
        const label = word.field ? this.head.field_label[word.field] + "：" : "";
        return (word.without ? "-" : "") + label + (word.quoted ? "“" + now + "”" : now);
      }).join(" ");
      return mended ? text : "";
    }

    /* The answer without its hits' texts: ranks in order; hits(answer) reads those of its page. */
    async ask(parameters) {
      const request = readRequest(parameters);
      await this.open();
      const words = T.queryWords(request.q, this.normalise, this.head.field_words);
      if (words.length > MAX_WORDS) throw new BadQuery("搜索词太多，请减少到 16 个以内。");
      const built = { expanded: 0, exact: true }, amounts = request.order === "amount" || request.min || request.max;
      const plain = !request.q && !amounts && !request.from && !request.to && FILTERS.every((field) => !request[field]);
      const first = (request.page - 1) * PAGE;
      let answer;
      if (plain) {
        const { total, facets } = this.head.front;
        answer = { total, facets, without_own: {}, total_without: {}, ranks: [...Array(Math.max(0, Math.min(PAGE, total - first))).keys()].map((i) => first + i) };
      } else {
        const columns = this.columns(amounts), scores = await this.scores(words, request.q, built);
        await columns;
        const ends = [request.min && request.min_fen, request.max && request.max_fen].filter((end) => end !== "");
        if (ends.length > 0) await this.exactly((of) => ends.some((end) => of.least <= end && of.most >= end));
        answer = this.count(scores, this.conditions(request));
        answer.ranks = (await this.sorted(answer.ranks, scores, request.order, first + PAGE)).slice(first, first + PAGE);
      }
      answer.did_you_mean = answer.total === 0 ? await this.meant(words) : "";
      return Object.assign(answer, { request, words, exact: built.exact, page: request.page });
    }

    hits(answer) {
      const marker = new T.Marker(answer.words, this.normalise);
      return answer.ranks.map((rank) => this.hit(rank, marker));
    }

    /* Names that begin with what was typed, or whose initials do. */
    async complete(typed) {
      await this.open();
      const form = this.normalise(typed), key = [...form].slice(0, 2).join("");
      if ([...form].length < 2) return [];
      const { stamp, completions } = this.head.names;
      const kept = T.own(await this.load("w/" + T.fileName(T.termHash(key) & (completions - 1)), stamp), key) || [];
      return kept.filter(([, name, initials]) => name.startsWith(form) || initials.startsWith(form)).slice(0, 10).map(([name]) => name);
    }
  }

  root.gongshiReader = { Search, BadQuery, readRequest, PAGE, MAX_PAGE, PARAMETERS };
})(typeof window === "undefined" ? globalThis : window);
