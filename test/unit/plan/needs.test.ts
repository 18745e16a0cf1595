import { expect, it } from 'vitest';
import { neededServices } from '../../../src/plan/needs.js';
import { aService } from '../../support/services.js';

const services = [
  aService('worker', { needs: ['queue', 'db'] }),
  aService('db'),
  aService('queue', { needs: ['disk'] }),
  aService('disk'),
  aService('cache'),
];
const namesOf = (...needs: string[]) => neededServices(needs, services).map(({ name }) => name);

it.each([
  [['worker'], ['disk', 'queue', 'db', 'worker']],
  [
    ['cache', 'db'],
    ['cache', 'db'],
  ],
  [
    ['db', 'worker', 'db'],
    ['db', 'disk', 'queue', 'worker'],
  ],
  [[], []],
  [['unknown'], []],
])('%j needs %j, each behind what it needs', (needs, wanted) => {
  expect(namesOf(...needs)).toEqual(wanted);
});

it('ends where services need each other in a circle', () => {
  const circle = [aService('a', { needs: ['b'] }), aService('b', { needs: ['a'] })];
  expect(neededServices(['a'], circle).map(({ name }) => name)).toEqual(['b', 'a']);
});
