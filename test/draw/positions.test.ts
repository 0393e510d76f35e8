import { describe, expect, it } from 'vitest'
import { admg, box, dag, dagittyRoles, parseDagitty, toDot, toMermaid, toSvg, toTikz } from '../../src/index.js'
import { expectCausalError } from '../support/errors.js'
import { deepFreeze } from '../support/freeze.js'

const graph = dag('Z -> X -> Y; Z -> Y')
/** The centres of the nodes, by name. */
const centres = (svg: string): Map<string, [number, number]> =>
  new Map(
    [...svg.matchAll(/data-node="([^"]*)"><rect [^>]*\/><text x="([-\d.]+)" y="([-\d.]+)"/g)].map((m) => [
      m[1]!,
      [Number(m[2]), Number(m[3])],
    ]),
  )

describe('positions', () => {
  it('of a dagitty text place the nodes, in their proportions', () => {
    const code = 'dag { X [exposure,pos="0,0"] Y [outcome,pos="10,0"] Z [pos="5,-9"] Z -> X -> Y Z -> Y }'
    const svg = toSvg(parseDagitty(code), { positions: dagittyRoles(code).positions })
    const at = centres(svg)
    const [x, y, z] = [at.get('X')!, at.get('Y')!, at.get('Z')!]
    expect(x[1]).toBe(y[1])
    expect(z[0]).toBeCloseTo((x[0] + y[0]) / 2, 1)
    expect((x[1] - z[1]) / (y[0] - x[0])).toBeCloseTo(0.9, 2)
    // the graph carries them, as long as no direction is asked for
    expect(svg).toBe(toSvg(parseDagitty(code)))
    expect(svg).not.toBe(toSvg(parseDagitty(code), { direction: 'right' }))
  })

  it('are records, pairs or a list, in any unit', () => {
    const pairs = deepFreeze({ Z: [1, 0], X: [0, 1], Y: [2, 1] } as const)
    const records = { Z: { x: 1e-9, y: 0 }, X: { x: 0, y: 1e-9 }, Y: { x: 2e-9, y: 1e-9 } }
    const list = [...Object.entries(pairs)].map(([node, [x, y]]) => ({ node, x: 1e6 * x, y: 1e6 * y })).reverse()
    for (const write of [toSvg<'X' | 'Y' | 'Z'>, toTikz<'X' | 'Y' | 'Z'>, toDot<'X' | 'Y' | 'Z'>]) {
      const text = write(graph, { positions: pairs })
      expect(write(graph, { positions: records })).toBe(text)
      expect(write(graph, { positions: list })).toBe(text)
      expect(write(graph)).not.toBe(text)
      expect(write(graph, { positions: { ...pairs, Z: [1, 2] } })).not.toBe(text)
    }
    expect(toDot(graph, { positions: pairs })).toMatch(
      /layout=neato;[\s\S]*"Z" \[pos="[\d.]+,0!"\];[\s\S]*"X" \[pos="0,-[\d.]+!"\]/,
    )
  })

  it('lead an edge round the node between its ends, and an arc beside it on another way', () => {
    const row = admg('W -> X -> Y; W -> Y; W <-> Y; X <-> Y')
    const svg = toSvg(row, { positions: { W: [0, 0], X: [1, 0], Y: [2, 0] } })
    const ways = [...svg.matchAll(/<path class="edge[^"]*" d="([^"]+)"/g)].map((m) => m[1]!)
    expect(ways.filter((way) => way.includes('C')).length).toBe(3)
    expect(new Set(ways).size).toBe(5)
  })

  it('are refused where a node has none, has two, or is not there', () => {
    const refuse = (positions: unknown, code: 'invalid-argument' | 'unknown-name' | 'duplicate-name'): void => {
      expectCausalError(() => toSvg(graph, { positions: positions as never }), 'toSvg', code)
      expectCausalError(() => toTikz(graph, { positions: positions as never }), 'toTikz', code)
      expectCausalError(() => toDot(graph, { positions: positions as never }), 'toDot', code)
    }
    refuse({ X: [0, 0], Y: [1, 1] }, 'invalid-argument')
    refuse({ X: [0, 0], Y: [1, 1], Z: [2, 2], Q: [3, 3] }, 'unknown-name')
    refuse({ X: [0, 0], Y: [1, 1], Z: [Number.NaN, 2] }, 'invalid-argument')
    refuse({ X: [0, 0], Y: [1, 1], Z: [2] }, 'invalid-argument')
    refuse({ X: [0, 0], Y: [1, 1], Z: 'here' }, 'invalid-argument')
    refuse({ X: [0, 0], Y: [1, 1], Z: [0, 0] }, 'invalid-argument')
    refuse({ X: [0, 0], Y: [1e-9, 0], Z: [1, 0] }, 'invalid-argument')
    refuse(
      [
        { node: 'X', x: 0, y: 0 },
        { node: 'X', x: 1, y: 1 },
      ],
      'duplicate-name',
    )
    refuse('left', 'invalid-argument')
  })

  it('are refused where nothing could follow them', () => {
    const positions = { X: [0, 0], Y: [1, 1], Z: [2, 2] } as const
    expectCausalError(() => toMermaid(graph, { positions } as never), 'toMermaid', 'not-supported')
    expectCausalError(() => toSvg(box('f', ['A'], ['B']), { positions } as never), 'toSvg', 'not-supported')
    expectCausalError(() => toDot(box('f', ['A'], ['B']), { positions } as never), 'toDot', 'not-supported')
    expectCausalError(() => toSvg(graph, { positions, direction: 'down' }), 'toSvg', 'invalid-argument')
    expectCausalError(() => toSvg(graph, { direction: 'left' as never }), 'toSvg', 'invalid-argument')
  })
})
