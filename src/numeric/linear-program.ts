/** minimise `objective · x` subject to `rows x = right`, `x ≥ 0`. */
export interface LinearProgram {
  /** n costs. */
  readonly objective: ArrayLike<number>
  /** m equations of n coefficients each. */
  readonly rows: readonly ArrayLike<number>[]
  /** m right-hand sides. */
  readonly right: ArrayLike<number>
}

/** What came of it: the least value with a point that has it, or why there is none. */
export type LinearProgramResult =
  | { readonly status: 'optimal'; readonly value: number; readonly solution: Float64Array }
  | { readonly status: 'infeasible'; readonly violation: number }
  | { readonly status: 'unbounded' }

/** Reduced costs and pivots smaller than this count as zero: data are probabilities, of order one. */
const tiny = 1e-11
/** The sum of violations up to which a programme counts as feasible. */
const feasible = 1e-9

/**
 * Dense two-phase simplex (Dantzig's rule; Bland's once a step brings nothing, so that it ends: Bland 1977). For the small
 * programmes of bounds over response types: some dozens of equations, some thousands of unknowns.
 */
export function linearProgram({ objective, rows, right }: LinearProgram): LinearProgramResult {
  const n = objective.length
  const m = rows.length
  // columns: n unknowns, m artificial ones, the right-hand side
  const width = n + m + 1
  const tableau: Float64Array[] = rows.map((row, i) => {
    const line = new Float64Array(width)
    const sign = right[i]! < 0 ? -1 : 1
    for (let j = 0; j < n; j++) line[j] = sign * row[j]!
    line[n + i] = 1
    line[width - 1] = sign * right[i]!
    return line
  })
  const basis = Int32Array.from({ length: m }, (_, i) => n + i)
  const phaseOne = new Float64Array(width)
  for (const line of tableau) for (let j = 0; j < width; j++) phaseOne[j]! -= line[j]!
  for (let i = 0; i < m; i++) phaseOne[n + i] = 0
  run(tableau, basis, phaseOne, n)
  const violation = -phaseOne[width - 1]!
  if (violation > feasible) return { status: 'infeasible', violation }
  driveOut(tableau, basis, n)

  const cost = new Float64Array(width)
  for (let j = 0; j < n; j++) cost[j] = objective[j]!
  for (const [i, line] of tableau.entries()) {
    const b = basis[i]!
    const weight = b < n ? objective[b]! : 0
    if (weight !== 0) for (let j = 0; j < width; j++) cost[j]! -= weight * line[j]!
  }
  if (!run(tableau, basis, cost, n)) return { status: 'unbounded' }
  const solution = new Float64Array(n)
  for (const [i, line] of tableau.entries()) if (basis[i]! < n) solution[basis[i]!] = Math.max(0, line[width - 1]!)
  let value = 0
  for (let j = 0; j < n; j++) value += objective[j]! * solution[j]!
  return { status: 'optimal', value, solution }
}

/** Pivots until no reduced cost of the first n columns is negative; false when a column is unbounded. */
function run(tableau: Float64Array[], basis: Int32Array, cost: Float64Array, n: number): boolean {
  const last = cost.length - 1
  let bland = false
  for (;;) {
    let enter = -1
    let least = -tiny
    for (let j = 0; j < n; j++) {
      if (cost[j]! >= least) continue
      enter = j
      if (bland) break
      least = cost[j]!
    }
    if (enter < 0) return true
    let leave = -1
    let ratio = Number.POSITIVE_INFINITY
    for (const [i, line] of tableau.entries()) {
      if (line[enter]! <= tiny) continue
      const r = line[last]! / line[enter]!
      if (r < ratio - 1e-15 || (r <= ratio && basis[i]! < basis[leave]!)) {
        ratio = r
        leave = i
      }
    }
    if (leave < 0) return false
    bland = ratio <= 1e-13
    pivot(tableau, cost, leave, enter)
    basis[leave] = enter
  }
}

function pivot(tableau: Float64Array[], cost: Float64Array, leave: number, enter: number): void {
  const line = tableau[leave]!
  const scale = 1 / line[enter]!
  for (let j = 0; j < line.length; j++) line[j]! *= scale
  line[enter] = 1
  for (const other of [...tableau, cost]) {
    const factor = other[enter]!
    if (other === line || factor === 0) continue
    for (let j = 0; j < line.length; j++) other[j]! -= factor * line[j]!
    other[enter] = 0
  }
}

/** Artificial unknowns that stay in the basis at zero are exchanged, or their equation says nothing and goes. */
function driveOut(tableau: Float64Array[], basis: Int32Array, n: number): void {
  const none = new Float64Array(tableau[0]?.length ?? 0)
  for (const [i, line] of tableau.entries()) {
    if (basis[i]! < n) continue
    let best = -1
    for (let j = 0; j < n; j++)
      if (Math.abs(line[j]!) > 1e-9 && (best < 0 || Math.abs(line[j]!) > Math.abs(line[best]!))) best = j
    if (best < 0) line.fill(0)
    else {
      pivot(tableau, none, i, best)
      basis[i] = best
    }
  }
}
