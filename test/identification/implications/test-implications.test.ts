import { describe, expect, it } from 'vitest'
import {
  admg,
  cached,
  cpdagOf,
  dag,
  dSeparation,
  fisherZ,
  gSquare,
  type IndependenceTest,
  kci,
  linear,
  moments,
  normal,
  pagOf,
  sample,
  scm,
  select,
  table,
  testImplications,
  vermaGraph,
} from '../../../src/index.js'
import { numbers } from '../../support/enumerated-model.js'
import { expectCausalError } from '../../support/errors.js'

const chain = scm({
  A: normal(),
  B: linear({ A: 1 }, normal()),
  C: linear({ B: 1 }, normal()),
  D: linear({ C: 1, A: 0.5 }, normal()),
})
const rows = sample(chain, 800, { seed: 3 })

/** Rows of the graph A -> B -> C -> D with B <-> D; `direct`: the effect of A on D beside it, which breaks the constraint. */
function vermaRows(n: number, seed: number, direct: number) {
  const next = numbers(seed)
  const coin = (p: number) => (next() < p ? 'yes' : 'no')
  const columns = { A: [] as string[], B: [] as string[], C: [] as string[], D: [] as string[] }
  for (let i = 0; i < n; i++) {
    const u = next() < 0.5
    const a = coin(0.5)
    const b = coin((a === 'yes' ? 0.7 : 0.3) + (u ? 0.2 : -0.2))
    const c = coin(b === 'yes' ? 0.75 : 0.3)
    const d = coin((c === 'yes' ? 0.6 : 0.35) + (u ? 0.2 : -0.2) + (a === 'yes' ? direct : 0))
    for (const [name, value] of Object.entries({ A: a, B: b, C: c, D: d })) columns[name as 'A'].push(value)
  }
  return table(columns)
}

