// Coverage of 95 % intervals by every estimator of an effect over simulated sets of its own assumptions, and under weak overlap:
// a table, and a picture in bench/out/effects-validity.svg. Sets: 200 for each cell (VALIDITY_DRAWS sets another number; the
// guide quotes 1,000). Rows in a set: VALIDITY_ROWS, such as 100,500 (default 100, 500 and 2,000). VALIDITY_ONLY: a part of the names.
import { mkdirSync, writeFileSync } from 'node:fs'
import * as ck from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 200)
const only = process.env.VALIDITY_ONLY ?? ''
const sizes = (process.env.VALIDITY_ROWS ?? '100,500,2000').split(',').map(Number)
const expit = (x) => 1 / (1 + Math.exp(-x))
const streams = (stream, n, names) =>
  Object.fromEntries(names.map((name) => [name, ck.normals(ck.splitStream(stream, name), n).values]))
const flats = (stream, n, name) => ck.uniforms(ck.splitStream(stream, name), n).values
const coin = (p, u) => p.map((value, i) => (u[i] < value ? 1 : 0))

/** Two numbers confound; effects differ with x. The truth is 1 for the ATE. `strength` sets how well x tells the treatment. */
function numbers(stream, n, strength = 0.5, noise = 'normal') {
  const { x, z, e } = streams(stream, n, ['x', 'z', 'e'])
  const t = coin(
    x.map((v, i) => expit(strength * (v + z[i]))),
    flats(stream, n, 't'),
  )
  const heavy = noise === 'heavy' ? flats(stream, n, 'heavy') : null
  const y = e.map(
    (v, i) => x[i] + 0.5 * z[i] + t[i] * (1 + 0.5 * x[i]) + (heavy === null ? v : v / Math.sqrt(heavy[i] + 0.05)),
  )
  return ck.table({ x, z, t, y })
}

/** A binary outcome by a logistic law with one number, and the truth by integration over it. */
function binary(stream, n) {
  const { x } = streams(stream, n, ['x'])
  const t = coin(
    x.map((v) => expit(0.6 * v)),
    flats(stream, n, 't'),
  )
  const y = coin(
    x.map((v, i) => expit(-0.5 + 0.8 * v + 0.9 * t[i])),
    flats(stream, n, 'y'),
  )
  return ck.table({ x, t, y })
}
function binaryRisks() {
  const sum = [0, 0]
  const steps = 4000
  for (let s = 0; s < steps; s++) {
    const v = -8 + (16 * (s + 0.5)) / steps
    const weight = ((Math.exp((-v * v) / 2) / Math.sqrt(2 * Math.PI)) * 16) / steps
    for (const t of [0, 1]) sum[t] += weight * expit(-0.5 + 0.8 * v + 0.9 * t)
  }
  return sum
}
const [risk0, risk1] = binaryRisks()

/** Two strata. */
function strata(stream, n) {
  const s = coin(new Float64Array(n).fill(0.4), flats(stream, n, 's'))
  const t = coin(
    s.map((v) => 0.3 + 0.4 * v),
    flats(stream, n, 't'),
  )
  const { e } = streams(stream, n, ['e'])
  return ck.table({ s, t, y: e.map((v, i) => v + 2 * s[i] + t[i] * (0.6 + s[i])) })
}

/** A front door: a hidden cause u, a binary mediator. */
function frontDoor(stream, n, continuous = false) {
  const { u, e, w } = streams(stream, n, ['u', 'e', 'w'])
  const t = coin(
    u.map((v) => expit(0.8 * v)),
    flats(stream, n, 't'),
  )
  const m = continuous
    ? w.map((v, i) => v + t[i])
    : coin(
        t.map((v) => 0.3 + 0.4 * v),
        flats(stream, n, 'm'),
      )
  return ck.table({ t, m, y: e.map((v, i) => v + u[i] + m[i]) })
}

/** An instrument of some strength; the effect is 1. */
function instrument(stream, n, strength = 0.6) {
  const { z, w, u, e, f } = streams(stream, n, ['z', 'w', 'u', 'e', 'f'])
  const t = z.map((v, i) => strength * (v + w[i]) + u[i] + e[i])
  return ck.table({ z, w, t, y: f.map((v, i) => v + t[i] + u[i]) })
}

