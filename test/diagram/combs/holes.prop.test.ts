import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  box,
  compose,
  type Diagram,
  type DiagramWithHoles,
  equalDiagrams,
  fromJson,
  identity,
  interpret,
  nest,
  plug,
  stochastic,
  tensor,
  toJson,
  toSvg,
  withHoles,
} from '../../../src/index.js'
import { arbitraryDiagram, bruteForce, distance, sizes, tables } from '../arbitrary.js'

const hole = (name: string): Diagram => box(name, ['A'] as string[], ['B'] as string[])
const alone = (name: string): DiagramWithHoles => withHoles(hole(name), name)
/** A random comb with one hole from A to B inside: what goes around the hole is its memory. */
const comb = (name: string): fc.Arbitrary<DiagramWithHoles> =>
  fc
    .tuple(
      arbitraryDiagram(['A'], { cod: ['A', 'B', 'A'], most: 3 }),
      arbitraryDiagram(['B', 'B', 'A'], { cod: ['B'], most: 3 }),
    )
    .map(([before, after]) =>
      withHoles(compose(before, tensor(hole(name), identity(['B', 'A'] as string[])), after) as Diagram, name),
    )
const filling = arbitraryDiagram(['A'], { cod: ['B'], most: 3 })
const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 31, maxLength: 31 })
const same = (a: Diagram, b: Diagram): void => expect(equalDiagrams(a, b, 'cdu')).toBe(true)

describe('combs', () => {
  it('nesting is associative, a lone hole is its unit, and plugging is nesting of what has no hole', () => {
    fc.assert(
      fc.property(comb('one'), comb('two'), comb('three'), filling, (a, b, c, last) => {
        same(nest(nest(a, b), c).diagram, nest(a, nest(b, c)).diagram)
        same(nest(a, alone('one')).diagram, a.diagram)
        same(nest(alone('one'), a).diagram, a.diagram)
        same(plug(nest(a, b), last), plug(a, plug(b, last)))
        same(plug(a, { one: last }), nest(a, { one: last }).diagram)
      }),
      { numRuns: 60 },
    )
  })

  it('a box that is taken out and plugged in again is the box that it was', () => {
    fc.assert(
      fc.property(arbitraryDiagram(['A'], { most: 6 }), (diagram) => {
        const counts = new Map<string, number>()
        for (const { box: of } of diagram.boxes) counts.set(of.name, (counts.get(of.name) ?? 0) + 1)
        const names = [...counts].filter(([, count]) => count === 1).map(([name]) => name)
        const boxes = Object.fromEntries(
          names.map((name) => {
            const { inputs, outputs, deterministic } = diagram.boxes.find((placed) => placed.box.name === name)!.box
            return [name, box(name, inputs, outputs, { deterministic })]
          }),
        )
        same(plug(withHoles(diagram, names), boxes), diagram)
      }),
      { numRuns: 60 },
    )
  })

  it('a comb is affine: it sends a mixture of mechanisms to the mixture of what it makes of them', () => {
    fc.assert(
      fc.property(comb('one'), numbers, numbers, (a, draws, other) => {
        const meaning = tables(draws, true)
        const [one, two] = [tables(draws, true).get('f')!, tables(other, true).get('f')!]
        const value = (table: Float64Array): number[] => bruteForce(a.diagram, new Map([...meaning, ['one', table]]))
        const [v, w] = [value(one), value(two)]
        const mixed = value(one.map((p, i) => 0.3 * p + 0.7 * two[i]!))
        expect(
          distance(
            mixed,
            v.map((p, i) => 0.3 * p + 0.7 * w[i]!),
          ),
        ).toBeLessThan(1e-12)
        const read = interpret(a.diagram, stochastic, new Map([...meaning, ['one', one]]), { sizes }).values
        expect(distance([...read], v)).toBeLessThan(1e-12)
      }),
      { numRuns: 40 },
    )
  })

  it('comes back from JSON, and can be drawn', () => {
    fc.assert(
      fc.property(comb('one'), filling, (a, last) => {
        const again = fromJson<DiagramWithHoles>(JSON.stringify(toJson(a)) as never)
        expect(again.holes).toEqual(a.holes)
        same(plug(again, last), plug(a, last))
        expect(toSvg(a.diagram)).toContain('class="node hole"')
      }),
      { numRuns: 10 },
    )
  })
})
