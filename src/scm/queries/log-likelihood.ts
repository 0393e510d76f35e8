import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { show } from '../../show.js'
import { needsLuck } from '../engines/determined-nodes.js'
import { checkRounded } from '../engines/invert-column.js'
import { modelRows } from '../engines/model-rows.js'
import { pushedColumns } from '../engines/pushed-evidence.js'
import { runWorlds } from '../engines/run-worlds.js'
import { schedule } from '../engines/schedule.js'
import { prepare } from '../engines/terms.js'
import type { Worlds } from '../engines/worlds.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'

/**
 * The log-likelihood of data under a model: the sum over rows of the logarithm of their density (or probability).
 *
 * A variable without noise counts nothing in rows where its value is what its parents give, and makes any other row impossible.
 *
 * @param model - a model without latent variables, each of whose mechanisms has a known density or probability: added noise, an
 *   `invert`, finitely many values, or a fitted count or ordered state
 * @param table - complete rows, with a column for each variable
 * @returns the natural logarithm; −∞ where a row is impossible
 * @throws CausalError `unknown-name`, `missing-values`; `not-supported` for latent variables, a model with evidence,
 *   perfectly correlated noises, a mechanism with continuous noise and no inverse, or an intervention that hides the natural value it reads
 * @complexity O(rows × (variables + parents))
 * @category Models
 * @example
 * const model = scm({ X: bernoulli(0.25), Y: linear({ X: 1 }, normal(0, 1)) })
 * logLikelihood(model, table({ X: [0, 1], Y: [0, 1] }))
 * //=> -3.511853
 */
export function logLikelihood<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  R extends object = Record<keyof T & string, string | number>,
>(model: Scm<T, C, K>, table: Table<R>): number {
  return calledAs('logLikelihood', () => {
    const untyped = model as AnyScm
    structureOf(untyped)
    if (untyped.latents.length + untyped.past.length > 0) {
      const message = `every variable must be in view (${quoteNames(untyped.latents)} are latent), and no evidence in the model.`
      throw new CausalError('not-supported', message, { latents: [...untyped.latents] })
    }
    const names: readonly string[] = untyped.variables
    const query = prepare(
      untyped,
      names.map((variable) => ({ variable })),
      [],
    )
    const rows = table as unknown as Table<unknown, string>
    const pushed = pushedColumns(
      query.worlds,
      new Map(query.targets.map((node, i) => [node, modelRows(rows, untyped, names[i]!, i)])),
    )
    for (const i of pushed.evidence.keys()) if (needsLuck(query.worlds.nodes[i]!)) throw notClosed(query.worlds, i)
    const order = schedule(query.worlds, pushed.evidence)
    const particles = runWorlds(query, pushed, order, table.rowCount, 0)
    if (particles.drawn.size > 0) throw notInView(query.worlds, particles.drawn)
    if (particles.certain.size > 0) throw noJointDensity(query.worlds, particles.certain)
    checkRounded(particles, query.worlds)
    const { logWeights } = particles
    let sum = 0
    for (const w of logWeights) sum += w
    return sum
  })
}

/** A mechanism without an inverse: the values that its continuous noise gives have a density that nobody states. */
function notClosed({ nodes, structure }: Worlds, i: number): CausalError {
  const name = structure.names[nodes[i]!.variable]!
  const message = `the likelihood of ${show(name)} is not known: its mechanism has continuous noise and no inverse. Give mechanism an invert, or judge the model by evaluateModel.`
  return new CausalError('not-supported', message, { variable: name })
}

/** A noise that is another one: together they have no density in the plane. */
function noJointDensity({ noises, structure }: Worlds, certain: ReadonlySet<number>): CausalError {
  const names = [...certain].map((noise) => structure.names[noises[noise]!.variable]!).sort()
  const message = `the noises that ${quoteNames(names)} are perfectly correlated with determine theirs, so that the variables have no joint density: ask about some of them with query, which says how dense those are.`
  return new CausalError('not-supported', message, { variables: names })
}

/** A noise that had to be drawn: that of a natural value which an intervention hides. */
function notInView({ noises, structure }: Worlds, drawn: ReadonlySet<number>): CausalError {
  const names = [...new Set([...drawn].map((noise) => structure.names[noises[noise]!.variable]!))].sort()
  const message = `the likelihood of ${quoteNames(names)} is not known: an intervention replaced the natural value by one from which it cannot be found. Give the model before the intervention, or a mechanism that does not read the natural value.`
  return new CausalError('not-supported', message, { variables: names })
}
