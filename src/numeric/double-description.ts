import { CausalError } from '../errors.js'

/** More rays than this, at any time, are refused. */
const mostRays = 20_000

/**
 * The extreme rays of a pointed cone `{ y : inequalities · y ≥ 0 }`, in whole numbers without a common divisor: the double
 * description method (Motzkin et al. 1953; Fukuda & Prodon 1996), one inequality after another, with the test of adjacency by
 * the inequalities that two rays meet with equality.
 *
 * @param inequalities - rows of whole numbers, of full column rank
 * @returns the rays, or null where the rows leave a line free
 */
export function extremeRays(inequalities: readonly (readonly number[])[], dimension: number): number[][] | null {
  const start = independentRows(inequalities, dimension)
  if (start === null) return null
  const order = [...start.rows, ...inequalities.keys()].filter((i, k, all) => all.indexOf(i) === k)
  let rays: Ray[] = start.inverse.map((direction) => ({ direction, tight: new Uint32Array(order.length / 32 + 1) }))
  // each ray of the first cone meets all of its inequalities but one with equality
  for (const [k, ray] of rays.entries())
    for (let done = 0; done < dimension; done++) if (done !== k) ray.tight[done >> 5]! |= 1 << (done & 31)
  for (let k = dimension; k < order.length; k++) {
    const row = inequalities[order[k]!]!
    const above: (readonly [Ray, number])[] = []
    const below: (readonly [Ray, number])[] = []
    const kept: Ray[] = []
    for (const ray of rays) {
      const value = product(row, ray.direction)
      if (value < 0) below.push([ray, value])
      else {
        if (value > 0) above.push([ray, value])
        else ray.tight[k >> 5]! |= 1 << (k & 31)
        kept.push(ray)
      }
    }
    for (const [up, high] of above) {
      for (const [down, low] of below) {
        const both = up.tight.map((word, w) => word & down.tight[w]!)
        if (countOf(both) < dimension - 2) continue
        if (rays.some((other) => other !== up && other !== down && holds(other.tight, both))) continue
        both[k >> 5]! |= 1 << (k & 31)
        kept.push({ direction: reduced(up.direction.map((x, i) => high * down.direction[i]! - low * x)), tight: both })
      }
      if (kept.length > mostRays)
        throw new CausalError(
          'too-large',
          `there are more than ${mostRays} corners on the way: ask for numbers instead, or merge states.`,
          { most: mostRays },
        )
    }
    rays = kept
  }
  return rays.map(({ direction }) => direction)
}

interface Ray {
  readonly direction: number[]
  /** Bits of the inequalities, in the order in which they are taken, that are met with equality. */
  readonly tight: Uint32Array
}

/** Rows of full rank, and the rays of their cone: columns of the inverse, in whole numbers. Gauss–Jordan without fractions. */
function independentRows(
  rows: readonly (readonly number[])[],
  dimension: number,
): { readonly rows: number[]; readonly inverse: number[][] } | null {
  const chosen: number[] = []
  // each line: what is left of a chosen row, and how it is combined from the chosen rows
  const lines: { left: number[]; combination: number[]; pivot: number }[] = []
  for (const [i, row] of rows.entries()) {
    if (chosen.length === dimension) break
    let all = [...row, ...new Array<number>(dimension).fill(0)]
    all[dimension + chosen.length] = 1
    for (const { left, combination, pivot } of lines) all = eliminated(all, [...left, ...combination], pivot)
    const pivot = all.findIndex((x, j) => j < dimension && x !== 0)
    if (pivot < 0) continue
    for (const line of lines) {
      const changed = eliminated([...line.left, ...line.combination], all, pivot)
      line.left = changed.slice(0, dimension)
      line.combination = changed.slice(dimension)
    }
    lines.push({ left: all.slice(0, dimension), combination: all.slice(dimension), pivot })
    chosen.push(i)
  }
  if (chosen.length < dimension) return null
  // left is d times a unit row: combination / d is a row of the inverse, so that column k is the ray off inequality k
  const inverse = chosen.map((_, k) => {
    const ray = new Array<number>(dimension).fill(0)
    const common = lines.reduce(
      (all, { left, pivot }) => (all * Math.abs(left[pivot]!)) / divisor(all, left[pivot]!),
      1,
    )
    for (const { left, combination, pivot } of lines) ray[pivot] = (combination[k]! * common) / left[pivot]!
    return reduced(ray)
  })
  return { rows: chosen, inverse }
}

/** A row without its entry at the pivot of another, in whole numbers; its sign is kept. */
function eliminated(row: readonly number[], by: readonly number[], pivot: number): number[] {
  if (row[pivot] === 0) return [...row]
  const [a, b] = [by[pivot]!, row[pivot]!]
  const sign = a < 0 ? -1 : 1
  return reduced(row.map((x, j) => sign * (a * x - b * by[j]!)))
}

/** Divided by the greatest common divisor. */
function reduced(row: number[]): number[] {
  let all = 0
  for (const x of row) {
    if (!Number.isSafeInteger(x))
      throw new CausalError(
        'too-large',
        'the numbers on the way no longer fit into 53 bits: ask for numbers instead.',
        {},
      )
    all = divisor(all, x)
  }
  return all > 1 ? row.map((x) => x / all) : row
}

function divisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)]
  while (y > 0) [x, y] = [y, x % y]
  return x
}

function product(a: readonly number[], b: readonly number[]): number {
  let sum = 0
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!
  return sum
}

function countOf(bits: Uint32Array): number {
  let count = 0
  for (const word of bits) for (let left = word; left !== 0; left &= left - 1) count++
  return count
}

const holds = (set: Uint32Array, part: Uint32Array): boolean =>
  part.every((word, w) => (word & set[w]!) >>> 0 === word >>> 0)
