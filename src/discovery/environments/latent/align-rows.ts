import { dot, mainDirection, scaled, without } from './vectors.js'

/** A way to match the rows of all domains: at each position of the causal order a row for each domain. */
export interface RowMatch {
  readonly rows: readonly (readonly number[])[]
  /** Orthonormal: the first r span the first r rows of H, as the extraction sees them. */
  readonly flag: readonly Float64Array[]
  /** Of each domain the sum of squares that the flag leaves of the rows so far. */
  readonly left: readonly number[]
}

/** What is left of the worst domain, as a norm. */
export function inexactnessOf({ left }: Pick<RowMatch, 'left'>): number {
  return Math.sqrt(Math.max(...left))
}

/** The matches that are worth a fit, and the least inexactness of one that was left before its end. */
export interface RowMatches {
  readonly matches: readonly RowMatch[]
  readonly nearestLeft: number | null
}

/**
 * Row-residual extraction: a root's rows are parallel across domains; when the rows found are projected out, so are those of the next
 * latent in a causal order, and so on. Every row of the first domain is tried at every position, and the others take the row that is
 * nearest to parallel, so that each causal order is among the matches. A match is left when it is `slack` times as far off as the one that
 * takes the nearest rows at every position.
 *
 * @param unmixings - of each domain the rows, scaled to a Frobenius norm of 1
 */
export function rowMatches(
  unmixings: readonly (readonly Float64Array[])[],
  slack: number,
  tolerance: number,
): RowMatches {
  const count = unmixings[0]!.length
  const none: RowMatch = { rows: [], flag: [], left: unmixings.map(() => 0) }
  let nearest = none
  for (let position = 0; position < count; position++)
    nearest = nextMatches(unmixings, nearest).reduce((a, b) => (inexactnessOf(b) < inexactnessOf(a) ? b : a))
  const limit = slack * inexactnessOf(nearest) + tolerance
  let open: readonly RowMatch[] = [none]
  let nearestLeft: number | null = null
  for (let position = 0; position < count; position++) {
    const next = open.flatMap((match) => nextMatches(unmixings, match))
    for (const match of next)
      if (inexactnessOf(match) > limit)
        nearestLeft = Math.min(nearestLeft ?? Number.POSITIVE_INFINITY, inexactnessOf(match))
    open = next.filter((match) => inexactnessOf(match) <= limit)
  }
  return { matches: open, nearestLeft }
}

/** A match with each row of the first domain at the next position. */
function nextMatches(unmixings: readonly (readonly Float64Array[])[], match: RowMatch): readonly RowMatch[] {
  const free = unmixings.map((rows, k) => Array.from(rows.keys()).filter((r) => !match.rows.some((of) => of[k] === r)))
  const left = unmixings.map((rows) => rows.map((row) => without(row, match.flag)))
  return free[0]!.map((first) => extended(match, left, free, first))
}

/** The match with one position more: the row of the first domain, and of each other the most parallel one. */
function extended(
  match: RowMatch,
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
  const own = unitOr(without(direction, match.flag))
  const sums = match.left.map((sum, k) => {
    const rest = without(left[k]![picked[k]!]!, [own])
    return sum + dot(rest, rest)
  })
  return { rows: [...match.rows, picked], flag: [...match.flag, own], left: sums }
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