/** Ten instruments of some strength in all, a treatment that its hidden cause moves most; the effect is 1. `spread`: noise by instrument. */
function instruments(stream, n, strength, { count = 10, spread = false } = {}) {
  const names = Array.from({ length: count }, (_, k) => `z${k}`)
  const z = streams(stream, n, names)
  const { u, e, f } = streams(stream, n, ['u', 'e', 'f'])
  const pushed = u.map((_, i) => names.reduce((sum, name) => sum + z[name][i], 0) / Math.sqrt(count))
  const t = pushed.map((v, i) => strength * v + u[i] + 0.5 * e[i])
  return ck.table({
    ...z,
    t,
    y: f.map((v, i) => t[i] + u[i] + (spread ? (0.2 + z.z0[i] ** 2) * (0.5 * v + u[i]) : 0.5 * v)),
  })
}
/** Instruments that whole clusters of 5 share, whose shocks differ more the farther they are out; the effect is 1. */
function instrumentOfClusters(stream, n, strength, count) {
  const groups = n / 5
  const names = Array.from({ length: count }, (_, k) => `z${k}`)
  const drawn = streams(stream, groups, [...names, 'shock'])
  const { u, e } = streams(stream, n, ['u', 'e'])
  const g = u.map((_, i) => Math.floor(i / 5))
  const z = Object.fromEntries(names.map((name) => [name, g.map((c) => drawn[name][c])]))
  const t = u.map(
    (v, i) => (strength / Math.sqrt(count)) * names.reduce((s, name) => s + z[name][i], 0) + v + 0.5 * e[i],
  )
  const y = t.map((v, i) => v + u[i] + drawn.shock[g[i]] * (0.3 + Math.abs(z.z0[i])))
  return ck.table({ ...z, g, t, y })
}
const instrumented = (count = 10) =>
  ck.admg(`${Array.from({ length: count }, (_, k) => `z${k} -> t`).join('; ')}; t -> y; t <-> y`)

/** An offer by chance, which a hidden cause helps to take up: the effect of those whom it moves is 1, of the others 3. */
function offered(stream, n, share = 0.6) {
  const { u, e } = streams(stream, n, ['u', 'e'])
  const kind = flats(stream, n, 'kind')
  const z = coin(new Float64Array(n).fill(0.5), flats(stream, n, 'z'))
  const moved = kind.map((v) => (v < share ? 1 : 0))
  const t = z.map((v, i) => (moved[i] ? v : u[i] > 0 ? 1 : 0))
  return ck.table({ z, t, y: e.map((v, i) => v + u[i] + (moved[i] ? 1 : 3) * t[i]) })
}

/** A survey: clusters of 5 drawn within strata, whose effects (−1 or 3), levels and shocks differ; the effect of all is 1. */
function survey(stream, n, perStratum = null) {
  const { e } = streams(stream, n, ['e'])
  const count = n / 5
  const strata = perStratum === null ? 4 : count / perStratum
  const shock = streams(stream, count, ['level', 'effect'])
  const t = coin(new Float64Array(n).fill(0.5), flats(stream, n, 't'))
  const c = e.map((_, i) => Math.floor(i / 5))
  const h = c.map((v) => v % strata)
  const w = h.map((v) => (v % 4 < 2 ? 1 : 3))
  const y = e.map(
    (v, i) => v + 2 * (h[i] % 2) + shock.level[c[i]] + t[i] * (1 + 2 * (h[i] % 2 ? 1 : -1) + shock.effect[c[i]]),
  )
  return ck.table({ h, c, w, t, y })
}

/** The napkin with binary nodes; the truth is 0.3. */
function napkin(stream, n) {
  const u = (name) => flats(stream, n, name)
  const a = coin(new Float64Array(n).fill(0.5), u('a'))
  const b = coin(new Float64Array(n).fill(0.4), u('b'))
  const w = coin(
    a.map((v, i) => 0.2 + 0.3 * v + 0.3 * b[i]),
    u('w'),
  )
  const r = coin(
    w.map((v) => 0.2 + 0.5 * v),
    u('r'),
  )
  const x = coin(
    r.map((v, i) => 0.15 + 0.4 * v + 0.3 * a[i]),
    u('x'),
  )
  const y = coin(
    x.map((v, i) => 0.1 + 0.3 * v + 0.4 * b[i]),
    u('y'),
  )
  return ck.table({ w, r, x, y })
}

