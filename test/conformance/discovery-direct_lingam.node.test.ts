import { expect } from 'vitest'
import { directLingam, table } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

interface Case {
  readonly id: string
  readonly p: number
  readonly columns: readonly (readonly number[])[]
  readonly causalOrder: readonly number[]
  readonly firstStepScores: readonly number[]
  readonly B: readonly (readonly number[])[]
  readonly Bols: readonly (readonly number[])[]
  readonly priorKnowledge?: {
    readonly matrix: readonly (readonly number[])[]
    readonly causalOrder: readonly number[]
    readonly B: readonly (readonly number[])[]
  }
}

const name = (i: number): string => `v${i}`

/** Same support, and equal within 1e-3. */
function sameEffects(found: Float64Array, wanted: readonly (readonly number[])[], what: string): void {
  const p = wanted.length
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < p; j++) {
      const [a, b] = [found[i * p + j]!, wanted[i]![j]!]
      expect(a !== 0, `${what} ${i} ${j}: ${a} for ${b}`).toBe(b !== 0)
      expectClose(a, b, 1e-3, 0, `${what} ${i} ${j}`)
    }
  }
}

conformance<Case, { readonly cases: readonly Case[] }>(
  'discovery/direct_lingam',
  'discovery/direct_lingam.json',
  (document) => document.cases,
  ({ p, columns, causalOrder, firstStepScores, B, Bols, priorKnowledge }) => {
    const data = table(Object.fromEntries(columns.map((values, i) => [name(i), Float64Array.from(values)])))
    const found = directLingam(data)
    expect(found.order).toEqual(causalOrder.map(name))
    for (const [i, score] of firstStepScores.entries()) expectClose(found.scores[0]![i]!, score, 0, 1e-6, `score ${i}`)
    sameEffects(found.coefficients, B, 'B')
    const whole = directLingam(data, { prune: 'none' }).coefficients
    for (const [k, wanted] of Bols.flat().entries()) expectClose(whole[k]!, wanted, 1e-6, 0, `Bols ${k}`)
    if (priorKnowledge === undefined) return
    const pairs = (value: number): [string, string][] =>
      Array.from({ length: p * p }, (_, k) => [Math.floor(k / p), k % p] as const)
        .filter(([i, j]) => i !== j && priorKnowledge.matrix[i]![j] === value)
        .map(([i, j]) => [name(j), name(i)])
    const guided = directLingam(data, { prior: { paths: pairs(1), noPaths: pairs(0) } })
    expect(guided.order).toEqual(priorKnowledge.causalOrder.map(name))
    sameEffects(guided.coefficients, priorKnowledge.B, 'B with prior knowledge')
  },
)
