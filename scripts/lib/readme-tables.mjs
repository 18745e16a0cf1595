// The tables of the Actions' inputs and outputs in the documentation, made from their action.yml.
import { parse } from 'yaml';

/** Page → the action.yml that its tables are made from. */
export const PAGES_WITH_TABLES = {
  'docs/reference.md': 'action.yml',
  'docs/forks.md': 'report/action.yml',
  'docs/scale.md': 'merge/action.yml',
};

/**
 * @typedef {object} Entry
 * @property {string} [description]
 * @property {string} [default]
 */

/** @param {string} text */
const cell = (text) => text.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|');

/** @param {Record<string, Entry>} inputs */
function inputsTable(inputs) {
  const rows = Object.entries(inputs).map(([name, { description = '', default: value = '' }]) => {
    const shown = value === '' ? '' : `\`${value}\``;
    return `| \`${name}\` | ${cell(description)} | ${shown} |`;
  });
  return ['| input | what it is | default |', '|---|---|---|', ...rows].join('\n');
}

/** @param {Record<string, Entry>} outputs */
function outputsTable(outputs) {
  const rows = Object.entries(outputs).map(
    ([name, { description = '' }]) => `| \`${name}\` | ${cell(description)} |`,
  );
  return ['| output | what it is |', '|---|---|', ...rows].join('\n');
}

/**
 * @param {string} text
 * @param {string} name of the markers around the table
 * @param {string} table
 */
function replaceBetween(text, name, table) {
  const pattern = new RegExp(`(<!-- ${name}:[^\\n]* -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
  if (!pattern.test(text))
    throw new Error(`the page has no markers <!-- ${name}: … --> and <!-- /${name} -->`);
  return text.replace(pattern, (_, start, end) => `${start}\n${table}\n\n${end}`);
}

/**
 * @param {string} page
 * @param {string} actionYml text of action.yml
 * @returns {string} the page with both tables as action.yml has them
 */
export function withTables(page, actionYml) {
  /** @type {{ inputs: Record<string, Entry>, outputs: Record<string, Entry> }} */
  const { inputs, outputs } = parse(actionYml);
  return replaceBetween(
    replaceBetween(page, 'inputs', inputsTable(inputs)),
    'outputs',
    outputsTable(outputs),
  );
}
