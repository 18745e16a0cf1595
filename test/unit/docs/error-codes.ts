/** Every error code that the sources throw, found in their syntax trees. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export interface ThrownCode {
  /** Where the code says so itself; empty where it is handed on. */
  readonly kinds: Set<string>;
  /** Files that throw it, relative to the folder. */
  readonly files: Set<string>;
}

/** What stands beside `code` in an error, or in why a cell is invalid. Zod's issues have none of these. */
const BESIDE = ['kind', 'hint', 'side'];
const CODE = /^[a-z]+(?:-[a-z0-9]+)*$/;

interface Sources {
  readonly files: readonly ts.SourceFile[];
  /** `const NAME = 'text'` at the top level of any file. */
  readonly constants: ReadonlyMap<string, string>;
  /** Functions, methods and constructors (by the name of their class), by name. */
  readonly functions: ReadonlyMap<string, ts.SignatureDeclaration>;
}

/** @param folder absolute path of the sources */
export function thrownCodes(folder: string): ReadonlyMap<string, ThrownCode> {
  const sources = readSources(folder);
  const found = new Map<string, ThrownCode>();
  for (const file of sources.files) {
    visit(file, (node) => {
      for (const { expression, kind } of codesAt(node, sources)) {
        for (const code of literalsOf(expression, sources).filter((text) => CODE.test(text))) {
          const entry = found.get(code) ?? { kinds: new Set(), files: new Set() };
          found.set(code, entry);
          entry.files.add(file.fileName);
          for (const one of kind) entry.kinds.add(one);
        }
      }
    });
  }
  return found;
}

interface CodeExpression {
  readonly expression: ts.Expression;
  readonly kind: readonly string[];
}

/** The expressions at a node that become an error's code. */
function codesAt(node: ts.Node, sources: Sources): readonly CodeExpression[] {
  if (ts.isObjectLiteralExpression(node)) return inObject(node, sources);
  if (ts.isCallExpression(node) || ts.isNewExpression(node)) return inCall(node, sources);
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return [];
  if (ts.isIdentifier(node.name)) {
    return node.name.text === 'code' ? [{ expression: node.initializer, kind: [] }] : [];
  }
  return inTable(node.name, node.initializer, node.getSourceFile());
}

/** `{ kind: 'usage', code: 'x', hint: … }`, also as an argument of a function that adds the kind. */
function inObject(node: ts.ObjectLiteralExpression, sources: Sources): readonly CodeExpression[] {
  const expression = propertyOf(node, 'code');
  if (expression === null) return [];
  const names = node.properties.map((property) => property.name?.getText());
  if (!names.some((name) => BESIDE.includes(name ?? ''))) return [];
  const own = propertyOf(node, 'kind');
  if (own !== null) return [{ expression, kind: literalsOf(own, sources) }];
  const called = ts.isCallExpression(node.parent)
    ? sources.functions.get(calledName(node.parent))
    : undefined;
  return [{ expression, kind: called === undefined ? [] : kindsIn(called, sources) }];
}

/** `fail('x', …)`, where `fail` has a parameter named `code`. */
function inCall(node: ts.CallExpression | ts.NewExpression, sources: Sources): readonly CodeExpression[] {
  const called = sources.functions.get(calledName(node));
  const index = called?.parameters.findIndex(({ name }) => name.getText() === 'code') ?? -1;
  const expression = node.arguments?.[index];
  if (called === undefined || expression === undefined) return [];
  return [{ expression, kind: kindsIn(called, sources) }];
}

/** `const [kind, code] = TABLE.find(…)`: the column of the table. */
function inTable(
  pattern: ts.BindingName,
  initializer: ts.Expression,
  file: ts.SourceFile,
): readonly CodeExpression[] {
  if (!ts.isArrayBindingPattern(pattern)) return [];
  const column = pattern.elements.findIndex(
    (one) => ts.isBindingElement(one) && one.name.getText() === 'code',
  );
  if (column === -1) return [];
  const names = new Set<string>();
  visit(initializer, (node) => {
    if (ts.isIdentifier(node)) names.add(node.text);
  });
  const cells: CodeExpression[] = [];
  visit(file, (node) => {
    if (!ts.isVariableDeclaration(node) || !names.has(node.name.getText())) return;
    if (node.initializer === undefined || !ts.isArrayLiteralExpression(node.initializer)) return;
    for (const row of node.initializer.elements) {
      const cell = ts.isArrayLiteralExpression(row) ? row.elements[column] : undefined;
      if (cell !== undefined) cells.push({ expression: cell, kind: [] });
    }
  });
  return cells;
}

/** The kinds that are written in a function. */
function kindsIn(declaration: ts.SignatureDeclaration, sources: Sources): readonly string[] {
  const kinds: string[] = [];
  visit(declaration, (node) => {
    const kind = ts.isObjectLiteralExpression(node) ? propertyOf(node, 'kind') : null;
    if (kind !== null) kinds.push(...literalsOf(kind, sources));
  });
  return kinds;
}

function propertyOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | null {
  const property = node.properties.find((one) => one.name?.getText() === name);
  return property !== undefined && ts.isPropertyAssignment(property) ? property.initializer : null;
}

function calledName(node: ts.CallExpression | ts.NewExpression): string {
  const { expression } = node;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

/** The texts that an expression can have; what is handed on has none. */
function literalsOf(node: ts.Expression, sources: Sources): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node))
    return literalsOf(node.expression, sources);
  if (ts.isConditionalExpression(node)) {
    return [...literalsOf(node.whenTrue, sources), ...literalsOf(node.whenFalse, sources)];
  }
  if (ts.isBinaryExpression(node)) {
    return [...literalsOf(node.left, sources), ...literalsOf(node.right, sources)];
  }
  const constant = ts.isIdentifier(node) ? sources.constants.get(node.text) : undefined;
  return constant === undefined ? [] : [constant];
}

function readSources(folder: string): Sources {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.ts'),
  );
  const files = paths.map((path) =>
    ts.createSourceFile(path, readFileSync(join(folder, path), 'utf8'), ts.ScriptTarget.Latest, true),
  );
  const constants = new Map<string, string>();
  const functions = new Map<string, ts.SignatureDeclaration>();
  for (const file of files) {
    visit(file, (node) => {
      if (ts.isVariableDeclaration(node)) readVariable(node, constants, functions);
      else if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node)) {
        if (node.name !== undefined) functions.set(node.name.getText(), node);
      } else if (ts.isConstructorDeclaration(node)) functions.set(node.parent.name?.text ?? '', node);
    });
  }
  return { files, constants, functions };
}

function readVariable(
  { name, initializer }: ts.VariableDeclaration,
  constants: Map<string, string>,
  functions: Map<string, ts.SignatureDeclaration>,
): void {
  if (initializer === undefined) return;
  if (ts.isStringLiteralLike(initializer)) constants.set(name.getText(), initializer.text);
  if (ts.isArrowFunction(initializer)) functions.set(name.getText(), initializer);
}

function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}
