import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Admg,
  admg,
  bayesianInverse,
  box,
  type Channel,
  channelMatrix,
  checkNaturality,
  combCompose,
  combDisintegrate,
  combSplit,
  compose,
  type Diagram,
  diagramOf,
  disintegrate,
  doValue,
  effectByComb,
  equalAlmostSurely,
  equalDiagrams,
  evaluateEstimand,
  type Factor,
  findComb,
  fromProgram,
  identify,
  identifyByCombs,
  interpret,
  openAt,
  randomStream,
  stochastic,
  twinDiagram,
  uniforms,
  verifyTrace,
  type Wire,
  withOutputs,
  worldsDiagram,
} from '../../src/index.js'
import { arbitraryAdmg } from '../support/arbitrary.js'
import { distance } from './arbitrary.js'

const numbers = (seed: number, n: number): number[] => [...uniforms(randomStream(seed), n).values]
const normalized = (values: readonly number[]): Float64Array => {
  const sum = values.reduce((total, x) => total + x, 0)
  return Float64Array.from(values, (x) => x / sum)
}
const binary = (name: string) => ({ name, states: ['0', '1'] })
/** A joint over binary variables, of which some cells may be zero. */
const jointOf = (names: readonly string[], seed: number, zeros = 0): Factor => {
  const draws = numbers(seed, 2 ** names.length)
  const cells = draws.map((x) => (x < zeros ? 0 : x))
  return { variables: names.map(binary), values: normalized(cells.some((x) => x > 0) ? cells : draws) }
}
const close = (a: ArrayLike<number>, b: ArrayLike<number>, within = 1e-12): void => {
  expect(distance(a, b)).toBeLessThan(within)
}

/** A hidden-truth model of an ADMG: random tables for all boxes, hidden causes included; binary. */
function hiddenTruth(g: Admg, seed: number): { model: Diagram; tables: Map<string, Float64Array>; joint: Channel } {
  const model = diagramOf(g, { outputs: g.nodes })
  const tables = new Map<string, Float64Array>()
  for (const [k, { box: of }] of model.boxes.entries()) {
    const rows = 2 ** of.inputs.length
    const p = numbers(seed + k, rows).map((x) => 0.1 + 0.8 * x)
    tables.set(of.name, Float64Array.from(p.flatMap((x) => [x, 1 - x])))
  }
  return { model, tables, joint: interpret(model, stochastic, tables) }
}

const query = arbitraryAdmg(2, 5).chain((g) =>
  fc.tuple(fc.constant(g), fc.nat(10_000), fc.shuffledSubarray([...g.nodes], { minLength: 2 })),
)

describe('disintegration', () => {
  it('gives the state back, and the inverse of an inverse almost surely', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(0, 0.4), (seed, zeros) => {
        const joint = jointOf(['A', 'B', 'C'], seed, zeros)
        const { marginal, channel, support } = disintegrate(joint, ['C', 'A'])
        const again = [0, 1].flatMap((a) =>
          [0, 1].flatMap((b) =>
            [0, 1].map((c) => {
              const row = 2 * c + a
              expect(support[row]).toBe(marginal.values[row]! > 0)
              return support[row] ? marginal.values[row]! * channel.values[2 * row + b]! : 0
            }),
          ),
        )
        close(again, joint.values)
        const prior = disintegrate(joint, ['A', 'B']).marginal
        const forth = disintegrate(joint, ['A', 'B'])
        const back = bayesianInverse(forth.channel, prior)
        const twice = bayesianInverse(back.channel, back.marginal)
        expect(equalAlmostSurely(twice.channel, forth.channel, prior)).toBe(true)
      }),
    )
  })

  it('splits a joint into combs that compose to it, for any order and any component', () => {
    const order = fc.shuffledSubarray(['A', 'B', 'C', 'D'], { minLength: 4 })
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(0, 0.4),
        order,
        fc.subarray(['A', 'B', 'C', 'D']),
        (seed, zeros, names, part) => {
          const joint = jointOf(['A', 'B', 'C', 'D'], seed, zeros)
          const split = combSplit(joint, names, part)
          const again = combCompose(split)
          const wanted = again.values.map((_, cell) => {
            const bits = names.map((_, k) => (cell >> (3 - k)) & 1)
            return joint.values[['A', 'B', 'C', 'D'].reduce((i, name) => 2 * i + bits[names.indexOf(name)]!, 0)]!
          })
          close(again.values, wanted)
          expect(split.unique).toBe(split.teeth.every((tooth) => !tooth.channel.values.some(Number.isNaN)))
        },
      ),
    )
  })

  it('the comb f makes its treatment without listening to the screen, and f and g give the joint', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const joint = jointOf(['A', 'X', 'B', 'C'], seed)
        const { f, g, unique } = combDisintegrate(joint, { context: 'A', treatment: 'X', screen: 'B', outcome: 'C' })
        expect(unique).toBe(true)
        const at = (a: number, b: number, x: number, c: number): number => f.values[((2 * a + b) * 2 + x) * 2 + c]!
        const before = disintegrate(joint, 'A').marginal.values
        for (const a of [0, 1]) {
          for (const x of [0, 1]) {
            expect(at(a, 0, x, 0) + at(a, 0, x, 1)).toBeCloseTo(at(a, 1, x, 0) + at(a, 1, x, 1), 12)
            for (const b of [0, 1]) {
              for (const c of [0, 1]) {
                const p = before[a]! * g.channel.values[(2 * a + x) * 2 + b]! * at(a, b, x, c)
                expect(p).toBeCloseTo(joint.values[((2 * a + x) * 2 + b) * 2 + c]!, 12)
              }
            }
          }
        }
      }),
    )
  })
})

