import { expect, it } from 'vitest';
import { readSvg } from '../../support/svg.js';

it.each([
  ['<svg><text>a</svg>', 'a </svg> that nothing opened'],
  ['<svg><text>a & b</text></svg>', 'the reference &'],
  ['<svg><text>&#1;</text></svg>', 'the reference &#1;'],
  ['<svg><text>a\uffff</text></svg>', 'a character that XML does not have'],
  ['<svg><text a=b>a</text></svg>', 'the rest is no XML'],
  ['<svg>', 'an open <svg>'],
])('a picture that is no XML is found: %s', (svg, fault) => {
  expect(readSvg(svg).faults).toContain(fault);
});

it('the parts of a picture are found', () => {
  const { parts, faults } = readSvg('<svg width="1"><script onload="x=1">a</script><g/></svg>');
  expect(faults).toEqual([]);
  expect([...parts]).toEqual(['svg', 'svg.width', 'script', 'script.onload', 'g']);
});