describe('testImplications', () => {
  it('has one row for each missing edge of a DAG, with p-value, effect and interval', () => {
    const result = testImplications(dag('A -> B -> C -> D'), rows)
    expect(result.implications.map((row) => row.kind === 'independence' && [row.x, row.y, row.given])).toEqual([
      ['C', 'A', ['B']],
      ['D', 'A', ['C']],
      ['D', 'B', ['C']],
    ])
    expect(result).toMatchObject({ tested: 3, untested: 0, verdict: 'contradicted' })
    const [first, second] = result.implications
    expect(first).toMatchObject({ tested: true, rejected: false, n: 800 })
    expect(second).toMatchObject({ tested: true, rejected: true })
    if (!second!.tested) throw new Error('tested')
    // the partial correlation of D and A given C of this model, by hand: 0.5·Var(A|C) over the roots of the partial variances
    const truth = (0.5 * (2 / 3)) / Math.sqrt((2 / 3) * (1 + 0.25 * (2 / 3)))
    expect(second!.interval![0]).toBeLessThan(truth)
    expect(second!.interval![1]).toBeGreaterThan(truth)
    expect(second!.corrected).toBeCloseTo(Math.min(1, second!.pValue * 3), 12)
  })

  it('takes a test, moments behind a test, and other statements', () => {
    const g = dag('A -> B -> C -> D')
    const byTable = testImplications(g, rows)
    expect(testImplications(g, fisherZ(moments(rows)))).toEqual(byTable)
    expect(testImplications(g, cached(fisherZ(rows)))).toEqual(byTable)
    expect(testImplications(g, rows, { statements: 'local' }).implications.length).toBe(3)
    expect(testImplications(dag('A -> B <- C; B -> D'), rows, { statements: 'local' }).implications.length).toBe(4)
    expect(testImplications(g, rows, { statements: 'pairs' }).implications.length).toBe(3)
    expect(testImplications(g, rows, { statements: 'all' }).implications.length).toBe(4)
    expect(testImplications(cpdagOf(g), rows).implications.length).toBe(3)
    expect(testImplications(pagOf(g), rows).verdict).toBe('contradicted')
    // the oracle has no rows, so no effect sizes
    const oracle = testImplications(g, dSeparation(g))
    expect(oracle.verdict).toBe('not-contradicted')
    for (const row of oracle.implications) expect(row).toMatchObject({ tested: true, pValue: 1, effect: null, n: null })
    // nor has a kernel test an effect on this scale
    const kernel = testImplications(dag('A; B'), kci(select(sample(chain, 40, { seed: 1 }), ['A', 'B'])))
    expect(kernel.implications[0]).toMatchObject({ tested: true, effect: null, interval: null, n: 40 })
  })

  it('corrects by Holm, or by the share of false rejections', () => {
    const g = dag('A; B; C; D')
    const pValues = new Map([
      ['B A', 0.001],
      ['C A', 0.012],
      ['C B', 0.02],
      ['D A', 0.03],
      ['D B', 0.04],
      ['D C', 0.9],
    ])
    const test = Object.assign(
      (x: string, y: string) => ({
        tested: true as const,
        statistic: 1,
        pValue: pValues.get(`${x} ${y}`)!,
        logPValue: -1,
        method: 'told',
      }),
      { variables: ['A', 'B', 'C', 'D'] as const },
    ) as IndependenceTest<'A' | 'B' | 'C' | 'D'>
    const corrected = (correction: 'holm' | 'benjamini-hochberg' | 'benjamini-yekutieli' | 'none') =>
      testImplications(g, test, { correction }).implications.map((row) => row.tested && row.corrected)
    // by hand: p × 6, 5, 4, …, never falling; p × 6 / rank, never rising from the end
    expect(corrected('holm')).toEqual([0.006, 0.06, 0.08, 0.09, 0.09, 0.9].map((p) => expect.closeTo(p, 12)))
    expect(corrected('benjamini-hochberg')).toEqual(
      [0.006, 0.036, 0.04, 0.045, 0.048, 0.9].map((p) => expect.closeTo(p, 12)),
    )
    const harmonic = 1 + 1 / 2 + 1 / 3 + 1 / 4 + 1 / 5 + 1 / 6
    expect(corrected('benjamini-yekutieli')[0]).toBeCloseTo(0.006 * harmonic, 12)
    expect(corrected('none')).toEqual([...pValues.values()])
    expect(testImplications(g, test).rejected).toBe(1)
    expect(testImplications(g, test, { correction: 'benjamini-hochberg' }).rejected).toBe(5)
  })

  it('keeps what was not tested, with the reason, and takes it for no evidence', () => {
    const few = table({ A: [1, 2, 3.5], B: [2, 1, 4.5], C: [3, 1, 2.5] })
    const result = testImplications(dag('A -> B -> C'), few)
    expect(result).toMatchObject({ tested: 0, untested: 1, rejected: 0, verdict: 'uninformative' })
    expect(result.implications[0]).toMatchObject({ tested: false, reason: 'too-few-rows' })
    expect(testImplications(dag('A -> B -> C <- A'), few)).toMatchObject({ verdict: 'uninformative', implications: [] })
  })

  it('never says that a graph fits', () => {
    for (const g of [dag('A -> B -> C -> D'), dag('A -> B -> C -> D; A -> D'), dag('D -> C -> B -> A; D -> A')])
      expect(testImplications(g, rows).explanation).not.toMatch(/fits?\b/)
  })

  it('tests a Verma constraint that no independence expresses', () => {
    const kept = testImplications(vermaGraph, vermaRows(2000, 1, 0))
    expect(kept.implications.map(({ kind }) => kind)).toEqual(['independence', 'verma'])
    expect(kept).toMatchObject({ rejected: 0, verdict: 'not-contradicted' })
    const broken = testImplications(vermaGraph, vermaRows(2000, 2, 0.2))
    expect(broken.implications[1]).toMatchObject({ kind: 'verma', tested: true, rejected: true, n: 2000 })
    // the independence holds still: it is the constraint alone that speaks
    expect(broken.implications[0]).toMatchObject({ rejected: false })
    // a test has no rows
    const byTest = testImplications(vermaGraph, gSquare(vermaRows(500, 1, 0)))
    expect(byTest.implications[1]).toMatchObject({ tested: false, reason: 'no-table' })
    const beside = { table: vermaRows(2000, 2, 0.2) }
    expect(testImplications(vermaGraph, gSquare(beside.table), beside)).toEqual(broken)
    expect(testImplications(vermaGraph, vermaRows(500, 1, 0), { verma: false }).implications.length).toBe(1)
    // numbers have no cells
    const continuous = testImplications(vermaGraph, sample(chain, 100, { seed: 1 }))
    expect(continuous.implications[1]).toMatchObject({ tested: false, reason: 'not-discrete' })
  })

  it('does not depend on the order of columns or states', () => {
    const data = vermaRows(400, 5, 0.1)
    const turned = select(data, ['D', 'B', 'A', 'C'])
    const [one, other] = [data, turned].map((t) => testImplications(vermaGraph, t).implications[1]!)
    if (!one!.tested || !other!.tested) throw new Error('tested')
    expect(other!.statistic).toBeCloseTo(one!.statistic, 9)
    const flipped = table({
      ...Object.fromEntries(
        (['A', 'B', 'C', 'D'] as const).map((name) => {
          const column = data.data[data.columns.indexOf(name)] as { codes: Int32Array; levels: readonly string[] }
          return [name, Array.from(column.codes, (code) => (column.levels[code] === 'yes' ? 'a' : 'b'))]
        }),
      ),
    } as { A: string[]; B: string[]; C: string[]; D: string[] })
    const third = testImplications(vermaGraph, flipped).implications[1]!
    if (!third.tested) throw new Error('tested')
    expect(third.statistic).toBeCloseTo(one!.statistic, 9)
  })

  it('refuses what it cannot read', () => {
    expectCausalError(() => testImplications(dag('A -> Q'), rows as never), 'testImplications', 'unknown-name')
    const g = dag('A -> B -> C -> D')
    expectCausalError(() => testImplications(g, rows, { alpha: 0 }), 'testImplications', 'invalid-argument')
    expectCausalError(
      () => testImplications(g, rows, { correction: 'sidak' as 'holm' }),
      'testImplications',
      'invalid-argument',
    )
    expectCausalError(
      () => testImplications(g, rows, { statements: 'some' as 'all' }),
      'testImplications',
      'invalid-argument',
    )
    const hidden = admg('A -> B; B <-> C; C -> D')
    expectCausalError(
      () => testImplications(hidden, rows, { statements: 'local' }),
      'testImplications',
      'invalid-argument',
    )
    expectCausalError(
      () => testImplications(pagOf(g), rows, { statements: 'basis' }),
      'testImplications',
      'invalid-argument',
    )
  })
})
