import { CausalError } from '../../errors.js'
import type { Mark } from '../../graph/types.js'
import { indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import type { LaggedEdge, LaggedGraph } from '../../timeseries/types.js'
import { type DrawnEdge, type DrawnGraph, edgeText } from './drawn-graph.js'

/** How a picture speaks of a time: t, t−1, t−2 … */
function time(lag: number): string {
  return lag === 0 ? 't' : `t−${lag}`
}

/** A graph over time with a column for each time and a row for each variable; edges repeat as long as both ends are drawn. */
export function drawnSlices(graph: LaggedGraph): DrawnGraph {
  const index = checkedLagged(graph)
  const { nodes, maxLag } = graph
  const lags = Array.from({ length: maxLag + 1 }, (_, k) => maxLag - k)
  const at = (variable: string, lag: number): number => (maxLag - lag) * nodes.length + index.get(variable)!
  const name = (variable: string, lag: number): string => `${variable} at ${time(lag)}`
  const edges = lags.flatMap((step) =>
    graph.edges.flatMap((edge): DrawnEdge[] => {
      const { from, to, fromMark, toMark, lag } = edge
      if (step + lag > maxLag) return []
      return [
        {
          from: at(from, step + lag),
          to: at(to, step),
          fromMark,
          toMark,
          lag,
          text: edgeText(name(from, step + lag), name(to, step), fromMark, toMark),
          ...(edge.conflict === true ? { label: 'conflict' } : {}),
        },
      ]
    }),
  )
  return {
    kind: graph.kind,
    names: lags.flatMap((lag) => nodes.map((variable) => name(variable, lag))),
    variableOf: lags.flatMap(() => nodes.map((_, i) => i)),
    index,
    latent: new Uint8Array(nodes.length * lags.length),
    edges,
    suffix: lags.flatMap((lag) => nodes.map(() => [{ text: time(lag), level: 'sub' as const }])),
    grid: lags.flatMap((_, step) => nodes.map((_, row) => [step, row] as const)),
  }
}

/**
 * A graph over time with one node a variable: the lags stand beside the edges, those of a variable's own past below its name.
 * Edges with the same ends and marks are one.
 */
export function drawnSummary(graph: LaggedGraph): DrawnGraph {
  const index = checkedLagged(graph)
  const own: number[][] = graph.nodes.map(() => [])
  const joined = new Map<string, { readonly edge: LaggedEdge; readonly lags: string[] }>()
  for (const edge of graph.edges) {
    const { from, to, fromMark, toMark, lag } = edge
    if (from === to) {
      own[index.get(from)!]!.push(lag)
      continue
    }
    const key = JSON.stringify([from, to, fromMark, toMark])
    const known = joined.get(key) ?? { edge, lags: [] }
    joined.set(key, known)
    known.lags.push(edge.conflict === true ? `${lag} (conflict)` : String(lag))
  }
  return {
    kind: graph.kind,
    names: graph.nodes,
    variableOf: graph.nodes.map((_, i) => i),
    index,
    latent: new Uint8Array(graph.nodes.length),
    edges: [...joined.values()].map(({ edge: { from, to, fromMark, toMark, lag }, lags }) => ({
      from: index.get(from)!,
      to: index.get(to)!,
      fromMark,
      toMark,
      text: edgeText(from, to, fromMark, toMark),
      label: lags.join(', '),
      ...(lags.length === 1 ? { lag } : {}),
    })),
    notes: own.map((lags) => (lags.length === 0 ? '' : `↻ ${lags.join(', ')}`)),
  }
}

const marks: readonly Mark[] = ['tail', 'arrow', 'circle']

/** A graph over time that may have come from anywhere: its names and lags are looked at. */
function checkedLagged(graph: LaggedGraph): Map<string, number> {
  const index = indexNames('node', graph.nodes)
  const { maxLag } = graph
  if (!Number.isInteger(maxLag) || maxLag < 0) {
    throw new CausalError('invalid-argument', `maxLag must be a whole number from 0, got ${show(maxLag)}.`, { maxLag })
  }
  if (!Array.isArray(graph.edges)) {
    throw new CausalError('invalid-argument', `the edges must be a list, got ${show(graph.edges)}.`)
  }
  for (const edge of graph.edges) {
    lookUp('node', index, edge?.from)
    lookUp('node', index, edge.to)
    if (!Number.isInteger(edge.lag) || edge.lag < 0 || edge.lag > maxLag) {
      throw new CausalError(
        'invalid-argument',
        `the lag of ${show(edge.from)} to ${show(edge.to)} must be a whole number from 0 to ${maxLag}, got ${show(edge.lag)}.`,
        { edge },
      )
    }
    if (!marks.includes(edge.fromMark) || !marks.includes(edge.toMark) || (edge.lag === 0 && edge.from === edge.to)) {
      throw new CausalError('invalid-argument', `this is no edge of a graph over time: ${show(edge)}.`, { edge })
    }
  }
  return index
}
