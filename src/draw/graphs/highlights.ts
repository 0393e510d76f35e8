import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Highlight, PictureOptions } from '../picture-options.js'
import type { DrawnGraph } from './drawn-graph.js'

/** The pair of variables that a highlighted edge joins. */
export function pairKey(drawn: DrawnGraph, pair: readonly [string, string]): number {
  if (!Array.isArray(pair) || pair.length !== 2) {
    throw new CausalError('invalid-argument', `a highlighted edge is given by its ends, ['X', 'Y'], got ${show(pair)}.`)
  }
  const [a, b] = pair.map((name) => lookUp('node', drawn.index, name)) as [number, number]
  const there = drawn.edges.some(({ from, to }) => {
    const [x, y] = [drawn.variableOf[from]!, drawn.variableOf[to]!]
    return (x === a && y === b) || (x === b && y === a)
  })
  if (!there) {
    throw new CausalError('unknown-name', `there is no edge between ${show(pair[0])} and ${show(pair[1])}.`, { pair })
  }
  return Math.min(a, b) * drawn.index.size + Math.max(a, b)
}

/** The highlights; a list of names is one. */
export function highlightsOf(given: PictureOptions['highlight']): readonly Highlight[] {
  if (given === undefined) return []
  if (!Array.isArray(given)) {
    throw new CausalError('invalid-argument', `\`highlight\` is a list of names or of highlights, got ${show(given)}.`)
  }
  const records = given.filter((part) => typeof part === 'object')
  if (records.length === 0) return given.length === 0 ? [] : [{ nodes: given as readonly string[] }]
  if (records.length < given.length) {
    throw new CausalError('invalid-argument', '`highlight` lists names or highlights, not both.')
  }
  for (const highlight of records as readonly Highlight[]) {
    checkOptions('highlight', highlight, ['nodes', 'edges', 'label'])
    if (highlight === null || !listed(highlight.nodes) || !listed(highlight.edges)) {
      throw new CausalError('invalid-argument', `a highlight has lists of nodes and edges, got ${show(highlight)}.`)
    }
    if (highlight.label !== undefined && typeof highlight.label !== 'string') {
      throw new CausalError('invalid-argument', `the label of a highlight is a text, got ${show(highlight.label)}.`)
    }
  }
  return records as readonly Highlight[]
}

function listed(value: unknown): boolean {
  return value === undefined || Array.isArray(value)
}
