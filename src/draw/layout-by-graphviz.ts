import { CausalError, calledAs } from '../errors.js'
import type { CausalGraph, GraphKind } from '../graph/types.js'
import { checkOptions } from '../options.js'
import { show } from '../show.js'
import { type DrawnGraph, drawnGraph } from './graphs/drawn-graph.js'
import { lookOf } from './graphs/look.js'
import type { Box, Point } from './layout/geometry.js'
import { type GraphLayout, layoutOf } from './layout/graph-layout.js'
import { isBow, sheetOf } from './layout/graph-sheet.js'
import { checkedLayout } from './layout-options.js'
import type { PictureOptions } from './picture-options.js'
import { checkLayoutSize } from './size.js'

/**
 * Graphviz, as `@viz-js/viz` gives it: `await instance()`.
 *
 * @category Drawing
 */
export interface GraphvizInstance {
  /**
   * Lays out a text in DOT and gives Graphviz's JSON as an object.
   *
   * @param input - the text
   * @param options - which of Graphviz's programs lays it out
   * @returns an object with `bb`, `objects` and `edges`
   */
  renderJSON(input: string, options?: { readonly engine?: string }): object
}

const engines = ['dot', 'neato', 'fdp', 'sfdp', 'circo', 'twopi'] as const

/**
 * A layout by Graphviz, as the same value that {@link layoutGraph} gives: {@link toSvg} and {@link toTikz} draw it in the way they
 * draw their own.
 *
 * Graphviz is not part of this library: install `@viz-js/viz` (Graphviz for Node and browsers) and hand it over. Only `dot` leads
 * edges round nodes without fail.
 *
 * @param viz - Graphviz, from `instance()` of `@viz-js/viz`
 * @param graph - any graph of at most 20,000 nodes and as many edges
 * @param options - the program (`dot` unless told), the direction, and what bears on the size of nodes: labels and roles
 * @returns places of nodes, routes of edges, the size of the sheet
 * @throws CausalError `invalid-argument` for what is no Graphviz or gives no layout, `too-large`, `unknown-name`
 * @complexity that of Graphviz
 * @see Gansner, Koutsofios, North & Vo 1993, A technique for drawing directed graphs
 * @category Drawing
 * @example
 * // import { instance } from '@viz-js/viz'; const viz = await instance()
 * const viz = { renderJSON: () => ({ bb: '0,0,94,36', edges: [{ id: 'e0', pos: '18,18 38,18 56,18 76,18' }],
 *   objects: [{ name: 'n0', pos: '18,18' }, { name: 'n1', pos: '76,18' }] }) }
 * layoutByGraphviz(viz, dag('X -> Y')).positions.map(({ node, x }) => [node, x])
 * //=> [['X', 34], ['Y', 92]]
 */
export function layoutByGraphviz<N extends string>(
  viz: GraphvizInstance,
  graph: CausalGraph<GraphKind, N>,
  options: Pick<PictureOptions<NoInfer<N>>, 'direction' | 'labels' | 'roles'> & {
    readonly engine?: 'dot' | 'neato' | 'fdp' | 'sfdp' | 'circo' | 'twopi'
  } = {},
): GraphLayout<N> {
  return calledAs('layoutByGraphviz', () => {
    checkOptions('options', options, ['engine', 'direction', 'labels', 'roles'])
    const { engine = 'dot', labels, roles } = options
    if (!engines.includes(engine)) {
      throw new CausalError('invalid-argument', `the engine is one of ${engines.join(', ')}, got ${show(engine)}.`)
    }
    if (typeof viz?.renderJSON !== 'function') {
      throw new CausalError(
        'invalid-argument',
        `expected Graphviz, as \`await instance()\` of @viz-js/viz gives it, got ${show(viz)}.`,
      )
    }
    checkLayoutSize(graph)
    const drawn = drawnGraph(graph as CausalGraph)
    const { direction } = checkedLayout(graph, options.direction === undefined ? {} : { direction: options.direction })
    const { nodes } = lookOf(drawn, { ...(labels && { labels }), ...(roles && { roles }) })
    const found = viz.renderJSON(dotText(drawn, nodes, direction), { engine })
    return layoutOf(drawn, sheetOf(readPlaces(found, drawn, nodes))) as GraphLayout<N>
  })
}

interface Size {
  readonly width: number
  readonly height: number
}

/** The graph for Graphviz: boxes of our sizes, a px a point, routes from centre to centre. */
function dotText({ names, edges }: DrawnGraph, sizes: readonly Size[], direction: 'right' | 'down'): string {
  const lines = [
    `digraph { rankdir=${direction === 'right' ? 'LR' : 'TB'}; splines=true; overlap=false; nodesep=0.36; ranksep=0.6`,
    'node [shape=box, fixedsize=true, label=""]; edge [dir=none, headclip=false, tailclip=false]',
  ]
  for (const i of names.keys()) {
    lines.push(`n${i} [width=${sizes[i]!.width / 72}, height=${sizes[i]!.height / 72}]`)
  }
  for (const [e, edge] of edges.entries()) {
    lines.push(`n${edge.from} -> n${edge.to} [id=e${e}${isBow(edge) ? ', constraint=false' : ''}]`)
  }
  return `${lines.join('\n')}\n}`
}

/** Places and routes in Graphviz's answer; there y grows upwards. */
function readPlaces(
  found: object,
  { names, edges }: DrawnGraph,
  sizes: readonly Size[],
): { readonly boxes: readonly Box[]; readonly routes: readonly (readonly Point[])[] } {
  const { objects = [], edges: ways = [] } = (found ?? {}) as {
    readonly objects?: readonly { readonly name?: string; readonly pos?: string }[]
    readonly edges?: readonly { readonly id?: string; readonly pos?: string }[]
  }
  const fail = (what: string): never => {
    throw new CausalError('invalid-argument', `Graphviz gave no ${what}: was its answer made by \`renderJSON\`?`)
  }
  if (!Array.isArray(objects) || !Array.isArray(ways)) return fail('lists of nodes and edges')
  const point = (text: string): Point => {
    const [x = Number.NaN, y = Number.NaN] = text.split(',').map(Number)
    return Number.isFinite(x) && Number.isFinite(y) ? { x, y: -y } : fail('two numbers as a place')
  }
  const places = new Map(objects.map(({ name, pos }) => [name, pos]))
  const routes = new Map(ways.map(({ id, pos }) => [id, pos]))
  return {
    boxes: names.map((name, i): Box => {
      const place = places.get(`n${i}`)
      if (place === undefined) return fail(`place for ${show(name)}`)
      const { width, height } = sizes[i]!
      return { ...point(place), width, height }
    }),
    routes: edges.map(({ text }, e) => {
      // several curves are divided by semicolons; without heads no other signs stand in them
      const way = routes.get(`e${e}`)?.split(';')[0]?.trim()
      const points = way?.split(/\s+/).map(point)
      return points === undefined || points.length % 3 !== 1 || points.length < 4
        ? fail(`route for ${show(text)}`)
        : points
    }),
  }
}