describe('effects by combs', () => {
  it('are the effects of the hidden truth, from the joint alone; a refusal has a hidden path to a child', () => {
    let found = 0
    fc.assert(
      fc.property(query, ([g, seed, [x, y]]) => {
        const { model, tables, joint } = hiddenTruth(g, seed)
        const comb = findComb(g, x!, y!)
        if (!comb.applicable) {
          const sibling = (a: string, b: string) =>
            g.edges.some((e) => e.fromMark === 'arrow' && [e.from, e.to].includes(a) && [e.from, e.to].includes(b))
          expect(comb.path.slice(1).every((name, i) => sibling(comb.path[i]!, name))).toBe(true)
          expect(g.edges.some((e) => e.from === x && e.to === comb.child && e.fromMark === 'tail')).toBe(true)
          return
        }
        found++
        const effect = effectByComb(joint, comb)
        const one = withOutputs(model, y!)
        const truth = interpret(openAt(one, x!).diagram, stochastic, tables, { sizes: new Map([[x!, 2]]) })
        close(effect.channel.values, truth.values, 1e-9)
        expect(effect.support).toEqual([true, true])
      }),
      { numRuns: 300 },
    )
    expect(found).toBeGreaterThan(100)
  })

  it('where the joint has holes, rows are right or refused, and refused only when filling the holes matters', () => {
    let [kept, refused] = [0, 0]
    fc.assert(
      fc.property(query, ([g, seed, [x, y]]) => {
        const { model, tables } = hiddenTruth(g, seed)
        // most rows become certain
        for (const [k, table] of [...tables.values()].entries()) {
          const draws = numbers(seed + 100 + k, table.length)
          for (let r = 0; r < table.length; r += 2) {
            if (draws[r]! < 0.7) table.set(draws[r]! < 0.35 ? [1, 0] : [0, 1], r)
          }
        }
        const joint = interpret(model, stochastic, tables)
        const comb = findComb(g, x!, y!)
        if (!comb.applicable) return
        const effect = effectByComb(joint, comb)
        const truth = interpret(openAt(withOutputs(model, y!), x!).diagram, stochastic, tables, {
          sizes: new Map([[x!, 2]]),
        })
        // two ways to fill the holes: mix a little of another full joint in, and less and less of it
        const filled = [3, 4].map((other) => {
          const noise = jointOf(g.nodes, seed + other)
          const values = joint.values.map((p, i) => (1 - 1e-9) * p + 1e-9 * noise.values[i]!)
          return effectByComb({ ...joint, values }, comb).channel.values
        })
        for (const row of [0, 1]) {
          const differ = [0, 1].some((j) => Math.abs(filled[0]![2 * row + j]! - filled[1]![2 * row + j]!) > 1e-6)
          if (effect.support[row]) {
            kept++
            close(effect.channel.values.slice(2 * row, 2 * row + 2), truth.values.slice(2 * row, 2 * row + 2), 1e-9)
            expect(differ).toBe(false)
          } else {
            refused++
            expect(differ).toBe(true)
            expect(effect.channel.values[2 * row]).toBeNaN()
          }
        }
      }),
      { numRuns: 400 },
    )
    expect(Math.min(kept, refused)).toBeGreaterThan(10)
  })

  it('identifyByCombs succeeds exactly when identify does, is right, and its moves can be re-checked', () => {
    let [yes, no] = [0, 0]
    fc.assert(
      fc.property(query, fc.nat(3), ([g, seed, names], shape) => {
        const [x, y, z, w] = names as [string, string, string | undefined, string | undefined]
        const asked = {
          do: shape > 1 && w !== undefined ? [x, w] : [x],
          outcome: [y],
          ...(shape % 2 === 1 && z !== undefined ? { given: [z] } : {}),
        }
        const mine = identifyByCombs(g, asked)
        expect(mine.identifiable).toBe(identify(g, asked).identifiable)
        expect(verifyTrace(g, mine)).toEqual({ valid: true })
        if (!mine.identifiable) {
          no++
          expect(mine.hedge.Fprime.every((name) => mine.hedge.F.includes(name))).toBe(true)
          expect(mine.hedge.Fprime.length).toBeLessThan(mine.hedge.F.length)
          return
        }
        yes++
        const { model, tables, joint } = hiddenTruth(g, seed)
        const answer = evaluateEstimand(mine.estimand, joint)
        const given = asked.given ?? []
        const outputs = [...given, y]
        const sizes = new Map(g.nodes.map((name) => [name, 2]))
        const open = asked.do.reduce<Diagram>((d, name) => openAt(d, name).diagram, withOutputs(model, outputs))
        const truth = interpret(open, stochastic, tables, { sizes }).values
        const axes = [...asked.do, ...outputs]
        for (let cell = 0; cell < 2 ** axes.length; cell++) {
          const bit = new Map(axes.map((name, k) => [name, (cell >> (axes.length - 1 - k)) & 1]))
          const index = answer.variables.reduce((i, v) => 2 * i + (bit.get(v.name) ?? 0), 0)
          const p = truth[cell]! / (given.length > 0 ? truth[cell & ~1]! + truth[cell | 1]! : 1)
          expect(answer.values[index]).toBeCloseTo(p, 8)
        }
      }),
      { numRuns: 400 },
    )
    expect(Math.min(yes, no)).toBeGreaterThan(30)
  })

  it('a forged move is found out', () => {
    const g = admg('X -> M -> Y; X <-> Y; W -> X')
    const answer = identifyByCombs(g, { do: 'X', outcome: 'Y' })
    expect(verifyTrace(g, answer)).toEqual({ valid: true })
    for (const [k, step] of answer.trace.entries()) {
      const trace = answer.trace.map((one, i) => (i === k ? { ...one, kept: step.kept.slice(1) } : one))
      expect(verifyTrace(g, { ...answer, trace } as typeof answer).valid).toBe(false)
    }
    expect(verifyTrace(g, { ...answer, trace: [] }).valid).toBe(false)
    const bow = admg('X -> Y; X <-> Y')
    expect(verifyTrace(g, identifyByCombs(bow, { do: 'X', outcome: 'Y' }) as never).valid).toBe(false)
  })
})

