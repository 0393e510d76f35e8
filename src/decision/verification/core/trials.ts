import { CausalError } from '../../../errors.js'
import { portableExp } from '../../../numeric/special/portable-exp.js'
import { portableLog, portableLog1p } from '../../../numeric/special/portable-log.js'
import { generator } from '../../../probability/streams/stream.js'
import { show } from '../../../show.js'
import type { SimulatorRun } from '../verify-parents-types.js'
import { smallest } from './exact-recipes.js'

/** Runs of a simulator that is only known from outside, counted. */
export interface Trials {
  /** How often the effect came in `trials` runs. */
  readonly count: (given: readonly number[], withheld: readonly number[]) => number
  /** Whether it came in one of them: stops at the first. */
  readonly possible: (given: readonly number[], withheld: readonly number[]) => boolean
  readonly runs: () => number
}

/** The trials of a function. */
export function trialsOf(
  simulate: (run: SimulatorRun) => boolean,
  names: readonly string[],
  trials: number,
  seed: number | string,
): Trials {
  const random = generator(seed)
  let runs = 0
  const run = (given: readonly number[], withheld: readonly number[]): boolean => {
    runs++
    const of = (items: readonly number[]): readonly string[] => Object.freeze(items.map((i) => names[i]!))
    const came = simulate(Object.freeze({ given: of(given), withheld: of(withheld), seed: random.integer(2 ** 32) }))
    if (typeof came === 'boolean') return came
    throw new CausalError(
      'invalid-argument',
      `the simulator must say whether the effect came (true or false), got ${show(came)}.`,
    )
  }
  return {
    count: (given, withheld) => {
      let seen = 0
      for (let k = 0; k < trials; k++) if (run(given, withheld)) seen++
      return seen
    },
    possible: (given, withheld) => {
      for (let k = 0; k < trials; k++) if (run(given, withheld)) return true
      return false
    },
    runs: () => runs,
  }
}

/** The minimal sets that make the effect come, smaller ones first; a set that holds one of them is not tried. */
export function minimalByTrials({ possible }: Trials, count: number): number[][] {
  const found: number[][] = []
  const bySize = Array.from({ length: 2 ** count }, (_, mask) =>
    Array.from({ length: count }, (_, i) => i).filter((i) => (mask >> i) & 1),
  ).sort((a, b) => a.length - b.length)
  for (const set of bySize) {
    if (found.some((other) => other.every((i) => set.includes(i)))) continue
    const others = Array.from({ length: count }, (_, i) => i).filter((i) => !set.includes(i))
    if (possible(set, others)) found.push(set)
  }
  return smallest(found).map((set) => [...set])
}

/** The chance that `trials` runs miss what comes with chance p each time. */
export function missedChance(p: number, trials: number): number {
  return p >= 1 ? 0 : portableExp(trials * portableLog1p(-p))
}

/** Runs after which what comes with chance p was missed with chance `error` at most; null if it never comes. */
export function trialsNeeded(p: number, error: number): number | null {
  if (p <= 0) return null
  if (p >= 1) return 1
  // a quotient that rounds up by its last bits stays what it is
  return Math.max(1, Math.ceil(portableLog(error) / portableLog1p(-p) - 1e-9))
}
