import { CausalError } from '../../errors.js'
import type { Expr, Prob, Symbols } from '../../estimand/terms/expr.js'

/** The most numbers that one table of an expression may hold. */
const mostCells = 2 ** 24

/** Distinct rows of coded columns with their weights: all that a formula reads of data. */
export interface CodedRows {
  readonly size: number
  /** One code a row for each variable. */
  readonly codes: readonly Int32Array[]
  readonly cardinalities: readonly number[]
  readonly weights: Float64Array
}

/** A table over values, the last fastest, with all that leads back from it to the rows. */
export interface Node {
  readonly scope: readonly number[]
  readonly values: Float64Array
  /** Adds what a change of each entry would do to `rows`: the derivative by each row's weight. */
  readonly back: (change: Float64Array, rows: Float64Array) => void
}

/** The context of an evaluation. */
export interface Run {
  readonly symbols: Symbols
  readonly rows: CodedRows
}

/**
 * The value of an expression for every state of its free values, and the way back to the rows (reverse differentiation). A
 * conditional probability on an event of probability zero is NaN, and 0 · NaN counts as 0, as in `evaluateEstimand`.
 */
export function tableOf(run: Run, e: Expr): Node {
  switch (e.kind) {
    case 'constant':
      return { scope: [], values: Float64Array.of(e.value), back: () => undefined }
    case 'prob':
      return probability(run, e)
    case 'product':
      return e.factors.map((factor) => tableOf(run, factor)).reduce((a, b) => product(run, a, b))
    case 'ratio':
      return ratio(run, tableOf(run, e.top), tableOf(run, e.bottom))
    case 'sum':
      return sum(run, tableOf(run, e.body), e.over)
    case 'any':
      throw new CausalError('not-supported', 'a free choice must be settled before a formula is valued.', {})
  }
}

const cardinality = ({ symbols, rows }: Run, s: number): number => rows.cardinalities[symbols.base[s]!]!

function sizeOf(run: Run, scope: readonly number[]): number {
  const size = scope.reduce((n, s) => n * cardinality(run, s), 1)
  if (size <= mostCells) return size
  throw new CausalError('too-large', `the formula needs a table of ${size} numbers: group the values of its columns.`, {
    cells: size,
    limit: mostCells,
  })
}

/** How far apart in `of` two neighbours along each value of `scope` are; 0 for a value that `of` lacks. */
function strides(run: Run, scope: readonly number[], of: readonly number[]): number[] {
  const step = new Map<number, number>()
  let width = 1
  for (let a = of.length - 1; a >= 0; a--) {
    step.set(of[a]!, width)
    width *= cardinality(run, of[a]!)
  }
  return scope.map((s) => step.get(s) ?? 0)
}

/** For each cell of `scope`, its place in tables over some of these values. */
function places(run: Run, scope: readonly number[], others: readonly (readonly number[])[]): Int32Array[] {
  const size = sizeOf(run, scope)
  const steps = others.map((of) => strides(run, scope, of))
  const out = others.map(() => new Int32Array(size))
  const state = new Int32Array(scope.length)
  const at = new Int32Array(others.length)
  for (let cell = 0; cell < size; cell++) {
    for (let k = 0; k < at.length; k++) out[k]![cell] = at[k]!
    for (let a = scope.length - 1; a >= 0; a--) {
      state[a]!++
      for (let k = 0; k < at.length; k++) at[k]! += steps[k]![a]!
      if (state[a]! < cardinality(run, scope[a]!)) break
      for (let k = 0; k < at.length; k++) at[k]! -= steps[k]![a]! * state[a]!
      state[a] = 0
    }
  }
  return out
}

