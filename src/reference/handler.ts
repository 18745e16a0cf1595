/**
 * The reference target's work for one request, like that of an ordinary web handler. It reads JSON, looks things up and
 * sorts them, makes HTML with everything escaped, and writes JSON. The same request always gets the same answer.
 */

interface Line {
  readonly product: string;
  readonly category: string;
  readonly amount: number;
  /** Hundredths. */
  readonly price: number;
}

/** @param body JSON as `REQUEST_BODY` (request.ts). @throws SyntaxError, TypeError on anything else */
export function answer(body: string): string {
  const { customer, lines } = JSON.parse(body) as {
    readonly customer: string;
    readonly lines: readonly Line[];
  };
  const totals = new Map<string, number>();
  for (const { category, amount, price } of lines) {
    totals.set(category, (totals.get(category) ?? 0) + amount * price);
  }
  const dearest = [...lines].sort(
    (a, b) => b.amount * b.price - a.amount * a.price || (a.product < b.product ? -1 : 1),
  );
  const rows = dearest.map(
    ({ product, amount, price }) =>
      `<tr><td>${escaped(title(product))}</td><td>${amount}</td><td>${money(amount * price)}</td></tr>`,
  );
  const sum = [...totals.values()].reduce((all, one) => all + one, 0);
  return JSON.stringify({
    customer: title(customer),
    totals: Object.fromEntries([...totals].sort(([a], [b]) => (a < b ? -1 : 1))),
    sum: money(sum),
    html: `<table>${rows.join('\n')}</table>`,
  });
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (found) => ENTITIES[found] ?? found);

const title = (text: string): string =>
  text
    .split(' ')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase())
    .join(' ');

const money = (hundredths: number): string => {
  const whole = String(Math.floor(hundredths / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${String(hundredths % 100).padStart(2, '0')}`;
};
