import { CausalError, calledAs } from '../../errors.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import { graphOfKind, kindOfEdges } from '../kinds/graph-of-kind.js'
import type { CausalGraph, Edge, Mark } from '../types.js'
import type { AdjacencyOptions } from './to-adjacency.js'

/**
 * What is read of a matrix: an ml-matrix `Matrix` has it.
 *
 * @category Graphs
 */
export interface MatrixView {
  /** The number of rows. */
  readonly rows: number
  /** The number of columns. */
  readonly columns: number
  /** The entry in a row and a column, both from 0. */
  get(row: number, column: number): number
}

const codes: readonly (Mark | undefined)[] = [undefined, 'circle', 'arrow', 'tail']

/**
 * A graph from its adjacency matrix.
 *
 * With `entries: 'edges'` any entry but 0 is an edge, so that coefficient matrices can be read too; entries both ways are an
 * undirected edge. The kind is the narrowest that fits: a DAG, a PDAG, with `entries: 'marks'` also an ADMG or a PAG.
 *
 * @param matrix - an n by n matrix of ml-matrix, or a list of rows
 * @param names - the n names; `X1`, `X2`, … when left out
 * @param options - what rows and entries mean
 * @returns the graph, checked
 * @throws CausalError `invalid-argument` for a matrix that is not square, an entry that is not a number or no mark code, or
 *   names that do not fit; `cycle`, `invalid-graph`, `duplicate-name` as in `dag`
 * @complexity O(n²)
 * @category Graphs
 * @example
 * toDagitty(fromAdjacency([[0, 1, 1], [0, 0, 1], [0, 0, 0]], ['Z', 'X', 'Y']))
 * //=> 'dag { Z -> X Z -> Y X -> Y }'
 */
export function fromAdjacency(
  matrix: MatrixView | readonly (readonly number[])[],
  names?: readonly string[],
  options: AdjacencyOptions = {},
): CausalGraph {
  return calledAs('fromAdjacency', () => {
    checkOptions('options', options, ['rows', 'entries'])

    const { rows: n, columns, get } = view(matrix)
    const fail = (message: string): never => {
      throw new CausalError('invalid-argument', message, { rows: n, columns })
    }
    if (n !== columns) return fail(`an adjacency matrix must be square, got ${show(n)} rows and ${columns} columns.`)
    const nodes = names ?? Array.from({ length: n }, (_, i) => `X${i + 1}`)
    if (nodes.length !== n) return fail(`${n} names are needed, got ${nodes.length}.`)
    const marks = options.entries === 'marks'
    const entry = (i: number, j: number): number => {
      const value = options.rows === 'effects' ? get(j, i) : get(i, j)
      if (!Number.isFinite(value) || (marks && ![0, 1, 2, 3].includes(value)))
        return fail(`entry (${i}, ${j}) is ${show(value)}, not ${marks ? '0, 1, 2 or 3' : 'a finite number'}.`)
      return value
    }
    const edges: Edge[] = []
    for (let i = 0; i < n; i++) {
      if (entry(i, i) !== 0) return fail(`entry (${i}, ${i}) is an edge from ${show(nodes[i])} to itself: set it to 0.`)
      for (let j = 0; j < i; j++) {
        const there = entry(j, i)
        const back = entry(i, j)
        if (there === 0 && back === 0) continue
        if (marks && (there === 0 || back === 0))
          return fail(`entries (${j}, ${i}) and (${i}, ${j}) must both be marks.`)
        const toMark = marks ? codes[there]! : there !== 0 && back === 0 ? 'arrow' : 'tail'
        const fromMark = marks ? codes[back]! : back !== 0 && there === 0 ? 'arrow' : 'tail'
        edges.push({ from: nodes[j]!, to: nodes[i]!, fromMark, toMark })
      }
    }
    return graphOfKind(kindOfEdges(edges), { nodes, edges })
  })
}

function view(matrix: MatrixView | readonly (readonly number[])[]): MatrixView {
  if (!Array.isArray(matrix)) {
    const given = matrix as MatrixView
    if (typeof given?.get !== 'function')
      throw new CausalError(
        'invalid-argument',
        'expected a matrix: a Matrix of ml-matrix, or a list of rows of numbers.',
      )
    return { rows: given.rows, columns: given.columns, get: (i, j) => given.get(i, j) }
  }
  const rows = matrix as readonly (readonly number[])[]
  const uneven = rows.find((row) => !Array.isArray(row) || row.length !== rows.length)
  return {
    rows: rows.length,
    columns: uneven === undefined ? rows.length : (uneven?.length ?? 0),
    get: (i, j) => rows[i]![j]!,
  }
}
