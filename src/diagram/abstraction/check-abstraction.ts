import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { checkOptions } from '../../options.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { distanceOf } from './channel-distance.js'
import { type Outcomes, statesIn, underIntervention } from './interventional.js'
import { allInterventions, disorderedPairs, liftedIntervention } from './map-interventions.js'
import { type Clusters, clustersOf, type ModelAbstraction, type Setting, settingsOf } from './model-abstraction.js'

/**
 * One square of an abstraction: intervene below and sum up, or sum up the intervention and intervene above.
 *
 * @category Diagrams
 */
export interface AbstractionSquare {
  /** The low-level intervention. */
  readonly low: Setting
  /** The high-level intervention that it is mapped to. */
  readonly high: Setting
  /** The largest difference that the two ways give to the probability of an event. */
  readonly totalVariation: number
  /** The Jensen–Shannon distance of the two ways (the root of the divergence, base 2). */
  readonly jensenShannon: number
  /** The high-level outcomes at which the two ways differ most: `summary` is the way from below, `prediction` the high-level model. */
  readonly differs: readonly { readonly values: Setting; readonly summary: number; readonly prediction: number }[]
}

/**
 * What {@link checkAbstraction} found.
 *
 * @category Diagrams
 */
export interface AbstractionCheck {
  /** Whether all squares commute within the tolerance, and the map of interventions keeps their order: an exact transformation. */
  readonly exact: boolean
  /** The largest total variation over the squares. */
  readonly totalVariation: number
  /** The largest Jensen–Shannon distance over the squares: the abstraction error of Rischel and Weichwald. */
  readonly jensenShannon: number
  /** The squares in the order of the interventions. */
  readonly squares: readonly AbstractionSquare[]
  /** The squares that do not commute, the worst first. */
  readonly failures: readonly AbstractionSquare[]
  /** Pairs of low-level interventions of which the second extends the first, but not so their images. */
  readonly disordered: readonly (readonly [Setting, Setting])[]
  /** High-level states that are the summary of no low-level values; null where a model has not finitely many states. */
  readonly unreached: readonly { readonly variable: string; readonly state: Cell }[] | null
  /** The result in words: at which intervention it fails, and by how much. */
  readonly message: string
}

/**
 * Whether a high-level model is an abstraction of a low-level one: whether intervening below and summing up is the same as
 * summing up the intervention and intervening above, for each intervention, and by how much it is not.
 *
 * Each intervention gives a square, as in {@link checkNaturality}; the joint distribution of all high-level variables is
 * compared at its end. With a map of interventions of your own this is exact transformation (Rubenstein et al. 2017); where
 * it follows from the map of states it is τ-abstraction (Beckers & Halpern 2019); the largest Jensen–Shannon distance is the
 * abstraction error (Rischel & Weichwald 2021), of which {@link composeAbstractions} keeps the sum.
 *
 * @param low - the low-level model: its variables have finitely many states, or are determined by the interventions
 * @param high - the high-level model, likewise
 * @param abstraction - which low-level variables make up each high-level one, how their values are summed up, and which
 *   high-level intervention stands for a low-level one
 * @param options - `interventions`: the low-level interventions to check; unless told all settings of all sets of clusters,
 *   but for those that set everything. `tolerance`: 1e-9 unless told. `budget`: how many interventions there may be, 5000
 *   unless told
 * @returns the errors, the squares, and which fail
 * @throws CausalError `unknown-name` for a name that is no variable, `duplicate-name` for a low-level variable in two clusters,
 *   `invalid-argument` for a summary that is no value, and for an intervention that does not settle the summary of what it
 *   sets, `not-supported` for a model without an exact finite distribution, `too-large` above the budget
 * @complexity for each intervention an exact query of both models
 * @reference Rubenstein et al., Causal consistency of structural equation models, 2017, definition 3; Beckers & Halpern,
 *   Abstracting causal models, 2019; Rischel & Weichwald, Compositional abstraction error, 2021
 * @category Diagrams
 * @example
 * const low = scm({ S: bernoulli(0.2), T: cpt(['S'], { 0: 0, 1: 0.8 }), C: cpt(['T'], { 0: 0.1, 1: 0.4 }) })
 * const high = scm({ S: bernoulli(0.2), C: cpt(['S'], { 0: 0.1, 1: 0.34 }) })
 * checkAbstraction(low, high, { variables: { S: 'S', C: 'C' } }).exact
 * //=> true
 * const rough = scm({ S: bernoulli(0.2), C: cpt(['S'], { 0: 0.1, 1: 0.4 }) })
 * checkAbstraction(low, rough, { variables: { S: 'S', C: 'C' } }).message
 * //=> 'at { S: 1 } below, { S: 1 } above, the two ways differ by 0.06 in probability (2 of 5 squares fail).'
 */
