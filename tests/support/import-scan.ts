/** Finds everything a TypeScript module imports: values, types, re-exports, `import()` and `require`. Pure. */
import ts from 'typescript';

export interface FoundImport {
  /** The specifier, or null where it is computed and cannot be judged. */
  readonly specifier: string | null;
  readonly line: number;
}

const literalText = (node: ts.Node | undefined): string | null =>
  node && ts.isStringLiteralLike(node) ? node.text : null;

/** Names that `createRequire` gave, so that `load('x')` after `const load = createRequire(...)` counts. */
function requireNames(file: ts.SourceFile): Set<string> {
  const names = new Set(['require']);
  const visit = (node: ts.Node): void => {
    if (
      ts.isVariableDeclaration(node) &&
      ts.isIdentifier(node.name) &&
      node.initializer &&
      ts.isCallExpression(node.initializer) &&
      node.initializer.expression.getText(file) === 'createRequire'
    ) {
      names.add(node.name.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return names;
}

function callTarget(node: ts.CallExpression, file: ts.SourceFile, names: ReadonlySet<string>): boolean {
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword) return true;
  if (ts.isIdentifier(node.expression)) return names.has(node.expression.text);
  return ts.isCallExpression(node.expression) && node.expression.expression.getText(file) === 'createRequire';
}

/** @param source text of one module @param name its ending tells whether `<` may begin an element */
export function importsOf(source: string, name = 'module.ts'): FoundImport[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const names = requireNames(file);
  const found: FoundImport[] = [];
  const add = (node: ts.Node, specifier: string | null) =>
    found.push({ specifier, line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1 });
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, literalText(node.moduleSpecifier));
    else if (ts.isExportDeclaration(node) && node.moduleSpecifier)
      add(node, literalText(node.moduleSpecifier));
    else if (ts.isImportEqualsDeclaration(node) && ts.isExternalModuleReference(node.moduleReference))
      add(node, literalText(node.moduleReference.expression));
    else if (ts.isImportTypeNode(node))
      add(node, ts.isLiteralTypeNode(node.argument) ? literalText(node.argument.literal) : null);
    else if (ts.isCallExpression(node) && callTarget(node, file, names))
      add(node, literalText(node.arguments[0]));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
