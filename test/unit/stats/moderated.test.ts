import { describe, expect, it } from 'vitest';
import { digamma, moderated, trigamma } from '../../../src/stats/moderated.js';

// Reference values: mpmath 1.3.0, digamma(x) and psi(1, x), and section 6.2 of Smyth (2004) with findroot.
describe('digamma and trigamma', () => {
  it.each([
    [0.5, -1.963510026021423, 4.934802200544679],
    [1, -0.5772156649015329, 1.644934066848226],
    [2.5, 0.7031566406452432, 0.4903577561002349],
    [30, 3.384438132685525, 0.03389506035773994],
  ])('are what mpmath has at %s', (x, first, second) => {
    expect(digamma(x)).toBeCloseTo(first, 9);
    expect(trigamma(x)).toBeCloseTo(second, 9);
  });
});

describe('moderated variances', () => {
  const samples = [
    { variance: 1, degrees: 2 },
    { variance: 4, degrees: 2 },
    { variance: 0.5, degrees: 5 },
    { variance: 9, degrees: 3 },
    { variance: 0.02, degrees: 2 },
    { variance: 2, degrees: 4 },
  ];

  it('are drawn towards the common one, as far as the samples are alike', () => {
    const expected = [
      [0.828128459434, 3.2797362826],
      [2.65754384013, 3.2797362826],
      [0.512130256802, 6.2797362826],
      [6.4761100042, 4.2797362826],
      [0.230519435075, 3.2797362826],
      [1.65084816524, 5.2797362826],
    ];
    moderated(samples).forEach((one, at) => {
      expect(one?.variance).toBeCloseTo(expected[at]?.[0] ?? 0, 7);
      expect(one?.degrees).toBeCloseTo(expected[at]?.[1] ?? 0, 7);
    });
  });

  it('give a sample of one value the common one', () => {
    const [, single] = moderated([...samples.slice(0, 1), null]);
    expect(single).toEqual({ variance: 1, degrees: 2 });
    expect(moderated([null, null])).toEqual([null, null]);
  });

  it('are one pooled variance where the samples are as alike as that makes them', () => {
    const alike = [1, 1.1, 0.9, 1].map((variance) => ({ variance, degrees: 4 }));
    for (const one of moderated(alike)) expect(one?.degrees).toBe(16);
  });

  it('are 0 where nothing spreads', () => {
    expect(moderated([{ variance: 0, degrees: 3 }])).toEqual([{ variance: 0, degrees: 3 }]);
  });
});
