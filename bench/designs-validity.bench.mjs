// Coverage of the 95 % intervals of designs under their own assumptions: a table. 1,000 data sets for each line
// (VALIDITY_DRAWS sets another number). A right interval covers 95 ± 1.4 of a hundred (two standard errors of 1,000 sets).
import {
  adjustedDifferenceInMeans,
  alwaysValidInterval,
  cuped,
  differenceInDifferences,
  differenceInMeans,
  firstDifferences,
  fixedEffects,
  groupTimeEffects,
  manipulationTest,
  mediationEffects,
  normals,
  quantileEffect,
  randomEffects,
  randomStream,
  ratioMetric,
  regressionDiscontinuity,
  splitStream,
  switchback,
  syntheticControl,
  syntheticDifferenceInDifferences,
  table,
  twoWayFixedEffects,
  uniforms,
} from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 1000)
const only = process.env.VALIDITY_ONLY

/** Normal and uniform numbers by name, for one data set. */
const noise = (stream) => ({
  z: (name, n) => normals(splitStream(stream, name), n).values,
  u: (name, n) => uniforms(splitStream(stream, name), n).values,
})
const rows = (n, row) => table(Array.from({ length: n }, (_, i) => row(i)))
const skewed = (v) => Math.exp(v) - Math.exp(0.5)

/** An A/B test: half of n treated at random, effect 0.5; `shape` of the noise in each arm. */
const trial = (shape) => (s, n) => {
  const { z, u } = noise(s)
  const [e, x, order] = [z('e', n), z('x', n), u('o', n)]
  const rank = Array.from(order.keys()).sort((a, b) => order[a] - order[b])
  const t = new Uint8Array(n)
  for (const i of rank.slice(0, Math.floor(n * shape.share))) t[i] = 1
  return rows(n, (i) => ({ t: t[i], x: x[i], y: 0.5 * t[i] + (shape.x ?? 0) * x[i] + shape.noise(e[i], t[i]) }))
}
const clustered = (s, n) => {
  const { z } = noise(s)
  const [c, e] = [z('c', n), z('e', 12 * n)]
  return rows(12 * n, (i) => {
    const g = Math.floor(i / 12)
    return { g, t: g % 3 === 0 ? 1 : 0, y: 0.5 * (g % 3 === 0) + c[g] + e[i] }
  })
}
const pairs = (s, n) => {
  const { z, u } = noise(s)
  const [p, e, o] = [z('p', n / 2), z('e', n), u('o', n / 2)]
  return rows(n, (i) => {
    const g = Math.floor(i / 2)
    const t = i % 2 === (o[g] < 0.5 ? 0 : 1) ? 1 : 0
    return { g, t, y: 0.5 * t + 2 * p[g] + e[i] }
  })
}
const sessions = (s, n) => {
  const { z, u } = noise(s)
  const [p, v, e] = [z('p', n), u('v', n), z('e', n)]
  return rows(n, (i) => {
    const views = 1 + Math.floor(v[i] ** 3 * 20)
    return { t: i % 2, views, clicks: views * (0.3 + 0.1 * (i % 2) + 0.1 * p[i]) + Math.sqrt(views) * 0.3 * e[i] }
  })
}
const switches = (s, n) => {
  const { z, u } = noise(s)
  const [p, e, o] = [z('p', n), z('e', 6 * n), u('o', n)]
  const on = Array.from(o, (v) => (v < 0.5 ? 1 : 0))
  on[0] = 0
  on[1] = 1
  on[2] = 0
  on[3] = 1
  return rows(6 * n, (i) => {
    const g = Math.floor(i / 6)
    const before = on[Math.max(0, g - 1)]
    return { time: i, g, t: on[g], y: 0.5 * (i % 6 < 2 ? before : on[g]) + 0.5 * p[g] + e[i] }
  })
}
/** Units by times with autocorrelated noise and units' levels; treatment from start(u) on, with this effect. */
const panel =
  (units, times, start, effect, more = {}) =>
  (s) => {
    const { z } = noise(s)
    const [level, slope, x] = [z('l', units), z('s', units), z('x', units * times)]
    const e = z('e', units * times)
    return table(
      Array.from({ length: units }, (_, u) => {
        let carried = 0
        return Array.from({ length: times }, (_, t) => {
          const at = u * times + t
          carried = 0.6 * carried + e[at]
          const since = t - start(u)
          const d = more.dose ? x[at] + (more.random ? 0 : level[u]) : since >= 0 ? 1 : 0
          const y =
            2 * level[u] +
            t +
            carried +
            (more.dose ? 0.5 * d : since >= 0 ? effect(since) : 0) +
            (more.trend ?? 0) * slope[u] * t
          return { u, t, d, y }
        })
      }).flat(),
    )
  }
