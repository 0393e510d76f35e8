import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  abduct,
  averageTreatmentEffect,
  counterfactual,
  counterfactualProbability,
  effectOfTreatmentOnTreated,
  type Factor,
  intervene,
  naturalDirectEffect,
  naturalIndirectEffect,
  parallelWorlds,
  pathSpecificEffect,
  probabilityOfNecessity,
  probabilityOfSufficiency,
  query,
  queryTerms,
  shift,
} from '../../src/index.js'
import { expect as expected } from '../../src/scm/engines/answer.js'
import { prepare } from '../../src/scm/engines/terms.js'
import { weightedAnswer } from '../../src/scm/engines/weighted-engine.js'
import { unlessTooFewDraws } from '../support/unless-too-few-draws.js'
import {
  type Act,
  arbitraryTables,
  bruteForce,
  modelOf,
  type Tables,
  unitValues,
  type Values,
} from './arbitrary-model.js'

const runs = { numRuns: 60 }
const close = (actual: number | null, wanted: number | null) => {
  if (actual === null || wanted === null) expect(actual).toBe(wanted)
  else expect(Math.abs(actual - wanted)).toBeLessThan(1e-11)
}
const cardOf = (tables: Tables, name: string) => tables.endogenous.find((v) => v.name === name)!.states

/** A model with some random worlds over it, nested two deep. */
const arbitraryQuestion = arbitraryTables.chain((tables) => {
  const names = tables.endogenous.map(({ name }) => name)
  const variable = fc.constantFrom(...names)
  const value = (name: string) => fc.integer({ min: 0, max: cardOf(tables, name) - 1 })
  const pairOf = (name: string): fc.Arbitrary<[string, number]> => value(name).map((v) => [name, v])
  const plain: fc.Arbitrary<Act> = fc
    .array(variable.chain(pairOf), { maxLength: 2 })
    .map((pairs) => Object.fromEntries(pairs))
  // a value from another world fits only a variable with at least as many states
  const nested: fc.Arbitrary<Act> = fc.tuple(variable, variable, plain, plain).map(([a, b, inner, outer]) => ({
    ...outer,
    ...(cardOf(tables, b) <= cardOf(tables, a) ? { [a]: { variable: b, do: inner } } : {}),
  }))
  const term = fc
    .tuple(variable, fc.oneof(plain, nested))
    .chain(([name, act]) => value(name).map((v) => ({ variable: name, value: v, do: act })))
  return fc.record({
    tables: fc.constant(tables),
    event: fc.array(term, { minLength: 1, maxLength: 3 }),
    given: fc.array(term, { maxLength: 2 }),
    x: variable,
    y: variable,
    act: plain,
    other: plain,
  })
})
type Question = typeof arbitraryQuestion extends fc.Arbitrary<infer Q> ? Q : never
type TermOf = Question['event'][number]
const holds = (tables: Tables, noise: Values) => (term: TermOf) =>
  unitValues(tables, noise, term.do)[term.variable] === term.value
const typed = (terms: readonly TermOf[]) => terms as never[]

describe('exact answers', () => {
  it('equal those of enumeration over all units, nested worlds and evidence from several worlds included', () => {
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, event, given }) => {
        const found = counterfactualProbability(modelOf(tables), typed(event), { given: typed(given) })
        close(
          found.value,
          bruteForce(
            tables,
            (u) => (event.every(holds(tables, u)) ? 1 : 0),
            (u) => given.every(holds(tables, u)),
          ),
        )
      }),
      { numRuns: 200 },
    )
  })

  it('of abduction, action and prediction are those of enumeration, and evidence accumulates', () => {
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, given: [first, second], act, y }) => {
        const seen = [first, second]
          .filter((term) => term !== undefined)
          .map(({ variable, value }) => ({ variable, value, do: {} }))
        let unit = modelOf(tables)
        for (const { variable, value } of seen) unit = abduct(unit, { [variable]: value })
        const after = query(intervene(unit, act as Values), [y])
        const wanted = bruteForce(
          tables,
          (u) => unitValues(tables, u, act)[y]!,
          (u) => seen.every(holds(tables, u)),
        )
        if (wanted === null) expect(after.method).toBe('zero-probability')
        else {
          if (after.method !== 'discrete') throw new Error(after.method)
          let mean = 0
          for (const [s, p] of after.values.entries()) mean += p * Number(after.variables[0]!.states[s])
          close(mean, wanted)
        }
      }),
      runs,
    )
  })

  it('agree with weighted draws within their standard error', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, given, act, y }) => {
        const model = modelOf(tables)
        const evidence = given.slice(0, 1).map((term) => ({ ...term, do: {} }))
        const target = { variable: y, do: act } as never
        const wanted = bruteForce(
          tables,
          (u) => unitValues(tables, u, act)[y]!,
          (u) => evidence.every(holds(tables, u)),
        )
        if (wanted === null) return
        const found = weightedAnswer(prepare(model, [target], typed(evidence)), {
          draws: 4000,
          seed: 5,
        })
        if (typeof found === 'string') throw new Error(found)
        const mean = unlessTooFewDraws(() => expected(found, ([v]) => v as number, null))
        if (mean === null) return
        live++
        expect(Math.abs(mean.value! - wanted)).toBeLessThan(
          5.5 * mean.standardError + 1e-9 + (mean.standardError === 0 ? 0.02 : 0),
        )
      }),
      runs,
    )
    expect(live).toBeGreaterThan(30)
  })
})

