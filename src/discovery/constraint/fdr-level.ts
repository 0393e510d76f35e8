import { portableLog } from '../../numeric/special/portable-log.js'
import { type LevelContext, type LevelSearch, removePair } from './skeleton-state.js'
import { someSubset } from './some-subset.js'
import { ask } from './try-to-separate.js'

/** How the number of edges that are looked at is allowed for. */
export type Multiplicity = 'none' | 'benjamini-hochberg' | 'benjamini-yekutieli'

/** A level of the skeleton search that keeps the largest p-value of each pair, and the step after it. */
export interface FdrLevels {
  readonly search: LevelSearch
  /** Removes the edges that are no discoveries. */
  readonly afterLevel: () => void
}

/** The largest p-value of a pair so far, as a logarithm, and the set that gave it. */
interface Largest {
  readonly logP: number
  readonly given: Int32Array
}

/**
 * The skeleton with a bound on the expected share of false edges (Li & Wang 2009, in levels as PC-stable has them). The
 * p-value of an edge is the largest over the sets tried; after each level the step-up procedure over all pairs tested
 * (Benjamini & Hochberg 1995, or Benjamini & Yekutieli 2001 for any dependence) keeps the discoveries. A pair above alpha
 * can be none, so it falls at once.
 */
export function fdrLevels(context: LevelContext, alpha: number, multiplicity: Multiplicity): FdrLevels {
  const { skeleton, fixed, logAlpha } = context
  const { size: n, adjacent } = skeleton
  const largest = new Map<number, Largest>()
  return {
    search: (x, neighbors, level) => {
      for (const y of neighbors) {
        if (adjacent[x * n + y] === 0 || fixed?.[x * n + y] === 1 || (level === 0 && y < x)) continue
        const pair = Math.min(x, y) * n + Math.max(x, y)
        const others = neighbors.filter((z) => z !== y)
        someSubset(others, level, (given) => {
          const logP = ask(context, x, y, given, level)
          if (logP === undefined) return false
          const before = largest.get(pair)
          if (before === undefined || logP > before.logP) largest.set(pair, { logP, given: given.slice() })
          if (logP <= logAlpha) return false
          removePair(skeleton, x, y, given, level)
          return true
        })
      }
    },
    afterLevel: () => {
      const cut = stepUp(
        [...largest.values()].map(({ logP }) => logP),
        alpha,
        multiplicity,
      )
      for (const [pair, { logP, given }] of largest) {
        const [x, y] = [Math.floor(pair / n), pair % n]
        if (adjacent[pair] === 1 && logP > cut) removePair(skeleton, x, y, given, given.length)
      }
    },
  }
}

/** The logarithm of the largest p-value that is a discovery; −∞ where none is. */
function stepUp(logPs: readonly number[], alpha: number, multiplicity: Multiplicity): number {
  const sorted = [...logPs].sort((a, b) => a - b)
  const m = sorted.length
  let harmonic = 0
  for (let i = 1; i <= m; i++) harmonic += 1 / i
  const share = multiplicity === 'benjamini-yekutieli' ? alpha / harmonic : alpha
  for (let i = m; i > 0; i--) if (sorted[i - 1]! <= portableLog((share * i) / m)) return sorted[i - 1]!
  return Number.NEGATIVE_INFINITY
}
