import { CausalError, calledAs } from '../../../errors.js'
import { checkOptions } from '../../../options.js'
import { generator, seedStream, splitStream } from '../../../probability/streams/stream.js'
import { show } from '../../../show.js'
import type { Incident, RootCauseMethod } from '../incident-types.js'

/**
 * Settings of {@link epsilonDiagnosis}.
 *
 * @category Attribution
 */
export interface EpsilonDiagnosisOptions {
  /** How many permutations a p-value is from, 199 unless told. */
  readonly draws?: number
  /** The seed of the permutations, 1 unless told. */
  readonly seed?: number | string
}

/**
 * ε-diagnosis, as a baseline: which variables are distributed otherwise after the trigger, one by one, without causes.
 *
 * The ε-statistic is the energy distance of the values before and after, as a share of its largest value (0 for the same distribution,
 * 1 for values that share no point); accused is what a permutation test finds at the level. What a fault drags along changes as much as the fault: it finds
 * the incident, not its cause.
 *
 * @param options - `draws` and `seed`
 * @returns the method, for {@link rootCauses}; it looks at no graph
 * @throws CausalError `invalid-argument`
 * @complexity O(draws × steps) a variable
 * @category Attribution
 * @see Shan, Chen, Liu, Zhang, Xiao, He, Li & Ding 2019, "ε-Diagnosis: unsupervised and real-time diagnosis of small-window
 *   long-tail latency in large-scale microservice platforms", WWW
 * @example
 * epsilonDiagnosis().name
 * //=> 'epsilon-diagnosis (199 permutations)'
 */
export function epsilonDiagnosis(options: EpsilonDiagnosisOptions = {}): RootCauseMethod {
  return calledAs('epsilonDiagnosis', () => {
    checkOptions('options', options, ['draws', 'seed'])
    const { draws = 199, seed = 1 } = options
    if (!(Number.isInteger(draws) && draws >= 19))
      throw new CausalError('invalid-argument', `draws is ${show(draws)}: give a whole number from 19 on.`, { draws })
    seedStream(seed)
    return Object.freeze({
      name: `epsilon-diagnosis (${draws} permutations)`,
      needs: Object.freeze([]),
      suspect: (incident) => compared(incident, draws, seed),
    } satisfies RootCauseMethod)
  })
}

function compared({ names, before, after, alpha, isSeries }: Incident, draws: number, seed: number | string) {
  const scores = new Float64Array(names.length).fill(Number.NaN)
  const accused = new Uint8Array(names.length)
  for (const [j, name] of names.entries()) {
    const [a, b] = [before[j]!, after[j]!].map((column) => column.filter((v) => !Number.isNaN(v))) as [
      Float64Array,
      Float64Array,
    ]
    if (a.length < 2 || b.length < 1) continue
    const n = a.length + b.length
    const values = new Float64Array(n)
    values.set(a)
    values.set(b, a.length)
    const order = Int32Array.from(values.keys()).sort((p, q) => values[p]! - values[q]! || p - q)
    const sorted = Float64Array.from(order, (i) => values[i]!)
    const labels = Uint8Array.from(order, (i) => (i < a.length ? 0 : 1))
    const seen = energyShare(sorted, labels, a.length, b.length)
    scores[j] = seen
    const random = generator(splitStream(seedStream(seed), name))
    let asLarge = 1
    for (let d = 0; d < draws; d++) {
      random.shuffle(labels)
      if (energyShare(sorted, labels, a.length, b.length) >= seen) asLarge++
    }
    accused[j] = asLarge / (draws + 1) <= alpha ? 1 : 0
  }
  return {
    scores,
    accused,
    warnings: isSeries
      ? ['epsilon-diagnosis permutes steps as if they were independent of each other, which in a series they are not.']
      : [],
  }
}

/** ∫ (F − G)² over ∫ F (1 − G) + G (1 − F): the energy distance over twice the mean distance of two values, one of each. */
function energyShare(sorted: Float64Array, labels: Uint8Array, n: number, m: number): number {
  let [f, g, above, below] = [0, 0, 0, 0]
  for (let i = 0; i + 1 < sorted.length; i++) {
    if (labels[i] === 0) f += 1 / n
    else g += 1 / m
    const step = sorted[i + 1]! - sorted[i]!
    above += (f - g) ** 2 * step
    below += (f + g - 2 * f * g) * step
  }
  return below > 0 ? above / below : 0
}
