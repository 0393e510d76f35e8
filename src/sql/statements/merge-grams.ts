import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import type { Gram } from '../types.js'

/**
 * The sums over two sets of rows taken together: over shards, machines or groups.
 *
 * Where the shifts differ, the second is moved to the first's. Associative and commutative up to rounding.
 *
 * @param a - sums over some rows
 * @param b - sums over other rows: the same names in the same order
 * @returns the sums over all rows, with the shift of `a`
 * @throws CausalError `invalid-argument` for names that differ or lists of the wrong length
 * @complexity O(p²)
 * @category SQL
 * @example
 * const statement = gramSql('events', ['x'], { dialect: duckdb })
 * const [north] = readGrams(statement, [{ c0: 2, c1: 3, c2: 5 }])
 * const [south] = readGrams(statement, [{ c0: 1, c1: 4, c2: 16 }])
 * north && south && mergeGrams(north.gram, south.gram).sums
 * //=> [7]
 */
export function mergeGrams<N extends string>(a: Gram<N>, b: Gram<N>): Gram<N> {
  return calledAs('mergeGrams', () => {
    checkGram(a)
    checkGram(b)
    if (a.names.length !== b.names.length || a.names.some((name, i) => name !== b.names[i])) {
      throw new CausalError(
        'invalid-argument',
        `the first sums up ${quoteNames(a.names)}, the second ${quoteNames(b.names)}: both must sum up the same, in the same order.`,
        { first: a.names, second: b.names },
      )
    }
    return addGrams(a, b)
  })
}

/** Two sums over the same columns as one, with the shift of the first. */
export function addGrams<N extends string>(a: Gram<N>, b: Gram<N>): Gram<N> {
  const moved = shiftedTo(b, a.shift)
  return Object.freeze({
    names: a.names,
    count: a.count + b.count,
    shift: a.shift,
    sums: a.sums.map((sum, i) => sum + moved.sums[i]!),
    products: a.products.map((sum, k) => sum + moved.products[k]!),
  })
}

/** Σ (x − s)(y − t) from the sums about another shift. */
function shiftedTo({ count, shift, sums, products }: Gram, to: Float64Array): Pick<Gram, 'sums' | 'products'> {
  const p = sums.length
  const move = shift.map((s, i) => s - to[i]!)
  return {
    sums: sums.map((sum, i) => sum + count * move[i]!),
    products: products.map((sum, k) => {
      const i = Math.floor(k / p)
      const j = k % p
      return sum + move[i]! * sums[j]! + move[j]! * sums[i]! + count * (move[i]! * move[j]!)
    }),
  }
}

/** The door of every function that takes sums of products. */
export function checkGram(gram: Gram): void {
  const p = Array.isArray(gram?.names) ? gram.names.length : -1
  const lists = [gram?.shift, gram?.sums, gram?.products]
  const whole = lists.every((list, k) => list instanceof Float64Array && list.length === (k < 2 ? p : p * p))
  if (whole && Number.isFinite(gram.count) && gram.count >= 0 && lists.every((list) => list.every(Number.isFinite)))
    return
  throw new CausalError('invalid-argument', `expected sums as readGrams makes them, got ${show(gram)}.`)
}
