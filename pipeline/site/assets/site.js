/* Colours, cards and light. All of it adds to pages that say everything without. */
(() => {
  const words = window.lodemarkWords;
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };

  /* Colours: as the system, light or dark; kept where the browser lets us. */
  const schemes = { automatic: 'light dark', light: 'light', dark: 'dark' };
  let scheme = 'automatic';
  try {
    scheme = localStorage.getItem('lodemark-colours') ?? scheme;
  } catch {}
  const paint = () => {
    document.documentElement.style.colorScheme = schemes[scheme] ?? schemes.automatic;
  };
  paint();

  function offerColours() {
    const button = make('button', { class: 'theme', type: 'button' });
    button.innerHTML =
      '<svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true"><circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" stroke-width="1.5"/><path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor"/></svg>';
    const say = () => {
      const label = `${words.theme}: ${words[scheme]}`;
      button.setAttribute('aria-label', label);
      button.title = label;
    };
    button.addEventListener('click', () => {
      const names = Object.keys(schemes);
      scheme = names[(names.indexOf(scheme) + 1) % names.length];
      try {
        localStorage.setItem('lodemark-colours', scheme);
      } catch {}
      paint();
      say();
    });
    say();
    document.querySelector('.banner')?.append(button);
  }

  /* Light: an event's sentences, those who take part in it, and its date. */
  let chosen = null;
  const notes = new Map();
  function light(note) {
    for (const element of document.querySelectorAll('.lit, .whole, .filler, .trigger, .dated'))
      element.classList.remove('lit', 'whole', 'filler', 'trigger', 'dated');
    CSS.highlights?.delete('evidence');
    for (const element of document.querySelectorAll('.margin .chosen')) element.classList.remove('chosen');
    if (!note) return;
    const { event, evidence = '', fillers = '', from = '', to = '' } = note.dataset;
    const wanted = new Set(fillers.split(' '));
    for (const other of notes.get(event) ?? []) other.classList.add('chosen');
    const ranges = [];
    for (const stretch of evidence.split(' ')) {
      const [id, start, end] = stretch.split(':');
      const sentence = document.getElementById(id);
      if (!sentence) continue;
      sentence.classList.add('lit');
      for (const mark of sentence.querySelectorAll('.m')) {
        if (wanted.has(mark.dataset.target)) mark.classList.add('filler');
        if (mark.dataset.target === event) mark.classList.add('trigger');
      }
      if (from || to) for (const time of sentence.querySelectorAll('time')) if (meets(time.dataset, from, to)) time.classList.add('dated');
      if (CSS.highlights) ranges.push(...rangesIn(sentence, Number(start), Number(end)));
      else sentence.classList.add('whole');
    }
    if (ranges.length > 0) CSS.highlights.set('evidence', new Highlight(...ranges));
  }

  /** Stretches of a sentence between two code points, without what has a light of its own. */
  function rangesIn(sentence, start, end) {
    const ranges = [];
    const walker = document.createTreeWalker(sentence, NodeFilter.SHOW_TEXT);
    let at = 0;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest('[data-footnote-ref]')) continue;
      const points = [...node.data];
      const from = Math.max(start - at, 0);
      const to = Math.min(end - at, points.length);
      at += points.length;
      if (from >= to || node.parentElement.closest('.filler, .dated')) continue;
      const range = new Range();
      range.setStart(node, points.slice(0, from).join('').length);
      range.setEnd(node, points.slice(0, to).join('').length);
      ranges.push(range);
    }
    return ranges;
  }
  const holds = (a, b, c, d) => (a || '0') <= (c || '0') && (b || '9999') >= (d || '9999');
  const meets = (time, from, to) => holds(time.from, time.to, from, to) || holds(from, to, time.from, time.to);
  function choose(note) {
    chosen = note;
    for (const button of document.querySelectorAll('.margin button'))
      button.setAttribute('aria-pressed', String(note !== null && button.parentElement.dataset.event === note.dataset.event));
    light(note);
  }

  function lightMargin() {
    for (const note of document.querySelectorAll('.margin li')) {
      const { event } = note.dataset;
      notes.set(event, [...(notes.get(event) ?? []), note]);
      const label = note.querySelector('a').textContent;
      const button = make('button', { type: 'button', 'aria-pressed': 'false', 'aria-label': words.lightUp.replace('{}', label) });
      button.title = words.lightUp.replace('{}', label);
      button.addEventListener('click', () => choose(chosen?.dataset.event === event ? null : note));
      button.innerHTML = '<svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true"><path d="M1.5 2.5h11M1.5 11.5h7"/><path d="M1.5 5h11v4h-11z"/></svg>';
      note.append(button);
      note.addEventListener('pointerenter', () => light(note));
      note.addEventListener('pointerleave', () => light(chosen));
      note.addEventListener('focusin', () => light(note));
      note.addEventListener('focusout', () => light(chosen));
    }
    for (const list of document.querySelectorAll('.margin')) {
      const button = make('button', { type: 'button', class: 'fold', 'aria-expanded': 'false' });
      button.textContent = words.events.replace('{}', list.querySelectorAll('li').length);
      button.addEventListener('click', () => {
        const isOpen = list.classList.toggle('open');
        button.setAttribute('aria-expanded', String(isOpen));
      });
      list.classList.add('folds');
      list.before(button);
    }
    const fromAddress = () => {
      const id = decodeURIComponent(location.hash.slice(1));
      const note = id.startsWith('event.') ? document.getElementById(id) : null;
      if (!note) return;
      choose(note);
      note.parentElement.classList.add('open');
      note.scrollIntoView({ block: 'center' });
    };
    addEventListener('hashchange', fromAddress);
    fromAddress();
  }

  /* Cards: what the index at the end says of a thing, shown at its words. */
  let card = null;
  let timer = 0;
  const later = (delay, action) => {
    clearTimeout(timer);
    timer = setTimeout(action, delay);
  };
  const isSmall = () => matchMedia('(hover: none), (max-width: 40rem)').matches;

  function hide() {
    clearTimeout(timer);
    if (!card) return;
    card.element.remove();
    card.mark.classList.remove('shown');
    card.mark.removeAttribute('aria-describedby');
    card = null;
    light(chosen);
  }

  function show(mark) {
    clearTimeout(timer);
    if (card?.mark === mark) return;
    hide();
    const source = document.querySelector(`[data-card="${CSS.escape(mark.dataset.target)}"]`);
    if (!source) return;
    const element = source.cloneNode(true);
    element.removeAttribute('data-card');
    element.classList.add('popcard');
    element.id = 'card.';
    const close = make('button', { class: 'close', type: 'button' }, words.close);
    close.addEventListener('click', hide);
    element.prepend(close);
    element.append(make('a', { class: 'page', href: mark.href }, words.open));
    if (mark.matches(':focus-visible')) element.append(make('p', { class: 'keys' }, words.keys));
    if (!isSmall()) for (const link of element.querySelectorAll('a')) link.tabIndex = -1;
    element.addEventListener('pointerenter', () => clearTimeout(timer));
    element.addEventListener('pointerleave', () => later(250, hide));
    document.body.append(element);
    mark.classList.add('shown');
    mark.setAttribute('aria-describedby', 'card.');
    card = { element, mark };
    if (!isSmall()) put(element, mark);
    const [note] = notes.get(mark.dataset.target) ?? [];
    if (note) light(note);
  }

  function put(element, mark) {
    const line = mark.getClientRects()[0];
    const { width, height } = element.getBoundingClientRect();
    const isBelow = line.bottom + height + 12 < innerHeight || line.top < height + 12;
    const top = isBelow ? line.bottom + 6 : line.top - height - 6;
    const end = document.documentElement.dir === 'rtl' ? line.right - width : line.left;
    element.style.top = `${top + scrollY}px`;
    element.style.left = `${Math.max(12, Math.min(end, document.documentElement.clientWidth - width - 12)) + scrollX}px`;
  }

  function offerCards() {
    const markOf = event => event.target.closest?.('.prose .m[data-target], .head .m[data-target]');
    document.addEventListener('pointerover', event => {
      const mark = markOf(event);
      if (mark && event.pointerType !== 'touch') later(card ? 80 : 220, () => show(mark));
    });
    document.addEventListener('pointerout', event => {
      if (markOf(event) && event.pointerType !== 'touch') later(250, hide);
    });
    document.addEventListener('focusin', event => {
      const mark = markOf(event);
      if (mark?.matches(':focus-visible')) show(mark);
      else if (card && !card.element.contains(event.target)) hide();
    });
    document.addEventListener('click', event => {
      const mark = markOf(event);
      if (mark && matchMedia('(hover: none)').matches && card?.mark !== mark) {
        event.preventDefault();
        show(mark);
      } else if (card && !mark && !card.element.contains(event.target)) hide();
    });
    document.addEventListener('keydown', event => {
      if (event.key === 'Escape') {
        const mark = card?.element.contains(document.activeElement) ? card.mark : null;
        mark?.focus();
        if (card) hide();
        else choose(null);
      }
      if (event.key === 'ArrowDown' && card && document.activeElement === card.mark) {
        event.preventDefault();
        const [first, ...rest] = [...card.element.querySelectorAll('a')].filter(link => link.offsetParent !== null);
        for (const link of [first, ...rest]) link.tabIndex = 0;
        first?.focus();
      }
    });
  }

  /* The legend's kinds as switches. */
  function offerSwitches() {
    for (const item of document.querySelectorAll('.legend [data-kind]')) {
      const { kind } = item.dataset;
      const button = make('button', { type: 'button', 'aria-pressed': 'true' }, ...item.childNodes);
      button.addEventListener('click', () => {
        const on = button.getAttribute('aria-pressed') === 'false';
        button.setAttribute('aria-pressed', String(on));
        document.querySelector('.prose').classList.toggle(`no-${kind}`, !on);
      });
      item.append(button);
    }
  }

  addEventListener('DOMContentLoaded', () => {
    offerColours();
    if (!document.querySelector('.prose')) return;
    lightMargin();
    offerCards();
    offerSwitches();
  });
})();
