import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/parse.js';
import { BALANCER_CAPS, PLAIN_CONTAINER } from '../../../src/model/config.js';
import { file, messagesOf } from './helpers.js';

const balancerOf = (target: string) => parseConfig(file({ target }), 'loadgate.yml').targets[0]?.balancer;

describe('a balancer of one’s own', () => {
  it('is an image with files of the repository, and defaults that are no limit', () => {
    const written = `replicas: 3
balancer:
  image: "haproxy:3.0"
  files: { /usr/local/etc/haproxy/haproxy.cfg: ./deploy/haproxy.cfg }
  env: { VERSION: 1.10 }`;
    expect(balancerOf(written)).toEqual({
      build: null,
      image: 'haproxy:3.0',
      container: {
        ...PLAIN_CONTAINER,
        files: { '/usr/local/etc/haproxy/haproxy.cfg': 'deploy/haproxy.cfg' },
      },
      env: { VERSION: '1.10' },
      port: null,
      caps: { ...BALANCER_CAPS, openFiles: 16_384 },
    });
  });

  it('is a build, with what containers have', () => {
    const written = `replicas: 2
caps: { open-files: 4096 }
balancer: { build: deploy/lb, command: haproxy -f x, port: 8000, user: haproxy, caps: { memory: 1g } }`;
    expect(balancerOf(written)).toMatchObject({
      build: { context: 'deploy/lb', dockerfile: 'deploy/lb/Dockerfile' },
      container: { command: ['haproxy', '-f', 'x'], user: 'haproxy' },
      port: 8000,
      caps: { cpus: 1, memoryBytes: 2 ** 30, openFiles: 4096 },
    });
  });

  it('is ours where none is named', () => {
    expect(balancerOf('replicas: 2')).toBeNull();
  });

  it.each([
    ['balancer: { image: x }', '5:15: targets.app.balancer: it is there without "replicas"'],
    ['replicas: 2\nbalancer: {}', '6:15: targets.app.balancer: neither "image" nor "build" is there'],
    [
      'replicas: 2\nbalancer: { image: x, build: . }',
      'targets.app.balancer: "image" and "build" are both there',
    ],
    [
      'replicas: 2\nbalancer: { image: x, files: { /a.cfg: ../a.cfg } }',
      'targets.app.balancer.files./a.cfg: "../a.cfg" holds "..": write a path relative to the root',
    ],
    [
      'replicas: 2\nbalancer: { image: x, env-file: a.env }',
      'unknown key "env-file" in targets.app.balancer',
    ],
  ])('is refused: %s', (target, message) => {
    expect(messagesOf(file({ target }))).toEqual([expect.stringContaining(message)]);
  });
});
