import { generator, seedStream } from '../../probability/streams/stream.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { exactShapley } from '../shapley/exact-shapley.js'
import { sampledShares } from '../shapley/sampled-shares.js'
import { shapleyByPermutations } from '../shapley/shapley-by-permutations.js'
import { checkMaySample, type Drawing } from './draw-options.js'
import { type ChangeMeasure, distanceFrom } from './exact-change.js'
import { changeGame } from './sampled-change.js'

/** More changed mechanisms than this are not enumerated. */
const mostChanged = 16
/** Random orders, there and back, of more. */
const orderPairs = 100

/** Shares of a change, and how they were found. */
export interface FoundChange {
  readonly shares: Float64Array
  readonly errors: Float64Array
  readonly total: number
  readonly totalError: number
  readonly method: 'exact' | 'sampled'
  readonly orders: 'all' | 'random'
  readonly warnings: string[]
}

/** By exact laws of the target, in every set of changed mechanisms or on random orders. */
export function changeByLaws(
  n: number,
  replaced: (inside: Uint8Array) => AnyScm,
  target: string,
  measure: ChangeMeasure,
  drawing: Drawing,
): FoundChange {
  const distance = distanceFrom(replaced(new Uint8Array(n)), target, measure)
  const worthOf = (inside: Uint8Array): number => distance(replaced(inside))
  const errors = new Float64Array(n)
  if (n <= mostChanged) {
    const worths = Float64Array.from({ length: 2 ** n }, (_, set) => {
      const worth = worthOf(Uint8Array.from({ length: n }, (_, k) => (set >> k) & 1))
      drawing.step(set + 1, 2 ** n)
      return worth
    })
    const total = worths.at(-1)! - worths[0]!
    return {
      shares: exactShapley(n, worths),
      errors,
      total,
      totalError: 0,
      method: 'exact',
      orders: 'all',
      warnings: [],
    }
  }
  checkMaySample(drawing, `${n} mechanisms changed, and ${mostChanged} at most are enumerated`)
  const total = worthOf(new Uint8Array(n).fill(1)) - worthOf(new Uint8Array(n))
  const sampled = shapleyByPermutations(n, worthOf, orderPairs, generator(seedStream(drawing.seed)))
  return { ...sampled, total, totalError: 0, method: 'sampled', orders: 'random', warnings: [] }
}

/** By draws of the target that all sets share. */
export function changeByDraws(
  n: number,
  replaced: (inside: Uint8Array) => AnyScm,
  target: string,
  measure: ChangeMeasure,
  drawing: Drawing,
): FoundChange {
  checkMaySample(
    drawing,
    `the distribution of ${show(target)} is known exactly in discrete and in linear-Gaussian models only`,
  )
  const warnings: string[] = []
  const { game, draws } = changeGame(replaced, target, measure, drawing.draws, warnings)
  const found = sampledShares(n, game, { ...drawing, draws }, measure === 'mean')
  return { ...found, method: 'sampled', warnings }
}
