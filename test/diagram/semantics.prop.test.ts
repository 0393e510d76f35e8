import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  box,
  channelMatrix,
  compose,
  type Diagram,
  discard,
  equalDiagrams,
  evaluateEstimand,
  type GaussianBox,
  gaussian,
  interpret,
  logarithmic,
  openAt,
  relational,
  sampling,
  stochastic,
  symbolic,
  tensor,
  withOutputs,
} from '../../src/index.js'
import { arbitraryDag } from '../support/arbitrary.js'
import { arbitraryDiagram, arbitraryType, boxes, bruteForce, distance, sizes, tables } from './arbitrary.js'
import { randomNetwork } from './networks.js'

const numbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 31, maxLength: 31 })
// effects say nothing that a program could count
const withOutput = Object.keys(boxes).filter((name) => boxes[name]!.cod.length > 0)
const any = arbitraryType.chain((type) => arbitraryDiagram(type))
const pair = fc
  .tuple(arbitraryType, arbitraryType, arbitraryType)
  .chain(([a, b, c]) => fc.tuple(arbitraryDiagram(a, { cod: b }), arbitraryDiagram(b, { cod: c })))
const read = (d: Diagram, meaning: ReadonlyMap<string, Float64Array>) => interpret(d, stochastic, meaning, { sizes })
const relations = (draws: readonly number[]) =>
  new Map([...tables(draws, false)].map(([name, values]) => [name, values.map((x) => +(x > 0.6))]))
/** Small linear channels for the boxes. */
const linear = (draws: readonly number[]): Map<string, GaussianBox> => {
  let next = 0
  const draw = (): number => draws[next++ % draws.length]! * 2 - 1
  return new Map(
    Object.entries(boxes).map(([name, { dom, cod, deterministic }]) => {
      const variances = cod.map(() => (deterministic === true ? 0 : draw() ** 2))
      return [name, { matrix: cod.map(() => dom.map(draw)), mean: cod.map(draw), covariance: variances }]
    }),
  )
}
const flat = (d: Diagram, meaning: Map<string, GaussianBox>): number[] => {
  const { matrix, mean, covariance } = interpret(d, gaussian, meaning)
  return [...matrix.flat(), ...mean, ...covariance.flat()]
}

