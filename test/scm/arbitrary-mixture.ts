import fc from 'fast-check'
import { conditionalLinear, cpt, normal, type Scm, scm } from '../../src/index.js'

type Row = { readonly intercept: number; readonly coefficients: Record<string, number>; readonly sd: number }

/** A conditional linear-Gaussian model as tables, for brute force. Discrete variables are D0, D1 …, numbers X0, X1 … */
export interface MixtureTables {
  readonly discrete: readonly {
    readonly parents: readonly number[]
    readonly states: number
    readonly table: number[][]
  }[]
  readonly numbers: readonly {
    readonly states: readonly number[]
    readonly inputs: readonly number[]
    readonly rows: Row[]
  }[]
}

/** Random ones: two or three discrete variables with two or three states, three to five numbers. */
export const arbitraryMixture: fc.Arbitrary<MixtureTables> = fc
  .record({
    sizes: fc.array(fc.integer({ min: 2, max: 3 }), { minLength: 2, maxLength: 3 }),
    count: fc.integer({ min: 3, max: 5 }),
    bits: fc.infiniteStream(fc.integer({ min: 0, max: 999 })),
  })
  .map(({ sizes, count, bits }) => {
    const next = () => (bits.next().value as number) / 1000
    const some = (list: readonly number[], most: number) => list.filter(() => next() < 0.55).slice(-most)
    const discrete = sizes.map((states, i) => {
      const parents = some(
        Array.from({ length: i }, (_, j) => j),
        2,
      )
      const rows = parents.reduce((n, j) => n * sizes[j]!, 1)
      const table = Array.from({ length: rows }, () => {
        const w = Array.from({ length: states }, () => 0.1 + next())
        return w.map((x) => x / w.reduce((a, b) => a + b, 0))
      })
      return { parents, states, table }
    })
    const numbers = Array.from({ length: count }, (_, i) => {
      const states = some(
        sizes.map((_, j) => j),
        2,
      )
      const inputs = some(
        Array.from({ length: i }, (_, j) => j),
        3,
      )
      const rows = Array.from({ length: states.reduce((n, j) => n * sizes[j]!, 1) }, () => ({
        intercept: 4 * next() - 2,
        coefficients: Object.fromEntries(inputs.map((j) => [`X${j}`, 3 * next() - 1.5])),
        sd: 0.2 + next(),
      }))
      return { states, inputs, rows }
    })
    return { discrete, numbers }
  })

/** The model of the tables. */
export function mixtureModel({ discrete, numbers }: MixtureTables): Scm<Record<string, number>> {
  const nested = (parents: readonly number[], leaves: readonly unknown[]): unknown => {
    let level = [...leaves]
    for (const j of [...parents].reverse()) {
      const k = discrete[j]!.states
      level = Array.from({ length: level.length / k }, (_, r) =>
        Object.fromEntries(Array.from({ length: k }, (_, s) => [`s${s}`, level[r * k + s]])),
      )
    }
    return level[0]
  }
  const spec: Record<string, unknown> = {}
  for (const [i, { parents, table }] of discrete.entries())
    spec[`D${i}`] = cpt(
      parents.map((j) => `D${j}`),
      nested(
        parents,
        table.map((row) => Object.fromEntries(row.map((p, s) => [`s${s}`, p]))),
      ) as never,
      { tolerance: 1e-6, response: 'quantile' },
    )
  for (const [i, { states, rows, inputs }] of numbers.entries())
    spec[`X${i}`] =
      states.length + inputs.length === 0
        ? normal(rows[0]!.intercept, rows[0]!.sd)
        : conditionalLinear(
            states.map((j) => `D${j}`),
            nested(states, rows) as never,
          )
  return scm(spec as never) as unknown as Scm<Record<string, number>>
}

export interface Enumerated {
  readonly p: number
  readonly states: readonly number[]
  readonly mean: readonly number[]
  readonly covariance: readonly (readonly number[])[]
}

/** Every combination of states: its joint probability with the evidence, and the numbers' distribution given both. */
export function enumerateMixture(
  { discrete, numbers }: MixtureTables,
  given: Readonly<Record<string, number>>,
  act: Readonly<Record<string, number>> = {},
): Enumerated[] {
  let combos: { states: number[]; p: number }[] = [{ states: [], p: 1 }]
  for (const [i, { parents, states, table }] of discrete.entries())
    combos = combos.flatMap((c) =>
      Array.from({ length: states }, (_, s) => {
        const row = table[parents.reduce((r, j) => r * discrete[j]!.states + c.states[j]!, 0)]!
        const set = act[`D${i}`]
        const p = set === undefined ? row[s]! : set === s ? 1 : 0
        const seen = given[`D${i}`]
        return { states: [...c.states, s], p: c.p * p * (seen === undefined || seen === s ? 1 : 0) }
      }),
    )
  return combos
    .filter(({ p }) => p > 0)
    .map(({ states, p }) => {
      // means and covariances of all numbers, parents first
      const n = numbers.length
      const mean: number[] = []
      const cov = Array.from({ length: n }, () => new Array<number>(n).fill(0))
      for (const [i, { states: own, inputs, rows }] of numbers.entries()) {
        const set = act[`X${i}`]
        if (set !== undefined) {
          mean.push(set)
          continue
        }
        const row = rows[own.reduce((r, j) => r * discrete[j]!.states + states[j]!, 0)]!
        mean.push(row.intercept + inputs.reduce((sum, j) => sum + row.coefficients[`X${j}`]! * mean[j]!, 0))
        for (let k = 0; k < i; k++)
          cov[i]![k] = cov[k]![i] = inputs.reduce((sum, j) => sum + row.coefficients[`X${j}`]! * cov[j]![k]!, 0)
        cov[i]![i] = row.sd ** 2 + inputs.reduce((sum, j) => sum + row.coefficients[`X${j}`]! * cov[j]![i]!, 0)
      }
      const seen = Object.entries(given).flatMap(([name, x]) =>
        name[0] === 'X' ? [[Number(name.slice(1)), x]] : [],
      ) as [number, number][]
      let logDensity = 0
      for (const [k, x] of seen) {
        const v = cov[k]![k]!
        const gap = x - mean[k]!
        logDensity -= 0.5 * Math.log(2 * Math.PI * v) + (gap * gap) / (2 * v)
        const column = cov.map((row) => row[k]!)
        for (let i = 0; i < n; i++) {
          mean[i]! += (column[i]! * gap) / v
          for (let j = 0; j < n; j++) cov[i]![j]! -= (column[i]! * column[j]!) / v
        }
      }
      return { p: p * Math.exp(logDensity), states, mean, covariance: cov }
    })
}