/** Rows in clusters of 10 with a treatment by cluster and a common shock; the effect is 1. */
function clusters(stream, n) {
  const { e } = streams(stream, n, ['e'])
  const groups = Math.ceil(n / 10)
  const shock = ck.normals(ck.splitStream(stream, 'shock'), groups).values
  const by = coin(new Float64Array(groups).fill(0.5), flats(stream, groups, 't'))
  const g = e.map((_, i) => Math.floor(i / 10))
  return ck.table({ g, t: g.map((v) => by[v]), y: e.map((v, i) => v + shock[g[i]] + by[g[i]]) })
}

const plain = ck.dag('x -> t -> y; z -> t; x -> y; z -> y')
const one = ck.dag('x -> t -> y; x -> y')
const two = ck.dag('s -> t -> y; s -> y')
const door = ck.admg('t -> m -> y; t <-> y')
const iv = ck.admg('z -> t -> y; w -> t; t <-> y')
const effect = (graph, estimator, more = {}) => ({ graph, treatment: 't', outcome: 'y', estimator, ...more })
const slope = (standardErrors) => ck.regressionAdjustment({ interactions: false, standardErrors })

const constant = (stream, n) => {
  const { x, z, e } = streams(stream, n, ['x', 'z', 'e'])
  const t = x.map((v, i) => v + e[i])
  return ck.table({
    x,
    z,
    t,
    y: ck.normals(ck.splitStream(stream, 'f'), n).values.map((v, i) => v + t[i] + x[i] + z[i]),
  })
}

const inSet = (e, truth) =>
  e.diagnostics.andersonRubin.set.some(([low, high]) => (low ?? -Infinity) <= truth && truth <= (high ?? Infinity))
const inInterval = (e, truth) => e.interval[0] <= truth && truth <= e.interval[1]

