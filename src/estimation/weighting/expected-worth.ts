import { totalWeight } from '../core/problem/row-weights.js'
import { refused } from '../core/report/refused.js'
import type { EffectProblem } from '../core/types/estimator.js'
import type { RefusedEffect } from '../core/types/refusal.js'
import type { ArmPropensities } from './propensity.js'

/**
 * What the rows of each arm are expected to be worth after weighting to all rows, as a share of them: of an arm with chances e,
 * (Σ 1)² / Σ 1/e over Σ e, the sums over all rows.
 *
 * Kish's effective size of the weights that happened is blind where it matters: a sample that lacks the rare rows with enormous weights
 * looks even. The chances of all rows show that such rows were to be expected. See bench/effects-validity.
 */
export function expectedWorth({ treated, control }: ArmPropensities, { weights, n }: EffectProblem): [number, number] {
  const total = totalWeight(weights ?? null, n)
  const worth = (chance: (i: number) => number): number => {
    let [inverse, sum] = [0, 0]
    for (let i = 0; i < n; i++) {
      const own = weights === undefined ? 1 : weights[i]!
      inverse += own / chance(i)
      sum += own * chance(i)
    }
    return (total * total) / inverse / sum
  }
  return [control === null ? worth((i) => 1 - treated.e[i]!) : worth((i) => control.e[i]!), worth((i) => treated.e[i]!)]
}

/** Below this expected share intervals of the ATE by weighting alone hold the truth less than 80 % of the time at a nominal 95 %. */
const tooWeak = 0.3
/** Below this one some 85 to 90 %. */
export const weak = 0.6

/** A refusal where an arm's rows are worth too little of themselves for an interval to hold what it promises. */
export function tooLittleOverlap(
  arms: readonly [string, string],
  worth: readonly [number, number],
  estimator: 'ipw' | 'tmle',
): RefusedEffect | null {
  const arm = worth[1] < worth[0] ? 1 : 0
  if (worth[arm] >= tooWeak) return null
  return refused(
    'weak-overlap',
    `the rows with ${arms[arm]} are expected to be worth ${(100 * worth[arm]).toPrecision(2)} % of themselves once they are weighted to stand for everybody: a 95 % interval would hold the truth 50 to 80 % of the time. Ask for the overlap population (ipw({ population: 'ATO' })), trim (ipw({ trim: [0.1, 0.9] })), add an outcome model (aipw()), or say ${estimator}({ weakOverlap: 'estimate' }) to see the number all the same.`,
    { expectedWorth: { treated: worth[1], control: worth[0] }, least: tooWeak },
  )
}
