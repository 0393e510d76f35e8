import { describe, expect, it } from 'vitest'
import {
  admg,
  cut,
  dag,
  diagramOf,
  doValue,
  type GraphvizInstance,
  layoutByGraphviz,
  pag,
  toDot,
  toSvg,
} from '../../src/index.js'

// a development dependency that a checkout may lack
const name = '@viz-js/viz'
const viz = (await import(/* @vite-ignore */ name).then(
  ({ instance }) => instance(),
  () => undefined,
)) as (GraphvizInstance & { renderString(text: string, options: object): string }) | undefined

describe.skipIf(viz === undefined)('Graphviz (skipped where @viz-js/viz is not installed)', () => {
  const graph = admg('Z -> X -> M -> Y; Z -> Y; X <-> Y; W -> Y; W -> X')

  it('gives the same value, in layers and without', () => {
    for (const engine of ['dot', 'neato'] as const) {
      const layout = layoutByGraphviz(viz!, graph, { engine })
      expect(layout.positions.map(({ node }) => node)).toEqual(graph.nodes)
      const svg = toSvg(graph, { layout })
      expect(svg.split('data-edge=').length - 1).toBe(graph.edges.length)
      expect(svg).not.toMatch(/NaN|undefined/)
      expect(layoutByGraphviz(viz!, graph, { engine })).toEqual(layout)
    }
    const x = new Map(layoutByGraphviz(viz!, graph).positions.map((place) => [place.node, place.x]))
    expect(x.get('Z')! < x.get('X')! && x.get('X')! < x.get('M')!).toBe(true)
    const down = layoutByGraphviz(viz!, dag('A -> B'), { direction: 'down' }).positions
    expect(down[0]!.y).toBeLessThan(down[1]!.y)
  })

  it('reads what toDot writes: graphs, looks, positions, diagrams', () => {
    const model = diagramOf(dag('Z -> X -> Y <- Z'))
    const roles = { treatment: 'X', outcome: 'Y', adjusted: 'W', instrument: 'Z' } as const
    const texts = [
      toDot(graph, { roles, highlight: ['X', 'Y'], widths: [{ from: 'X', to: 'M', value: 2 }] }),
      toDot(pag('A o-> B; C o-o D; D o- E')),
      toDot(dag('X -> Y'), { positions: { X: [0, 0], Y: [1, 1] } }),
      toDot(model),
      toDot(cut(model, 'X').diagram),
      toDot(doValue(model, 'X', 'a "b"').diagram),
    ]
    for (const text of texts) {
      const svg = viz!.renderString(text, { format: 'svg' })
      expect(svg.match(/<g id="edge/g)!.length, text).toBe(text.split(' -> ').length - 1)
    }
  })
})
