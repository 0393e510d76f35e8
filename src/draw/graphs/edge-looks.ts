import { CausalError } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { EdgeStyle, EdgeWidth } from '../picture-options.js'
import type { DrawnGraph } from './drawn-graph.js'

/** What the options say of an edge; undefined where they say nothing. */
export interface ToldEdge {
  width?: number
  line?: 'solid' | 'dashed' | 'dotted'
  label?: string
}

const thinnest = 0.8
const thickest = 5

/** Widths, lines and texts of the drawn edges. */
export function edgeLooks(
  drawn: DrawnGraph,
  styles: readonly EdgeStyle[] = [],
  widths: readonly EdgeWidth[] = [],
): readonly ToldEdge[] {
  const told = drawn.edges.map((): ToldEdge => ({}))
  const find = finder(drawn)
  if (!Array.isArray(widths) || !Array.isArray(styles)) {
    throw new CausalError('invalid-argument', '`edges` and `widths` are lists, as [{ from, to, width: 2 }].')
  }
  for (const width of widths) {
    checkOptions('width', width, ['from', 'to', 'lag', 'value'])
    if (!Number.isFinite(width?.value)) {
      throw new CausalError('invalid-argument', `the width of an edge needs a finite value, got ${show(width)}.`)
    }
  }
  const largest = widths.reduce((most, { value }) => Math.max(most, Math.abs(value)), 1)
  for (const width of widths) {
    const shown = thinnest + ((thickest - thinnest) * Math.abs(width.value)) / largest
    for (const e of find(width)) told[e]!.width = shown
  }
  for (const style of styles) {
    checkOptions('edge', style, ['from', 'to', 'lag', 'width', 'line', 'label'])
    const found = find(style)
    const { from, to, width, line, label } = style
    if (found.length === 0) {
      throw new CausalError('unknown-name', `there is no edge between ${show(from)} and ${show(to)} to be drawn so.`, {
        edge: style,
      })
    }
    if (width !== undefined && !(width >= 0.2 && width <= 12)) {
      throw new CausalError('invalid-argument', `the width of an edge is from 0.2 to 12 px, got ${show(width)}.`)
    }
    if (line !== undefined && !['solid', 'dashed', 'dotted'].includes(line)) {
      throw new CausalError('invalid-argument', `a line is 'solid', 'dashed' or 'dotted', got ${show(line)}.`)
    }
    if (label !== undefined && typeof label !== 'string') {
      throw new CausalError('invalid-argument', `the label of an edge is a text, got ${show(label)}.`)
    }
    for (const e of found) Object.assign(told[e]!, { width, line, label }, { width: width ?? told[e]!.width })
  }
  return told
}

/** Finds the drawn edges between two variables: those that begin at the first, else those between them. */
function finder(drawn: DrawnGraph): (ends: { from: string; to: string; lag?: number }) => readonly number[] {
  const byEnds = new Map<number, number[]>()
  const key = (a: number, b: number): number => a * drawn.index.size + b
  for (const [e, { from, to }] of drawn.edges.entries()) {
    const at = key(drawn.variableOf[from]!, drawn.variableOf[to]!)
    const list = byEnds.get(at)
    if (list === undefined) byEnds.set(at, [e])
    else list.push(e)
  }
  return ({ from, to, lag }) => {
    const [a, b] = [from, to].map((name) => lookUp('node', drawn.index, name)) as [number, number]
    const found = byEnds.get(key(a, b)) ?? byEnds.get(key(b, a)) ?? []
    return lag === undefined ? found : found.filter((e) => drawn.edges[e]!.lag === lag)
  }
}