/** A random functional model: each variable a function of some before it and of a shared or own state. */
const functional = fc.tuple(fc.nat(), fc.array(fc.tuple(fc.nat(7), fc.nat(3)), { minLength: 3, maxLength: 3 }))
function functionalModel(seed: number, shape: readonly (readonly [number, number])[]) {
  const names = ['X', 'Y', 'Z']
  const tables = new Map<string, Float64Array>()
  const build = (outputs: readonly string[]): Diagram =>
    fromProgram([], (run) => {
      const wires = new Map<string, Wire>()
      for (const [k, name] of ['U0', 'U1', 'U2', 'U3'].entries()) {
        wires.set(name, run(box(name, [], [name]))[0]!)
        const p = 0.1 + 0.8 * numbers(seed, 4)[k]!
        tables.set(name, Float64Array.of(p, 1 - p))
      }
      for (const [k, name] of names.entries()) {
        const reads = [...names.slice(0, k).filter((_, i) => ((shape[k]![0] >> i) & 1) === 1), `U${shape[k]![1]}`]
        const f = box(name, reads, [name], { deterministic: true })
        wires.set(name, run(f, ...reads.map((read) => wires.get(read)!))[0]!)
        const draws = numbers(seed + 1 + k, 2 ** reads.length)
        tables.set(name, Float64Array.from(draws.flatMap((x) => (x < 0.5 ? [1, 0] : [0, 1]))))
      }
      return outputs.map((name) => wires.get(name)!)
    })
  const sizes = new Map([...names, 'U0', 'U1', 'U2', 'U3'].map((name) => [name, 2]))
  return { build, tables, sizes }
}

