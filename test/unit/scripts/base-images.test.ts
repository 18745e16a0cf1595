import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { root } from '../../../scripts/lib/root.mjs';
import { baseImagesOf, hasBaseImages } from '../../support/base-images.js';

const script = join(root, 'scripts/base-images.sh');
const TOOLS = ['bash', 'dirname', 'mktemp', 'rm', 'id', 'find', 'awk', 'sort', 'tail'];
/** An engine that holds `$IMAGES`, and can pull `$PULLED`. */
const ENGINE = `#!/bin/bash
case "$1 $2" in
  'info ') ;;
  'image inspect') [[ " $IMAGES $(cat "$STATE" 2>/dev/null) " == *" $3 "* ]] ;;
  'pull --quiet') [[ " $PULLED " == *" $3 "* ]] && printf '%s ' "$3" >>"$STATE" ;;
  *) echo "docker $*: not asked for" >&2; exit 9 ;;
esac
`;

describe('scripts/base-images.sh', () => {
  let bin: string;

  beforeEach(() => {
    bin = mkdtempSync(join(tmpdir(), 'loadgate-bin-'));
    for (const tool of [...TOOLS, 'cat']) {
      const path = spawnSync('which', [tool], { encoding: 'utf8' }).stdout.trim();
      symlinkSync(path, join(bin, tool));
    }
    for (const [name, text] of Object.entries({ docker: ENGINE, sudo: '#!/bin/bash\n"$@"\n' })) {
      writeFileSync(join(bin, name), text);
      chmodSync(join(bin, name), 0o755);
    }
  });
  afterEach(() => rmSync(bin, { recursive: true }));

  /** On a machine without CPython and without a registry but for the images in `pulled`. */
  function provide(images: string[], pulled: string[], wanted: string[]) {
    const env = { PATH: bin, IMAGES: images.join(' '), PULLED: pulled.join(' '), STATE: join(bin, 'state') };
    const { status, stdout, stderr } = spawnSync(script, wanted, { env, encoding: 'utf8', cwd: tmpdir() });
    return { status, stdout: stdout.trim().split('\n'), stderr };
  }

  it('names the image that can not be had, and goes on with the others', () => {
    const wanted = ['python:3.7-slim', 'python:3.13-slim', 'node:24-slim'];
    const had = ['debian:bookworm-slim', 'debian:trixie-slim', 'node:24-slim'];
    const { status, stdout, stderr } = provide(had, ['python:3.13-slim'], wanted);
    expect(status).toBe(3);
    expect(stdout).toContain('python:3.13-slim: pulled');
    expect(stdout).toContain('node:24-slim: there');
    expect(stderr).toMatch(/python:3\.7-slim can't be pulled, and this machine has no CPython 3\.7/);
    expect(stderr.trim().split('\n').at(-1)).toMatch(/^base-images: not there, .*: python:3\.7-slim$/);
  });

  it('keeps what is there, and provides what the Dockerfiles name', () => {
    const folders = ['fixtures/targets', 'fixtures/services'].flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) => join(root, folder, name)),
    );
    const named = folders.flatMap((folder) => baseImagesOf(readFileSync(join(folder, 'Dockerfile'), 'utf8')));
    const all = [...new Set(['node:24-slim', ...named])].sort();
    expect(all).toEqual(expect.arrayContaining(['python:3.11-slim', 'python:3.13-slim', 'python:3.7-slim']));
    const first = provide([], all, []);
    expect({ ...first, stdout: first.stdout.sort() }).toEqual({
      status: 0,
      stdout: all.map((image) => `${image}: pulled`),
      stderr: '',
    });
    const again = provide([], [], []);
    expect(again.stdout.sort()).toEqual(all.map((image) => `${image}: there`));
    expect(again.status).toBe(0);
  });
});

describe('what tests know of base images', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('reads the images of a Dockerfile, without its own stages', () => {
    const text =
      'FROM --platform=linux/amd64 node:24-slim AS made\nRUN FROM x\nfrom made\nFROM scratch\nFROM python:3.7-slim\n';
    expect(baseImagesOf(text)).toEqual(['node:24-slim', 'python:3.7-slim']);
  });

  it('leaves a target out whose image is not there, but not where Docker is required', () => {
    const only313 = (image: string): boolean => image === 'python:3.13-slim';
    vi.stubEnv('LOADGATE_REQUIRE_DOCKER', '');
    expect(hasBaseImages('targets/japronto', only313)).toBe(false);
    expect(hasBaseImages('targets/starlette', only313)).toBe(true);
    vi.stubEnv('LOADGATE_REQUIRE_DOCKER', '1');
    expect(hasBaseImages('targets/japronto', only313)).toBe(true);
  });
});
