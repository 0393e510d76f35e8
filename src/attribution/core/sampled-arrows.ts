import { CausalError } from '../../errors.js'
import { evaluateNode } from '../../scm/engines/evaluate-node.js'
import { evaluationOf, inputsOf } from '../../scm/engines/evaluation-of.js'
import { asNumbers, cellAt, constantColumn, type NodeColumn } from '../../scm/engines/node-column.js'
import { type PreparedQuery, prepare } from '../../scm/engines/terms.js'
import { drawNoise, noiseGenerators } from '../../scm/models/draw-noise.js'
import { drawWorlds } from '../../scm/models/draw-worlds.js'
import type { AnyScm } from '../../scm/models/types.js'
import { show } from '../../show.js'
import { meanAndError } from '../shapley/sampled-shares.js'
import { densitiesAt, kindOfLaw, logConditionalOf, noDensity } from './conditional-density.js'
import type { Drawing } from './draw-options.js'
import type { ArrowMeasure } from './exact-arrows.js'
import { addInfluence, fewCarriers, isPoor, logMixture, mostValues, parentsPerValue } from './sampled-divergence.js'

/** The strength of one arrow from draws. */
export interface SampledStrength {
  readonly mean: number
  readonly error: number
  readonly warnings: readonly string[]
}

/** The strength of each arrow into the target, in the order of its parents. */
export function sampledStrengths(
  model: AnyScm,
  target: string,
  parents: readonly string[],
  measure: ArrowMeasure,
  { draws, seed, step }: Drawing,
): SampledStrength[] {
  const query = prepare(
    model,
    [target, ...parents].map((variable) => ({ variable })),
    [],
  )
  return parents.map((_, j) => {
    const found =
      measure === 'kl'
        ? divergence(query, model, target, j, Math.min(draws, mostValues), seed)
        : variance(query, model, target, j, draws, seed)
    step(j + 1, parents.length)
    return found
  })
}

/** E[log p(y | pa) − log E p(y | pa with this parent afresh)]: the inner mean over parents that are drawn independently. */
function divergence(
  { worlds, targets }: PreparedQuery,
  model: AnyScm,
  target: string,
  j: number,
  n: number,
  seed: number | string,
): SampledStrength {
  const at = targets[0]!
  if (kindOfLaw(worlds.nodes[at]!) === null) throw noDensity(target)
  const m = n * parentsPerValue(worlds.nodes[at]!)
  const units = drawWorlds(worlds, model, n, `${seed} units`)
  const afresh = drawWorlds(worlds, model, m, `${seed} afresh`)
  const inputs = Array.from(worlds.nodes[at]!.inputs)
  const own = logConditionalOf(
    worlds,
    at,
    inputs.map((i) => units[i]!),
    units[at]!,
    n,
  )
  const rows = new Float64Array(n)
  const influence = new Float64Array(m)
  let poor = 0
  for (let i = 0; i < n; i++) {
    const held = inputs.map((node, k) => (k === j ? afresh[node]! : constantColumn(cellAt(units[node]!, i), m)))
    const mixture = logMixture(densitiesAt(worlds, at, held, m)(cellAt(units[at]!, i)), -1 / n, influence)
    if (mixture.carriers === 0) throw nothingCarries(target, m)
    if (isPoor(mixture, m)) poor++
    rows[i] = own[i]! - mixture.log
  }
  addInfluence(rows, influence)
  return { ...meanAndError(rows), warnings: poor > n / 100 ? [fewCarriers(target, poor, n, m)] : [] }
}

function nothingCarries(target: string, n: number): CausalError {
  const message = `a drawn value of ${show(target)} is impossible at each of ${n} drawn parents but its own, so that the divergence cannot be told from these draws: ask for measure 'variance', or for more draws (1000 count at most).`
  return new CausalError('zero-support', message, { target, draws: n })
}

/**
 * E Var(E[target | this parent afresh, the others as they are]): half the squared gap of the means at two fresh values of the
 * parent, as the product of two gaps with noises of their own, which has no bias.
 */
function variance(
  { worlds, targets }: PreparedQuery,
  model: AnyScm,
  target: string,
  j: number,
  n: number,
  seed: number | string,
): SampledStrength {
  const [at, ...parents] = targets
  const units = drawWorlds(worlds, model, n, `${seed} units`)
  const [first, second] = ['first', 'second'].map((label) => drawWorlds(worlds, model, n, `${seed} ${label}`))
  const variable = worlds.nodes[at!]!.variable
  const valuesAt = (parent: NodeColumn, noise: string): Float64Array => {
    const generators = noiseGenerators(worlds, `${seed} ${noise}`)
    const columns = [...units]
    columns[parents[j]!] = parent
    // a changed mechanism is several nodes: the natural value, and what is done to it
    for (const [i, node] of worlds.nodes.entries()) {
      if (node.variable !== variable) continue
      const noise = node.noise < 0 ? null : drawNoise(worlds.noises[node.noise]!, generators[node.noise]!, n)
      columns[i] = evaluateNode(node.law, evaluationOf(worlds, node, inputsOf(node, columns), n, noise))
    }
    return asNumbers(columns[at!]!, target)
  }
  const gap = (noise: string): Float64Array => {
    const b = valuesAt(second![parents[j]!]!, noise)
    return valuesAt(first![parents[j]!]!, noise).map((a, i) => a - b[i]!)
  }
  const other = gap('noise 2')
  const rows = gap('noise 1').map((d, i) => (d * other[i]!) / 2)
  return { ...meanAndError(rows), warnings: [] }
}
