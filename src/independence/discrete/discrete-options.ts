import { CausalError } from '../../errors.js'
import { checkedObject } from '../../names.js'
import { show } from '../../show.js'

/**
 * Settings of {@link gSquare} and {@link chiSquare}.
 *
 * @category Independence tests
 */
export interface DiscreteTestOptions {
  /**
   * The null distribution. `'moments'` (default): a chi-square with the exact mean and variance of X² given the margins
   * of every stratum, which holds its level however small the counts; G² keeps its own chi-square, with Williams' correction
   * for the number of rows, where that is right and gives way to X² elsewhere, as `method` says. `'permutation'`: y is shuffled within strata. `'chi-square'`: the
   * textbook's, which on sparse tables rejects true independence far too often.
   */
  readonly null?: 'moments' | 'permutation' | 'chi-square'
  /** Most draws of the permutation null (default 999); they stop early where p is large. */
  readonly draws?: number
  /** Seed of these draws (default 0). */
  readonly seed?: number | string
  /** A table with a smaller expected count than this is not tested, reason `sparse` (default 0: none is refused). */
  readonly minimumExpected?: number
  /**
   * How the null `'chi-square'` counts, which this option asks for. `'per-stratum'` (its default): each stratum of the
   * conditioning set counts (rows − 1)(columns − 1) of its own table after empty rows and columns are dropped. `'full'`:
   * (levels of x − 1)(levels of y − 1) times the product of the levels of the conditioning set.
   */
  readonly degreesOfFreedom?: 'per-stratum' | 'full'
  /** The numbers of another program, for comparison: the null `'chi-square'`, per stratum or (`'bnlearn'`) in full. */
  readonly parity?: 'causal-learn' | 'bnlearn'
}

/** The settings, checked, defaults filled in. */
export interface DiscreteSettings {
  readonly nullName: 'moments' | 'permutation' | 'chi-square'
  readonly draws: number
  readonly seed: number | string
  readonly minimumExpected: number
  readonly isFull: boolean
}

const nulls = ['moments', 'permutation', 'chi-square'] as const

/** Checks the settings. */
export function readDiscreteOptions(options: DiscreteTestOptions): DiscreteSettings {
  const { draws = 999, seed = 0, minimumExpected = 0, parity, degreesOfFreedom } = checkedObject('options', options)
  const classic = parity !== undefined || degreesOfFreedom !== undefined
  const nullName = options.null ?? (classic ? 'chi-square' : 'moments')
  const check = (good: boolean, what: string, value: unknown): void => {
    if (!good) throw new CausalError('invalid-argument', `${what}, got ${show(value)}.`, { value })
  }
  check(nulls.includes(nullName), "null is 'moments', 'permutation' or 'chi-square'", nullName)
  check(
    !classic || nullName === 'chi-square',
    "parity and degreesOfFreedom belong to null: 'chi-square': leave them out",
    nullName,
  )
  check(
    parity === undefined || parity === 'causal-learn' || parity === 'bnlearn',
    "parity is 'causal-learn', 'bnlearn' or left out",
    parity,
  )
  check(
    degreesOfFreedom === undefined || degreesOfFreedom === 'per-stratum' || degreesOfFreedom === 'full',
    "degreesOfFreedom is 'per-stratum' or 'full'",
    degreesOfFreedom,
  )
  check(Number.isInteger(draws) && draws >= 19, 'draws is a whole number from 19', draws)
  check(typeof seed === 'string' || Number.isFinite(seed), 'seed is a finite number or a string', seed)
  check(
    minimumExpected >= 0 && minimumExpected < Number.POSITIVE_INFINITY,
    'minimumExpected is 0 or more',
    minimumExpected,
  )
  return {
    nullName,
    draws,
    seed,
    minimumExpected,
    isFull: (degreesOfFreedom ?? (parity === 'bnlearn' ? 'full' : '')) === 'full',
  }
}
