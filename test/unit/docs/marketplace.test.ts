import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readText } from './markdown.js';

interface Metadata {
  readonly name: string;
  readonly description: string;
  readonly branding: { readonly icon: string; readonly color: string };
}

const COLOURS = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'];
// Of Feather's icons, GitHub shows all but these.
const NOT_SHOWN =
  /^(coffee|columns|divide(-circle|-square)?|frown|hexagon|key|meh|mouse-pointer|smile|tool|x-octagon)$/;

describe('what GitHub Marketplace asks of action.yml', () => {
  const { name, description, branding } = parse(readText('action.yml')) as Metadata;

  it('is a description of less than 125 characters, in one line', () => {
    expect(description.length).toBeGreaterThan(20);
    expect(description.length).toBeLessThan(125);
    expect(description).not.toMatch(/\n/);
  });

  it('is a name that fits a page address, an icon, and one of its colours', () => {
    expect(name).toMatch(/^[a-z][a-z-]{2,30}$/);
    expect(branding.icon).toMatch(/^[a-z]+(-[a-z\d]+)*$/);
    expect(branding.icon).not.toMatch(NOT_SHOWN);
    expect(COLOURS).toContain(branding.color);
  });

  it('says of itself what the package does', () => {
    const manifest = JSON.parse(readText('package.json')) as Metadata;
    expect([manifest.name, manifest.description]).toEqual([name, description]);
  });

  it('is a README and a licence beside it', () => {
    expect(readText('README.md')).toMatch(/^# loadgate\n/);
    expect(readText('LICENSE')).toMatch(/^MIT License/);
  });
});
