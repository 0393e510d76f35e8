/** A set of categories that is taken out of other columns. */
export interface Absorbing {
  /** One code a row, 0 … count − 1, each of them used. */
  readonly codes: Int32Array
  readonly count: number
}

/** Columns without what categories explain of them. */
export interface AbsorbedColumns {
  readonly columns: Float64Array[]
  /** How many parameters the categories stand for: exact for one or two sets, at most so many for more. */
  readonly rank: number
  /** False where the limit of steps was reached first. */
  readonly converged: boolean
}

const mostSteps = 2000
/** Squared share of a column that may be left: eleven digits. */
const enough = 1e-22

/**
 * What is left of columns after least squares on the indicators of categories (fixed effects), without forming them.
 *
 * One set: means are taken out. More: conjugate gradients on the normal equations with their diagonal as preconditioner;
 * a balanced panel needs two steps.
 *
 * @complexity O(n) for each set, column and step; 1e6 rows with one set of any size in about 0.05 s a column
 */
export function absorb(columns: readonly Float64Array[], sets: readonly Absorbing[]): AbsorbedColumns {
  const [first, ...others] = sets
  if (first === undefined) return { columns: columns.map((column) => column.slice()), rank: 0, converged: true }
  if (others.length === 0) {
    // twice: the second pass takes out what rounding left of large means
    const once = columns.map((column) => withoutMeans(withoutMeans(column, first), first))
    return { columns: once, rank: first.count, converged: true }
  }
  let converged = true
  const together = stacked(sets, first.codes.length)
  const out = columns.map((column) => {
    const found = withoutSets(withoutMeans(column, first), together)
    converged &&= found.converged
    return found.column
  })
  let rank = first.count + others[0]!.count - components(first, others[0]!)
  for (const { count } of others.slice(1)) rank += count - 1
  return { columns: out, rank, converged }
}

function withoutMeans(column: Float64Array, { codes, count }: Absorbing): Float64Array {
  const sum = new Float64Array(count)
  const size = new Float64Array(count)
  for (let i = 0; i < column.length; i++) {
    sum[codes[i]!]! += column[i]!
    size[codes[i]!]!++
  }
  for (let g = 0; g < count; g++) sum[g]! /= size[g]!
  const out = new Float64Array(column.length)
  for (let i = 0; i < out.length; i++) out[i] = column[i]! - sum[codes[i]!]!
  return out
}

/** v − D a with DᵀD a = Dᵀv, D the indicators of all sets one beside the other. */
function withoutSets(
  v: Float64Array,
  { codes, levels, size }: StackedSets,
): { readonly column: Float64Array; readonly converged: boolean } {
  const n = v.length
  const sets = codes.length / n
  const residual = v.slice()
  const gradient = new Float64Array(levels)
  for (let i = 0, at = 0; i < n; i++) for (let s = 0; s < sets; s++) gradient[codes[at++]!]! += v[i]!
  const direction = gradient.map((value, g) => value / size[g]!)
  const along = new Float64Array(n)
  let scale = 0
  for (let i = 0; i < n; i++) scale += v[i]! * v[i]!
  let old = 0
  for (let g = 0; g < levels; g++) old += direction[g]! * gradient[g]!
  for (let step = 0; step < mostSteps; step++) {
    // gᵀ diag⁻¹ g is the squared size of what the sets still explain, up to the number of sets
    if (!(old > enough * scale)) return { column: residual, converged: true }
    let square = 0
    for (let i = 0, at = 0; i < n; i++) {
      let sum = 0
      for (let s = 0; s < sets; s++) sum += direction[codes[at++]!]!
      along[i] = sum
      square += sum * sum
    }
    const length = old / square
    gradient.fill(0)
    for (let i = 0, at = 0; i < n; i++) {
      const left = residual[i]! - length * along[i]!
      residual[i] = left
      for (let s = 0; s < sets; s++) gradient[codes[at++]!]! += left
    }
    let next = 0
    for (let g = 0; g < levels; g++) next += gradient[g]! ** 2 / size[g]!
    for (let g = 0; g < levels; g++) direction[g] = gradient[g]! / size[g]! + (next / old) * direction[g]!
    old = next
  }
  return { column: residual, converged: false }
}

/** Several sets, each category a number of its own: row i belongs to `codes[i · sets]` … `codes[i · sets + sets − 1]`. */
interface StackedSets {
  readonly codes: Int32Array
  readonly levels: number
  /** Rows of each category. */
  readonly size: Float64Array
}

function stacked(sets: readonly Absorbing[], n: number): StackedSets {
  const codes = new Int32Array(n * sets.length)
  let levels = 0
  for (const [s, set] of sets.entries()) {
    for (let i = 0; i < n; i++) codes[i * sets.length + s] = levels + set.codes[i]!
    levels += set.count
  }
  const size = new Float64Array(levels)
  for (const code of codes) size[code]!++
  return { codes, levels, size }
}

/** The connected components of the bipartite graph of two sets' categories. */
function components(a: Absorbing, b: Absorbing): number {
  const parent = Int32Array.from({ length: a.count + b.count }, (_, i) => i)
  const root = (i: number): number => {
    let at = i
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!
      at = parent[at]!
    }
    return at
  }
  let count = a.count + b.count
  for (let i = 0; i < a.codes.length; i++) {
    const [p, q] = [root(a.codes[i]!), root(a.count + b.codes[i]!)]
    if (p === q) continue
    parent[p] = q
    count--
  }
  return count
}
