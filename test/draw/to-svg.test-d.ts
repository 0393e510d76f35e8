import { expectTypeOf, test } from 'vitest'
import { dag, diagramOf, type GraphLayout, type LaggedGraph, layoutGraph, toSvg, toTikz } from '../../src/index.js'

const graph = dag('X -> Y')
declare const overTime: LaggedGraph<'rain' | 'river'>

test('pictures know the names of nodes', () => {
  expectTypeOf(layoutGraph(graph)).toEqualTypeOf<GraphLayout<'X' | 'Y'>>()
  toSvg(graph, { roles: { treatment: 'X', outcome: ['Y'] }, layout: layoutGraph(graph), groups: { all: ['X'] } })
  toTikz(graph, { widths: [{ from: 'X', to: 'Y', value: 1 }], highlight: [{ nodes: ['X'] }] })
  toSvg(overTime, { highlight: ['rain'], lags: 'summary' })
  // @ts-expect-error there is no node Z
  toSvg(graph, { roles: { treatment: 'Z' } })
  // @ts-expect-error there is no node Z
  toSvg(graph, { widths: [{ from: 'X', to: 'Z', value: 1 }] })
  // @ts-expect-error a layout of another graph
  toSvg(graph, { layout: layoutGraph(dag('A -> B')) })
  // @ts-expect-error there is no variable crop
  toSvg(overTime, { highlight: ['crop'] })
  // @ts-expect-error roles are those of graphs
  toSvg(diagramOf(graph), { roles: { treatment: 'X' } })
  // @ts-expect-error TikZ has no theme
  toTikz(graph, { theme: 'dark' })
})
