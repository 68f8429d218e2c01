/* Filters, groups and orders for lists, tables and figures. */
(() => {
  const words = window.lodemarkWords;
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  const fold = text => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const values = (row, field) => (row.dataset[field] ?? '').split('|').filter(Boolean);
  const FIELDS = ['type', 'actor', 'standing'];

  let fields = 0;
  function labelled(label, control) {
    control.id = `control.${fields++}`;
    return make('div', { class: 'field' }, make('label', { for: control.id }, label), control);
  }

  function offerFilters(controls) {
    const target = document.getElementById(controls.dataset.filters);
    if (!target) return;
    const rows = [...target.querySelectorAll('tbody tr, .rows > li, .types li')];
    const texts = new Map(rows.map(row => [row, fold(row.textContent)]));
    const output = make('output', { 'aria-live': 'polite' });
    const input = make('input', { type: 'search', autocomplete: 'off', spellcheck: 'false' });
    const selects = FIELDS.flatMap(field => {
      const known = [...new Set(rows.flatMap(row => values(row, field)))].sort();
      if (known.length === 0 || known.length > 200) return [];
      const plain = field === 'standing' ? [make('option', { value: '-' }, words.certain)] : [];
      const options = known.map(value => make('option', { value }, words[`standing-${value}`] ?? value));
      return [{ field, select: make('select', {}, make('option', { value: '' }, words.all), ...plain, ...options) }];
    });
    const filter = () => {
      const wanted = fold(input.value.trim()).split(/\s+/);
      let shown = 0;
      for (const row of rows) {
        const isWanted =
          wanted.every(word => texts.get(row).includes(word)) &&
          selects.every(({ field, select }) => {
            if (select.value === '') return true;
            return select.value === '-' ? values(row, field).length === 0 : values(row, field).includes(select.value);
          });
        row.hidden = !isWanted;
        if (isWanted) shown += 1;
      }
      output.textContent = words.shown.replace('{}', shown).replace('{}', rows.length);
      for (const group of target.querySelectorAll('.types section, .group')) group.hidden = !group.querySelector('li:not([hidden])');
    };
    input.addEventListener('input', filter);
    controls.querySelector('.count')?.remove();
    controls.append(labelled(words.filter, input));
    for (const { field, select } of selects) {
      select.addEventListener('change', filter);
      controls.append(labelled(words[field], select));
    }
    if (target.dataset.groups) controls.append(grouping(target, rows, filter));
    controls.append(output);
    filter();
  }

  function grouping(target, rows, filter) {
    const list = target.querySelector('.rows');
    const options = target.dataset.groups.split(' ').map(field => make('option', { value: field }, words[field]));
    const select = make('select', {}, make('option', { value: '' }, words.byTime), ...options);
    select.addEventListener('change', () => {
      list.replaceChildren(...(select.value === '' ? rows : grouped(rows, select.value)));
      filter();
    });
    return labelled(words.group, select);
  }

  /** A row stands under its first value alone, so that none is counted twice. */
  function grouped(rows, field) {
    const groups = new Map();
    for (const row of rows) {
      const value = values(row, field)[0] ?? words.other;
      groups.set(value, [...(groups.get(value) ?? []), row]);
    }
    const order = [...groups].sort(([a, x], [b, y]) => y.length - x.length || (a < b ? -1 : 1));
    return order.map(([value, own]) => {
      const list = make('ol', { class: 'rows' });
      list.append(...own);
      return make('li', { class: 'group' }, make('h3', {}, value), list);
    });
  }

  function offerOrder(table) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, index) => {
      const button = make('button', { type: 'button', title: words.sort.replace('{}', head.textContent) }, ...head.childNodes);
      button.addEventListener('click', () => {
        const isAscending = head.getAttribute('aria-sort') !== 'ascending';
        for (const other of heads) other.removeAttribute('aria-sort');
        head.setAttribute('aria-sort', isAscending ? 'ascending' : 'descending');
        const isNumber = head.classList.contains('number');
        const keyed = [...body.rows].map(row => {
          const cell = row.cells[index];
          const text = cell.dataset.key ?? cell.textContent;
          return { row, key: isNumber && text !== '' ? Number(text) : fold(text), empty: text === '' };
        });
        keyed.sort((a, b) => a.empty - b.empty || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0) * (isAscending ? 1 : -1));
        body.append(...keyed.map(({ row }) => row));
      });
      head.append(button);
    });
  }

  /* On the map, a place and what happened there show together. */
  function offerPlaces(map) {
    const all = [...document.querySelectorAll('[data-place]')];
    const mark = id => {
      for (const element of all) element.classList.toggle('chosen', element.dataset.place === id);
    };
    for (const element of all) {
      element.addEventListener('pointerenter', () => mark(element.dataset.place));
      element.addEventListener('pointerleave', () => mark(null));
      element.addEventListener('focusin', () => mark(element.dataset.place));
      element.addEventListener('focusout', () => mark(null));
    }
    map.classList.add('live');
  }

  /* One list open at a time, closed by Escape. */
  function offerCells(cells) {
    const close = except => {
      for (const cell of cells) if (cell !== except) cell.open = false;
    };
    for (const cell of cells) {
      cell.addEventListener('toggle', () => cell.open && close(cell));
    }
    document.addEventListener('keydown', event => {
      const open = cells.find(cell => cell.open);
      if (event.key !== 'Escape' || !open) return;
      close(null);
      open.querySelector('summary').focus();
    });
    document.addEventListener('click', event => {
      if (!event.target.closest('.pop')) close(null);
    });
  }

  for (const table of document.querySelectorAll('.data')) offerOrder(table);
  for (const controls of document.querySelectorAll('.controls')) offerFilters(controls);
  const map = document.querySelector('.world');
  if (map) offerPlaces(map);
  const cells = [...document.querySelectorAll('.pop')];
  if (cells.length > 0) offerCells(cells);
})();
