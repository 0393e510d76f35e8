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
  const out = columns.map((column) => {
    const found = withoutSets(withoutMeans(column, first), sets)
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
  return column.map((value, i) => value - sum[codes[i]!]!)
}

/** v − D a with DᵀD a = Dᵀv, D the indicators of all sets one beside the other. */
function withoutSets(v: Float64Array, sets: readonly Absorbing[]): { column: Float64Array; converged: boolean } {
  const n = v.length
  const start: number[] = [0]
  for (const { count } of sets) start.push(start.at(-1)! + count)
  const levels = start.at(-1)!
  const size = new Float64Array(levels)
  const gather = (values: Float64Array, out: Float64Array): void => {
    out.fill(0)
    for (const [s, { codes }] of sets.entries()) {
      const from = start[s]!
      for (let i = 0; i < n; i++) out[from + codes[i]!]! += values[i]!
    }
  }
  const spread = (levelValues: Float64Array, out: Float64Array): void => {
    out.fill(0)
    for (const [s, { codes }] of sets.entries()) {
      const from = start[s]!
      for (let i = 0; i < n; i++) out[i]! += levelValues[from + codes[i]!]!
    }
  }
  gather(new Float64Array(n).fill(1), size)
  const residual = v.slice()
  const gradient = new Float64Array(levels)
  gather(residual, gradient)
  const direction = gradient.map((value, g) => value / size[g]!)
  const along = new Float64Array(n)
  const scale = v.reduce((sum, value) => sum + value * value, 0)
  let old = direction.reduce((sum, value, g) => sum + value * gradient[g]!, 0)
  for (let step = 0; step < mostSteps; step++) {
    // gᵀ diag⁻¹ g is the squared size of what the sets still explain, up to the number of sets
    if (!(old > 1e-26 * scale)) return { column: residual, converged: true }
    spread(direction, along)
    const length = old / along.reduce((sum, value) => sum + value * value, 0)
    for (let i = 0; i < n; i++) residual[i]! -= length * along[i]!
    gather(residual, gradient)
    let next = 0
    for (let g = 0; g < levels; g++) next += gradient[g]! ** 2 / size[g]!
    for (let g = 0; g < levels; g++) direction[g] = gradient[g]! / size[g]! + (next / old) * direction[g]!
    old = next
  }
  return { column: residual, converged: false }
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