const cases = [
  ['OLS, classical', constant, effect(plain, slope('classical')), 1],
  ['OLS, HC3', constant, effect(plain, slope('HC3')), 1],
  ['g-formula', numbers, effect(plain, ck.regressionAdjustment()), 1],
  ['g-formula, heavy tails', (s, n) => numbers(s, n, 0.5, 'heavy'), effect(plain, ck.regressionAdjustment()), 1],
  [
    'g-formula, logistic, risk difference',
    binary,
    effect(one, ck.regressionAdjustment({ model: 'logistic' })),
    risk1 - risk0,
  ],
  ['aipw, risk ratio', binary, effect(one, ck.aipw({ model: 'logistic' }), { measure: 'risk-ratio' }), risk1 / risk0],
  [
    'aipw, odds ratio',
    binary,
    effect(one, ck.aipw({ model: 'logistic' }), { measure: 'odds-ratio' }),
    risk1 / (1 - risk1) / (risk0 / (1 - risk0)),
  ],
  ['standardization', strata, effect(two, ck.standardization()), 1],
  ['ipw, Hájek', numbers, effect(plain, ck.ipw()), 1],
  ['ipw, Horvitz–Thompson', numbers, effect(plain, ck.ipw({ normalized: false })), 1],
  ['aipw', numbers, effect(plain, ck.aipw()), 1],
  ['aipw, HC2', numbers, effect(plain, ck.aipw({ standardErrors: 'HC2' })), 1],
  ['aipw, 5 folds', numbers, effect(plain, ck.aipw({ folds: 5 })), 1],
  ['tmle', numbers, effect(plain, ck.tmle()), 1],
  ['entropy balancing, ATE', numbers, effect(plain, ck.entropyBalancing({ population: 'ATE' })), 1],
  ['matching, propensity, ATE', numbers, effect(plain, ck.matching({ population: 'ATE' })), 1],
  [
    'matching, 3 neighbours, bias-adjusted, ATE',
    numbers,
    effect(plain, ck.matching({ population: 'ATE', distance: 'mahalanobis', neighbours: 3, biasAdjusted: true })),
    1,
  ],
  ['subclassification, 5 strata', numbers, effect(plain, ck.subclassification()), 1],
  ['front door, plug-in', frontDoor, effect(door, ck.frontDoorEstimator()), 0.4],
  ['front door, linear', (s, n) => frontDoor(s, n, true), effect(door, ck.frontDoorEstimator({ model: 'linear' })), 1],
  [
    'front door, semiparametric',
    (s, n) => frontDoor(s, n, true),
    effect(door, ck.frontDoorEstimator({ model: 'semiparametric' })),
    1,
  ],
  [
    'plug-in of the napkin',
    napkin,
    { ...effect(ck.admg('w -> r -> x -> y; w <-> x; w <-> y'), ck.plugIn()), treatment: 'x' },
    0.3,
  ],
  ['2SLS', instrument, effect(iv, ck.twoStageLeastSquares()), 1],
  ['LIML', instrument, effect(iv, ck.liml()), 1],
  ['2SLS, weak instruments', (s, n) => instrument(s, n, 0.1), effect(iv, ck.twoStageLeastSquares()), 1],
  [
    '10 instruments together of some strength: 2SLS',
    (s, n) => instruments(s, n, 0.5),
    effect(instrumented(), ck.twoStageLeastSquares()),
    1,
  ],
  [
    '10 instruments together of some strength: LIML',
    (s, n) => instruments(s, n, 0.5),
    effect(instrumented(), ck.liml()),
    1,
  ],
  [
    '10 weak instruments: 2SLS',
    (s, n) => instruments(s, n, 0.15),
    effect(instrumented(), ck.twoStageLeastSquares()),
    1,
  ],
  ['10 weak instruments: LIML', (s, n) => instruments(s, n, 0.15), effect(instrumented(), ck.liml()), 1],
  [
    '10 weak instruments: Anderson–Rubin set',
    (s, n) => instruments(s, n, 0.15),
    effect(instrumented(), ck.twoStageLeastSquares()),
    1,
    inSet,
  ],
  [
    '1 weak instrument: 2SLS',
    (s, n) => instruments(s, n, 0.1, { count: 1 }),
    effect(instrumented(1), ck.twoStageLeastSquares()),
    1,
  ],
  [
    '1 weak instrument: Anderson–Rubin set',
    (s, n) => instruments(s, n, 0.1, { count: 1 }),
    effect(instrumented(1), ck.twoStageLeastSquares()),
    1,
    inSet,
  ],
  [
    '1 instrument, variances differ: 2SLS',
    (s, n) => instruments(s, n, 0.8, { count: 1, spread: true }),
    effect(instrumented(1), ck.twoStageLeastSquares()),
    1,
  ],
  [
    '1 instrument, variances differ: Anderson–Rubin set',
    (s, n) => instruments(s, n, 0.8, { count: 1, spread: true }),
    effect(instrumented(1), ck.twoStageLeastSquares()),
    1,
    inSet,
  ],
  [
    '1 instrument, variances differ: Anderson–Rubin set, classical',
    (s, n) => instruments(s, n, 0.8, { count: 1, spread: true }),
    effect(instrumented(1), ck.twoStageLeastSquares({ standardErrors: 'classical' })),
    1,
    inSet,
  ],
  [
    '10 weak instruments, variances differ: Anderson–Rubin set',
    (s, n) => instruments(s, n, 0.15, { spread: true }),
    effect(instrumented(), ck.twoStageLeastSquares()),
    1,
    inSet,
  ],
  ...[0.1, 0.8].map((strength) => [
    `1 ${strength < 0.5 ? 'weak' : 'good'} instrument of clusters of 5: Anderson–Rubin set`,
    (s, n) => instrumentOfClusters(s, n, strength, 1),
    effect(instrumented(1), ck.twoStageLeastSquares(), { cluster: 'g' }),
    1,
    inSet,
  ]),
  [
    '3 weak instruments of clusters of 5: Anderson–Rubin set',
    (s, n) => instrumentOfClusters(s, n, 0.15, 3),
    effect(instrumented(3), ck.twoStageLeastSquares(), { cluster: 'g' }),
    1,
    inSet,
  ],
  [
    'an offer that moves 60 %: 2SLS of the moved',
    offered,
    effect(ck.admg('z -> t -> y; t <-> y'), ck.twoStageLeastSquares()),
    1,
  ],
  [
    'an offer that moves 10 %: 2SLS of the moved',
    (s, n) => offered(s, n, 0.1),
    effect(ck.admg('z -> t -> y; t <-> y'), ck.twoStageLeastSquares()),
    1,
  ],
  [
    'survey, 4 strata: strata',
    survey,
    effect(ck.dag('t -> y'), slope('sandwich'), { cluster: 'c', strata: 'h', weights: 'w' }),
    1,
  ],
  [
    'survey, 4 strata: CR1 without them',
    survey,
    effect(ck.dag('t -> y'), slope('sandwich'), { cluster: 'c', weights: 'w' }),
    1,
  ],
  [
    'survey, 2 clusters a stratum: strata',
    (s, n) => survey(s, n, 2),
    effect(ck.dag('t -> y'), slope('sandwich'), { cluster: 'c', strata: 'h' }),
    1,
  ],
  [
    'survey, 2 clusters a stratum: CR1 without them',
    (s, n) => survey(s, n, 2),
    effect(ck.dag('t -> y'), slope('sandwich'), { cluster: 'c' }),
    1,
  ],
  ...[null, 2].map((perStratum) => [
    `survey, ${perStratum === null ? '4 strata' : '2 clusters a stratum'}: strata, bootstrap`,
    (s, n) => survey(s, n, perStratum),
    {
      ...effect(ck.dag('t -> y'), slope('sandwich'), { cluster: 'c', strata: 'h', weights: 'w' }),
      draws: 300,
      seed: 1,
    },
    1,
    inInterval,
    ck.bootstrapEffect,
  ]),
  ['clusters of 10, CR1', clusters, effect(ck.dag('t -> y'), slope('sandwich'), { cluster: 'g' }), 1],
  [
    'clusters of 10, CR2',
    clusters,
    effect(ck.dag('t -> y'), slope('sandwich'), { cluster: 'g', clusterErrors: 'CR2' }),
    1,
  ],
  ['weak overlap: g-formula', (s, n) => numbers(s, n, 2), effect(plain, ck.regressionAdjustment()), 1],
  ['moderate overlap: ipw', (s, n) => numbers(s, n, 1), effect(plain, ck.ipw()), 1],
  ['weak overlap: ipw', (s, n) => numbers(s, n, 2), effect(plain, ck.ipw()), 1],
  [
    'weak overlap: ipw, weakOverlap estimate',
    (s, n) => numbers(s, n, 2),
    effect(plain, ck.ipw({ weakOverlap: 'estimate' })),
    1,
  ],
  ['weak overlap: aipw', (s, n) => numbers(s, n, 2), effect(plain, ck.aipw()), 1],
  ['weak overlap: tmle', (s, n) => numbers(s, n, 2), effect(plain, ck.tmle()), 1],
  [
    'weak overlap: tmle, weakOverlap estimate',
    (s, n) => numbers(s, n, 2),
    effect(plain, ck.tmle({ weakOverlap: 'estimate' })),
    1,
  ],
]

