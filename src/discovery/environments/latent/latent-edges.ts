import type { FlagFit } from './flag-fit.js'
import { basisOf, dot, unit } from './vectors.js'

/** Edges among the latents in causal order, and the rows of H that go with them. */
export interface LatentSupport {
  /** `children[j]`: positions of the effects of the latent at j. */
  readonly children: readonly (readonly number[])[]
  /** Pairs [j, i] without an edge that these domains could not have shown. */
  readonly undecided: readonly (readonly [number, number])[]
  readonly directions: readonly Float64Array[]
  /** The latents j that may be added to i with no trace: parents of i that are parents of all children of i. */
  readonly ambiguity: readonly (readonly number[])[]
  readonly spans: readonly (readonly Float64Array[])[]
}

/**
 * The sparsest support. With C_k the rows of domain k in the flag's directions Q, any unit lower triangular U gives another shared H = U⁻¹ Q
 * and B_k = C_k U. Column j of U decides alone which influences of latent j there are: no edge j → i asks C_k[i, ·] u_j = 0 in every domain,
 * linear equations in the entries of u_j below the diagonal. The largest set of rows for which they have a solution is taken away.
 *
 * @param tolerance - the root mean square of the equations, rows at length 1, that counts as none, relative to the length of u_j
 */
export function latentSupport(
  unmixings: readonly (readonly Float64Array[])[],
  { rows, flag }: FlagFit,
  tolerance: number,
): LatentSupport {
  const d = flag.length
  // C_k, lower triangular: what lies above the diagonal is what the fit leaves over
  const loads = unmixings.map((of, k) =>
    rows.map((at, i) => unit(Float64Array.from(flag, (q, j) => (j > i ? 0 : dot(of[at[k]!]!, q))))),
  )
  const columns = flag.map((_, j) => sparsestColumn(loads, j, d, tolerance))
  const children = columns.map(({ kept }) => kept)
  const directions: Float64Array[] = []
  // H = U⁻¹ Q by forward substitution
  for (const [i, q] of flag.entries()) {
    const row = q.slice()
    for (let j = 0; j < i; j++)
      for (let c = 0; c < row.length; c++) row[c]! -= columns[j]!.column[i]! * directions[j]![c]!
    directions.push(row)
  }
  // an influence that is open counts either way: what may be ambiguous is said to be
  const closed = surrounding(children)
  const open = surrounding(columns.map(({ kept, undecided }) => [...kept, ...undecided]))
  const ambiguity = closed.map((of, i) => [...new Set([...of, ...open[i]!])].sort((a, b) => a - b))
  return {
    children,
    undecided: columns.flatMap(({ undecided }, j) => undecided.map((i) => [j, i] as const)),
    directions: directions.map(unit),
    ambiguity,
    spans: directions.map((row, i) => basisOf([row, ...ambiguity[i]!.map((j) => directions[j]!)])),
  }
}

/** Of each latent the parents that are parents of all its children too. */
function surrounding(children: readonly (readonly number[])[]): readonly (readonly number[])[] {
  return children.map((own, i) =>
    children.flatMap((of, j) => (of.includes(i) && own.every((child) => of.includes(child)) ? [j] : [])),
  )
}

interface Column {
  /** The effects of the latent. */
  readonly kept: readonly number[]
  /** Column j of U, zero above the diagonal. */
  readonly column: Float64Array
  readonly undecided: readonly number[]
}

function sparsestColumn(loads: readonly (readonly Float64Array[])[], j: number, d: number, tolerance: number): Column {
  const below = Array.from({ length: d - j - 1 }, (_, i) => j + 1 + i)
  const alone = new Float64Array(d)
  alone[j] = 1
  let best: Column = { kept: below, column: alone, undecided: [] }
  let least = Number.POSITIVE_INFINITY
  for (let bits = 1; bits < 2 ** below.length; bits++) {
    const gone = below.filter((_, i) => Math.floor(bits / 2 ** i) % 2 === 1)
    const fewer = below.length - gone.length
    if (fewer > best.kept.length) continue
    const { column, error, rank } = columnWithout(loads, j, gone, d, tolerance)
    if (error > tolerance || (fewer === best.kept.length && error >= least)) continue
    least = error
    // as many free entries as equations: they have a solution whatever the influences are
    const undecided = rank < loads.length * gone.length ? [] : gone
    best = { kept: below.filter((i) => !gone.includes(i)), column, undecided }
  }
  return best
}

/** The column that comes nearest to no influence on some rows: least squares by elimination on the normal equations. */
function columnWithout(
  loads: readonly (readonly Float64Array[])[],
  j: number,
  gone: readonly number[],
  d: number,
  tolerance: number,
): { readonly column: Float64Array; readonly error: number; readonly rank: number } {
  const equations = loads.flatMap((of) => gone.map((i) => of[i]!))
  const free = Array.from({ length: d - j - 1 }, (_, i) => j + 1 + i)
  // Gram–Schmidt on the columns of the equations; one that adds nothing above the noise keeps a zero
  const parts: { readonly place: number; readonly along: Float64Array; readonly mixes: Float64Array }[] = []
  const right = Float64Array.from(equations, (row) => -row[j]!)
  const column = new Float64Array(d)
  column[j] = 1
  let left = right
  for (const place of free) {
    let along = Float64Array.from(equations, (row) => row[place]!)
    const own = dot(along, along)
    const mixes = new Float64Array(d)
    mixes[place] = 1
    for (let pass = 0; pass < 2; pass++) {
      for (const part of parts) {
        const share = dot(along, part.along) / dot(part.along, part.along)
        along = along.map((v, e) => v - share * part.along[e]!)
        for (let c = 0; c < d; c++) mixes[c]! -= share * part.mixes[c]!
      }
    }
    if (!(dot(along, along) > tolerance ** 2 * own)) continue
    parts.push({ place, along, mixes })
    const share = dot(left, along) / dot(along, along)
    left = left.map((v, e) => v - share * along[e]!)
    for (let c = 0; c < d; c++) column[c]! += share * mixes[c]!
  }
  return { column, error: Math.sqrt(dot(left, left) / equations.length / dot(column, column)), rank: parts.length }
}
