import { expect, test } from 'vitest';
import { inOrder } from '../../../src/runtime/docker/inspect.js';
import { cleanLine, createLogRing } from '../../../src/runtime/log-lines.js';

test('colours, cursor movements and control characters go, tabs and text stay', () => {
  expect(cleanLine('\u001b[31mred\u001b[0m\tgrün \u0007\r')).toBe('red\tgrün ');
});

test('long lines are cut', () => {
  expect(cleanLine('x'.repeat(5000))).toHaveLength(2001);
});

test('the ring keeps the last lines', () => {
  const ring = createLogRing(3);
  for (const line of ['1', '2', '3', '4']) ring.push(line);
  expect(ring.last(10)).toEqual(['2', '3', '4']);
  expect(ring.last(1)).toEqual(['4']);
  expect(ring.last(0)).toEqual([]);
});

test('both streams of a container in the order of their time stamps', () => {
  const stdout = '2026-01-01T00:00:00.000000001Z out 1\n2026-01-01T00:00:00.000000003Z out 2\n';
  const stderr = '2026-01-01T00:00:00.000000002Z err 1\n2026-01-01T00:00:00.000000004Z \n';
  expect(inOrder(`${stdout}\n${stderr}`)).toEqual(['out 1', 'err 1', 'out 2', '']);
});