describe('the axioms of counterfactuals (Galles & Pearl 1998)', () => {
  const probability = (tables: Tables, event: object[], given: object[] = []) =>
    counterfactualProbability(modelOf(tables), event as never[], { given: given as never[] }).value

  it('effectiveness: what is set has the value it is set to', () => {
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, x, act }) => {
        for (const value of [0, 1]) close(probability(tables, [{ variable: x, value, do: { ...act, [x]: value } }]), 1)
      }),
      runs,
    )
  })

  it('composition: setting a variable to the value it has anyway changes nothing', () => {
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, x, y, act }) => {
        const kept = { ...act, [x]: { variable: x, do: act } }
        for (const value of [0, 1]) {
          close(
            probability(tables, [
              { variable: y, value, do: kept },
              { variable: y, value: 1 - value, do: act },
            ]),
            0,
          )
          close(
            probability(tables, [{ variable: y, value, do: kept }]),
            probability(tables, [{ variable: y, value, do: act }]),
          )
        }
      }),
      runs,
    )
  })

  it('consistency: doing what was done anyway brings about what came about', () => {
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, x, y }) => {
        const given = [
          { variable: x, value: 1 },
          { variable: y, value: 0 },
        ]
        const same = probability(tables, [{ variable: y, value: 0, do: { [x]: 1 } }], given)
        if (same !== null) close(same, 1)
      }),
      runs,
    )
  })
})

describe('models', () => {
  it('without evidence abduction is the identity', () => {
    fc.assert(
      fc.property(arbitraryTables, (tables) => {
        const model = modelOf(tables)
        expect(abduct(model, {})).toBe(model)
      }),
      runs,
    )
  })

  it('interventions on different variables commute', () => {
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, act, other, y }) => {
        const rest = Object.fromEntries(Object.entries(other).filter(([name]) => !(name in act))) as Values
        const model = modelOf(tables)
        const one = query(intervene(intervene(model, act as Values), rest), [y])
        const two = query(intervene(intervene(model, rest), act as Values), [y])
        const both = query(intervene(model, { ...(act as Values), ...rest }), [y])
        if (one.method !== 'discrete' || two.method !== 'discrete' || both.method !== 'discrete')
          throw new Error(one.method)
        expect(Array.from(one.values)).toEqual(Array.from(two.values))
        expect(Array.from(one.values)).toEqual(Array.from(both.values))
      }),
      runs,
    )
  })

  it('a shift by nothing changes nothing', () => {
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, x, y }) => {
        const model = modelOf(tables)
        const there = query(intervene(model, { [x]: shift(0) }), [y])
        const plain = query(model, [y])
        if (there.method !== 'discrete' || plain.method !== 'discrete') throw new Error(there.method)
        for (const [s, p] of plain.values.entries()) close(there.values[s]!, p)
      }),
      runs,
    )
  })

  it('of parallel worlds give the same joint distribution as a query over worlds', () => {
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, act, x, y }) => {
        const model = modelOf(tables)
        const worlds = parallelWorlds(model, { one: {}, two: act as Values })
        const found = query(worlds, [`${x}@one`, `${y}@two`])
        const wanted = queryTerms(model, [{ variable: x }, { variable: y, do: act as Values }])
        if (found.method !== 'discrete' || wanted.method !== 'discrete') throw new Error(found.method)
        const cell = (a: Factor, i: string, j: string) => {
          const [first, second] = a.variables
          const [r, c] = [first!.states.indexOf(i), second!.states.indexOf(j)]
          return r < 0 || c < 0 ? 0 : a.values[r * second!.states.length + c]!
        }
        for (let i = 0; i < 3; i++)
          for (let j = 0; j < 3; j++) close(cell(found, `${i}`, `${j}`), cell(wanted, `${i}`, `${j}`))
      }),
      runs,
    )
  })
})