const factors = (donors) => (s) => {
  const { z, u } = noise(s)
  const times = 30
  const [f, g, a, b, e] = [
    z('f', times),
    z('g', times),
    u('a', donors + 1),
    u('b', donors + 1),
    z('e', times * (donors + 1)),
  ]
  return table(
    Array.from({ length: donors + 1 }, (_, d) =>
      Array.from({ length: times }, (_, t) => ({
        u: d,
        t,
        d: d === 0 && t >= 22 ? 1 : 0,
        y: 3 * a[d] * f[t] + 3 * b[d] * g[t] + 0.7 * e[d * times + t] + (d === 0 && t >= 22 ? 0.5 : 0),
      })),
    ).flat(),
  )
}
const jump = (fuzzy) => (s, n) => {
  const { z, u } = noise(s)
  const [x, e, o] = [u('x', n), z('e', n), u('o', n)]
  return rows(n, (i) => {
    const v = 2 * x[i] - 1
    const t = fuzzy ? (o[i] < (v >= 0 ? 0.85 : 0.15) ? 1 : 0) : v >= 0 ? 1 : 0
    return { x: v, t, y: Math.sin(3 * v) + v ** 2 + 0.5 * t + 0.4 * e[i] }
  })
}
const way = (s, n) => {
  const { z } = noise(s)
  const [x, m, y] = [z('x', n), z('m', n), z('y', n)]
  return rows(n, (i) => {
    const t = i % 2
    const mediator = 0.6 * t + 0.5 * x[i] + m[i]
    return { t, x: x[i], m: mediator, y: 0.5 * mediator + 0.3 * t + x[i] + y[i] }
  })
}

const ab = { treatment: 't', outcome: 'y' }
const byUnit = { treatment: 'd', outcome: 'y', unit: 'u', time: 't' }
const score = { outcome: 'y', runningVariable: 'x', cutoff: 0 }
const normal = { share: 0.5, noise: (e) => e }
const stagger = (u) => [3, 5, 99][u % 3]

