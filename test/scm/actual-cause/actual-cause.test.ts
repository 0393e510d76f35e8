import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  actualCause,
  bernoulli,
  blame,
  deterministic,
  intervene,
  normal,
  responsibility,
  scm,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

type Bit = 0 | 1
/** Variables V0 … V(n−1), each with a random truth table over up to two earlier ones; `u` starts the first. */
const systems = fc.integer({ min: 2, max: 5 }).chain((n) =>
  fc.tuple(
    ...Array.from({ length: n }, (_, i) =>
      fc.record({
        parents: fc.subarray(
          Array.from({ length: i }, (_, k) => k),
          { maxLength: Math.min(2, i) },
        ),
        table: fc.array(fc.constantFrom<Bit>(0, 1), { minLength: 4, maxLength: 4 }),
      }),
    ),
  ),
)
type System = typeof systems extends fc.Arbitrary<infer S> ? S : never
const value = (system: System, i: number, v: readonly number[]): Bit => {
  const [a = -1, b = -1] = system[i]!.parents
  return system[i]!.table[2 * (v[a] ?? 0) + (v[b] ?? 0)]!
}
function settle(system: System, held: ReadonlyMap<number, number>): number[] {
  const v: number[] = []
  for (let i = 0; i < system.length; i++) v.push(held.get(i) ?? value(system, i, v))
  return v
}
const bits = (set: number, n: number) => Array.from({ length: n }, (_, i) => i).filter((i) => (set >> i) & 1)

/** AC2 of the modified definition straight from its words: every W, every x′; no pruning. */
function dependsModified(system: System, cause: readonly number[], effect: number): boolean {
  const actual = settle(system, new Map())
  for (let w = 0; w < 1 << system.length; w++) {
    if (cause.some((c) => (w >> c) & 1)) continue
    for (let x = 0; x < 1 << cause.length; x++) {
      const held = new Map([
        ...bits(w, system.length).map((i) => [i, actual[i]!] as const),
        ...cause.map((c, k) => [c, (x >> k) & 1] as const),
      ])
      if (settle(system, held)[effect] !== actual[effect]) return true
    }
  }
  return false
}

/** AC2(a) and (b) of the updated definition, straight from its words. */
function dependsUpdated(system: System, cause: readonly number[], effect: number): boolean {
  const n = system.length
  const actual = settle(system, new Map())
  for (let w = 0; w < 1 << n; w++) {
    if (cause.some((c) => (w >> c) & 1)) continue
    const inside = bits(w, n)
    const rest = bits(~w, n).filter((i) => !cause.includes(i))
    for (let set = 0; set < 1 << inside.length; set++) {
      const chosen = inside.map((i, k) => [i, (set >> k) & 1] as const)
      const fails = Array.from({ length: 1 << cause.length }, (_, x) =>
        settle(system, new Map([...chosen, ...cause.map((c, k) => [c, (x >> k) & 1] as const)])),
      ).some((v) => v[effect] !== actual[effect])
      if (!fails) continue
      let throughout = true
      for (let part = 0; part < 1 << inside.length; part++) {
        for (let others = 0; others < 1 << rest.length; others++) {
          const held = new Map([
            ...cause.map((c) => [c, actual[c]!] as const),
            ...chosen.filter((_, k) => (part >> k) & 1),
            ...rest.filter((_, k) => (others >> k) & 1).map((i) => [i, actual[i]!] as const),
          ])
          if (settle(system, held)[effect] !== actual[effect]) throughout = false
        }
      }
      if (throughout) return true
    }
  }
  return false
}

function modelOf(system: System) {
  const spec: Record<string, unknown> = { u: bernoulli(0.5) }
  for (const [i, { parents }] of system.entries()) {
    // the exogenous variable is a parent of all, so that every variable has both states
    spec[`V${i}`] = deterministic(['u', ...parents.map((p) => `V${p}`)], (values: Record<string, number>) => {
      const v: number[] = []
      for (const p of parents) v[p] = values[`V${p}`]!
      return values['u'] === 0 ? value(system, i, v) : 1 - value(system, i, v)
    })
  }
  // biome-ignore lint/suspicious/noExplicitAny: names known at run time only
  return scm(spec as any)
}

