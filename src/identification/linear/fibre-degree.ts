import { isAdjacent } from '../../graph/classes/marked.js'
import { minus, plus, reduceRows, times } from '../../numeric/prime-field.js'
import type { LinearPoint } from './linear-point.js'

/** How many solutions the covariances leave, in all and for each coefficient. */
export interface FibreDegree {
  readonly solutions: number
  /** The number of different values of each unknown, by edge. */
  readonly values: ReadonlyMap<number, number>
}

/** A polynomial: exponents joined by commas to coefficients. */
type Polynomial = Map<string, number>

/** The most monomials of a Macaulay matrix that is tried. */
const most = 1200

/**
 * The solutions of F_ij = 0 (see `localIdentifiability`) in the coefficients that are not known, over the algebraic closure: the
 * dimension of the quotient by their ideal, from Macaulay matrices of growing degree until the standard monomials stay the same (Lazard
 * 1983). The number of values of one coefficient is the degree of its minimal polynomial there. Null where the matrices would be too large.
 */
export function fibreDegree(point: LinearPoint, isKnown: Uint8Array): FibreDegree | null {
  const unknown = point.edges.map((_, e) => e).filter((e) => isKnown[e] === 0)
  if (unknown.length === 0) return { solutions: 1, values: new Map() }
  const system = equations(point, unknown)
  let previous = ''
  for (let degree = 2; ; degree++) {
    const monomials = monomialsUpTo(unknown.length, degree)
    if (monomials.length > most) return null
    const column = new Map(monomials.map((m, i) => [m.join(), i]))
    const basis = macaulay(system, monomials, column, unknown.length, degree)
    const standard = monomials.filter((m) => !basis.has(m.join()))
    const highest = Math.max(0, ...standard.map(sum))
    const shown = standard.map((m) => m.join()).join(' ')
    // all monomials of the next degree reduce, and one more round changed nothing
    if (highest + 1 < degree && shown === previous) return degreeOf(basis, column, standard, unknown)
    previous = shown
  }
}

const sum = (m: readonly number[]): number => m.reduce((a, b) => a + b, 0)

/** [(I − Λ)ᵀ Σ (I − Λ)]_ij as polynomials in the unknown coefficients. */
function equations({ g, edges, lambda, sigma }: LinearPoint, unknown: readonly number[]): Polynomial[] {
  const n = g.size
  const place = new Map(unknown.map((e, i) => [e, i]))
  const unit = unknown.map(() => 0)
  /** X_v − Σ λ X_p as [node, exponents, coefficient]. */
  const residual = (v: number): [number, number[], number][] => [
    [v, unit, 1],
    ...edges.flatMap(([a, b], e): [number, number[], number][] => {
      if (b !== v) return []
      const i = place.get(e)
      return [
        [a, i === undefined ? unit : unit.map((_, k) => (k === i ? 1 : 0)), minus(0, i === undefined ? lambda[e]! : 1)],
      ]
    }),
  ]
  const found: Polynomial[] = []
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (isAdjacent(g.spouses, i, j)) continue
      const polynomial: Polynomial = new Map()
      for (const [a, left, c] of residual(i)) {
        for (const [b, right, d] of residual(j)) {
          const key = left.map((x, k) => x + right[k]!).join()
          polynomial.set(key, plus(polynomial.get(key) ?? 0, times(times(c, d), sigma[a * n + b]!)))
        }
      }
      for (const [key, value] of polynomial) if (value === 0) polynomial.delete(key)
      if (polynomial.size > 0) found.push(polynomial)
    }
  }
  return found
}

/** Exponents of all monomials up to a degree, the highest first. */
function monomialsUpTo(variables: number, degree: number): number[][] {
  let layer: number[][] = [Array.from({ length: variables }, () => 0)]
  const all = [...layer]
  for (let d = 0; d < degree; d++) {
    const next = new Map<string, number[]>()
    for (const m of layer) {
      for (let i = 0; i < variables; i++) {
        const grown = m.map((x, k) => (k === i ? x + 1 : x))
        next.set(grown.join(), grown)
      }
    }
    layer = [...next.values()].sort((a, b) => (a.join() < b.join() ? 1 : -1))
    all.unshift(...layer)
    if (all.length > most) break
  }
  return all
}

/** The normal form of each monomial that reduces, closed under products that stay within the degree. */
function macaulay(
  system: readonly Polynomial[],
  monomials: readonly number[][],
  column: ReadonlyMap<string, number>,
  variables: number,
  degree: number,
): Map<string, Float64Array> {
  const width = monomials.length
  const rowOf = (p: Polynomial, by: readonly number[]): Float64Array | null => {
    const row = new Float64Array(width)
    for (const [key, value] of p) {
      const at = column.get(
        key
          .split(',')
          .map((x, k) => Number(x) + by[k]!)
          .join(),
      )
      if (at === undefined) return null
      row[at] = value
    }
    return row
  }
  let rows: Float64Array[] = []
  for (const p of system) {
    for (const m of monomials) {
      const row = rowOf(p, m)
      if (row !== null) rows.push(row)
    }
  }
  // what falls in degree is multiplied again, until nothing new comes
  for (let rank = -1; ; ) {
    const pivots = reduceRows(rows, width)
    rows = rows.slice(0, pivots.length)
    if (pivots.length === rank) break
    rank = pivots.length
    const low = rows.filter((_, i) => sum(monomials[pivots[i]!]!) < degree)
    for (const row of low) {
      for (let v = 0; v < variables; v++) {
        const moved = new Float64Array(width)
        for (const [k, value] of row.entries()) {
          if (value !== 0) moved[column.get(monomials[k]!.map((x, i) => (i === v ? x + 1 : x)).join())!] = value
        }
        rows.push(moved)
      }
    }
  }
  const pivots = reduceRows(rows, width)
  return new Map(pivots.map((c, i) => [monomials[c]!.join(), rows[i]!]))
}

/** The dimension of the quotient, and the degree of the minimal polynomial of each unknown. */
function degreeOf(
  basis: ReadonlyMap<string, Float64Array>,
  column: ReadonlyMap<string, number>,
  standard: readonly number[][],
  unknown: readonly number[],
): FibreDegree {
  const place = new Map(standard.map((m, i) => [m.join(), i]))
  const size = standard.length
  const values = new Map<number, number>()
  const normal = (key: string): Float64Array => {
    const form = new Float64Array(size)
    const at = place.get(key)
    if (at !== undefined) form[at] = 1
    else {
      const row = basis.get(key)!
      for (const [m, i] of place) form[i] = minus(0, row[column.get(m)!]!)
    }
    return form
  }
  for (const [i, edge] of unknown.entries()) {
    const images = standard.map((m) => normal(m.map((x, k) => (k === i ? x + 1 : x)).join()))
    let power = new Float64Array(size)
    power[place.get(unknown.map(() => 0).join())!] = 1
    const powers: Float64Array[] = []
    for (let d = 0; d <= size; d++) {
      powers.push(power.slice())
      const copy = powers.map((row) => row.slice())
      if (reduceRows(copy, size).length < powers.length) break
      const next = new Float64Array(size)
      for (const [m, value] of power.entries()) {
        if (value === 0) continue
        for (let k = 0; k < size; k++) next[k] = plus(next[k]!, times(value, images[m]![k]!))
      }
      power = next
    }
    values.set(edge, powers.length - 1)
  }
  return { solutions: size, values }
}
