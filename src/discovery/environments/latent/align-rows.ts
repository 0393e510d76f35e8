import { dot, mainDirection, scaled, without } from './vectors.js'

/** A way to match the rows of all domains: at each position of the causal order a row for each domain. */
export interface RowMatch {
  readonly rows: readonly (readonly number[])[]
  /** Orthonormal: the first r span the first r rows of H, as the extraction sees them. */
  readonly flag: readonly Float64Array[]
}

/**
 * Row-residual extraction: a root's rows are parallel across domains; when the rows found are projected out, so are those of the next
 * latent in a causal order, and so on. Every row of the first domain is tried at every position, and the others take the row that is
 * nearest to parallel, so that each causal order is among the matches.
 *
 * @param unmixings - of each domain the rows, scaled to a Frobenius norm of 1
 */
export function rowMatches(unmixings: readonly (readonly Float64Array[])[]): readonly RowMatch[] {
  const count = unmixings[0]!.length
  let open: readonly RowMatch[] = [{ rows: [], flag: [] }]
  for (let position = 0; position < count; position++) {
    open = open.flatMap((match) => {
      const free = unmixings.map((rows, k) =>
        Array.from(rows.keys()).filter((r) => !match.rows.some((of) => of[k] === r)),
      )
      const left = unmixings.map((rows) => rows.map((row) => without(row, match.flag)))
      return free[0]!.map((first) => extended(match, left, free, first))
    })
  }
  return open
}

/** The match with one position more: the row of the first domain, and of each other the most parallel one. */
function extended(
  { rows, flag }: RowMatch,
  left: readonly (readonly Float64Array[])[],
  free: readonly (readonly number[])[],
  first: number,
): RowMatch {
  let direction = unitOr(left[0]![first]!)
  let picked: readonly number[] = []
  for (let pass = 0; pass < 6; pass++) {
    const nearest = left.map((of, k) => (k === 0 ? first : nearestRow(of, free[k]!, direction)))
    if (nearest.join() === picked.join()) break
    picked = nearest
    direction = mainDirection(
      picked.map((r, k) => left[k]![r]!),
      left.map(() => 1),
      direction,
    )
  }
  return { rows: [...rows, picked], flag: [...flag, unitOr(without(direction, flag))] }
}

function nearestRow(rows: readonly Float64Array[], free: readonly number[], direction: Float64Array): number {
  let best = free[0]!
  let most = -1
  for (const r of free) {
    const length = Math.sqrt(dot(rows[r]!, rows[r]!))
    const cosine = length > 0 ? Math.abs(dot(rows[r]!, direction)) / length : 0
    if (cosine > most) {
      most = cosine
      best = r
    }
  }
  return best
}

function unitOr(vector: Float64Array): Float64Array {
  const length = Math.sqrt(dot(vector, vector))
  return length > 0 ? scaled(vector, 1 / length) : vector
}
