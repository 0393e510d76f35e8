import { describe, expect, it } from 'vitest'
import { manipulationTest, regressionDiscontinuity, table } from '../../../src/index.js'

// 240 rows by a rule, and what rdrobust 2 and rddensity of PyPI (masspoints='off') say of them
const i = Array.from({ length: 240 }, (_, k) => k)
const x = i.map((k) => (((k * 97) % 240) - 119.5) / 120 + ((k * k) % 101) / 40000)
const y = x.map((v, k) => Math.sin(3 * v) + (v >= 0 ? 0.5 : 0) + ((k * 53) % 17) / 40)
const t = x.map((v, k) => ((k * 31) % 10 < (v >= 0 ? 8 : 2) ? 1 : 0))
const data = table({ x, y, t })
const question = { outcome: 'y', runningVariable: 'x', cutoff: 0 } as const

/** Bandwidth, bias bandwidth, conventional and corrected estimate, conventional and robust error; the digits that must agree. */
const cases = [
  [
    'the default',
    question,
    {},
    [
      0.2468508078608943, 0.4559894564021076, 0.5150457118140838, 0.48603453143075426, 0.0773421199866134,
      0.08822762742482519,
    ],
    5,
  ],
  [
    'bandwidths',
    question,
    { bandwidth: 0.4, biasBandwidth: 0.6 },
    [0.4, 0.6, 0.5590124276179415, 0.4629684967071169, 0.05886583305831596, 0.07159132871301395],
    9,
  ],
  [
    'HC0',
    question,
    { bandwidth: 0.4, biasBandwidth: 0.6, standardErrors: 'HC0' },
    [0.4, 0.6, 0.5590124276179396, 0.4629684967071171, 0.055138555231152894, 0.06358017658308052],
    9,
  ],
  [
    'a uniform kernel of degree 2',
    question,
    { kernel: 'uniform', degree: 2 },
    [
      0.3887287216548127, 0.5884456804607204, 0.48538981265445164, 0.4973406794764953, 0.08346926810989135,
      0.09426034972258243,
    ],
    5,
  ],
  [
    'a fuzzy design',
    { ...question, treatment: 't' },
    { bandwidth: 0.5, biasBandwidth: 0.7 },
    [0.5, 0.7, 0.9760924603902879, 0.7013569426798751, 0.30733467493859395, 0.38091297165395255],
    9,
  ],
] as const

describe('regressionDiscontinuity agrees with rdrobust', () => {
  it.each(cases)('in %s', (_, q, options, wanted, digits) => {
    const e = regressionDiscontinuity(data, q, options)
    if (!e.estimated) throw new Error(e.message)
    const found = [
      e.bandwidth,
      e.biasBandwidth,
      e.conventional.estimate,
      e.estimate,
      e.conventional.standardError,
      e.standardError,
    ]
    for (const [k, value] of wanted.entries()) expect(found[k]).toBeCloseTo(value, digits)
  })
})

describe('manipulationTest agrees with rddensity', () => {
  it('up to the factor n / (n − 1)', () => {
    const m = manipulationTest(data, { runningVariable: 'x', cutoff: 0 }, { bandwidth: 0.5 })
    if (!m.estimated) throw new Error(m.message)
    expect((m.densityBelow * 240) / 239).toBeCloseTo(0.4990180632031809, 3)
    expect((m.densityAbove * 240) / 239).toBeCloseTo(0.5075325266587356, 3)
    expect(m.standardError / 0.34668124290137464).toBeCloseTo(1, 1)
  })
})
