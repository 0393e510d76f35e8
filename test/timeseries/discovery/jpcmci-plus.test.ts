import { describe, expect, it } from 'vitest'
import { jpcmciPlus, laggedCorrelation, normals, pcmciPlus, randomStream, series, table } from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

/** Recordings whose means of X and Y differ together, X driving Z with a lag; nothing joins X and Y. */
function recordings(
  units: number,
  steps: number,
): { unit: number[]; t: number[]; X: number[]; Y: number[]; Z: number[]; S: number[] } {
  const noise = normals(randomStream('recordings'), units * (3 * steps + 2)).values
  const rows = { unit: [], t: [], X: [], Y: [], Z: [], S: [] } as ReturnType<typeof recordings>
  let k = 0
  for (let unit = 0; unit < units; unit++) {
    const site = 2 * noise[k++]!
    const measured = noise[k++]!
    let x = 0
    for (let t = 0; t < steps; t++) {
      rows.Z.push(0.8 * x + measured + noise[k++]!)
      x = 0.5 * x + site + noise[k++]!
      rows.X.push(x)
      rows.Y.push(site + noise[k++]!)
      rows.unit.push(unit)
      rows.t.push(t)
      rows.S.push(measured)
    }
  }
  return rows
}

describe('jpcmciPlus', () => {
  const data = series(table(recordings(20, 40)), { unit: 'unit', time: 't' })
  const test = laggedCorrelation(data, { maxLag: 2, dummies: { space: 'recording' } })
  const links = (result: { graph: { edges: readonly { from: string; lag: number; to: string }[] } }): string[] =>
    result.graph.edges.map(({ from, lag, to }) => `${from} ${lag} ${to}`)

  it('takes away what recordings confound, and names where they act', () => {
    const plain = links(pcmciPlus(data, { alpha: 0.001, knowledge: { tiers: [['S'], ['X', 'Y', 'Z']] } }))
    expect(plain.some((link) => /^[XY] \d [XY]$/.test(link) && link !== 'X 1 X' && link !== 'Y 1 Y')).toBe(true)
    const found = links(jpcmciPlus(test, { alpha: 0.001, contexts: { space: ['S'], spaceDummy: 'recording' } }))
    expect(found.sort()).toEqual(['S 0 Z', 'X 1 X', 'X 1 Z', 'recording 0 X', 'recording 0 Y'])
  })

  it('asks within recordings: the means taken out by hand give the same correlation', () => {
    const within = recordings(20, 40)
    const alone = laggedCorrelation(data, { maxLag: 0, dummies: { space: 'recording' } })
    const centred = (values: number[]): number[] =>
      values.map((value, row) => {
        const own = values.filter((_, k) => within.unit[k] === within.unit[row])
        return value - own.reduce((a, b) => a + b, 0) / own.length
      })
    const plain = laggedCorrelation(series(table({ X: centred(within.X), Z: centred(within.Z) })), { maxLag: 0 })
    const question = [
      { name: 'X', lag: 0 },
      { name: 'Z', lag: 0 },
    ] as const
    const result = alone(...question, [{ name: 'recording', lag: 0 }])
    expect(result.estimate).toBeCloseTo(plain(...question).estimate!, 10)
    expect(result.degreesOfFreedom).toBe(800 - 20 - 1)
  })

  it('says what a dummy determines, and refuses one that tells nothing apart', () => {
    const s = test({ name: 'S', lag: 0 }, { name: 'X', lag: 0 }, [{ name: 'recording', lag: 0 }])
    expect(s.tested === false && s.reason).toBe('determined')
    const one = series(table({ X: [1, 2, 4, 3], Y: [1, 3, 2, 2] }))
    expectCausalError(() => laggedCorrelation(one, { dummies: { space: 'u' } }), 'laggedCorrelation', 'invalid-data')
    expectCausalError(() => laggedCorrelation(one, { dummies: { time: 't' } }), 'laggedCorrelation', 'invalid-data')
    expectCausalError(() => jpcmciPlus(test, { contexts: { space: ['S'], time: ['S'] } }), 'jpcmciPlus', 'overlap')
    expectCausalError(
      () => jpcmciPlus(test, { contexts: { space: ['S'] }, knowledge: { required: [{ from: 'X', to: 'S', lag: 0 }] } }),
      'jpcmciPlus',
      'contradiction',
    )
  })
})
