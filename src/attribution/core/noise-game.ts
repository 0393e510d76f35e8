import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { evaluateNode } from '../../scm/engines/evaluate-node.js'
import { evaluationOf, inputsOf } from '../../scm/engines/evaluation-of.js'
import { asNumbers, type NodeColumn } from '../../scm/engines/node-column.js'
import { type PreparedQuery, prepare } from '../../scm/engines/terms.js'
import { drawNoise, noiseGenerators } from '../../scm/models/draw-noise.js'
import { structureOf } from '../../scm/models/structure.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'

/** What a target is made of: a function of independent noises, each of which belongs to a variable. */
export interface NoiseForm {
  readonly query: PreparedQuery
  readonly target: string
  /** The variables whose noise bears on the target, in the order of the model. */
  readonly variables: readonly number[]
  /** For each noise, the position of its variable among `variables`. */
  readonly player: Int32Array
}

/** A column for each noise. */
export type NoiseColumns = readonly NodeColumn[]

/** The target (and others) as a function of noises; throws where the noises are not independent, or not stated. */
export function noiseForm(model: AnyScm, target: string, others: readonly string[] = []): NoiseForm {
  const { names, index } = structureOf(model)
  lookUp('variable', index, target)
  checkIndependentNoises(model)
  const query = prepare(
    model,
    [target, ...others].map((variable) => ({ variable })),
    [],
  )
  for (const { law, variable } of query.worlds.noises) {
    if (law.family !== 'choice' || law.response !== null) continue
    const message = `a table of probabilities does not say what the noise of ${show(names[variable])} is: give it a response ('quantile' or 'gumbel-max'), or make its noise a variable (discreteScm).`
    throw new CausalError('not-supported', message, { variable: names[variable] })
  }
  const variables = [...new Set(query.worlds.noises.map(({ variable }) => variable))].sort((a, b) => a - b)
  const player = Int32Array.from(query.worlds.noises, ({ variable }) => variables.indexOf(variable))
  return { query, target, variables, player }
}

export function checkIndependentNoises(model: AnyScm): void {
  if (model.noiseCovariance.length > 0)
    throw new CausalError(
      'not-supported',
      'correlated noises cannot be told apart: give the hidden cause a variable.',
      {},
    )
  if (model.past.length > 0)
    throw new CausalError(
      'not-supported',
      'the model holds evidence (abduct), after which its noises are not independent: give the model as it was before.',
      {},
    )
}

/** Noises of n units from their prior; other labels give other units. */
export function drawNoises({ query: { worlds } }: NoiseForm, n: number, seed: number | string): NodeColumn[] {
  const generators = noiseGenerators(worlds, seed)
  return worlds.noises.map((noise, id) => drawNoise(noise, generators[id]!, n))
}

/** Every node's values at these noises. */
export function evaluateAll({ query: { worlds } }: NoiseForm, noises: NoiseColumns, n: number): NodeColumn[] {
  const columns: NodeColumn[] = []
  for (const node of worlds.nodes) {
    columns.push(
      evaluateNode(
        node.law,
        evaluationOf(worlds, node, inputsOf(node, columns), n, node.noise < 0 ? null : noises[node.noise]!),
      ),
    )
  }
  return columns
}

/** The target's numbers at these noises. */
export function targetAt(form: NoiseForm, noises: NoiseColumns, n: number): Float64Array {
  return asNumbers(evaluateAll(form, noises, n)[form.query.targets[0]!]!, form.target)
}

/** The target's numbers where the noises of a coalition's variables come from one set of units, the others' from another. */
export function mixedTarget(
  form: NoiseForm,
  inside: Uint8Array,
  from: NoiseColumns,
  others: NoiseColumns,
  n: number,
): Float64Array {
  const mixed = from.map((column, id) => (inside[form.player[id]!] === 1 ? column : others[id]!))
  return targetAt(form, mixed, n)
}
