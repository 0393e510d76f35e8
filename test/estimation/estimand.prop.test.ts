import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  admg,
  aipw,
  berkeleyAdmissions,
  counts,
  dag,
  type EffectEstimate,
  type Estimator,
  estimateEffect,
  evaluateEstimand,
  fromCounts,
  frontDoorEstimator,
  ipw,
  kidneyStones,
  parseEstimand,
  regressionAdjustment,
  standardization,
  type Table,
  toText,
} from '../../src/index.js'

/** The difference of the outcome's means from the estimand, valued on the counts of the rows. */
function valued(e: EffectEstimate & { estimated: true }, data: Table, treatment: string, outcome: string): number {
  const value = evaluateEstimand(e.estimand as never, counts(data))
  const axis = (name: string) => value.variables.findIndex((variable) => variable.name === name)
  const [t, y] = [axis(treatment), axis(outcome)]
  expect(value.variables.length).toBe(2)
  const states = (k: number) => value.variables[k]!.states
  const at = (arm: number, event: number) =>
    value.values[t < y ? arm * states(y).length + event : event * states(t).length + arm]!
  const mean = (arm: string) => {
    const row = states(t).indexOf(arm.slice(treatment.length + 3))
    // numbers count as they are, categories as the event or not
    const score = (state: string) =>
      e.diagnostics['event'] === undefined ? Number(state) : state === e.diagnostics['event'] ? 1 : 0
    return states(y).reduce((sum, state, k) => sum + (score(state) === 0 ? 0 : score(state) * at(row, k)), 0)
  }
  return mean(e.contrast.to) - mean(e.contrast.from)
}

const saturated: readonly Estimator[] = (['ATE', 'ATT', 'ATC'] as const).flatMap((population) => [
  standardization({ population }),
  ipw({ population }),
  aipw({ population }),
  regressionAdjustment({ population }),
])
const all = [...saturated, ipw({ population: 'ATO' }), ipw({ normalized: false })]

const check = (data: Table, question: object, estimator: Estimator, treatment: string, outcome: string): boolean => {
  const e = estimateEffect(data, { ...question, treatment, outcome, estimator } as never)
  if (!e.estimated) return false
  const close = Math.abs(e.estimate - valued(e, data, treatment, outcome))
  expect(close, `${e.estimator} ${e.population}: ${e.formula}`).toBeLessThan(1e-9)
  expect(e.formula).toBe(toText(e.estimand!))
  expect(toText(parseEstimand(e.formula))).toBe(e.formula)
  return true
}

describe('the formula shown', () => {
  it('has the value of the number beside it: kidney stones, Berkeley', () => {
    const stones = fromCounts(kidneyStones) as unknown as Table
    const graph = dag('stone -> treatment -> recovered; stone -> recovered')
    for (const estimator of all) expect(check(stones, { graph }, estimator, 'treatment', 'recovered')).toBe(true)
    const berkeley = fromCounts(berkeleyAdmissions) as unknown as Table
    const direct = { graph: dag('gender -> department -> admitted; gender -> admitted'), effect: 'direct' }
    for (const estimator of all) expect(check(berkeley, direct, estimator, 'gender', 'admitted')).toBe(true)
  })

  it('names the population', () => {
    const stones = fromCounts(kidneyStones)
    const graph = dag('stone -> treatment -> recovered; stone -> recovered')
    const formula = (estimator: Estimator) => {
      const e = estimateEffect(stones, { graph, treatment: 'treatment', outcome: 'recovered', estimator })
      return e.estimated ? e.formula : e.message
    }
    const within = 'P(recovered | treatment, stone)'
    expect(formula(ipw())).toBe(`Σ_stone ${within} P(stone)`)
    expect(formula(ipw({ population: 'ATT' }))).toBe(`Σ_stone ${within} P(stone | treatment = open)`)
    expect(formula(ipw({ population: 'ATC' }))).toBe(`Σ_stone ${within} P(stone | treatment = percutaneous)`)
    expect(formula(ipw({ population: 'ATO' }))).toContain('P(treatment = percutaneous | stone)')
  })

  const cells = (n: number) => fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n, maxLength: n })

  it('has the value of the number: random tables with two to three arms, one covariate', () => {
    let judged = 0
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 3 }), cells(27), fc.boolean(), (arms, values, turn) => {
        const states = ['a', 'b', 'c'].slice(0, arms)
        const data = fromCounts({
          variables: [
            { name: 'Z', states: ['u', 'v', 'w'] },
            { name: 'T', states },
            { name: 'Y', states: ['0', '1'] },
          ],
          values: values.concat(values).slice(0, 3 * arms * 2),
        }) as unknown as Table
        const [from, to] = turn ? ['b', 'a'] : ['a', 'b']
        for (const estimator of all) {
          const asked = { graph: dag('Z -> T -> Y; Z -> Y'), contrast: { from, to } }
          // with three arms the propensities are no longer one logistic model, but still saturated
          if (check(data, asked, estimator, 'T', 'Y')) judged++
        }
      }),
      { numRuns: 15 },
    )
    expect(judged).toBeGreaterThan(14 * all.length)
  })

  it('has the value of the number through a front door', () => {
    let judged = 0
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 3 }),
        fc.integer({ min: 2, max: 3 }),
        cells(27),
        (arms, mediators, values) => {
          const data = fromCounts({
            variables: [
              { name: 'X', states: ['a', 'b', 'c'].slice(0, arms) },
              { name: 'M', states: ['0', '1', '2'].slice(0, mediators) },
              { name: 'Y', states: ['no', 'yes', 'cannot say'].slice(0, 2) },
            ],
            values: values.slice(0, arms * mediators * 2),
          }) as unknown as Table
          const asked = { graph: admg('X -> M -> Y; X <-> Y'), contrast: { from: 'b', to: 'a' } }
          if (check(data, asked, frontDoorEstimator(), 'X', 'Y')) judged++
        },
      ),
      { numRuns: 60 },
    )
    expect(judged).toBe(60)
  })
})
