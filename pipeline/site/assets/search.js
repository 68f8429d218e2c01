/* Searches things and sentences: every word must occur, names count more than what is said. */
(() => {
  const words = window.lodemarkWords;
  const { documents, things, sentences } = window.lodemarkIndex;
  const MOST = 50;
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const entries = [
    ...things.map(([id, label, kind, type, names, says]) => ({
      fields: [fold(label), fold(names), fold(`${type} ${says}`)],
      thing: { id, label, kind, type, says: says || names },
    })),
    ...sentences.map(([document, id, text]) => ({ fields: ['', '', fold(text ?? '')], sentence: { document, id, text } })),
  ];
  const WEIGHTS = [12, 6, 1];

  function score({ fields }, wanted) {
    let total = 0;
    for (const word of wanted) {
      let best = 0;
      fields.forEach((field, index) => {
        const at = field.indexOf(word);
        if (at < 0) return;
        const isStart = at === 0 || /[^\p{L}\p{N}]/u.test(field[at - 1]);
        const isWhole = isStart && !/[\p{L}\p{N}]/u.test(field[at + word.length] ?? '');
        best = Math.max(best, WEIGHTS[index] * (isWhole ? 3 : isStart ? 2 : 1));
      });
      if (best === 0) return 0;
      total += best;
    }
    return total + (fields[0] === wanted.join(' ') ? 50 : 0);
  }

  /** The text with what was looked for marked; folding keeps no offsets, so words are found again in the text itself. */
  function marked(text, wanted) {
    const parts = wanted.map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    const found = new RegExp(`(${parts.join('|')})`, 'giu');
    return text.split(found).map((part, index) => (index % 2 === 1 ? make('mark', {}, part) : part));
  }

  function thingItem({ id, label, type, says }, wanted) {
    const link = make('a', { href: `../id/${id}/index.html` }, make('bdi', {}, ...marked(label, wanted)));
    return make('li', {}, link, ' ', make('span', { class: 'gist' }, type), ...(says ? [make('div', { class: 'gist' }, make('bdi', {}, ...marked(says, wanted)))] : []));
  }
  function sentenceItem({ document, id, text }, wanted) {
    const [name, title] = documents[document];
    const link = make('a', { class: 'quote', href: `../doc/${name}/index.html#${id}`, dir: 'auto' }, ...marked(text, wanted));
    return make('li', {}, link, ...(documents.length > 1 ? [make('cite', {}, title)] : []));
  }

  const place = document.getElementById('search.');
  const input = make('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', id: 'find.' });
  const status = make('p', { role: 'status', class: 'gist' });
  const results = make('div', { class: 'found' });
  function search() {
    const query = input.value.trim();
    const wanted = fold(query).split(/\s+/).filter(Boolean);
    results.replaceChildren();
    history.replaceState(null, '', query ? `#${encodeURIComponent(query)}` : location.pathname.split('/').at(-1));
    if (wanted.length === 0) {
      status.textContent = '';
      return;
    }
    const found = entries.map(entry => ({ entry, value: score(entry, wanted) })).filter(({ value }) => value > 0);
    found.sort((a, b) => b.value - a.value);
    const kinds = [
      [words.things, found.filter(({ entry }) => entry.thing), ({ thing }) => thingItem(thing, wanted)],
      [words.sentences, found.filter(({ entry }) => entry.sentence), ({ sentence }) => sentenceItem(sentence, wanted)],
    ];
    for (const [label, own, item] of kinds) {
      if (own.length === 0) continue;
      results.append(make('h2', {}, label, ' ', make('small', {}, String(own.length))), make('ul', {}, ...own.slice(0, MOST).map(({ entry }) => item(entry))));
    }
    status.textContent = found.length === 0 ? words.nothing.replace('{}', query) : kinds.map(([label, own]) => `${label}: ${own.length}`).join(' · ');
  }
  place.append(make('label', { class: 'find' }, words.searchLabel, input), status, results);
  input.addEventListener('input', search);
  try {
    input.value = decodeURIComponent(location.hash.slice(1));
  } catch {}
  search();
  input.focus();
})();
