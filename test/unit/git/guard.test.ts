import { describe, expect, it } from 'vitest';
import { type ConfigEntry, guardConfig, parseConfigList, refusedKeys } from '../../../src/git/guard.js';

const local = (key: string, value: string): ConfigEntry => ({ scope: 'local', key, value });
const global = (key: string, value: string): ConfigEntry => ({ scope: 'global', key, value });

describe('parseConfigList', () => {
  it('reads scope, key and value, also values of several lines and none', () => {
    const output = 'global\0user.name\nMe\0local\0alias.x\n!a\nb\0local\0core.bare\0worktree\0a.b.c\n\0';
    expect(parseConfigList(output)).toEqual([
      { scope: 'global', key: 'user.name', value: 'Me' },
      { scope: 'local', key: 'alias.x', value: '!a\nb' },
      { scope: 'local', key: 'core.bare', value: 'true' },
      { scope: 'worktree', key: 'a.b.c', value: '' },
    ]);
  });

  it('reads nothing from nothing', () => {
    expect(parseConfigList('')).toEqual([]);
  });
});

describe('guardConfig', () => {
  it('leaves a plain repository alone', () => {
    expect(guardConfig([local('core.bare', 'false'), local('remote.origin.url', 'x')])).toEqual([]);
  });

  it('switches filters of the repository off, and does not insist on them', () => {
    expect(guardConfig([local('filter.My.Filter.clean', '/evil')])).toEqual([
      ['filter.My.Filter.clean', ''],
      ['filter.My.Filter.required', 'false'],
    ]);
  });

  it('leaves filters of the user alone', () => {
    expect(guardConfig([global('filter.x.clean', 'mine')])).toEqual([]);
  });

  it.each([
    'git-lfs clean -- %f',
    'git-lfs smudge -- %f',
    'git-lfs smudge --skip -- %f',
    'git-lfs filter-process',
  ])('leaves Git LFS as it sets itself up: %s', (command) => {
    expect(guardConfig([local('filter.lfs.process', command)])).toEqual([]);
  });

  it.each(['git-lfs filter-process; /evil', './git-lfs filter-process', 'git-lfs clean -- %f && /evil'])(
    'is not fooled by what looks like Git LFS: %s',
    (command) => {
      expect(guardConfig([local('filter.lfs.process', command)])[0]).toEqual(['filter.lfs.process', '']);
    },
  );

  it('switches programs of Git LFS off that the repository names', () => {
    expect(guardConfig([local('lfs.customtransfer.x.path', '/evil')])).toEqual([
      ['lfs.customtransfer.x.path', ''],
    ]);
  });

  it('switches the command off that lists what others have', () => {
    expect(guardConfig([local('core.alternaterefscommand', '/evil')])).toEqual([
      ['core.alternaterefscommand', 'true'],
    ]);
  });

  it('switches hooks off that are in the configuration, whoever named them', () => {
    const entries = [
      global('hook.lint.command', 'x'),
      local('hook.evil.command', 'x'),
      local('hook.evil.event', 'y'),
    ];
    expect(guardConfig(entries)).toEqual([
      ['hook.lint.enabled', 'false'],
      ['hook.evil.enabled', 'false'],
    ]);
  });

  it("replaces the repository's ssh command by the user's own, or by ssh", () => {
    const evil = local('core.sshcommand', '/evil');
    expect(guardConfig([evil])).toEqual([['core.sshcommand', 'ssh']]);
    expect(guardConfig([global('core.sshcommand', 'ssh -i key'), evil])).toEqual([
      ['core.sshcommand', 'ssh -i key'],
    ]);
    expect(guardConfig([global('core.sshcommand', 'ssh -i key')])).toEqual([]);
  });

  it("replaces the repository's credential helpers by the user's own", () => {
    const own = [
      global('credential.helper', 'store'),
      { scope: 'system', key: 'credential.https://a.b.helper', value: '' },
    ];
    const evil = [local('credential.helper', '!evil'), local('credential.https://c.d.helper', '!evil')];
    expect(guardConfig([...own, ...evil])).toEqual([
      ['credential.helper', ''],
      ['credential.https://c.d.helper', ''],
      ['credential.helper', 'store'],
      ['credential.https://a.b.helper', ''],
    ]);
    expect(guardConfig(own)).toEqual([]);
  });
});

describe('refusedKeys', () => {
  it('names what can not be switched off, where the repository itself sets it', () => {
    const entries = [
      global('remote.origin.uploadpack', 'mine'),
      local('remote.origin.url', 'x'),
      local('remote.a.b.receivepack', '/evil'),
      { scope: 'worktree', key: 'remote.origin.uploadpack', value: '/evil' },
    ];
    expect(refusedKeys(entries)).toEqual(['remote.a.b.receivepack', 'remote.origin.uploadpack']);
  });
});
