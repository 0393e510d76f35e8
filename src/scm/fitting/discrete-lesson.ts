import { checkTable } from '../../data/tables/check-table.js'
import type { Cell, Table } from '../../data/types.js'
import { CausalError } from '../../errors.js'
import { indexed } from '../../graph/core/indexed.js'
import type { CausalGraph } from '../../graph/types.js'
import { lookUp } from '../../names.js'
import { show } from '../../show.js'
import { completeColumn } from './families/fit-design.js'
import { codesOf } from './families/fit-table.js'

/** A graph over variables of finitely many states, with the rows that were seen, each different one once. */
export interface DiscreteLesson {
  readonly names: readonly string[]
  readonly states: readonly (readonly Cell[])[]
  readonly latent: readonly boolean[]
  readonly parents: readonly Int32Array[]
  /** The codes of the measured variables in each different row; 0 for latent ones. Row-major. */
  readonly patterns: Int32Array
  /** How many rows are like it. */
  readonly counts: Float64Array
  readonly rowCount: number
}

/** Reads columns and the numbers of states that latent nodes are given. */
export function discreteLesson(
  graph: CausalGraph,
  table: Table<unknown, string>,
  latentStates: Readonly<Record<string, number>>,
): DiscreteLesson {
  const g = indexed(graph)
  if (graph.kind !== 'dag')
    throw new CausalError(
      'invalid-argument',
      `a model is fitted to a DAG, got a graph of kind ${show(graph.kind)}: give hidden common causes as latent nodes.`,
    )
  checkTable(table)
  const hidden = new Set<string>(graph.latents)
  for (const [name, states] of Object.entries(latentStates)) {
    lookUp('node', g.index, name)
    if (!hidden.has(name))
      throw new CausalError(
        'invalid-argument',
        `${show(name)} is no latent node of the graph: its states are those of its column.`,
        { name },
      )
    if (!(Number.isInteger(states) && states >= 2 && states <= 64))
      throw new CausalError(
        'invalid-argument',
        `${show(name)} has ${show(states)} states: give a whole number from 2 to 64.`,
        { name, states },
      )
  }
  const d = g.names.length
  const columns = g.names.map((name) => {
    if (!hidden.has(name)) return codesOf(name, completeColumn(table, name))
    if (table.columns.includes(name))
      throw new CausalError(
        'latent',
        `${show(name)} is latent in the graph but a column of the table: leave it out of one of them.`,
        { name },
      )
    const count = latentStates[name]
    if (count === undefined)
      throw new CausalError(
        'invalid-argument',
        `the latent node ${show(name)} needs its number of states: give states: { ${show(name)}: 2 }.`,
        { name },
      )
    return { codes: null, states: Object.freeze(Array.from({ length: count }, (_, s): Cell => s)) }
  })
  const seen = new Map<string, number>()
  const patterns: number[] = []
  const counts: number[] = []
  for (let i = 0; i < table.rowCount; i++) {
    const row = columns.map(({ codes }) => codes?.[i] ?? 0)
    const key = row.join()
    const at = seen.get(key)
    if (at !== undefined) counts[at]!++
    else {
      seen.set(key, counts.length)
      counts.push(1)
      patterns.push(...row)
    }
  }
  return {
    names: g.names,
    states: columns.map(({ states }) => states),
    latent: g.names.map((name) => hidden.has(name)),
    parents: Array.from({ length: d }, (_, i) => g.parents.node.slice(g.parents.start[i]!, g.parents.start[i + 1]!)),
    patterns: Int32Array.from(patterns),
    counts: Float64Array.from(counts),
    rowCount: table.rowCount,
  }
}
