import { columnAt } from '../../../data/tables/column.js'
import { isNumeric } from '../../../data/tables/make-table.js'
import { missingIn, missingValues } from '../../../data/tables/missing.js'
import type { Table } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { adjacencyFromPairs } from '../../../graph/core/adjacency.js'
import { type Adjacency, indexed } from '../../../graph/core/indexed.js'
import type { CausalGraph } from '../../../graph/types.js'
import { checkedList, checkedObject, quoteNames, unknownName } from '../../../names.js'
import { checkOptions } from '../../../options.js'
import { show } from '../../../show.js'
import type { Network } from '../types.js'

/** The cells of a column as texts, numbers as they print; complete. */
export function textsOf(table: Table<unknown, string>, name: string): readonly string[] {
  const column = columnAt(table, name)
  if (missingIn(column) > 0) throw missingValues(table, name)
  return isNumeric(column) ? Array.from(column, String) : Array.from(column.codes, (code) => column.levels[code]!)
}

/** The names of the units: a column's, or the numbers of the rows. */
export function unitNames(table: Table<unknown, string>, unit: string | undefined): readonly string[] {
  if (table.rowCount === 0) throw new CausalError('too-few-rows', 'the table has no rows: one row is one unit.')
  if (unit === undefined) return Array.from({ length: table.rowCount }, (_, i) => String(i))
  const names = textsOf(table, unit)
  if (new Set(names).size === names.length) return names
  const seen = new Set<string>()
  const twice = names.find((name) => seen.size === seen.add(name).size)
  throw new CausalError('duplicate-name', `two rows are called ${show(twice)} in ${show(unit)}: one row is one unit.`, {
    name: twice,
  })
}

/** The neighbours of each row. */
export function readNeighbors(network: Network, names: readonly string[]): Adjacency {
  checkedObject('network', network)
  const index = new Map(names.map((name, i) => [name, i]))
  const at = (unit: unknown): number => {
    const i = typeof unit === 'string' || typeof unit === 'number' ? index.get(String(unit)) : undefined
    if (i !== undefined) return i
    throw unknownName('unit', typeof unit === 'number' ? String(unit) : unit, names)
  }
  if ('nodes' in network) return distinctPairs(graphPairs(network, at), names)
  checkOptions('network', network, ['edges', 'neighbors'])
  const { edges, neighbors } = network
  if ((edges === undefined) === (neighbors === undefined))
    throw new CausalError(
      'invalid-argument',
      `a network is an undirected graph, { edges } or { neighbors }, got ${show(network)}.`,
    )
  if (edges !== undefined) {
    const pairs: number[] = []
    for (const edge of checkedList('edges of the network', edges)) {
      if (!Array.isArray(edge) || edge.length !== 2)
        throw new CausalError('invalid-argument', `an edge is a pair of units, got ${show(edge)}.`)
      pairs.push(at(edge[0]), at(edge[1]))
    }
    return distinctPairs(pairs, names)
  }
  return fromLists(neighbors!, at, names)
}

function graphPairs(graph: CausalGraph, at: (unit: unknown) => number): number[] {
  const { names } = indexed(graph)
  for (const name of names) at(name)
  const directed = graph.edges.find(({ fromMark, toMark }) => fromMark !== 'tail' || toMark !== 'tail')
  if (directed !== undefined)
    throw new CausalError(
      'invalid-argument',
      `the edge between ${quoteNames([directed.from, directed.to])} is not undirected: who touches is touched; write it as "--" in a pdag.`,
    )
  return graph.edges.flatMap(({ from, to }) => [at(from), at(to)])
}

function fromLists(
  lists: readonly (readonly (string | number)[])[],
  at: (unit: unknown) => number,
  names: readonly string[],
): Adjacency {
  if (checkedList('neighbors of the network', lists).length !== names.length)
    throw new CausalError(
      'invalid-data',
      `there are ${lists.length} lists of neighbours for ${names.length} units: give one for each row.`,
    )
  const pairs: number[] = []
  const told = new Set<number>()
  for (const [i, list] of lists.entries())
    for (const unit of checkedList('list of neighbours', list)) {
      const j = at(unit)
      told.add(i * names.length + j)
      pairs.push(i, j)
    }
  for (const key of told) {
    const [i, j] = [Math.floor(key / names.length), key % names.length]
    if (told.has(j * names.length + i)) continue
    throw new CausalError(
      'contradiction',
      `${show(names[j])} is a neighbour of ${show(names[i])}, but not the other way round: add it to both lists, or to none.`,
      { unit: names[i], neighbor: names[j] },
    )
  }
  return distinctPairs(pairs, names)
}

/** Lists without repetitions; no unit is its own neighbour. */
function distinctPairs(pairs: readonly number[], names: readonly string[]): Adjacency {
  const n = names.length
  const keys = new Float64Array(pairs.length / 2)
  for (let k = 0; k < keys.length; k++) {
    const [a, b] = [pairs[2 * k]!, pairs[2 * k + 1]!]
    if (a === b)
      throw new CausalError('invalid-graph', `${show(names[a])} is named as its own neighbour: take this edge out.`, {
        unit: names[a],
      })
    keys[k] = Math.min(a, b) * n + Math.max(a, b)
  }
  keys.sort()
  const kept: number[] = []
  for (let k = 0; k < keys.length; k++)
    if (k === 0 || keys[k] !== keys[k - 1]) kept.push(Math.floor(keys[k]! / n), keys[k]! % n)
  return adjacencyFromPairs(n, kept)
}