/** P(of | given) = N(of, given) / N(given) from the weights of the rows. */
function probability(run: Run, { of, given, act, domain }: Prob): Node {
  const { symbols, rows } = run
  if (act.length > 0 || domain !== '' || [...of, ...given].some((s) => symbols.state[s] !== undefined)) {
    throw new CausalError(
      'not-supported',
      'the formula speaks of experiments, other populations or fixed states, and rows of one population are given.',
      {},
    )
  }
  const scope = [...of, ...given]
  const [toGiven] = places(run, scope, [given])
  const cellOf = (values: readonly number[]): Int32Array => {
    const steps = strides(run, values, values)
    const cells = new Int32Array(rows.size)
    for (const [a, s] of values.entries()) {
      const codes = rows.codes[symbols.base[s]!]!
      for (let i = 0; i < rows.size; i++) cells[i]! += steps[a]! * codes[i]!
    }
    return cells
  }
  const [inWhole, inPart] = [cellOf(scope), cellOf(given)]
  const whole = new Float64Array(sizeOf(run, scope))
  const part = new Float64Array(sizeOf(run, given))
  for (let i = 0; i < rows.size; i++) {
    whole[inWhole[i]!]! += rows.weights[i]!
    part[inPart[i]!]! += rows.weights[i]!
  }
  const values = whole.map((weight, cell) => weight / part[toGiven![cell]!]!)
  return {
    scope,
    values,
    back: (change, out) => {
      const byWhole = new Float64Array(whole.length)
      const byPart = new Float64Array(part.length)
      for (let cell = 0; cell < whole.length; cell++) {
        const below = part[toGiven![cell]!]!
        if (below === 0) continue
        byWhole[cell] = change[cell]! / below
        byPart[toGiven![cell]!]! -= (change[cell]! * values[cell]!) / below
      }
      for (let i = 0; i < rows.size; i++) out[i]! += byWhole[inWhole[i]!]! + byPart[inPart[i]!]!
    },
  }
}

const union = (a: readonly number[], b: readonly number[]): number[] => [...new Set([...a, ...b])]
const times = (a: number, b: number): number => (a === 0 || b === 0 ? 0 : a * b)

function product(run: Run, a: Node, b: Node): Node {
  const scope = union(a.scope, b.scope)
  const [inA, inB] = places(run, scope, [a.scope, b.scope]) as [Int32Array, Int32Array]
  const values = Float64Array.from(inA, (i, cell) => times(a.values[i]!, b.values[inB[cell]!]!))
  return {
    scope,
    values,
    back: (change, out) => {
      const byA = new Float64Array(a.values.length)
      const byB = new Float64Array(b.values.length)
      for (let cell = 0; cell < values.length; cell++) {
        const [i, j] = [inA[cell]!, inB[cell]!]
        // beside an undefined number only 0 can stand, and it stays 0
        if (Number.isNaN(a.values[i]!) || Number.isNaN(b.values[j]!)) continue
        byA[i]! += times(change[cell]!, b.values[j]!)
        byB[j]! += times(change[cell]!, a.values[i]!)
      }
      a.back(byA, out)
      b.back(byB, out)
    },
  }
}

function ratio(run: Run, top: Node, bottom: Node): Node {
  const scope = union(top.scope, bottom.scope)
  const [inTop, inBottom] = places(run, scope, [top.scope, bottom.scope]) as [Int32Array, Int32Array]
  const values = Float64Array.from(inTop, (i, cell) => top.values[i]! / bottom.values[inBottom[cell]!]!)
  return {
    scope,
    values,
    back: (change, out) => {
      const byTop = new Float64Array(top.values.length)
      const byBottom = new Float64Array(bottom.values.length)
      for (let cell = 0; cell < values.length; cell++) {
        if (change[cell] === 0) continue
        const below = bottom.values[inBottom[cell]!]!
        byTop[inTop[cell]!]! += change[cell]! / below
        byBottom[inBottom[cell]!]! -= (change[cell]! * values[cell]!) / below
      }
      top.back(byTop, out)
      bottom.back(byBottom, out)
    },
  }
}

function sum(run: Run, body: Node, over: readonly number[]): Node {
  const scope = body.scope.filter((s) => !over.includes(s))
  const [inScope] = places(run, body.scope, [scope]) as [Int32Array]
  // a value that the body does not speak of is summed all the same
  const idle = over.filter((s) => !body.scope.includes(s)).reduce((n, s) => n * cardinality(run, s), 1)
  const values = new Float64Array(sizeOf(run, scope))
  for (let cell = 0; cell < inScope.length; cell++) values[inScope[cell]!]! += idle * body.values[cell]!
  return {
    scope,
    values,
    back: (change, out) =>
      body.back(
        Float64Array.from(inScope, (i) => idle * change[i]!),
        out,
      ),
  }
}
