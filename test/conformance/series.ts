import { type LaggedEdge, type LaggedGraph, laggedGraph, type Series, series, table } from '../../src/index.js'

/** The marks of a link in the notation of the cases. */
export type LinkMark = '' | '-->' | '<--' | 'o-o' | 'x-x'

/** How the cases' series are called here: s0, s1 … */
export const seriesName = (i: number | string): string => (typeof i === 'string' ? i : `s${i}`)

/** A matrix of times × variables as a series. */
export function seriesOf(data: readonly (readonly number[])[]): Series<Record<string, number>, string> {
  const names = data[0]!.map((_, i) => seriesName(i))
  return series(table(Object.fromEntries(names.map((name, i) => [name, data.map((row) => row[i]!)]))))
}

/** The marks of every pair and lag, [i][j][lag]. */
export function markTensor(graph: LaggedGraph): LinkMark[][][] {
  const n = graph.nodes.length
  const empty = (): LinkMark[] => Array.from({ length: graph.maxLag + 1 }, () => '')
  const marks = Array.from({ length: n }, () => Array.from({ length: n }, empty))
  for (const edge of graph.edges) {
    const [i, j] = [graph.nodes.indexOf(edge.from), graph.nodes.indexOf(edge.to)]
    const mark = linkMark(edge)
    marks[i]![j]![edge.lag] = mark
    if (edge.lag === 0) marks[j]![i]![0] = mark === '-->' ? '<--' : mark
  }
  return marks
}

function linkMark({ fromMark, toMark, conflict }: LaggedEdge): LinkMark {
  if (conflict === true) return 'x-x'
  return fromMark === toMark ? 'o-o' : '-->'
}

/** A lagged DAG from links [cause, lag, effect] over nodes in order. */
export function dagOfLinks(
  nodes: readonly (number | string)[],
  links: readonly (readonly [number | string, number, number | string, ...unknown[]])[],
  maxLag: number,
): LaggedGraph<string, 'lagged-dag'> {
  const edges = links.map(([from, lag, to]) => ({
    from: seriesName(from),
    to: seriesName(to),
    lag,
    fromMark: 'tail' as const,
    toMark: 'arrow' as const,
  }))
  return laggedGraph({ nodes: nodes.map(seriesName), edges, maxLag, kind: 'lagged-dag' })
}

/** The edges in the notation of the oracle cases. */
export function oracleLinks(graph: LaggedGraph): { lagged: string[]; contemporaneous: string[] } {
  const text = (edge: LaggedEdge): string => {
    const mark = linkMark(edge)
    const [a, b] = mark === 'o-o' ? [edge.from, edge.to].sort() : [edge.from, edge.to]
    return `${a} ${edge.lag} ${b} ${mark}`
  }
  return {
    lagged: graph.edges
      .filter(({ lag }) => lag > 0)
      .map(text)
      .sort(),
    contemporaneous: graph.edges
      .filter(({ lag }) => lag === 0)
      .map(text)
      .sort(),
  }
}

/** The expected links of an oracle case in the same form. */
export function expectedLinks(
  links: readonly (readonly [number | string, number, number | string, string])[],
): string[] {
  return links
    .map(([from, lag, to, mark]) => {
      const names = [seriesName(from), seriesName(to)]
      const [a, b] = mark === 'o-o' ? names.sort() : names
      return `${a} ${lag} ${b} ${mark}`
    })
    .sort()
}
