import type { HttpRequest } from '../model/config.js';

export const PATH = '/orders';

const CATEGORIES = ['books', 'tools & parts', 'garden', 'kitchen', '<misc>'];

/** An order of 40 lines, 3 kB of JSON: enough work that the handler, not the socket, determines a request's cost. */
const REQUEST_BODY = JSON.stringify({
  customer: 'ada "the first" lovelace',
  lines: Array.from({ length: 40 }, (_, index) => ({
    product: `item ${String.fromCharCode(97 + (index % 26))} & sons no ${(index * 37) % 101}`,
    category: CATEGORIES[(index * 7) % CATEGORIES.length],
    amount: 1 + ((index * 13) % 9),
    price: 99 + ((index * 7919) % 100_000),
  })),
});

/** The only request to the reference target. */
export const REQUEST: HttpRequest = {
  method: 'POST',
  path: PATH,
  headers: { 'content-type': 'application/json' },
  body: REQUEST_BODY,
};
