import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exposureEffects, exposureProbabilities, table } from '../../../src/index.js'
import { exposuresByHand, type SmallExperiment, smallExperiment } from '../../support/small-experiments.js'

/** π_i(a) and π_ij(a, b) by listing all assignments. */
function lawByHand(experiment: SmallExperiment, levels: readonly string[]) {
  const { n, assignments } = experiment
  const L = levels.length
  const single = Array.from({ length: n }, () => new Array<number>(L).fill(0))
  const joint = Array.from({ length: n * n }, () => new Array<number>(L * L).fill(0))
  for (const { z, p } of assignments) {
    const had = exposuresByHand(experiment, z).map((level) => levels.indexOf(level))
    for (let i = 0; i < n; i++) {
      single[i]![had[i]!]! += p
      for (let j = 0; j < n; j++) joint[i * n + j]![had[i]! * L + had[j]!]! += p
    }
  }
  return { single, joint: (i: number, j: number, a: number, b: number) => joint[i * n + j]![a * L + b]! }
}

/** Equations 7, 9 and 11 of Aronow & Samii 2017, read off the page, for the units that count. */
function covarianceByHand(
  { single, joint }: ReturnType<typeof lawByHand>,
  had: readonly number[],
  y: readonly number[],
  units: readonly number[],
  a: number,
  b: number,
): number {
  let sum = 0
  for (const i of units)
    for (const j of units) {
      const [pi, pj] = [single[i]![a]!, single[j]![b]!]
      if (pi === 0 || pj === 0) continue
      if (i === j && a === b) {
        if (had[i] === a) sum += (1 - pi) * (y[i]! / pi) ** 2
        continue
      }
      const p = joint(i, j, a, b)
      if (p > 0) {
        if (had[i] === a && had[j] === b) sum += ((p - pi * pj) / p) * (y[i]! / pi) * (y[j]! / pj)
        continue
      }
      const half = (had[i] === a ? y[i]! ** 2 / (2 * pi) : 0) + (had[j] === b ? y[j]! ** 2 / (2 * pj) : 0)
      sum += a === b ? half : -half
    }
  return sum
}

const asked = (experiment: SmallExperiment) => ({
  network: { edges: experiment.edges },
  design: experiment.design,
  exposure: experiment.mapping,
})
const rowsOf = ({ cluster, chance }: SmallExperiment) => ({ cluster: [...cluster], chance: [...chance] })