describe('effects', () => {
  it('TE = NDE − reverse NIE = NIE − reverse NDE, and all are those of enumeration', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, x, y }) => {
        if (x === y) return
        live++
        const model = modelOf(tables)
        const mediators = tables.endogenous.map(({ name }) => name).filter((name) => name !== x && name !== y)
        const q = { treatment: x, outcome: y, mediators }
        const back = { ...q, contrast: { from: 1, to: 0 } }
        const te = averageTreatmentEffect(model, { treatment: x, outcome: y }).value!
        const nde = naturalDirectEffect(model, q).value!
        const nie = naturalIndirectEffect(model, q).value!
        close(te, nde - naturalIndirectEffect(model, back).value!)
        close(te, nie - naturalDirectEffect(model, back).value!)
        const at = (u: Values, outer: number, inner: number) => {
          const m = unitValues(tables, u, { [x]: inner })
          return unitValues(tables, u, {
            ...Object.fromEntries(mediators.map((name) => [name, m[name]!])),
            [x]: outer,
          })[y]!
        }
        close(
          nde,
          bruteForce(tables, (u) => at(u, 1, 0) - at(u, 0, 0)),
        )
        close(
          nie,
          bruteForce(tables, (u) => at(u, 0, 1) - at(u, 0, 0)),
        )
        close(
          effectOfTreatmentOnTreated(model, { treatment: x, outcome: y }).value,
          bruteForce(
            tables,
            (u) => unitValues(tables, u, { [x]: 1 })[y]! - unitValues(tables, u, { [x]: 0 })[y]!,
            (u) => unitValues(tables, u, {})[x] === 1,
          ),
        )
      }),
      runs,
    )
    expect(live).toBeGreaterThan(22)
  })

  it('along all paths is the total effect, along none is nothing, along the edge is the direct effect', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, x, y }) => {
        if (x === y) return
        live++
        const model = modelOf(tables)
        const walk = (path: string[]): string[][] =>
          path.at(-1) === y
            ? [path]
            : tables.endogenous
                .filter((v) => v.parents.includes(path.at(-1)!))
                .flatMap(({ name }) => walk([...path, name]))
        const paths = walk([x])
        const q = { treatment: x, outcome: y }
        close(pathSpecificEffect(model, { ...q, paths: [] }).value, 0)
        close(pathSpecificEffect(model, { ...q, paths }).value, averageTreatmentEffect(model, q).value)
        const mediators = tables.endogenous.map(({ name }) => name).filter((name) => name !== x && name !== y)
        const edge = paths.filter((path) => path.length === 2)
        close(
          pathSpecificEffect(model, { ...q, paths: edge }).value,
          naturalDirectEffect(model, { ...q, mediators }).value,
        )
      }),
      runs,
    )
    expect(live).toBeGreaterThan(22)
  })

  it('PN and PS lie within the bounds of Tian & Pearl (2000)', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, x, y }) => {
        if (x === y || cardOf(tables, x) !== 2 || cardOf(tables, y) !== 2) return
        live++
        const model = modelOf(tables)
        const p = (...event: object[]) => counterfactualProbability(model, event as never[]).value!
        const pn = probabilityOfNecessity(model, { treatment: x, outcome: y }).value
        const ps = probabilityOfSufficiency(model, { treatment: x, outcome: y }).value
        const X = (value: number) => ({ variable: x, value })
        const Y = (value: number, act = {}) => ({ variable: y, value, do: act })
        if (pn !== null) {
          const joint = p(X(1), Y(1))
          expect(pn).toBeGreaterThanOrEqual(Math.max(0, (p(Y(1)) - p(Y(1, { [x]: 0 }))) / joint) - 1e-9)
          expect(pn).toBeLessThanOrEqual(Math.min(1, (p(Y(0, { [x]: 0 })) - p(X(0), Y(0))) / joint) + 1e-9)
        }
        if (ps !== null) {
          const joint = p(X(0), Y(0))
          expect(ps).toBeGreaterThanOrEqual(Math.max(0, (p(Y(1, { [x]: 1 })) - p(Y(1))) / joint) - 1e-9)
          expect(ps).toBeLessThanOrEqual(Math.min(1, (p(Y(1, { [x]: 1 })) - p(X(1), Y(1))) / joint) + 1e-9)
        }
      }),
      runs,
    )
    expect(live).toBeGreaterThan(5)
  })

  it('counterfactual of the factual act is the posterior itself', () => {
    let live = 0
    fc.assert(
      fc.property(arbitraryQuestion, ({ tables, x, y }) => {
        const model = modelOf(tables)
        const given = { [x]: 0 }
        const same = query(counterfactual(model, { given, do: given }), [y])
        const posterior = query(model, [y], { given })
        expect(same.method).toBe(posterior.method)
        if (same.method !== 'discrete' || posterior.method !== 'discrete') return
        live++
        for (const [s, p] of posterior.values.entries()) close(same.values[s]!, p)
      }),
      runs,
    )
    expect(live).toBeGreaterThan(25)
  })
})