/** How often the interval holds the truth, among all estimates and among those without a warning. */
function cellOf([name, make, question, truth, inside = inInterval, verb = ck.estimateEffect], n) {
  let [covered, given, warned, coveredQuietly, quiet] = [0, 0, 0, 0, 0]
  for (let d = 0; d < draws; d++) {
    const stream = ck.splitStream(ck.randomStream(`${name} ${n}`), d)
    let e = null
    try {
      e = verb(make(stream, n), question)
    } catch {
      continue
    }
    if (!e.estimated) continue
    given++
    const holds = inside(e, truth)
    if (holds) covered++
    if (e.warnings.length > 0) warned++
    else {
      quiet++
      if (holds) coveredQuietly++
    }
  }
  return {
    n,
    coverage: covered / given,
    given,
    warned: warned / given,
    quiet: quiet > 0 ? coveredQuietly / quiet : null,
  }
}

/** Several arms against one: how often all simultaneous intervals hold their truths at once, and all single ones. */
function together(b) {
  for (const [name, arms, clustered, standardErrors] of [
    ['3 arms', 3, false, 'stacked'],
    ['3 arms, HC2', 3, false, 'HC2'],
    ['6 arms', 6, false, 'stacked'],
    ['6 arms, HC2', 6, false, 'HC2'],
    ['12 arms', 12, false, 'stacked'],
    ['12 arms, HC2', 12, false, 'HC2'],
    ['6 arms, clusters of 10', 6, true, 'stacked'],
    ['6 arms, clusters of 10, HC2', 6, true, 'HC2'],
  ]) {
    if (!'several arms together'.includes(only)) continue
    const cells = sizes.map((n) => {
      let [all, single, given] = [0, 0, 0]
      for (let d = 0; d < draws; d++) {
        const stream = ck.splitStream(ck.randomStream(`together ${name.replace(', HC2', '')} ${n}`), d)
        const { x, e } = streams(stream, n, ['x', 'e'])
        const g = e.map((_, i) => Math.floor(i / 10))
        const shock = ck.normals(ck.splitStream(stream, 'shock'), Math.ceil(n / 10)).values
        const t = flats(stream, n, 't').map((v) => Math.floor(v * arms))
        const y = e.map((v, i) => v * (1 + t[i] / arms) + x[i] + t[i] * (0.2 + (clustered ? shock[g[i]] / arms : 0)))
        let found = null
        try {
          found = ck.estimateEffects(
            ck.table({ x, g, t: Array.from(t, (v) => `arm ${String(v).padStart(2, '0')}`), y }),
            {
              ...effect(ck.dag('x -> y; t -> y'), ck.aipw({ standardErrors })),
              adjustment: ['x'],
              contrast: { from: 'arm 00' },
              ...(clustered ? { cluster: 'g' } : {}),
            },
          )
        } catch {
          continue
        }
        if (found.effects.length < arms - 1 || found.effects.some(({ effect: e }) => !e.estimated)) continue
        given++
        const holds = ([low, high], k) => low <= 0.2 * (k + 1) && 0.2 * (k + 1) <= high
        if (found.effects.every(({ simultaneous }, k) => holds(simultaneous, k))) all++
        if (found.effects.every(({ effect: e }, k) => holds(e.interval, k))) single++
      }
      return `${(all / given).toFixed(3)} (single ones ${(single / given).toFixed(3)})${given < draws ? `, ${given} of ${draws} estimated` : ''}`
    })
    b.print(`| ${name} together, simultaneous | ${cells.join(' | ')} |`)
  }
}

