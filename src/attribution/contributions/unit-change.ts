import { calledAs } from '../../errors.js'
import { checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { generator, seedStream } from '../../probability/streams/stream.js'
import type { Capability } from '../../scm/mechanisms/mechanism-types.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm, Evidence, Scm } from '../../scm/models/types.js'
import { checkSameVariables } from '../core/check-same-variables.js'
import {
  type AttributionOptions,
  attributionKeys,
  checkMaySample,
  type Drawing,
  drawingOf,
} from '../core/draw-options.js'
import { unitChangeGame } from '../core/unit-change-game.js'
import { exactShapley } from '../shapley/exact-shapley.js'
import { type SampledShares, sampledShares } from '../shapley/sampled-shares.js'
import { shapleyByPermutations } from '../shapley/shapley-by-permutations.js'

/**
 * A change of one unit's value, shared out among noises and mechanisms.
 *
 * @category Attribution
 */
export interface UnitChange<N extends string = string> {
  /** The target's value after less that before: the sum of the contributions. */
  readonly total: number
  /** What each variable's noise and each changed mechanism contributed, in the order of the model's variables. */
  readonly contributions: readonly {
    /** The variable. */
    readonly variable: N
    /** Its noise (what befell this unit), or its mechanism (how it comes about from its parents). */
    readonly part: 'noise' | 'mechanism'
    /** How much of the change. */
    readonly value: number
    /** The standard error of draws and random orders; 0 where the method is exact. */
    readonly standardError: number
  }[]
  /** `exact`: the units determine their noises, and every set was valued; `sampled`: noises were drawn, or orders. */
  readonly method: 'exact' | 'sampled'
  /** `all`: every set of changes was valued; `random`: those on random orders, which the standard errors count. */
  readonly orders: 'all' | 'random'
}

/** More parts than this are not enumerated. */
const mostEnumerated = 12
/** Random orders, there and back, of more. */
const orderPairs = 100

/**
 * Why one unit changed: the difference of its target between two times, shared out among the noises that befell it and the
 * mechanisms that changed (Budhathoki, Michailidis & Janzing 2022).
 *
 * Noises are found by inverting the mechanisms of `before` for the first values and of `after` for the second. The worth of a set is
 * the target's value when these noises and mechanisms alone are the later ones; the contributions are its Shapley values and sum to
 * the change. One model given twice asks for noises alone.
 *
 * @param before - the model at the first time
 * @param after - the model at the second, with the same variables
 * @param target - the variable whose change is explained
 * @param options - `from` and `to`: the values of the target and of all its ancestors at the two times; `method`, `draws` and `seed`
 *   where noises are not determined, or more than twelve of them and mechanisms changed
 * @returns the change and each part's contribution; parts that did not change are left out
 * @throws CausalError `unknown-name`; `invalid-argument` for other variables or when a value that is needed is not given;
 *   `zero-support` for a unit that cannot be; `not-supported` for a mechanism whose noise cannot be found, for a noise that has
 *   another form in the other model, correlated noises, or where `exact` was asked for and is not known
 * @complexity 2^parts × variables up to twelve parts (× draws where noises are drawn), with more 200 × parts × variables
 * @category Attribution
 * @see Budhathoki, Michailidis & Janzing 2022, "Explaining the root causes of unit-level changes", arXiv 2206.12986
 * @example
 * const before = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const after = scm({ X: normal(0, 1), Y: linear({ X: 3 }, normal(0, 1)) })
 * const change = unitChange(before, after, 'Y', { from: { X: 1, Y: 2 }, to: { X: 2, Y: 6.5 } })
 * change.contributions.map(({ variable, part, value }) => [variable, part, value])
 * //=> [['X', 'noise', 2.5], ['Y', 'noise', 0.5], ['Y', 'mechanism', 1.5]]
 */
export function unitChange<T, C extends Capability>(
  before: Scm<T, C>,
  after: Scm<NoInfer<T>, Capability>,
  target: keyof NoInfer<T> & string,
  options: AttributionOptions & { readonly from: Evidence<NoInfer<T>>; readonly to: Evidence<NoInfer<T>> },
): UnitChange<keyof T & string> {
  return calledAs('unitChange', () => {
    checkOptions('options', options, ['from', 'to', ...attributionKeys])
    const drawing = drawingOf(checkedObject('options', options))
    const [old, now] = [before as unknown as AnyScm, after as unknown as AnyScm]
    const { names, index } = structureOf(old)
    lookUp('variable', index, target)
    checkSameVariables(old, now)
    const units = { from: checkedObject('unit `from`', options.from), to: checkedObject('unit `to`', options.to) }
    const { parts, determined, game } = unitChangeGame(old, now, target, units, drawing.seed)
    const worthOf = game(1, drawing.seed)
    if (!determined) checkMaySample(drawing, 'the units do not determine the noise of their random choices')
    if (determined && parts.length > mostEnumerated)
      checkMaySample(drawing, `${parts.length} parts changed, and ${mostEnumerated} at most are enumerated`)
    const found = determined
      ? sharesOfNumbers(parts.length, (inside) => worthOf(inside)[0]!, drawing)
      : sampledShares(parts.length, game, drawing, true)
    return Object.freeze({
      total: found.total,
      contributions: Object.freeze(
        parts.map(({ variable, part }, k) =>
          Object.freeze({
            variable: names[variable]! as keyof T & string,
            part,
            value: found.shares[k]!,
            standardError: found.errors[k]!,
          }),
        ),
      ),
      method: determined && found.orders === 'all' ? ('exact' as const) : ('sampled' as const),
      orders: found.orders,
    })
  })
}

/** Shapley values of a game whose worths are known numbers. */
function sharesOfNumbers(n: number, worthOf: (inside: Uint8Array) => number, drawing: Drawing): SampledShares {
  const total = worthOf(new Uint8Array(n).fill(1)) - worthOf(new Uint8Array(n))
  if (n > mostEnumerated) {
    const sampled = shapleyByPermutations(n, worthOf, orderPairs, generator(seedStream(drawing.seed)))
    return { ...sampled, total, totalError: 0, orders: 'random' }
  }
  const worths = Float64Array.from({ length: 2 ** n }, (_, set) => {
    drawing.step(set + 1, 2 ** n)
    return worthOf(Uint8Array.from({ length: n }, (_, k) => (set >> k) & 1))
  })
  return { shares: exactShapley(n, worths), errors: new Float64Array(n), total, totalError: 0, orders: 'all' }
}
