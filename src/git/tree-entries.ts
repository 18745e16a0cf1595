/** One line of `git ls-tree`. */
export interface TreeEntry {
  readonly mode: string;
  readonly type: 'blob' | 'tree' | 'commit';
  readonly id: string;
  readonly path: string;
  /** A symbolic link; its blob is its destination. */
  readonly isLink: boolean;
}

/** Reads the output of `git ls-tree -z`. */
export function parseTree(output: string): readonly TreeEntry[] {
  return output.split('\0').flatMap((line) => {
    const [, mode = '', type = '', id = '', path = ''] =
      /^(\d+) (blob|tree|commit) ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return path === ''
      ? []
      : [{ mode, type: type as TreeEntry['type'], id, path, isLink: mode === '120000' }];
  });
}