export function checkAbstraction(
  low: AnyScm,
  high: AnyScm,
  abstraction: ModelAbstraction,
  options: {
    readonly interventions?: readonly Setting[]
    readonly tolerance?: number
    readonly budget?: number
  } = {},
): AbstractionCheck {
  return calledAs('checkAbstraction', () => {
    checkOptions('abstraction', checkedObject('abstraction', abstraction), ['variables', 'states', 'interventions'])
    checkOptions('options', options, ['interventions', 'tolerance', 'budget'], { budget: 'number' })
    const { tolerance = 1e-9, budget = 5000 } = options
    if (!(typeof tolerance === 'number' && tolerance >= 0)) {
      throw new CausalError('invalid-argument', `the tolerance must be a number, 0 or more, got ${show(tolerance)}.`)
    }
    if (!(typeof budget === 'number' && budget >= 0)) {
      throw new CausalError('invalid-argument', `the budget must be a number, 0 or more, got ${show(budget)}.`)
    }
    const clusters = clustersOf(abstraction, structureOf(low).index, structureOf(high).index)
    const states = statesIn(low)
    const interventions =
      options.interventions === undefined ? null : checkedList('interventions', options.interventions)
    const acts = interventions ?? allInterventions(clusters, states, budget)
    if (acts.length > budget) {
      throw new CausalError('too-large', `there are ${acts.length} interventions: raise the budget of ${budget}.`, {
        count: acts.length,
      })
    }
    if (acts.length === 0) throw new CausalError('invalid-argument', 'there is no intervention to check.')
    const own = abstraction.interventions
    const images = acts.map((act) => {
      const setting = checkedObject('intervention', act)
      return own === undefined
        ? liftedIntervention(clusters, states, setting)
        : checkedObject('image of an intervention', own(setting))
    })
    const above = new Map<string, Outcomes>()
    const squares = acts.map((act, i): AbstractionSquare => {
      const image = images[i]!
      const key = JSON.stringify(Object.entries(image).sort())
      const prediction = above.get(key) ?? underIntervention('high-level', high, image)
      above.set(key, prediction)
      return squareOf(clusters, act, image, underIntervention('low-level', low, act), prediction)
    })
    const failures = squares
      .filter((square) => square.totalVariation > tolerance)
      .sort((a, b) => b.totalVariation - a.totalVariation)
    const disordered = own === undefined ? [] : disorderedPairs(acts, images)
    return Object.freeze({
      exact: failures.length === 0 && disordered.length === 0,
      totalVariation: squares.reduce((most, square) => Math.max(most, square.totalVariation), 0),
      jensenShannon: squares.reduce((most, square) => Math.max(most, square.jensenShannon), 0),
      squares: Object.freeze(squares),
      failures: Object.freeze(failures),
      disordered,
      unreached: unreachedStates(clusters, states, statesIn(high)),
      message: words(squares, failures, disordered.length),
    })
  })
}

/** The two ways round, and how far they are apart. */
function squareOf(
  { high, sum }: Clusters,
  act: Setting,
  image: Setting,
  below: Outcomes,
  above: Outcomes,
): AbstractionSquare {
  const cells = new Map<string, { values: Setting; summary: number; prediction: number }>()
  const cell = (values: readonly Cell[]) => {
    const key = JSON.stringify(values)
    const known = cells.get(key)
    if (known !== undefined) return known
    const fresh = { values: Object.fromEntries(high.map((name, k) => [name, values[k]!])), summary: 0, prediction: 0 }
    cells.set(key, fresh)
    return fresh
  }
  for (const { values, probability } of below) cell(sum.map((of) => of(values))).summary += probability
  for (const { values, probability } of above) cell(high.map((name) => values[name]!)).prediction += probability
  const all = [...cells.values()]
  const distance = distanceOf(
    all.map(({ summary }) => summary),
    all.map(({ prediction }) => prediction),
  )
  const gap = (one: { summary: number; prediction: number }): number => Math.abs(one.summary - one.prediction)
  const differs = all.filter((one) => gap(one) > 1e-12).sort((a, b) => gap(b) - gap(a))
  return Object.freeze({ low: act, high: image, ...distance, differs: Object.freeze(differs.slice(0, 8)) })
}

function unreachedStates(
  clusters: Clusters,
  low: ReadonlyMap<string, readonly Cell[]> | null,
  high: ReadonlyMap<string, readonly Cell[]> | null,
): AbstractionCheck['unreached'] {
  if (low === null || high === null) return null
  return clusters.high.flatMap((variable, k) => {
    const reached = new Set<Cell>()
    for (const values of settingsOf(clusters.low[k]!, low)) reached.add(clusters.sum[k]!(values))
    return high.get(variable)!.flatMap((state) => (reached.has(state) ? [] : [{ variable, state }]))
  })
}

function words(
  squares: readonly AbstractionSquare[],
  failures: readonly AbstractionSquare[],
  disordered: number,
): string {
  const [worst] = failures
  const order = disordered === 0 ? '' : ` ${disordered} pairs of interventions lose their order.`
  if (worst === undefined) return `all ${squares.length} squares commute.${order}`
  const size = Math.round(worst.totalVariation * 1e6) / 1e6
  const share = `${failures.length} of ${squares.length} squares fail`
  return `at ${show(worst.low)} below, ${show(worst.high)} above, the two ways differ by ${size} in probability (${share}).${order}`
}
