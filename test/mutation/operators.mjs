// The small faults that `npm run mutate` puts into a file, one at a time.
import ts from 'typescript'

const K = ts.SyntaxKind
/** For each operator what it is taken for; the first of a list breaks the sense, the second moves a border. */
const swaps = new Map([
  [K.LessThanToken, ['>=', '<=']],
  [K.LessThanEqualsToken, ['>', '<']],
  [K.GreaterThanToken, ['<=', '>=']],
  [K.GreaterThanEqualsToken, ['<', '>']],
  [K.EqualsEqualsEqualsToken, ['!==']],
  [K.ExclamationEqualsEqualsToken, ['===']],
  [K.PlusToken, ['-']],
  [K.MinusToken, ['+']],
  [K.AsteriskToken, ['/']],
  [K.SlashToken, ['*']],
  [K.PercentToken, ['*']],
  [K.AmpersandToken, ['|']],
  [K.BarToken, ['&']],
  [K.CaretToken, ['&']],
  [K.LessThanLessThanToken, ['>>']],
  [K.GreaterThanGreaterThanToken, ['<<']],
  [K.GreaterThanGreaterThanGreaterThanToken, ['<<']],
  [K.AmpersandAmpersandToken, ['||']],
  [K.BarBarToken, ['&&']],
  [K.PlusEqualsToken, ['-=']],
  [K.MinusEqualsToken, ['+=']],
  [K.AsteriskEqualsToken, ['/=']],
  [K.SlashEqualsToken, ['*=']],
  [K.BarEqualsToken, ['&=']],
  [K.AmpersandEqualsToken, ['|=']],
])
const leaves = new Set([K.ReturnStatement, K.ContinueStatement, K.BreakStatement, K.ThrowStatement])

/**
 * All mutants of a file: what stands from `start` to `end` would become `code`.
 *
 * @param {string} file
 * @param {string} text
 */
export function mutantsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const found = []
  const add = (node, code, statement = false) => {
    const start = node.getStart()
    const line = source.getLineAndCharacterOfPosition(start).line + 1
    found.push({
      file,
      line,
      start,
      end: node.getEnd(),
      from: node.getText(),
      code,
      statement,
      opens: opensStatement(node),
    })
  }
  const open = [source]
  while (open.length > 0) {
    const node = open.pop()
    // types are no behaviour, and the words of an error are read, not tested
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) continue
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) continue
    if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) continue
    expressionMutants(node, add)
    statementMutants(node, add)
    // a swapped operator keeps its operands: what is within them is mutated by itself
    ts.forEachChild(node, (child) => void open.push(child))
  }
  return found
}

function expressionMutants(node, add) {
  if (ts.isBinaryExpression(node)) {
    if (node.operatorToken.kind === K.PlusToken && /['"`]/.test(node.getText())) return
    const [left, right] = [node.left.getText(), node.right.getText()]
    for (const operator of swaps.get(node.operatorToken.kind) ?? []) add(node, `${left} ${operator} ${right}`)
  } else if (ts.isPrefixUnaryExpression(node) && node.operator === K.ExclamationToken) {
    add(node, node.operand.getText())
  } else if (node.kind === K.TrueKeyword) add(node, 'false')
  else if (node.kind === K.FalseKeyword) add(node, 'true')
  else if (ts.isNumericLiteral(node) && !isName(node)) {
    const value = Number(node.text)
    if (Number.isInteger(value)) {
      add(node, String(value + 1))
      if (value > 0) add(node, String(value - 1))
    } else add(node, String(value * 1.01))
  }
}

function statementMutants(node, add) {
  if (ts.isIfStatement(node) && node.elseStatement === undefined && leaves.has(last(node.thenStatement)?.kind))
    add(node, '', true)
  if (ts.isExpressionStatement(node) && !/^(checkOptions|new )/.test(node.getText())) add(node, '', true)
  // a function that gives nothing back ends before it starts
  if (ts.isBlock(node) && ts.isFunctionDeclaration(node.parent) && node.parent.type?.kind === K.VoidKeyword)
    add(node, '{}', true)
}

const last = (statement) => (ts.isBlock(statement) ? statement.statements.at(-1) : statement)
/** Whether a literal is a key, not a value. */
const isName = (node) =>
  (ts.isPropertyAssignment(node.parent) || ts.isEnumMember(node.parent)) && node.parent.name === node
/** Whether a statement starts with this node: without a semicolon before it, brackets would call what stands there. */
function opensStatement(node) {
  let at = node
  while (at.parent !== undefined && at.parent.getStart() === node.getStart() && !ts.isStatement(at)) at = at.parent
  return ts.isExpressionStatement(at) && at.getStart() === node.getStart()
}

/**
 * The text with the mutants built in, each asleep until `__mutant` names it. Mutants that overlap would not fit: `sample`
 * takes none of these.
 *
 * @param {string} text
 * @param {readonly { id: number, start: number, end: number, from: string, code: string, statement: boolean, opens: boolean }[]} mutants
 */
export function withMutants(text, mutants) {
  let done = text
  for (const { id, start, end, from, code, statement, opens } of [...mutants].sort((a, b) => b.start - a.start)) {
    const asleep = statement
      ? from.startsWith('{')
        ? `{ if (__mutant(${id})) return; ${from.slice(1)}`
        : `{ if (!__mutant(${id})) { ${from} } }`
      : `${opens ? ';' : ''}(__mutant(${id}) ? (${code}) : (${from}))`
    done = done.slice(0, start) + asleep + done.slice(end)
  }
  return done
}