/** Name, sizes, how data are made, what is called, the truth. */
const cases = [
  ['differenceInMeans, normal', [10, 50, 500], trial(normal), (d) => differenceInMeans(d, ab), 0.5],
  [
    '… unequal variances and arms',
    [20, 100],
    trial({ share: 0.2, noise: (e, t) => e * (1 + 2 * t) }),
    (d) => differenceInMeans(d, ab),
    0.5,
  ],
  [
    '… skewed outcomes (log-normal)',
    [20, 100, 1000],
    trial({ share: 0.5, noise: skewed }),
    (d) => differenceInMeans(d, ab),
    0.5,
  ],
  ['… matched pairs', [10, 60], pairs, (d) => differenceInMeans(d, { ...ab, strata: ['g'] }), 0.5],
  ['… by cluster', [6, 12, 60], clustered, (d) => differenceInMeans(d, { ...ab, cluster: 'g' }), 0.5],
  [
    'adjustedDifferenceInMeans',
    [20, 100, 1000],
    trial({ share: 0.5, x: 1, noise: (e) => e }),
    (d) => adjustedDifferenceInMeans(d, { ...ab, adjustment: ['x'] }),
    0.5,
  ],
  [
    'cuped',
    [20, 100, 1000],
    trial({ share: 0.5, x: 1, noise: (e) => e }),
    (d) => cuped(d, { ...ab, adjustment: ['x'] }),
    0.5,
  ],
  [
    'ratioMetric',
    [40, 400],
    sessions,
    (d) => ratioMetric(d, { treatment: 't', outcome: 'clicks', denominator: 'views' }),
    0.1,
  ],
  ['quantileEffect, median', [50, 500], trial({ share: 0.5, noise: skewed }), (d) => quantileEffect(d, ab), 0.5],
  [
    'quantileEffect, 0.9',
    [100, 1000],
    trial({ share: 0.5, noise: skewed }),
    (d) => quantileEffect(d, ab, { quantile: 0.9 }),
    0.5,
  ],
  ['switchback', [12, 60], switches, (d) => switchback(d, { ...ab, time: 'time', period: 'g' }, { carryover: 2 }), 0.5],
  [
    'differenceInDifferences',
    [8, 60],
    (s, n) =>
      panel(
        n,
        6,
        (u) => (u % 3 === 0 ? 3 : 99),
        () => 0.5,
      )(s),
    (d) => differenceInDifferences(d, byUnit),
    0.5,
  ],
  [
    '… one treated unit',
    [12, 60],
    (s, n) =>
      panel(
        n,
        6,
        (u) => (u === 0 ? 3 : 99),
        () => 0.5,
      )(s),
    (d) => differenceInDifferences(d, byUnit),
    0.5,
  ],
  [
    'twoWayFixedEffects, one effect',
    [12, 60],
    (s, n) => panel(n, 8, stagger, () => 0.5)(s),
    (d) => twoWayFixedEffects(d, byUnit),
    0.5,
  ],
  [
    '… CR2',
    [12],
    (s, n) => panel(n, 8, stagger, () => 0.5)(s),
    (d) => twoWayFixedEffects(d, byUnit, { standardErrors: 'CR2' }),
    0.5,
  ],
  [
    'groupTimeEffects, effects that grow',
    [30, 90, 300],
    (s, n) => panel(n, 8, stagger, (since) => 0.5 * since)(s),
    (d) => groupTimeEffects(d, byUnit, { draws: 100 }),
    0.75,
  ],
  ['regressionDiscontinuity, robust', [300, 1000], jump(false), (d) => regressionDiscontinuity(d, score), 0.5],
  [
    '… conventional at that bandwidth',
    [300, 1000],
    jump(false),
    (d) => regressionDiscontinuity(d, score, { biasCorrection: false }),
    0.5,
  ],
  ['… fuzzy', [500, 2000], jump(true), (d) => regressionDiscontinuity(d, { ...score, treatment: 't' }), 0.5],
  ['syntheticControl', [20], (s, n) => factors(n)(s), (d) => syntheticControl(d, byUnit), 0.5],
  [
    'syntheticDifferenceInDifferences',
    [20],
    (s, n) => factors(n)(s),
    (d) => syntheticDifferenceInDifferences(d, byUnit),
    0.5,
  ],
  [
    'fixedEffects, CR1',
    [10, 60],
    (s, n) =>
      panel(
        n,
        6,
        () => 99,
        () => 0,
        { dose: true },
      )(s),
    (d) => fixedEffects(d, byUnit, { effects: 'two-way' }),
    0.5,
  ],
  [
    'fixedEffects, CR2',
    [10],
    (s, n) =>
      panel(
        n,
        6,
        () => 99,
        () => 0,
        { dose: true },
      )(s),
    (d) => fixedEffects(d, byUnit, { effects: 'two-way', standardErrors: 'CR2' }),
    0.5,
  ],
  [
    'firstDifferences',
    [10, 60],
    (s, n) =>
      panel(
        n,
        6,
        () => 99,
        () => 0,
        { dose: true },
      )(s),
    (d) =>
      firstDifferences(
        table({ u: d.data[0], t: d.data[1], d: d.data[2], y: d.data[3].map((v, i) => v - d.data[1][i]) }),
        byUnit,
      ),
    0.5,
  ],
  [
    'randomEffects',
    [10, 60],
    (s, n) =>
      panel(
        n,
        6,
        () => 99,
        () => 0,
        { dose: true, random: true },
      )(s),
    (d) =>
      randomEffects(
        table({ u: d.data[0], t: d.data[1], d: d.data[2], y: d.data[3].map((v, i) => v - d.data[1][i]) }),
        byUnit,
      ),
    0.5,
  ],
  [
    'mediationEffects',
    [30, 100, 1000],
    way,
    (d) => mediationEffects(d, { ...ab, mediator: 'm', adjustment: ['x'] }),
    0.3,
  ],
  [
    '… bootstrap',
    [30, 100],
    way,
    (d) =>
      mediationEffects(d, { ...ab, mediator: 'm', adjustment: ['x'] }, { standardErrors: 'bootstrap', draws: 500 }),
    0.3,
  ],
]

