import { makeTable } from '../../data/tables/make-table.js'
import type { Table } from '../../data/types.js'
import { CausalError, sentenceOf } from '../../errors.js'
import { hsic } from '../../independence/kernel/hsic.js'
import { normalQuantile } from '../../numeric/special/normal.js'
import { portableExp } from '../../numeric/special/portable-exp.js'
import { generator, seedStream, splitStream } from '../../probability/streams/stream.js'
import { evaluateNode } from '../engines/evaluate-node.js'
import { asNumbers, cellAt, type NodeColumn, tableColumn, takeNodeRows } from '../engines/node-column.js'
import { drawNoise } from '../models/draw-noise.js'
import type { AnyScm } from '../models/types.js'
import { declaredStates } from '../parent-states.js'

/**
 * How well one mechanism predicts rows.
 *
 * @category Models
 */
export type MechanismEvaluation<N extends string = string> =
  | {
      /** It was judged. */
      readonly judged: true
      /** The variable. */
      readonly variable: N
      /** Kolmogorov's distance of the places of the values among draws from uniform, and its p-value (asymptotic). */
      readonly calibration: { readonly statistic: number; readonly pValue: number }
      /** The mean continuous ranked probability score, in the variable's unit: the smaller the better; null for categories. */
      readonly crps: number | null
      /** The mean probability of the value itself; null for numbers without declared states. */
      readonly hitRate: number | null
      /** Whether the noise is independent of each parent: HSIC of its normal score and the parent. */
      readonly independence: readonly { readonly parent: N; readonly pValue: number | null; readonly n: number }[]
      /** The number of rows. */
      readonly n: number
    }
  | {
      /** It was not judged. */
      readonly judged: false
      /** The variable. */
      readonly variable: N
      /** Why not: a latent parent, no noise, or a change of the mechanism. */
      readonly reason: 'latent-parent' | 'no-noise' | 'intervened'
      /** The reason in a sentence. */
      readonly message: string
    }

export interface EvaluationPlan {
  readonly draws: number
  readonly rows: number
  readonly seed: number | string
}

/** Draws from the mechanism at each row's parents, and where the row's own value stands among them. */
export function calibrationOf(
  model: AnyScm,
  i: number,
  parents: Int32Array,
  columns: ReadonlyMap<number, NodeColumn>,
  n: number,
  { draws, rows, seed }: EvaluationPlan,
): MechanismEvaluation {
  const variable = model.variables[i]!
  const law = model.laws[i]!
  const hidden = Array.from(parents).find((p) => !columns.has(p))
  const refuse = (reason: 'latent-parent' | 'no-noise' | 'intervened', message: string): MechanismEvaluation =>
    Object.freeze({ judged: false, variable, reason, message })
  if (hidden !== undefined)
    return refuse(
      'latent-parent',
      `its parent ${JSON.stringify(model.variables[hidden])} is latent, so that its forecasts given the parents cannot be compared with rows.`,
    )
  if (law.family === 'modified' || law.family === 'constant' || law.family === 'input')
    return refuse('intervened', 'it was set or changed by an intervention: there is no mechanism to compare with rows.')
  if (!(law.family === 'choice' || ('noise' in law && law.noise !== null)))
    return refuse('no-noise', 'it has no noise: it foretells a value, no distribution.')
  const own = columns.get(i)!
  const states = declaredStates(law)
  const inputs = Array.from(parents, (p) => columns.get(p)!)
  const noise = { variable: i, law, distribution: 'noise' in law ? law.noise : null }
  const random = generator(splitStream(splitStream(seedStream(seed), 'evaluate'), variable))
  const named = states ?? (own.states?.some((state) => typeof state === 'string') ? own.states : null)
  const position = new Map((named ?? []).map((state, s) => [String(state), s]))
  const numeric = named === null || named.every((state) => typeof state === 'number')
  const placeIn = (state: string): number => {
    // a value that a function gives and no row holds comes last
    if (!position.has(state)) position.set(state, position.size)
    return position.get(state)!
  }
  const placeOf = (column: NodeColumn): Float64Array =>
    named === null
      ? asNumbers(column, variable)
      : Float64Array.from({ length: n }, (_, r) => placeIn(String(cellAt(column, r))))
  const numberAt = (place: number): number => (named === null ? place : (named[place] as number))
  const y = placeOf(own)
  const [below, equal, gap, spread] = [0, 1, 2, 3].map(() => new Float64Array(n))
  let before: Float64Array | null = null
  for (let k = 0; k < draws; k++) {
    const drawn = drawNoise(noise, random, n)
    const x = placeOf(
      evaluateNode(law, { name: variable, inputs, inputNames: law.parents, noise: drawn, rows: n, states: null }),
    )
    for (let r = 0; r < n; r++) {
      if (x[r]! < y[r]!) below![r]!++
      else if (x[r]! === y[r]!) equal![r]!++
      if (!numeric) continue
      gap![r]! += Math.abs(numberAt(x[r]!) - numberAt(y[r]!))
      if (before !== null) spread![r]! += Math.abs(numberAt(x[r]!) - numberAt(before[r]!))
    }
    before = x
  }
  // randomised among ties, so that it is uniform for states too
  const place = below!.map((count, r) => (count + random.uniform() * (equal![r]! + 1)) / (draws + 1))
  let crps = 0
  let hits = 0
  for (let r = 0; r < n; r++) {
    crps += (gap![r]! / draws - spread![r]! / (2 * (draws - 1))) / n
    hits += equal![r]! / draws / n
  }
  return Object.freeze({
    judged: true,
    variable,
    calibration: Object.freeze(kolmogorov(place)),
    crps: numeric ? crps : null,
    hitRate: named === null ? null : hits,
    independence: Object.freeze(
      law.parents.map((parent, j) => Object.freeze(independenceOf(parent, place, inputs[j]!, Math.min(n, rows)))),
    ),
    n,
  })
}

function independenceOf(
  parent: string,
  place: Float64Array,
  input: NodeColumn,
  n: number,
): { parent: string; pValue: number | null; n: number } {
  const first = Int32Array.from({ length: n }, (_, r) => r)
  const score = Float64Array.from(first, (r) => normalQuantile(Math.min(1 - 1e-9, Math.max(1e-9, place[r]!))))
  const table = makeTable(['noise', 'parent'], n, [score, tableColumn(takeNodeRows(input, first))]) as Table
  try {
    return { parent, pValue: hsic(table)('noise', 'parent').pValue ?? null, n }
  } catch (error) {
    // a parent that does not vary tells nothing
    if (error instanceof CausalError && error.code === 'constant-column' && sentenceOf(error) !== '')
      return { parent, pValue: null, n }
    throw error
  }
}

/** sup |F − uniform| of numbers in (0, 1), and P(more) by Kolmogorov's limit with Stephens' correction. */
function kolmogorov(values: Float64Array): { readonly statistic: number; readonly pValue: number } {
  const sorted = values.slice().sort()
  const n = sorted.length
  let statistic = 0
  for (let k = 0; k < n; k++) statistic = Math.max(statistic, (k + 1) / n - sorted[k]!, sorted[k]! - k / n)
  const lambda = (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n)) * statistic
  let pValue = 0
  for (let k = 1; k <= 100; k++) pValue += (k % 2 === 1 ? 2 : -2) * portableExp(-2 * k * k * lambda * lambda)
  return { statistic, pValue: lambda < 0.2 ? 1 : Math.min(1, Math.max(0, pValue)) }
}
