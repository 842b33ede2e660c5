/**
 * Finds what a user would read, or hear read out, that does not come from the catalogue, and the keys of the catalogue
 * that a module names. Pure: from the text of a module to complaints.
 */
import ts from 'typescript';

/** Attributes and properties whose text reaches the user. */
const SPOKEN = new Set([
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'alt',
  'placeholder',
  'title',
  'label',
  'text',
  'hint',
]);

/** Languages are named in themselves, whatever language the interface is in. */
const ownNames = new Set(['English', 'Deutsch']);

/** At least two letters beside each other: signs, units and keys such as `Esc` in a prop of another name pass, and addresses. */
const hasWords = (text: string) =>
  /\p{L}{2,}/u.test(text) && !/^https?:\/\//.test(text) && !ownNames.has(text);

function nodesOf(path: string, source: string): ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, source, ts.ScriptTarget.Latest, true));
  return nodes;
}

/** The literal an attribute or a child is, also as `{'text'}` or in either branch of a condition. */
function literalsOf(node: ts.Node | undefined): string[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)];
  if (ts.isJsxExpression(node) || ts.isParenthesizedExpression(node)) return literalsOf(node.expression);
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isBinaryExpression(node)) {
    const sign = node.operatorToken.kind;
    if (sign === ts.SyntaxKind.AmpersandAmpersandToken) return literalsOf(node.right);
    const isEither =
      sign === ts.SyntaxKind.BarBarToken ||
      sign === ts.SyntaxKind.QuestionQuestionToken ||
      sign === ts.SyntaxKind.PlusToken;
    return isEither ? [...literalsOf(node.left), ...literalsOf(node.right)] : [];
  }
  return [];
}

/** @returns one sentence for each text that is written into the module */
export function literalTextComplaints(path: string, source: string): string[] {
  return nodesOf(path, source).flatMap((node) => {
    const texts = ts.isJsxText(node)
      ? [node.text]
      : ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText())
        ? literalsOf(node.initializer)
        : ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)
          ? literalsOf(node.expression)
          : ts.isPropertyAssignment(node) &&
              ['label', 'title'].includes(node.name.getText()) &&
              path.endsWith('.tsx')
            ? literalsOf(node.initializer)
            : [];
    return texts.filter(hasWords).map((text) => `${path}: "${text.trim()}" is not from the catalogue`);
  });
}

export interface NamedKeys {
  /** String literals, each of which may be a key. */
  readonly literals: ReadonlySet<string>;
  /** Beginning and end of composed keys. */
  readonly composed: readonly { readonly head: string; readonly tail: string }[];
}

export function namedKeys(path: string, source: string): NamedKeys {
  const nodes = nodesOf(path, source);
  return {
    literals: new Set(nodes.filter(ts.isStringLiteralLike).map(({ text }) => text)),
    composed: nodes
      .filter(ts.isTemplateExpression)
      .filter(({ head }) => /^[a-z][\w-]*\./i.test(head.text))
      .map(({ head, templateSpans }) => ({
        head: head.text,
        tail: templateSpans.at(-1)?.literal.text ?? '',
      })),
  };
}