/** The share of experiments in which no look from 60 rows on, one every 10 rows, ever misses. */
function everyLook(n, once) {
  let covered = 0
  for (let d = 0; d < draws; d++) {
    const { z } = noise(splitStream(randomStream('peeking'), `${d} ${n}`))
    const y = z('y', n).map((v, i) => v + 0.2 * (i % 2))
    let held = true
    for (let m = 60; m <= n && held; m += 10) {
      const sums = [0, 1].map((arm) => {
        let [sum, square] = [0, 0]
        for (let i = arm; i < m; i += 2) {
          sum += y[i]
          square += y[i] ** 2
        }
        const count = m / 2
        return { mean: sum / count, variance: (square / count - (sum / count) ** 2) / (count - 1) }
      })
      const estimate = sums[1].mean - sums[0].mean
      const standardError = Math.sqrt(sums[0].variance + sums[1].variance)
      const reach = 1.959964 * standardError
      const { interval } = once
        ? { interval: [estimate - reach, estimate + reach] }
        : alwaysValidInterval({ estimate, standardError, n: m }, { tuneFor: 1000 })
      held = interval[0] <= 0.2 && 0.2 <= interval[1]
    }
    if (held) covered++
  }
  return covered / draws
}

const percent = (share) => (100 * share).toFixed(1).padStart(7)
export default function run() {
  console.log(
    `${'covered of 100'.padEnd(44)}${'n'.padStart(6)}${'covers'.padStart(8)}${'refused'.padStart(9)}${'warned'.padStart(8)}`,
  )
  for (const [name, sizes, make, call, truth] of cases) {
    if (only !== undefined && !name.includes(only)) continue
    for (const n of sizes) {
      let [covered, refused, warned] = [0, 0, 0]
      for (let d = 0; d < draws; d++) {
        const e = call(make(splitStream(randomStream('designs'), `${name} ${n} ${d}`), n))
        if (!e.estimated) {
          refused++
          continue
        }
        if (e.interval[0] <= truth && truth <= e.interval[1]) covered++
        if (e.warnings.length > 0) warned++
      }
      const share = covered / (draws - refused)
      console.log(
        `${name.padEnd(44)}${String(n).padStart(6)} ${percent(share)}  ${percent(refused / draws)} ${percent(warned / draws)}`,
      )
    }
  }
  if (only === undefined || only === 'peeking')
    for (const n of [200, 2000]) {
      console.log(
        `${'alwaysValidInterval, a look every 10 rows'.padEnd(44)}${String(n).padStart(6)} ${percent(everyLook(n, false))}`,
      )
      console.log(
        `${'… the ordinary interval at the same looks'.padEnd(44)}${String(n).padStart(6)} ${percent(everyLook(n, true))}`,
      )
    }
  if (only === undefined || only === 'manipulation')
    for (const n of [200, 2000]) {
      let kept = 0
      for (let d = 0; d < draws; d++) {
        const x = noise(splitStream(randomStream('density'), `${d} ${n}`)).z('x', n)
        const test = manipulationTest(table({ x }), { runningVariable: 'x', cutoff: 0.5 })
        if (test.estimated && test.pValue >= 0.05) kept++
      }
      console.log(
        `${'manipulationTest at 0.05, none there: kept'.padEnd(44)}${String(n).padStart(6)} ${percent(kept / draws)}`,
      )
    }
}