const told = ({ coverage, given, warned, quiet }) =>
  `${coverage.toFixed(3)}${given < draws ? ` (${given} of ${draws} estimated)` : ''}${warned > 0.005 ? ` (${(100 * warned).toFixed(0)} % warned, the others ${quiet === null ? '–' : quiet.toFixed(3)})` : ''}`

export default (b) => {
  b.print(
    `coverage of 95 % intervals, ${draws} sets a cell: right within ${(2 * Math.sqrt((0.95 * 0.05) / draws)).toFixed(3)} of 0.95`,
  )
  b.print(`| estimator | ${sizes.map((n) => `n = ${n}`).join(' | ')} |`)
  const rows = []
  for (const item of cases.filter(([name]) => name.includes(only))) {
    const cells = sizes.map((n) => cellOf(item, n))
    rows.push({ name: item[0], cells })
    b.print(`| ${item[0]} | ${cells.map(told).join(' | ')} |`)
  }
  together(b)
  const folder = new URL('./out/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL('effects-validity.svg', folder), picture(rows))
}

/** Coverage of each case as points between 0.6 and 1, with the band that chance alone makes. */
function picture(all) {
  const [left, height, width] = [330, 18, 900]
  const x = (p) => left + ((Math.max(0.6, p) - 0.6) / 0.4) * (width - left - 20)
  const spread = 2 * Math.sqrt((0.95 * 0.05) / draws)
  const colour = ['#c44', '#48a', '#2a6']
  const lines = all.map(({ name, cells }, i) => {
    const y = 40 + i * height
    const points = cells.map(
      (cell, k) => `<circle cx="${x(cell.coverage).toFixed(1)}" cy="${y}" r="4" fill="${colour[k % 3]}"/>`,
    )
    return `<text x="${left - 8}" y="${y + 4}" text-anchor="end">${name}</text>${points.join('')}`
  })
  const bottom = 50 + all.length * height
  const key = sizes.map((n, k) => `<text x="${left + 90 * k}" y="16" fill="${colour[k % 3]}">n = ${n}</text>`).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${bottom}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="white"/><rect x="${x(0.95 - spread).toFixed(1)}" y="24" width="${(x(0.95 + spread) - x(0.95 - spread)).toFixed(1)}" height="${bottom - 30}" fill="#eee"/>${key}${lines.join('')}</svg>`
}
