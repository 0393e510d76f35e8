import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedList, checkedObject, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { answerTerms, cellsAt } from '../engines/answer.js'
import type { CrossWorld, WorldAct } from '../engines/terms.js'
import { checkedFunction } from '../mechanisms/checks.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Evidence, Scm } from '../models/types.js'
import { entriesOf } from './intervene.js'

/**
 * An interchange intervention: run the model on one input, but with some variables as they are on another (Geiger et al.
 * 2021).
 *
 * @param model - a model that its inputs determine, such as a network without noise
 * @param base - values of the inputs
 * @param source - other values of the inputs
 * @param sites - the variables that take the values they have on `source`
 * @returns the values of all variables
 * @throws CausalError `unknown-name`; `not-supported` where the inputs do not determine a variable
 * @complexity O(variables + parents)
 * @category Counterfactuals
 * @example
 * const model = scm({
 *   A: bernoulli(0.5), B: bernoulli(0.5), C: bernoulli(0.5),
 *   AB: deterministic(['A', 'B'], ({ A, B }: { A: number; B: number }) => A + B),
 *   Sum: deterministic(['AB', 'C'], ({ AB, C }: { AB: number; C: number }) => AB + C),
 * })
 * interchangeIntervention(model, { A: 0, B: 0, C: 1 }, { A: 1, B: 1, C: 0 }, ['AB']).Sum
 * //=> 3
 */
export function interchangeIntervention<T, C extends Capability, K extends 'dag' | 'admg'>(
  model: Scm<T, C, K>,
  base: Evidence<NoInfer<T>>,
  source: Evidence<NoInfer<T>>,
  sites: readonly NoInfer<keyof T & string>[],
): T {
  return calledAs('interchangeIntervention', () => {
    const { index } = structureOf(model as AnyScm)
    for (const site of checkedList('sites', sites)) lookUp('variable', index, site)
    const there = Object.fromEntries(entriesOf(source)) as WorldAct<Record<string, Cell>>
    const swapped = sites.map((site): [string, CrossWorld<Record<string, Cell>>] => [
      site,
      { variable: site, do: there },
    ])
    const act = Object.fromEntries([...entriesOf(base), ...swapped])
    return determinedValues(model as AnyScm, act as WorldAct<Record<string, Cell>>) as T
  })
}

/** All variables in a world that determines them. */
function determinedValues(model: AnyScm, act: WorldAct<Record<string, Cell>>): Record<string, Cell> {
  const { names } = structureOf(model)
  const result = answerTerms(
    model,
    names.map((variable) => ({ variable, do: act })),
    [],
    { draws: 1 },
  )
  const undetermined = (): CausalError => {
    const message = 'the inputs do not determine every variable: set all variables that have noise.'
    return new CausalError('not-supported', message)
  }
  let values: readonly Cell[]
  if (result.method === 'unit') values = result.values
  else if (result.method === 'gaussian') {
    const n = names.length
    if (names.some((_, i) => result.covariance[i * n + i]! !== 0)) throw undetermined()
    values = [...result.mean]
  } else if (result.method === 'discrete') {
    const cell = result.values.findIndex((p) => p > 1 - 1e-12)
    if (cell < 0) throw undetermined()
    values = cellsAt(result.states, cell)
  } else throw undetermined()
  return Object.freeze(Object.fromEntries(names.map((name, i) => [name, values[i]!])))
}

/**
 * A high-level model, a low-level one, and which low-level variables stand for which high-level ones.
 *
 * @category Counterfactuals
 */
export interface ModelAlignment<L, H> {
  /** The low-level model. */
  readonly low: Scm<L>
  /** The high-level model. */
  readonly high: Scm<H>
  /** For each aligned high-level variable, the low-level variables that carry it. */
  readonly alignment: { readonly [N in keyof H]?: readonly (keyof L & string)[] }
  /** The high-level inputs of a low-level input. */
  readonly inputs: (low: Evidence<L>) => Evidence<H>
  /** The high-level output of a low-level run, to be compared with `output` of the high-level run. */
  readonly read: (low: L) => Cell
  /** The high-level variable that is compared. */
  readonly output: keyof H & string
}

/**
 * Interchange intervention accuracy: the share of swaps in which the low-level model does what the high-level model
 * predicts (Geiger et al. 2021).
 *
 * For each pair of inputs and each aligned variable, the variable's value on the source is put into the run on the base, in
 * both models, and their outputs are compared.
 *
 * @param models - the two models and the alignment
 * @param pairs - pairs of low-level inputs: base, source
 * @returns the share that agrees, from 0 to 1
 * @throws CausalError `invalid-argument` where there is no pair or no aligned variable; see {@link interchangeIntervention}
 * @complexity O(pairs × aligned variables) runs of both models
 * @category Counterfactuals
 * @example
 * const high = scm({ A: bernoulli(0.5), B: bernoulli(0.5), Both: deterministic(['A', 'B'], ({ A, B }: { A: number; B: number }) => A * B) })
 * const inputs = ([0, 1] as const).flatMap((A) => ([0, 1] as const).map((B) => ({ A, B })))
 * interchangeAccuracy(
 *   { low: high, high, alignment: { Both: ['Both'] }, inputs: (x) => x, read: (run) => run.Both, output: 'Both' },
 *   inputs.flatMap((base) => inputs.map((source) => [base, source] as const)),
 * )
 * //=> 1
 */
export function interchangeAccuracy<L, H>(
  models: ModelAlignment<L, H>,
  pairs: readonly (readonly [base: Evidence<L>, source: Evidence<L>])[],
): number {
  return calledAs('interchangeAccuracy', () => {
    checkOptions('models', models, ['low', 'high', 'alignment', 'inputs', 'read', 'output'])
    const { low, high, alignment, inputs, read, output } = checkedObject('models', models)
    checkedFunction('inputs', inputs)
    checkedFunction('read', read)
    lookUp('variable', structureOf(high as AnyScm).index, output)
    const aligned = Object.entries(checkedObject('alignment', alignment)) as [
      keyof H & string,
      readonly (keyof L & string)[],
    ][]
    if (checkedList('pairs', pairs).length === 0 || aligned.length === 0) {
      throw new CausalError('invalid-argument', 'needs at least one pair and one aligned variable.')
    }
    let agree = 0
    for (const pair of pairs) {
      const [base, source] = checkedList('pair of inputs', pair)
      for (const [name, sites] of aligned) {
        const below = interchangeIntervention(low, base, source, sites)
        const above = interchangeIntervention(high, inputs(base), inputs(source), [name])
        if (read(below) === above[output]) agree++
      }
    }
    return agree / (pairs.length * aligned.length)
  })
}