describe('exposures in a network', () => {
  it('have the chances that a list of all assignments gives, for every design and mapping', () => {
    fc.assert(
      fc.property(smallExperiment, (experiment) => {
        const { levels, probabilities, unreachable, method } = exposureProbabilities(
          table(rowsOf(experiment)),
          asked(experiment),
        )
        expect(method).toBe('exact')
        const { single } = lawByHand(experiment, levels)
        for (const [i, of] of probabilities.entries())
          for (const [a, p] of of.entries()) {
            expect(p).toBeCloseTo(single[i]![a]!, 12)
            expect(unreachable[levels[a]!]!.includes(String(i))).toBe(single[i]![a] === 0)
          }
      }),
      { numRuns: 150 },
    )
  })

  it('have means, contrasts and errors by the equations of the paper, and means that are right on average', () => {
    let errors = 0
    fc.assert(
      fc.property(smallExperiment, fc.nat(), (experiment, pick) => {
        const { n, assignments, outcomes } = experiment
        const { z } = assignments[pick % assignments.length]!
        const run = (assignment: readonly number[]) => {
          const had = exposuresByHand(experiment, assignment)
          const y = had.map((level, i) => outcomes(i, level))
          const data = table({ ...rowsOf(experiment), z: [...assignment], y })
          return { y, had, found: exposureEffects(data, { ...asked(experiment), treatment: 'z', outcome: 'y' }) }
        }
        const { y, had, found } = run(z)
        expect(found.exposure).toEqual(had)
        const { levels } = found
        const codes = had.map((level) => levels.indexOf(level))
        const law = lawByHand(experiment, levels)
        const all = Array.from({ length: n }, (_, i) => i)
        const weighted = (a: number, units: readonly number[], value: readonly number[]) =>
          units.reduce((sum, i) => sum + (codes[i] === a ? value[i]! / law.single[i]![a]! : 0), 0)
        for (const [a, mean] of found.means.entries()) {
          if (mean.count === 0) {
            expect(mean.horvitzThompson.estimate).toBeNull()
            continue
          }
          expect(mean.horvitzThompson.estimate).toBeCloseTo(weighted(a, all, y) / n, 9)
          const variance = covarianceByHand(law, codes, y, all, a, a) / n ** 2
          if (mean.horvitzThompson.standardError !== null && variance > 1e-9) errors++
          // at zero rounding decides whether there is one
          if (Math.abs(variance) > 1e-12)
            expect(mean.horvitzThompson.standardError ?? -1).toBeCloseTo(variance < 0 ? -1 : Math.sqrt(variance), 7)
          else expect(mean.horvitzThompson.standardError ?? 0).toBeLessThan(1e-5)
        }
        for (const { from, to, n: size, horvitzThompson, hajek } of found.contrasts) {
          const [a, b] = [levels.indexOf(from), levels.indexOf(to)]
          const units = all.filter((i) => law.single[i]![a]! > 0 && law.single[i]![b]! > 0)
          expect(size).toBe(units.length)
          if (![a, b].every((level) => units.some((i) => codes[i] === level))) {
            expect(horvitzThompson.estimate).toBeNull()
            continue
          }
          const ones = y.map(() => 1)
          const mean = (level: number) => weighted(level, units, y) / weighted(level, units, ones)
          expect(horvitzThompson.estimate).toBeCloseTo((weighted(b, units, y) - weighted(a, units, y)) / size, 9)
          expect(hajek.estimate).toBeCloseTo(mean(b) - mean(a), 9)
          const centred = y.map((value, i) => value - (codes[i] === a ? mean(a) : codes[i] === b ? mean(b) : 0))
          for (const [number, value] of [
            [horvitzThompson, y],
            [hajek, centred],
          ] as const) {
            const of = (x: number, w: number) => covarianceByHand(law, codes, value, units, x, w)
            const variance = (of(a, a) + of(b, b) - 2 * of(a, b)) / size ** 2
            if (number.standardError !== null) expect(number.standardError ** 2).toBeCloseTo(variance, 7)
            else expect(variance).toBeLessThan(1e-9)
          }
        }
        // unbiased over the design, and conservative
        const average = new Map<string, number[]>()
        for (const { z: other, p } of assignments) {
          const { found: each } = run(other)
          for (const { level, horvitzThompson } of each.means) {
            const [first, second] = average.get(level) ?? [0, 0]
            const value = horvitzThompson.estimate ?? 0
            average.set(level, [first! + p * value, second! + p * value ** 2])
          }
        }
        for (const [a, level] of levels.entries()) {
          const truth = all.reduce((sum, i) => sum + (law.single[i]![a]! > 0 ? outcomes(i, level) / n : 0), 0)
          expect(average.get(level)![0]).toBeCloseTo(truth, 9)
        }
      }),
      { numRuns: 60 },
    )
    expect(errors).toBeGreaterThan(10)
  })

  it('do not depend on the order of rows, nor on how the network is written', () => {
    fc.assert(
      fc.property(smallExperiment, fc.nat(), (experiment, pick) => {
        if (typeof experiment.mapping === 'function') return
        const { n, assignments, outcomes } = experiment
        const { z } = assignments[pick % assignments.length]!
        const y = exposuresByHand(experiment, z).map((level, i) => outcomes(i, level))
        const order = Array.from({ length: n }, (_, i) => (i * 5 + 3) % n)
        const turned = new Set(order).size === n ? order : [...order.keys()].reverse()
        const data = (rows: readonly number[]) =>
          table({
            name: rows.map((i) => `unit ${i}`),
            cluster: rows.map((i) => experiment.cluster[i]!),
            chance: rows.map((i) => experiment.chance[i]!),
            z: rows.map((i) => z[i]!),
            y: rows.map((i) => y[i]!),
          })
        const question = {
          ...asked(experiment),
          network: { edges: experiment.edges.map(([a, b]) => [`unit ${b}`, `unit ${a}`] as const) },
          unit: 'name',
          treatment: 'z',
          outcome: 'y',
        } as const
        const one = exposureEffects(data([...Array(n).keys()]), question)
        const other = exposureEffects(data(turned), question)
        expect(other.exposure).toEqual(turned.map((i) => one.exposure[i]))
        for (const [k, { hajek, horvitzThompson }] of one.contrasts.entries()) {
          for (const [mine, its] of [
            [hajek, other.contrasts[k]!.hajek],
            [horvitzThompson, other.contrasts[k]!.horvitzThompson],
          ] as const) {
            expect(its.estimate ?? -99).toBeCloseTo(mine.estimate ?? -99, 9)
            if (mine.standardError !== null && mine.standardError > 1e-6)
              expect(its.standardError).toBeCloseTo(mine.standardError, 6)
          }
        }
      }),
      { numRuns: 40 },
    )
  })
})
