import { contract } from '../../probability/contraction/contract.js'
import { type Expr, freeSymbols, type Prob, type Symbols } from '../terms/expr.js'

/** A table over symbols; `undefinedAt[i]` is 1 where a condition of probability zero leaves no value. */
export interface Table {
  readonly scope: readonly number[]
  readonly values: Float64Array
  readonly undefinedAt: Uint8Array | null
}

/** What the evaluation works with. */
export interface Evaluation {
  readonly symbols: Symbols
  /** States of each symbol. */
  readonly cardinality: (symbol: number) => number
  /** The table of a probability. */
  readonly probability: (term: Prob) => Table
}

/** The table of an expression over its free symbols (those without a fixed state). */
export function evaluateExpr(run: Evaluation, e: Expr): Table {
  switch (e.kind) {
    case 'constant':
      return { scope: [], values: Float64Array.of(e.value), undefinedAt: null }
    case 'prob':
      return run.probability(e)
    case 'product':
      return contracted(run, e.factors, axes(run, e), [])
    case 'sum':
      return contracted(run, e.body.kind === 'product' ? e.body.factors : [e.body], axes(run, e), e.over)
    case 'ratio':
      return divided(run, e, evaluateExpr(run, e.top), evaluateExpr(run, e.bottom))
    case 'any':
      return chosen(run, e, evaluateExpr(run, e.body))
  }
}

function axes({ symbols }: Evaluation, e: Expr): number[] {
  return [...freeSymbols(e)].filter((s) => symbols.state[s] === undefined).sort((a, b) => a - b)
}

/** Σ over all but `keep` of the factors' product. */
function contracted(
  run: Evaluation,
  factors: readonly Expr[],
  keep: readonly number[],
  over: readonly number[],
): Table {
  const tables = factors.map((f) => evaluateExpr(run, f))
  const idle = over.filter((s) => !tables.some((t) => t.scope.includes(s)))
  const times = idle.reduce((n, s) => n * run.cardinality(s), 1)
  const all = sumProduct(
    run,
    tables.map((t) => ({ scope: t.scope, values: t.values })),
    keep,
  )
  if (times !== 1) for (let i = 0; i < all.length; i++) all[i]! *= times
  if (tables.every((t) => t.undefinedAt === null)) return { scope: keep, values: all, undefinedAt: null }
  // a cell has no value when some term that no factor makes zero has an undefined factor: count such terms
  const count = (cell: (t: Table, i: number) => number): Float64Array =>
    sumProduct(
      run,
      tables.map((t) => ({ scope: t.scope, values: t.values.map((_, i) => cell(t, i)) })),
      keep,
    )
  const live = count((t, i) => (t.undefinedAt?.[i] === 1 || t.values[i] !== 0 ? 1 : 0))
  const sound = count((t, i) => (t.undefinedAt?.[i] !== 1 && t.values[i] !== 0 ? 1 : 0))
  const undefinedAt = Uint8Array.from(live, (n, i) => (n > sound[i]! ? 1 : 0))
  return { scope: keep, values: all, undefinedAt: undefinedAt.includes(1) ? undefinedAt : null }
}

function sumProduct(
  run: Evaluation,
  tensors: readonly { scope: readonly number[]; values: Float64Array }[],
  keep: readonly number[],
): Float64Array {
  // symbols are renumbered: a table of hundreds is for a handful of axes here
  const used = [...new Set([...keep, ...tensors.flatMap((t) => t.scope)])]
  const position = new Map(used.map((s, i) => [s, i]))
  const at = (scope: readonly number[]): number[] => scope.map((s) => position.get(s)!)
  return contract({
    cardinalities: used.map(run.cardinality),
    tensors: tensors.map((t) => ({ scope: at(t.scope), values: t.values })),
    keep: at(keep),
  }).values
}

/** The fraction cell by cell; 0 / 0 has no value, nor has what is undefined but below a 0, which makes it 0 as in a product. */
function divided(run: Evaluation, e: Expr, top: Table, bottom: Table): Table {
  const scope = axes(run, e)
  const [a, b] = [spread(run, top, scope), spread(run, bottom, scope)]
  const values = new Float64Array(a.values.length)
  const undefinedAt = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) {
    const below = b.undefinedAt?.[i] === 1
    if (a.undefinedAt?.[i] === 1 || (below ? a.values[i] !== 0 : b.values[i] === 0)) undefinedAt[i] = 1
    else if (!below) values[i] = a.values[i]! / b.values[i]!
  }
  return { scope, values, undefinedAt: undefinedAt.includes(1) ? undefinedAt : null }
}

/** A table over a wider scope, which holds all of its symbols. */
export function spread(run: Evaluation, table: Table, scope: readonly number[]): Table {
  const sizes = scope.map(run.cardinality)
  const cells = sizes.reduce((n, k) => n * k, 1)
  const stride = new Map<number, number>()
  for (let k = table.scope.length - 1, step = 1; k >= 0; k--) {
    stride.set(table.scope[k]!, step)
    step *= run.cardinality(table.scope[k]!)
  }
  const values = new Float64Array(cells)
  const undefinedAt = table.undefinedAt === null ? null : new Uint8Array(cells)
  for (let i = 0; i < cells; i++) {
    let from = 0
    for (let k = scope.length - 1, rest = i; k >= 0; k--) {
      from += (rest % sizes[k]!) * (stride.get(scope[k]!) ?? 0)
      rest = Math.floor(rest / sizes[k]!)
    }
    values[i] = table.values[from]!
    if (undefinedAt !== null) undefinedAt[i] = table.undefinedAt![from]!
  }
  return { scope, values, undefinedAt }
}

/** The value at the first choice of the free values that has one. */
function chosen(run: Evaluation, e: Extract<Expr, { kind: 'any' }>, body: Table): Table {
  const keep = axes(run, e)
  const over = body.scope.filter((s) => e.over.includes(s))
  const ordered = spread(run, body, [...keep, ...over])
  const choices = over.reduce((n, s) => n * run.cardinality(s), 1)
  const values = new Float64Array(ordered.values.length / choices)
  const undefinedAt = new Uint8Array(values.length)
  for (let i = 0; i < values.length; i++) {
    let k = 0
    while (k < choices && ordered.undefinedAt?.[i * choices + k] === 1) k++
    if (k === choices) undefinedAt[i] = 1
    else values[i] = ordered.values[i * choices + k]!
  }
  return { scope: keep, values, undefinedAt: undefinedAt.includes(1) ? undefinedAt : null }
}
