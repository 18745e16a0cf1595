import { describe, expect, it } from 'vitest';
import { frameOf } from '../../../src/profile/frames.js';
import { goModuleOf } from '../../../src/profile/go.js';

const frame = (symbol: string, object = '/app/server', module: string | null = null) =>
  frameOf({ address: '00007f121b0e81b2', symbol, object }, module);

const MAP = '/tmp/perf-7.map';

describe('frameOf', () => {
  it.each([
    ['py::H.do_GET:/app/app.py', 'own', 'H.do_GET', '/app/app.py'],
    [
      'py::deepcopy:/usr/local/lib/python3.13/copy.py',
      'library',
      'deepcopy',
      '/usr/local/lib/python3.13/copy.py',
    ],
    [
      'py::f:/venv/lib/python3.12/site-packages/flask/app.py',
      'library',
      'f',
      '/venv/lib/python3.12/site-packages/flask/app.py',
    ],
    [
      'py::_find_and_load:<frozen importlib._bootstrap>',
      'library',
      '_find_and_load',
      '<frozen importlib._bootstrap>',
    ],
    ['py::valid.<locals>.<genexpr>:/app/app.py', 'own', 'valid', '/app/app.py'],
    ['py::f.<locals>.g:/app/python3.py', 'own', 'f.<locals>.g', '/app/python3.py'],
  ])('reads CPython’s %s', (symbol, kind, name, file) => {
    expect(frame(symbol, MAP)).toEqual({ kind, name, file });
  });

  it.each([
    ['main.slow', null, 'own'],
    ['main.(*shop).list.func1', null, 'own'],
    ['encoding/json.(*encodeState).marshal', null, 'library'],
    ['runtime.mallocgc', null, 'runtime'],
    ['github.com/acme/shop/cart.Total', null, 'own'],
    ['github.com/acme/shop/cart.Total', 'github.com/acme/shop', 'own'],
    ['github.com/lib/pq.(*conn).send', 'github.com/acme/shop', 'library'],
    ['shop/cart.Total', 'shop', 'own'],
    ['regexp.(*Regexp).doExecute', 'shop', 'library'],
  ])('takes %s of Go (module %s) for %s', (symbol, module, kind) => {
    expect(frame(symbol, '/app/server', module)).toEqual({ kind, name: symbol, file: null });
  });

  it('takes the functions of a compiled program for its own, without what compilers append', () => {
    expect(frame('parse.part.0')).toEqual({ kind: 'own', name: 'parse', file: null });
    expect(frame('shop::handlers::list')).toMatchObject({ kind: 'own' });
    expect(frame('core::fmt::write')).toMatchObject({ kind: 'library' });
  });

  it.each([
    ['v8::internal::JsonStringify', '/usr/local/bin/node'],
    ['_PyEval_EvalFrameDefault', '/usr/local/lib/libpython3.13.so.1.0'],
    ['memcpy', '/usr/lib/x86_64-linux-gnu/libc.so.6'],
    ['RegExp:^a+$', MAP],
    ['[unknown]', '/app/server'],
    ['x', '[vdso]'],
  ])('takes %s in %s for the runtime', (symbol, object) => {
    expect(frame(symbol, object)).toMatchObject({ kind: 'runtime' });
  });

  it('tells the kernel by its addresses, whatever the symbol is called', () => {
    const raw = { address: 'ffffffff82203249', symbol: 'py::f:/app/a.py', object: '[kernel.kallsyms]' };
    expect(frameOf(raw, null)).toMatchObject({ kind: 'kernel' });
  });
});

describe('goModuleOf', () => {
  it('reads the module path of a go.mod', () => {
    expect(goModuleOf('// x\nmodule github.com/acme/shop // y\n\ngo 1.22\n')).toBe('github.com/acme/shop');
    expect(goModuleOf('module "shop"\n')).toBe('shop');
    expect(goModuleOf('go 1.22\n')).toBeNull();
  });
});