describe('twins', () => {
  it('without evidence a twin is the intervention; without an intervention it is the model', () => {
    fc.assert(
      fc.property(functional, ([seed, shape]) => {
        const { build } = functionalModel(seed, shape)
        const twin = twinDiagram(build(['X', 'Y', 'Z']), { do: { X: 1 }, query: ['Y', 'Z'] }).diagram
        expect(equalDiagrams(twin, doValue(build(['Y', 'Z']), 'X', 1).diagram, 'functional')).toBe(true)
        const still = worldsDiagram(build(['X', 'Y']), [{ outputs: ['X'] }, { outputs: ['Y'] }]).diagram
        expect(equalDiagrams(still, build(['X', 'Y']), 'functional')).toBe(true)
      }),
    )
  })

  it('setting what was seen gives what was seen (consistency), and worlds are right by enumeration', () => {
    fc.assert(
      fc.property(functional, ([seed, shape]) => {
        const { build, tables, sizes } = functionalModel(seed, shape)
        const joint = (x: number) =>
          interpret(
            twinDiagram(build(['X', 'Y', 'Z']), { given: ['X', 'Y', 'Z'], do: { X: x }, query: ['Y', 'Z'] }).diagram,
            stochastic,
            tables,
            { sizes },
          ).values
        for (const x of [0, 1]) {
          const values = joint(x)
          for (const [cell, p] of values.entries()) {
            const [seenX, seenY, seenZ, y, z] = [4, 3, 2, 1, 0].map((k) => (cell >> k) & 1)
            if (p > 0 && seenX === x) expect([y, z]).toEqual([seenY, seenZ])
          }
          // by hand: every state of the chance from outside
          const wanted = new Array<number>(32).fill(0)
          for (let u = 0; u < 16; u++) {
            const world = (forced: number | null): Record<string, number> => {
              const value: Record<string, number> = {}
              for (const k of [0, 1, 2, 3]) value[`U${k}`] = (u >> k) & 1
              for (const [k, name] of ['X', 'Y', 'Z'].entries()) {
                const reads = [
                  ...['X', 'Y', 'Z'].slice(0, k).filter((_, i) => ((shape[k]![0] >> i) & 1) === 1),
                  `U${shape[k]![1]}`,
                ]
                const row = reads.reduce((index, read) => 2 * index + value[read]!, 0)
                value[name] = name === 'X' && forced !== null ? forced : tables.get(name)![2 * row + 1]!
              }
              return value
            }
            const p = [0, 1, 2, 3].reduce((product, k) => product * tables.get(`U${k}`)![(u >> k) & 1]!, 1)
            const [a, b] = [world(null), world(x)]
            wanted[(((a['X']! * 2 + a['Y']!) * 2 + a['Z']!) * 2 + b['Y']!) * 2 + b['Z']!]! += p
          }
          close(values, wanted)
        }
      }),
      { numRuns: 40 },
    )
  })
})

describe('checkNaturality', () => {
  it('errors add up at most along composition', () => {
    const channel = (seed: number, rows: number, columns: number): number[][] =>
      Array.from({ length: rows }, (_, i) => [...normalized(numbers(seed + i, columns))])
    const map = (seed: number, from: number, to: number): number[] =>
      numbers(seed, from).map((x, i) => (i < to ? i : Math.floor(x * to)))
    fc.assert(
      fc.property(fc.nat(100_000), (seed) => {
        const [low1, low2] = [channel(seed, 4, 3), channel(seed + 10, 3, 4)]
        const [high1, high2] = [channel(seed + 20, 2, 2), channel(seed + 30, 2, 3)]
        const [cause, middle, effect] = [map(seed + 40, 4, 2), map(seed + 50, 3, 2), map(seed + 60, 4, 3)]
        const both = (f: number[][], g: number[][]): number[][] => {
          const d = compose(box('f', ['A'], ['B']), box('g', ['B'], ['C']))
          return channelMatrix(interpret(d, stochastic, { f, g })).to2DArray()
        }
        const first = checkNaturality(low1, high1, { cause, effect: middle })
        const second = checkNaturality(low2, high2, { cause: middle, effect })
        const whole = checkNaturality(both(low1, low2), both(high1, high2), { cause, effect })
        for (const measure of ['totalVariation', 'jensenShannon'] as const) {
          expect(whole[measure]).toBeLessThanOrEqual(first[measure] + second[measure] + 1e-12)
        }
      }),
    )
  })
})
