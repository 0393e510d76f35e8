import type { Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { quoteNames } from '../../names.js'
import { checkRounded } from '../engines/invert-column.js'
import { modelRows } from '../engines/model-rows.js'
import { pushedColumns } from '../engines/pushed-evidence.js'
import { runWorlds } from '../engines/run-worlds.js'
import { schedule } from '../engines/schedule.js'
import { prepare } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'

/**
 * The log-likelihood of data under a model: the sum over rows of the logarithm of their density (or probability).
 *
 * @param model - a model without latent variables, whose mechanisms can be inverted or enumerated
 * @param table - complete rows, with a column for each variable
 * @returns the natural logarithm; −∞ where a row is impossible
 * @throws CausalError `unknown-name`, `missing-values`; `not-supported` for latent variables or a model with evidence
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
    const order = schedule(query.worlds, pushed.evidence)
    const particles = runWorlds(query, pushed, order, table.rowCount, 0)
    checkRounded(particles, query.worlds)
    const { logWeights } = particles
    let sum = 0
    for (const w of logWeights) sum += w
    return sum
  })
}
