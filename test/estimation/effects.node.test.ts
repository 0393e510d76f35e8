import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  aipw,
  dag,
  type Estimator,
  estimateEffect,
  ipw,
  readCsv,
  regressionAdjustment,
  type Table,
  table,
} from '../../src/index.js'
import { folder, present } from '../conformance/harness.js'

interface Case {
  readonly id: string
  readonly dataset: string
  readonly method: string
  readonly spec: Record<string, never> & { treatment: string; outcome: string; estimand: 'ATE'; interactions: boolean }
  readonly expected: Record<string, number>
}

/** The case's columns: treatment, outcome and the terms, products included. */
function dataOf({ dataset, spec }: Case): { data: Table; terms: string[] } {
  const raw = readCsv(readFileSync(join(folder, 'scm/data', dataset), 'utf8'))
  const column = (name: string): Float64Array => raw.data[raw.columns.indexOf(name)] as Float64Array
  const terms = (spec['terms'] ?? spec['propensity_terms'] ?? spec['outcome_terms'] ?? []) as string[]
  const columns = new Map<string, Float64Array>()
  for (const name of [spec.treatment, spec.outcome, ...terms]) {
    const [first, ...others] = name.split('*').map(column)
    columns.set(
      name,
      first!.map((value, i) => others.reduce((product, other) => product * other[i]!, value)),
    )
  }
  return { data: table(Object.fromEntries(columns)), terms }
}

const estimators: Record<string, (item: Case) => [Estimator, string][]> = {
  ols_adjustment: () =>
    (['classical', 'sandwich', 'HC1', 'HC2', 'HC3'] as const).map((standardErrors) => [
      regressionAdjustment({ interactions: false, standardErrors }),
      `se_${standardErrors === 'sandwich' ? 'HC0' : standardErrors}`,
    ]),
  g_formula: ({ spec }) => [[regressionAdjustment({ estimand: spec.estimand }), 'se_mestimation']],
  ipw_hajek: ({ spec }) => [[ipw({ estimand: spec.estimand }), 'se_mestimation']],
  ipw_horvitz_thompson: () => [[ipw({ normalized: false }), 'se_mestimation']],
  aipw: ({ spec }) => [
    [aipw({ estimand: spec.estimand, standardErrors: 'influence' }), 'se_influence'],
    [aipw({ estimand: spec.estimand }), 'se_mestimation'],
  ],
}

describe.runIf(present)('reference estimates on real data', () => {
  const { cases } = JSON.parse(readFileSync(join(folder, 'scm/effects.json'), 'utf8')) as { cases: Case[] }
  for (const item of cases) {
    const make = estimators[item.method]
    if (make === undefined) continue
    it(item.id, () => {
      const { data, terms } = dataOf(item)
      const { treatment, outcome } = item.spec
      const nodes = [treatment, outcome, ...terms]
      const directed = [
        ...terms.flatMap((term) => [
          [term, treatment],
          [term, outcome],
        ]),
        [treatment, outcome],
      ] as [string, string][]
      const graph = dag({ nodes, directed })
      for (const [estimator, se] of make(item)) {
        const e = estimateEffect(data, { graph, treatment, outcome, estimator })
        if (!e.identifiable) throw new Error(e.message)
        expect(Math.abs(e.estimate / item.expected['estimate']! - 1)).toBeLessThan(1e-6)
        if (item.expected[se] !== undefined)
          expect(Math.abs(e.standardError / item.expected[se]! - 1), se).toBeLessThan(1e-6)
        expect(Math.abs(e.influence.reduce((a, b) => a + b, 0) / e.n)).toBeLessThan(1e-9)
      }
    })
  }
})
