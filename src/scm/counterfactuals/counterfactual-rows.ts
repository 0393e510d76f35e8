import { makeTable } from '../../data/tables/make-table.js'
import type { Categorical, Table } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { checkedObject, quoteNames } from '../../names.js'
import { checkOptions } from '../../options.js'
import { checkResponses } from '../engines/check-responses.js'
import { checkRounded } from '../engines/invert-column.js'
import { modelRows } from '../engines/model-rows.js'
import { tableColumn } from '../engines/node-column.js'
import { pushedColumns } from '../engines/pushed-evidence.js'
import { runWorlds } from '../engines/run-worlds.js'
import { schedule } from '../engines/schedule.js'
import { prepare } from '../engines/terms.js'
import { newWorld, nodeOf, type Worlds } from '../engines/worlds.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Interventions, Scm } from '../models/types.js'
import type { Abducible } from './abduct.js'

/**
 * What is done to every unit of a table.
 *
 * @category Counterfactuals
 */
export interface RowsQuestion<T> {
  /** What is done in the other world. */
  readonly do: Interventions<T>
  /** The seed for noise that a row does not determine (of a finite or choice mechanism), 0 by default. */
  readonly seed?: number | string
}

/**
 * What each unit of a table would have been: abduction, action and prediction for all rows at once, a column at a time.
 *
 * Every variable of the model must be a column, so that the noise of a unit can be found from its row. Where several values
 * of a noise agree with the row (a choice, a finite noise), one is drawn from the posterior. Columns that the model does not
 * know, and those that the intervention leaves as they were, are handed on.
 *
 * @param model - a model without latent variables
 * @param table - the units: a column for each variable
 * @param question - `do`: what is done; `seed`
 * @returns a table with the same columns and rows
 * @throws CausalError `unknown-name` for a missing column; `missing-values`; `not-supported` for a model with latent
 *   variables; `zero-support` with the row for a unit that is impossible; `not-invertible`
 * @complexity O(rows × (variables + parents))
 * @category Counterfactuals
 * @example
 * const model = scm({ X: normal(0, 1), Y: linear({ X: 2 }, normal(0, 1)) })
 * const rows = counterfactualRows(model, table({ X: [0, 1], Y: [1, 5] }), { do: { X: 2 } })
 * column(rows, 'Y')
 * //=> [5, 7]
 */
export function counterfactualRows<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  R extends object = Record<keyof T & string, string | number>,
>(model: Scm<T, C, K>, table: Table<R>, question: RowsQuestion<NoInfer<T>> & Abducible<C>): Table<R> {
  return calledAs('counterfactualRows', () => {
    checkOptions('question', question, ['do', 'seed'])

    const untyped = model as AnyScm
    structureOf(untyped)
    if (untyped.latents.length + untyped.past.length > 0) {
      const message = `the rows must determine the noise, so the model may have no latent variables (${quoteNames(untyped.latents)}) and no evidence: ask counterfactual() for one unit at a time.`
      throw new CausalError('not-supported', message, { latents: [...untyped.latents] })
    }
    const { do: act, seed = 0 } = checkedObject('question', question)
    const targets = untyped.variables.map((variable: string) => ({ variable, do: act as Record<string, never> }))
    const query = prepare(untyped, targets, [])
    const { worlds } = query
    const factual = newWorld(untyped.laws)
    const before = untyped.variables.map((_: string, i: number) => nodeOf(worlds, factual, i))
    checkResponses(worlds)
    const columns = untyped.variables.map((name: string, i: number) =>
      modelRows(table as unknown as Table<unknown, string>, untyped, name, i),
    )
    const needed = factualNeeds(worlds, before, query.targets)
    const seen = before.flatMap((node: number, i: number) => (needed.has(node) ? [[node, columns[i]!] as const] : []))
    const pushed = pushedColumns(worlds, new Map(seen))
    const order = schedule(worlds, pushed.evidence).filter((node) => needed.has(node))
    const particles = runWorlds(query, pushed, order, table.rowCount, seed)
    checkRounded(particles, worlds)
    const bad = particles.logWeights.indexOf(Number.NEGATIVE_INFINITY)
    if (bad >= 0) {
      const message = `row ${bad} (counting from 0) is impossible in this model: no noise gives its values.`
      throw new CausalError('zero-support', message, { row: bad })
    }
    const index = new Map(untyped.variables.map((name: string, i: number) => [name, i]))
    const data = table.columns.map((name, c): Float64Array | Categorical => {
      const i = index.get(name)
      if (i === undefined || query.targets[i] === before[i]) return table.data[c]!
      return tableColumn(particles.columns[query.targets[i]!]!)
    })
    return makeTable(table.columns, table.rowCount, data) as unknown as Table<R>
  })
}

/** The nodes that the changed targets need: they, their ancestors, and where their noises are found. */
function factualNeeds(worlds: Worlds, before: readonly number[], after: readonly number[]): Set<number> {
  const finder = new Map<number, number>()
  for (const node of before) if (worlds.nodes[node]!.noise >= 0) finder.set(worlds.nodes[node]!.noise, node)
  const observed = new Set(before)
  const needed = new Set<number>()
  const stack = after.filter((node, i) => node !== before[i])
  while (stack.length > 0) {
    const node = stack.pop()!
    if (needed.has(node)) continue
    needed.add(node)
    const { inputs, noise } = worlds.nodes[node]!
    const source = noise < 0 ? undefined : finder.get(noise)
    if (source !== undefined && source !== node) stack.push(source)
    // an observed node is read from the table: its inputs matter only where its noise is to be found for others
    if (!observed.has(node)) stack.push(...inputs)
    else if (worlds.nodes.some((other, i) => other.noise === noise && noise >= 0 && i !== node)) stack.push(...inputs)
  }
  return needed
}
