import { describe, expect, it } from 'vitest'
import {
  admg,
  dag,
  type GraphLayout,
  layoutByGraphviz,
  layoutGraph,
  pdag,
  toDot,
  toSvg,
  toTikz,
} from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'

const graph = admg('Z -> X -> M -> Y; Z -> Y; X <-> Y; X <-> M')

describe('layoutGraph', () => {
  it('is frozen plain data that draws the same picture, from JSON too', () => {
    const layout = layoutGraph(graph)
    expect(Object.isFrozen(layout) && Object.isFrozen(layout.routes[0]!.points[0])).toBe(true)
    const back = JSON.parse(JSON.stringify(layout)) as typeof layout
    expect(back).toEqual(layout)
    expect(toSvg(graph, { layout: back })).toBe(toSvg(graph))
    expect(toTikz(graph, { layout: back })).toBe(toTikz(graph))
    expect(toDot(graph, { layout: back })).toContain('layout=neato')
    expect(layoutGraph(graph)).toEqual(layout)
  })

  it('keeps given positions, and turns with the direction', () => {
    const positions = { Z: [0, 0], X: [1, 0], M: [2, 0], Y: [3, 0] } as const
    const layout = layoutGraph(graph, { positions })
    expect(new Set(layout.positions.map(({ y }) => y)).size).toBe(1)
    expect(toSvg(graph, { layout })).toBe(toSvg(graph, { positions }))
    const down = layoutGraph(dag('A -> B'), { direction: 'down' })
    expect(down.positions[0]!.x).toBe(down.positions[1]!.x)
  })

  it('leads arcs on another way than edges between the same nodes', () => {
    const { routes } = layoutGraph(admg('A -> B; A <-> B; B -> C; A <-> C; A -> C'))
    const ways = routes.map(({ points }) => JSON.stringify(points))
    expect(new Set(ways).size).toBe(routes.length)
  })

  it('lays out a chain of 20,000 nodes, and one longer is refused', () => {
    const chain = (n: number) => {
      const nodes = Array.from({ length: n }, (_, i) => `n${i}`)
      return dag({ nodes, directed: nodes.slice(1).map((name, i) => [nodes[i]!, name] as const) })
    }
    const { positions } = layoutGraph(chain(20_000))
    expect(positions.every(({ x }, i) => i === 0 || x > positions[i - 1]!.x)).toBe(true)
    expectCausalError(() => layoutGraph(chain(20_001)), 'layoutGraph', 'too-large')
  })

  it('turns edges of a circle round, so that all are drawn', () => {
    const { positions, routes } = layoutGraph(pdag('A -> B -> C -> A; C -- D'))
    expect(new Set(positions.map(({ x }) => x)).size).toBeGreaterThan(2)
    expect(routes.length).toBe(4)
  })

  it('stops when told to', () => {
    const stages: string[] = []
    layoutGraph(graph, { onProgress: ({ stage }) => stages.push(stage) })
    expect(new Set(stages)).toEqual(new Set(['layers', 'routes']))
    expectCausalError(() => layoutGraph(graph, { signal: { aborted: true } }), 'layoutGraph', 'aborted')
  })
})

describe('a layout that is given', () => {
  it('is refused where it does not fit', () => {
    const layout = layoutGraph(graph)
    const refuse = (wrong: unknown, code: 'invalid-argument' | 'unknown-name' = 'invalid-argument'): void => {
      expectCausalError(() => toSvg(graph, { layout: wrong as GraphLayout<'X'> }), 'toSvg', code)
    }
    refuse(layoutGraph(dag('A -> B')), 'unknown-name')
    refuse({ ...layout, positions: layout.positions.slice(1) })
    refuse({ ...layout, routes: layout.routes.slice(1) })
    refuse({ ...layout, positions: layout.positions.map((place) => ({ ...place, width: 0 })) })
    refuse({ ...layout, positions: layout.positions.map((place) => ({ ...place, x: Number.NaN })) })
    refuse({ ...layout, routes: layout.routes.map((route) => ({ ...route, points: route.points.slice(1) })) })
    refuse('here')
    expectCausalError(() => toSvg(graph, { layout, direction: 'down' }), 'toSvg', 'invalid-argument')
  })

  it('may tell edges from their other end, and stand anywhere', () => {
    const { positions, routes, size } = layoutGraph(graph)
    const far = <P extends { readonly x: number; readonly y: number }>(p: P): P => ({
      ...p,
      x: p.x - 512,
      y: p.y + 256,
    })
    const layout = {
      size,
      positions: positions.map(far),
      routes: routes.map(({ from, to, fromMark, toMark, points }) => ({
        from: to,
        to: from,
        fromMark: toMark,
        toMark: fromMark,
        points: points.map(far).reverse(),
      })),
    }
    const numbers = (svg: string): number[] => [...svg.matchAll(/-?\d+\.?\d*/g)].map((m) => Number(m[0]))
    const [moved, own] = [numbers(toSvg(graph, { layout })), numbers(toSvg(graph))]
    expect(moved.length).toBe(own.length)
    // the last digits of places far off are lost
    for (const [i, value] of moved.entries()) expect(Math.abs(value - own[i]!)).toBeLessThan(0.02)
  })
})

describe('layoutByGraphviz', () => {
  it('refuses what is no Graphviz, and answers without places', () => {
    expectCausalError(() => layoutByGraphviz({} as never, graph), 'layoutByGraphviz', 'invalid-argument')
    for (const answer of [null, {}, { objects: [{ name: 'n0', pos: 'a,b' }] }, { objects: 3 }]) {
      const viz = { renderJSON: () => answer as object }
      expectCausalError(() => layoutByGraphviz(viz, graph), 'layoutByGraphviz', 'invalid-argument')
    }
    expectCausalError(
      () => layoutByGraphviz({ renderJSON: () => ({}) }, graph, { engine: 'dott' as never }),
      'layoutByGraphviz',
      'invalid-argument',
    )
  })
})
