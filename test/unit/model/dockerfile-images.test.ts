import { describe, expect, it } from 'vitest';
import { baseImage, imagesOf } from '../../../src/model/dockerfile-images.js';

describe('the base image of a Dockerfile', () => {
  const plain = { args: {}, target: null };

  it.each<[string, string, Parameters<typeof baseImage>[1], string | null]>([
    ['of one stage', 'FROM debian:12\n', plain, 'debian:12'],
    [
      'of the last stage',
      'FROM node:24 AS build\nFROM nginx:1.27\nCOPY --from=build /a /b',
      plain,
      'nginx:1.27',
    ],
    [
      'of the stage that is built',
      'FROM node:24 AS build\nFROM nginx:1.27',
      { args: {}, target: 'build' },
      'node:24',
    ],
    [
      'through stages that begin with one another',
      'FROM node:24 AS a\nFROM a AS b\nfrom B',
      plain,
      'node:24',
    ],
    ['of a stage named like its image', 'FROM node AS node\nFROM node', plain, 'node'],
    ['with a platform', 'FROM --platform=linux/amd64 node:24', plain, 'node:24'],
    ['with an argument', `ARG V=24\nFROM node:\${V}-slim`, plain, 'node:24-slim'],
    [
      'with an argument of the build',
      'ARG V=24\nFROM node:$V',
      { args: { V: '26' }, target: null },
      'node:26',
    ],
    ['with a default', `FROM node:\${V:-22}`, plain, 'node:22'],
    ['with a comment and a line that goes on', '# FROM x\nFROM \\\n  node:24', plain, 'node:24'],
    ['with a digest', 'FROM node@sha256:abc', plain, 'node@sha256:abc'],
    ['of none', 'RUN true', plain, null],
    ['of a stage that is not there', 'FROM node', { args: {}, target: 'x' }, null],
  ])('is found %s', (_, dockerfile, build, image) => {
    expect(baseImage(dockerfile, build)).toBe(image);
  });
});

describe('the images that a build takes something from', () => {
  it.each<[string, string, readonly string[] | null]>([
    ['of one stage', 'FROM debian:12', ['debian:12']],
    [
      'of all stages, each once',
      'FROM node:24 AS a\nFROM a AS b\nFROM nginx\nCOPY --from=b / /\nCOPY --from=0 / /\nFROM node:24',
      ['nginx', 'node:24'],
    ],
    ['that files are copied from', 'FROM scratch\nCOPY --chmod=755 --from=busybox:1 /a /a', ['busybox:1']],
    [
      'that are mounted',
      'FROM a\nRUN --mount=type=bind,from=b,target=/b --mount=from=c,target=/c true',
      ['a', 'b', 'c'],
    ],
    ['with arguments', 'ARG V=24\nFROM --platform=$BUILDPLATFORM node:$V', ['node:24']],
    ['but not what a heredoc says', 'FROM a\nRUN <<E\nFROM b\nE', ['a']],
    ['none', 'FROM scratch', []],
    ['unknown where a variable has no value', 'FROM node:24$TARGETVARIANT', null],
    ['unknown where a variable is changed', `ARG V=24-slim\nFROM node:\${V%-slim}`, null],
    ['unknown where files come from a variable', 'ARG X=a\nFROM b\nCOPY --from=$X / /', null],
    ['unknown where files are fetched', 'FROM a\nADD --checksum=sha256:0 https://b.example/c /c', null],
    ['unknown where a repository is fetched', 'FROM a\nADD ["git@b.example:c.git", "/c"]', null],
  ])('are found: %s', (_, dockerfile, images) => {
    expect(imagesOf(dockerfile, { args: {} })).toEqual(images);
  });
});
