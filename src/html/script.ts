/**
 * What the page's script adds: sorting and filtering the table of all cells, and opening the cell that a link leads to.
 * Everything is there without it. It makes no request and keeps nothing.
 */
export const SCRIPT = `
'use strict';
(() => {
  const openTarget = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const cell = id === '' ? null : document.getElementById(id);
    if (!(cell instanceof HTMLDetailsElement)) return;
    for (let up = cell; up !== null; up = up.parentElement.closest('details')) up.open = true;
    cell.scrollIntoView();
  };
  addEventListener('hashchange', openTarget);
  openTarget();
  const place = document.getElementById('controls');
  if (place === null) return;
  const body = document.querySelector('#all tbody');
  const groups = [];
  for (const row of body.rows) {
    if (row.dataset.c === undefined) groups.at(-1).rows.push(row);
    else groups.push({ rows: [row], data: row.dataset, cell: document.getElementById('c' + row.dataset.c),
      text: row.cells[0].textContent.toLowerCase() });
  }
  const add = (parent, name, fields, text) => {
    const element = Object.assign(document.createElement(name), fields);
    if (text !== undefined) element.append(text);
    parent.append(element);
    return element;
  };
  const search = add(add(place, 'label', {}, 'Find a cell '), 'input', { type: 'search' });
  const choice = add(add(place, 'label', {}, 'Show '), 'select', {});
  add(choice, 'option', { value: '' }, 'all verdicts');
  for (const word of new Set(groups.map(({ data }) => data.w))) add(choice, 'option', { value: word }, word);
  const toggle = add(place, 'button', { type: 'button' }, 'Open all cells');
  const count = add(place, 'output', {});
  const isShown = ({ text, data }) => text.includes(search.value.trim().toLowerCase()) ? ['', data.w].includes(choice.value) : false;
  const show = () => {
    let shown = 0;
    for (const group of groups) {
      const hidden = !isShown(group);
      for (const row of group.rows) row.hidden = hidden;
      if (group.cell !== null) group.cell.hidden = hidden;
      if (!hidden) shown += 1;
    }
    count.value = shown === groups.length ? '' : shown + ' of ' + groups.length + ' cells';
  };
  search.addEventListener('input', show);
  choice.addEventListener('change', show);
  let allOpen = false;
  toggle.addEventListener('click', () => {
    allOpen = !allOpen;
    for (const { cell } of groups) if (cell !== null) cell.open = allOpen;
    const fold = document.getElementById('calm');
    if (fold !== null) fold.open = allOpen;
    toggle.textContent = allOpen ? 'Close all cells' : 'Open all cells';
  });
  const sorts = { n: (a, b) => a.text.localeCompare(b.text), e: (a, b) => Number(a.data.e) - Number(b.data.e), r: (a, b) => Number(a.data.r) - Number(b.data.r) };
  const heads = [...document.querySelectorAll('#all th[data-s]')];
  for (const head of heads) {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const back = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', back ? 'descending' : 'ascending');
      groups.sort(sorts[head.dataset.s]);
      if (back) groups.reverse();
      body.append(...groups.flatMap(({ rows }) => rows));
    });
  }
})();
`;