describe('interpretation', () => {
  it('is what going through every state of every wire gives', () => {
    fc.assert(
      fc.property(any, numbers, (d, draws) => {
        const meaning = tables(draws, true)
        const wanted = bruteForce(d, meaning)
        expect(distance(wanted, read(d, meaning).values)).toBeLessThan(1e-12)
        const logs = new Map([...meaning].map(([name, values]) => [name, values.map(Math.log)]))
        const log = interpret(d, logarithmic, logs, { sizes }).values
        expect(distance(wanted, log.map(Math.exp))).toBeLessThan(1e-12)
        const possible = relations(draws)
        const rel = interpret(d, relational, possible, { sizes }).values
        expect([...rel]).toEqual(bruteForce(d, possible, () => 1).map((x) => +(x > 0)))
      }),
    )
  })

  it('takes composition to the product of matrices and the tensor to their Kronecker product', () => {
    fc.assert(
      fc.property(pair, any, numbers, ([f, g], h, draws) => {
        const meaning = tables(draws, true)
        const m = (d: Diagram) => channelMatrix(read(d, meaning))
        expect(distance(m(compose(f, g)).to1DArray(), m(f).mmul(m(g)).to1DArray())).toBeLessThan(1e-12)
        expect(distance(m(tensor(f, h)).to1DArray(), m(f).kroneckerProduct(m(h)).to1DArray())).toBeLessThan(1e-12)
        const possible = relations(draws)
        const r = (d: Diagram) => channelMatrix(interpret(d, relational, possible, { sizes }))
        const both = r(f).mmul(r(g)).to1DArray()
        expect(r(compose(f, g)).to1DArray()).toEqual(both.map((x) => +(x > 0)))
      }),
    )
  })

  it('takes composition and tensor of Gaussian channels to theirs', () => {
    fc.assert(
      fc.property(pair, any, numbers, ([f, g], h, draws) => {
        const meaning = linear(draws)
        const [a, b, whole] = [f, g, compose(f, g)].map((d) => interpret(d, gaussian, meaning))
        const push = (rows: readonly (readonly number[])[], x: readonly number[]) =>
          rows.map((row) => row.reduce((sum, w, k) => sum + w * x[k]!, 0))
        const through = push(b!.matrix, a!.mean).map((x, i) => x + b!.mean[i]!)
        expect(distance(whole!.mean, through)).toBeLessThan(1e-9)
        const spread = b!.matrix.map((row, i) =>
          b!.matrix.map((other, j) => {
            const middle = push(a!.covariance, other)
            return row.reduce((sum, w, k) => sum + w * middle[k]!, b!.covariance[i]![j]!)
          }),
        )
        expect(distance(whole!.covariance.flat(), spread.flat())).toBeLessThan(1e-9)
        const beside = interpret(tensor(f, h), gaussian, meaning)
        expect(distance(beside.mean, [...a!.mean, ...interpret(h, gaussian, meaning).mean])).toBeLessThan(1e-12)
      }),
    )
  })

  it('gives equal diagrams equal meanings: markov in tables, logarithms and Gaussians, cdu in relations', () => {
    const small = { cod: ['A'], most: 3, names: ['s', 'd', 'h', 'g'] }
    let met = 0
    fc.assert(
      fc.property(arbitraryDiagram(['A'], small), arbitraryDiagram(['A'], small), numbers, (a, b, draws) => {
        if (equalDiagrams(a, b, 'functional')) {
          expect(distance(read(a, tables(draws, true)).values, read(b, tables(draws, true)).values)).toBeLessThan(1e-12)
        }
        if (!equalDiagrams(a, b)) return
        met++
        expect(distance(flat(a, linear(draws)), flat(b, linear(draws)))).toBeLessThan(1e-12)
        if (!equalDiagrams(a, b, 'cdu')) return
        const [x, y] = [a, b].map((d) => [...interpret(d, relational, relations(draws), { sizes }).values])
        expect(x).toEqual(y)
      }),
      { numRuns: 600, seed: 3 },
    )
    expect(met).toBeGreaterThan(20)
  })

  it('draws equal samples from equal diagrams, and samples with the right frequencies', () => {
    fc.assert(
      fc.property(
        arbitraryDiagram([], { cod: ['A', 'B'], names: withOutput }),
        numbers,
        fc.nat(1000),
        (d, draws, seed) => {
          const meaning = tables(draws, true)
          const programs = new Map(
            Object.entries(boxes).map(([name, { dom, cod }]) => {
              const columns = cod.reduce((size, object) => size * sizes[object]!, 1)
              return [
                name,
                (inputs: readonly (number | string)[], chance: { uniform: () => number }) => {
                  const row = dom.reduce((index, object, i) => index * sizes[object]! + Number(inputs[i]), 0)
                  let u = chance.uniform()
                  let j = 0
                  while (j < columns - 1 && u >= meaning.get(name)![row * columns + j]!)
                    u -= meaning.get(name)![row * columns + j++]!
                  return [...cod]
                    .reverse()
                    .map((object) => {
                      const state = j % sizes[object]!
                      j = Math.floor(j / sizes[object]!)
                      return state
                    })
                    .reverse()
                },
              ] as const
            }),
          )
          const count = 4000
          const [a, b] = interpret(d, sampling, programs, { draws: count, seed }) as [number[], number[]]
          expect(
            interpret(tensor(compose(box('s', [], ['A']), discard('A')), d), sampling, programs, {
              draws: count,
              seed,
            }),
          ).toEqual([a, b])
          const wanted = read(d, meaning).values
          for (const [cell, p] of wanted.entries()) {
            const seen = a.filter((x, i) => x * 3 + b[i]! === cell).length / count
            // five standard errors
            expect(Math.abs(seen - p)).toBeLessThan(5 * Math.sqrt((p * (1 - p)) / count) + 1e-9)
          }
        },
      ),
      { numRuns: 15, seed: 11 },
    )
  })

  it('prints formulas that evaluate to the same numbers', () => {
    fc.assert(
      fc.property(arbitraryDag(1, 5), fc.nat(), fc.nat(100), (g, seed, pick) => {
        const { diagram, boxes: cpts, joint } = randomNetwork(g, seed)
        const x = g.nodes[pick % g.nodes.length]!
        const target = g.nodes[(pick * 7 + 1) % g.nodes.length]!
        if (x === target) return
        const d = openAt(withOutputs(diagram, target), x).diagram
        const formula = evaluateEstimand(interpret(d, symbolic, {}), joint)
        const wanted = interpret(d, stochastic, cpts, { sizes: new Map(g.nodes.map((name) => [name, 2])) })
        // the formula's axes: in the order of the joint, and only those that it mentions
        const at = (name: string) => formula.variables.findIndex((v) => v.name === name)
        for (let i = 0; i < 2; i++) {
          for (let j = 0; j < 2; j++) {
            const index = formula.variables.reduce((sum, _, k) => 2 * sum + (k === at(x) ? i : j), 0)
            expect(formula.values[index]).toBeCloseTo(wanted.values[2 * i + j]!, 10)
          }
        }
      }),
    )
  })
})