describe('actualCause', () => {
  it('is the definition, word by word, on random systems', () => {
    fc.assert(
      fc.property(systems, fc.integer({ min: 1, max: 7 }), (system, chosen) => {
        const n = system.length
        const effect = n - 1
        const cause = bits(chosen, n - 1)
        fc.pre(cause.length > 0)
        const model = modelOf(system)
        const names = cause.map((c) => `V${c}`)
        const happened = { [`V${effect}`]: settle(system, new Map())[effect]! }
        const parts = Array.from({ length: (1 << cause.length) - 2 }, (_, k) =>
          bits(k + 1, cause.length).map((i) => cause[i]!),
        )
        for (const [definition, depends] of [
          ['modified', dependsModified],
          ['updated', dependsUpdated],
        ] as const) {
          const verdict = actualCause(
            model,
            { u: 0 } as never,
            { cause: names as never, effect: happened as never },
            { definition },
          )
          const dependence = depends(system, cause, effect)
          expect(verdict.dependence).toBe(dependence)
          expect(verdict.isCause).toBe(dependence && !parts.some((part) => depends(system, part, effect)))
        }
      }),
      { numRuns: 150 },
    )
  })

  const rock = scm({
    u: bernoulli(0.5),
    ST: deterministic(['u'], ({ u }: { u: Bit }): Bit => u),
    BT: deterministic(['u'], ({ u }: { u: Bit }): Bit => u),
    SH: deterministic(['ST'], ({ ST }: { ST: Bit }): Bit => ST),
    BH: deterministic(['BT', 'SH'], ({ BT, SH }: { BT: Bit; SH: Bit }): Bit => (BT === 1 && SH === 0 ? 1 : 0)),
    BS: deterministic(['SH', 'BH'], ({ SH, BH }: { SH: Bit; BH: Bit }): Bit => (SH === 1 || BH === 1 ? 1 : 0)),
  })

  it('tells Suzy, whose rock hit, from Billy, whose rock would have (Lewis; Halpern 2015, example 3.2)', () => {
    const suzy = actualCause(rock, { u: 1 }, { cause: 'ST', effect: { BS: 1 } })
    expect(suzy).toMatchObject({
      isCause: true,
      butFor: false,
      witness: { contingency: { BH: 0 }, alternative: { ST: 0 } },
    })
    expect(actualCause(rock, { u: 1 }, { cause: 'BT', effect: { BS: 1 } }).isCause).toBe(false)
    expect(actualCause(rock, { u: 1 }, { cause: ['ST', 'BT'], effect: { BS: 1 } })).toMatchObject({
      isCause: false,
      dependence: true,
      minimal: false,
      smallerCause: ['ST'],
    })
    expect(actualCause(rock, { u: 0 }, { cause: { ST: 1 }, effect: { BS: 0 } })).toMatchObject({
      isCause: false,
      happened: false,
      dependence: null,
      minimal: null,
    })
  })

  it('gives responsibility and blame', () => {
    expect(responsibility(rock, { u: 1 }, { cause: 'ST', effect: { BS: 1 } })).toBe(1 / 2)
    expect(responsibility(rock, { u: 1 }, { cause: 'BT', effect: { BS: 1 } })).toBe(0)
    expect(responsibility(rock, { u: 0 }, { cause: 'ST', effect: { BS: 1 } })).toBe(0)
    const half = [
      { context: { u: 1 }, probability: 0.5 },
      { context: { u: 0 }, probability: 0.5 },
    ] as const
    expect(blame(rock, half, { cause: 'ST', effect: { BS: 1 } })).toBe(0.25)
    expectCausalError(
      () => blame(rock, [{ context: { u: 1 }, probability: 0.5 }], { cause: 'ST', effect: { BS: 1 } }),
      'blame',
      'not-probability',
    )
  })

  it('works on a model with interventions', () => {
    expect(actualCause(intervene(rock, { BT: 0 }), { u: 1 }, { cause: 'ST', effect: { BS: 1 } }).butFor).toBe(true)
  })

  it('refuses what it cannot judge', () => {
    const ask =
      (context: object, query: object, model: unknown = rock) =>
      () =>
        actualCause(model as typeof rock, context as never, query as never)
    expectCausalError(ask({ u: 1 }, { cause: 'XX', effect: { BS: 1 } }), 'actualCause', 'unknown-name')
    expectCausalError(ask({ u: 1 }, { cause: 'ST', effect: { BS: 7 } }), 'actualCause', 'unknown-name')
    expectCausalError(ask({ u: 1, ST: 1 }, { cause: 'ST', effect: { BS: 1 } }), 'actualCause', 'invalid-argument')
    expectCausalError(ask({}, { cause: 'ST', effect: { BS: 1 } }), 'actualCause', 'invalid-argument')
    expectCausalError(ask({ u: 1 }, { cause: 'u', effect: { BS: 1 } }), 'actualCause', 'invalid-argument')
    expectCausalError(ask({ u: 1 }, { cause: [], effect: { BS: 1 } }), 'actualCause', 'invalid-argument')
    expectCausalError(ask({ u: 1 }, { cause: 'ST', effect: {} }), 'actualCause', 'invalid-argument')
    expectCausalError(ask({ u: 1 }, { cause: 'BS', effect: { BS: 1 } }), 'actualCause', 'overlap')
    expectCausalError(
      ask({ X: 1 }, { cause: 'X', effect: { X: 1 } }, scm({ X: normal(0, 1) })),
      'actualCause',
      'not-supported',
    )
  })
})
