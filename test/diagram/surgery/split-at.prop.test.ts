import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  cut,
  dag,
  diagramOf,
  disintegrate,
  doValue,
  dSeparated,
  dSeparatedIn,
  interpret,
  openAt,
  splitAt,
  stochastic,
  verifyTrace,
} from '../../../src/index.js'
import { randomNetwork } from '../networks.js'

const nodes = ['A', 'B', 'C', 'D', 'E'] as const

/** A random DAG, and for pairs of nodes whether they share a hidden cause. */
const graphs = fc
  .tuple(
    fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 10, maxLength: 10 }),
    fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 10, maxLength: 10 }),
  )
  .map(([arrows, arcs]) => {
    const pairs = nodes.flatMap((a, i) => nodes.slice(i + 1).map((b) => [a, b] as const))
    return {
      directed: pairs.filter((_, k) => arrows[k] === 0),
      bidirected: pairs.filter((_, k) => arcs[k] === 0),
    }
  })
const sizes = { A: 2, B: 2, C: 2, D: 2, E: 2, L: 2, Y: 2 }
const subset = fc.subarray([...nodes])

describe('splitAt', () => {
  it('is separated as the single-world intervention graph is', () => {
    let separated = 0
    let asked = 0
    fc.assert(
      fc.property(graphs, subset, subset, fc.nat(4), fc.nat(4), ({ directed, bidirected }, split, given, i, j) => {
        const [x, y] = [nodes[i]!, nodes[j]!]
        const z = given.filter((name) => name !== x && name !== y)
        if (x === y) return
        const model = diagramOf(admg({ nodes: [...nodes], directed, bidirected }))
        const { diagram, wires, steps } = splitAt(model, split)
        expect(verifyTrace(model, steps)).toEqual({ valid: true })
        // the graph with split nodes: arrows leave the fixed half, written in small letters
        const from = (name: string): string => (split.includes(name as never) ? name.toLowerCase() : name)
        const swig = admg({
          nodes: [...nodes, ...split.map((name) => name.toLowerCase())],
          directed: directed.map(([a, b]) => [from(a), b] as const),
          bidirected,
        })
        const fixed = split.map((name) => name.toLowerCase())
        const truth = dSeparated(swig, x, y, [...z, ...fixed])
        const at = (name: string): number => model.wires.indexOf(name)
        const found = dSeparatedIn(diagram, at(x), at(y), [...z.map(at), ...wires.map((wire) => wire.fixed)])
        expect(found).toBe(truth)
        asked++
        if (truth) separated++
      }),
      { numRuns: 250 },
    )
    expect(separated).toBeGreaterThan(20)
    expect(asked - separated).toBeGreaterThan(20)
  })

  it('labels each variable by the fixed halves among its ancestors', () => {
    fc.assert(
      fc.property(graphs, subset, ({ directed }, split) => {
        const model = diagramOf(dag({ nodes: [...nodes], directed }))
        const { labels } = splitAt(model, split)
        // the fixed halves that lead to a node, by following arrows back until one leaves a split node
        const heard = (name: string, seen = new Set<string>()): Set<string> => {
          for (const [a] of directed.filter(([, b]) => b === name)) {
            if (split.includes(a)) seen.add(a.toLowerCase())
            else heard(a, seen)
          }
          return seen
        }
        for (const [v, name] of nodes.entries()) {
          const list = split.map((one) => one.toLowerCase()).filter((one) => heard(name).has(one))
          expect(labels[v]).toBe(list.length === 0 ? name : `${name}(${list.join(', ')})`)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is consistent: where the natural value is what was set, nothing has changed', () => {
    fc.assert(
      fc.property(graphs, fc.nat(3), fc.nat(1000), ({ directed }, i, seed) => {
        const graph = dag({ nodes: [...nodes], directed })
        const { diagram, boxes, joint } = randomNetwork(graph, seed)
        const split = splitAt(diagram, nodes[i]!)
        const world = interpret(split.diagram, stochastic, boxes, { sizes })
        // axes: the fixed half, then all nodes; the joint is the diagonal of fixed and natural half
        const size = joint.values.length
        for (let cell = 0; cell < size; cell++) {
          const natural = (cell >> (nodes.length - 1 - i)) & 1
          expect(world.values[natural * size + cell]).toBeCloseTo(joint.values[cell]!, 12)
        }
        // without the natural half it is the open diagram, and with a value it is the intervention
        const open = interpret(openAt(diagram, nodes[i]!).diagram, stochastic, boxes, { sizes })
        const value = interpret(
          splitAt(diagram, nodes[i]!, { values: { [nodes[i]!]: 1 } }).diagram,
          stochastic,
          boxes,
          { sizes },
        )
        const done = interpret(doValue(diagram, nodes[i]!, 1).diagram, stochastic, boxes, { sizes })
        for (let cell = 0; cell < size; cell++) {
          const bit = 1 << (nodes.length - 1 - i)
          const both = (values: Float64Array, from = 0): number =>
            values[from + (cell & ~bit)]! + values[from + (cell | bit)]!
          expect(both(open.values, size)).toBeCloseTo(both(world.values, size), 12)
          expect(value.values[cell]).toBeCloseTo(world.values[size + cell]!, 12)
          expect(both(done.values)).toBeCloseTo(both(value.values), 12)
        }
      }),
      { numRuns: 25 },
    )
  })

  it('gives the effect on the treated of Richardson and Robins by adjustment', () => {
    const { diagram, boxes } = randomNetwork(dag('L -> A -> Y; L -> Y'), 7)
    const { diagram: world, wires } = splitAt(diagram, 'A')
    expect(dSeparatedIn(world, wires[0]!.natural, 'Y', ['L', wires[0]!.fixed])).toBe(true)
    // P(Y(a) | L) does not depend on the natural A: the rows of the disintegration agree
    const joint = interpret(world, stochastic, boxes, { sizes })
    const [rows] = [joint.values]
    for (const a of [0, 1])
      for (const l of [0, 1]) {
        const p = (natural: number, y: number): number => {
          const at = (position: Record<string, number>): number => {
            const order = joint.variables.slice(1).map((v) => v.name)
            return order.reduce((index, name) => index * 2 + position[name]!, a)
          }
          const cells = [0, 1].map((value) => rows[at({ L: l, A: natural, Y: value })]!)
          return cells[y]! / (cells[0]! + cells[1]!)
        }
        expect(p(0, 1)).toBeCloseTo(p(1, 1), 12)
      }
    expect(
      disintegrate(interpret(cut(diagram, 'A').diagram, stochastic, boxes, { sizes }), ['A']).channel.values.length,
    ).toBe(8)
  })
})
