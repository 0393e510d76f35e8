// Coverage of the 95 % intervals of effects over time on simulated series: laggedEffect by autocorrelation and length, impulseResponse by the
// delta method, interruptedSeries and eventImpact where nothing happens, and what neuralGranger finds beside grangerLinks. Sets: 200 a cell
// (VALIDITY_DRAWS sets another number). VALIDITY_ONLY: a part of the names of the blocks.
import * as ck from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 200)
const only = process.env.VALIDITY_ONLY ?? ''
const lengths = (process.env.VALIDITY_ROWS ?? '100,300,1000').split(',').map(Number)
const normal = (seed, n) => ck.normals(ck.randomStream(seed), n).values
const share = (count, of = draws) => (count / of).toFixed(3)

/** x → y a step later (effect 1, that of x two steps before on y is ρ), both autoregressive; the errors of y are autocorrelated where the graph does not say so. */
function pair(seed, n, rho, hidden) {
  const z = normal(seed, 2 * (n + 100))
  const x = new Float64Array(n + 100)
  const y = new Float64Array(n + 100)
  const u = new Float64Array(n + 100)
  for (let t = 1; t < n + 100; t++) {
    x[t] = rho * x[t - 1] + z[2 * t]
    u[t] = (hidden ? rho : 0) * u[t - 1] + z[2 * t + 1]
    y[t] = x[t - 1] + u[t]
  }
  return ck.series(ck.table({ x: x.slice(100), y: y.slice(100) }))
}

function laggedEffects() {
  const graph = ck.laggedGraph('x[t-1] -> x; x[t-1] -> y')
  console.log(
    '\nlaggedEffect, coverage of 95 % intervals (treatment at lag 2, so that errors overlap; errors autocorrelated as x) by cosines, Newey-West, neither; median length of the first over that of the second',
  )
  const kinds = [{}, { errors: 'newey-west' }, { bandwidth: 0 }]
  for (const rho of [0, 0.3, 0.6, 0.9, 0.95]) {
    const cells = lengths.map((n) => {
      const held = kinds.map(() => 0)
      const ratios = []
      for (let d = 0; d < draws; d++) {
        const s = pair(`lagged ${rho} ${n} ${d}`, n, rho, true)
        const intervals = kinds.map(
          (kind) => ck.laggedEffect(s, { graph, treatment: { name: 'x', lag: 2 }, outcome: 'y', ...kind }).interval,
        )
        for (const [k, [low, high]] of intervals.entries()) if (low <= rho && rho <= high) held[k]++
        const [own, other] = intervals.map(([low, high]) => high - low)
        ratios.push(own / other)
      }
      const median = ratios.sort((a, b) => a - b)[draws >> 1]
      return `T ${n}: ${held.map((count) => share(count)).join(' ')} (${median.toFixed(2)})`
    })
    console.log(`  autocorrelation ${rho}: ${cells.join('  ')}`)
  }
}

function responses() {
  console.log('\nimpulseResponse of varModel, coverage of 95 % delta intervals at 1, 3, 6 steps: reduced | orthogonal')
  for (const rho of [0.3, 0.6, 0.9]) {
    const truth = ck.linearTemporalModel({
      names: ['x', 'y'],
      effects: [
        { from: 'x', to: 'x', lag: 1, effect: rho },
        { from: 'x', to: 'y', lag: 1, effect: 0.5 },
        { from: 'y', to: 'y', lag: 1, effect: 0.3 },
        { from: 'x', to: 'y', lag: 0, effect: 0.5 },
      ],
    })
    const order = ['x', 'y']
    const wanted = ['reduced', 'orthogonal'].map((kind) =>
      ck.impulseResponse(truth, { horizon: 6, kind, ...(kind === 'orthogonal' && { order }) }),
    )
    for (const n of lengths) {
      const held = wanted.map(() => [0, 0, 0])
      for (let d = 0; d < draws; d++) {
        const z = normal(`irf ${rho} ${n} ${d}`, 2 * (n + 50))
        const x = new Float64Array(n + 50)
        const y = new Float64Array(n + 50)
        for (let t = 1; t < n + 50; t++) {
          x[t] = rho * x[t - 1] + z[2 * t]
          y[t] = 0.5 * x[t - 1] + 0.3 * y[t - 1] + 0.5 * x[t] + z[2 * t + 1]
        }
        const model = ck.varModel(ck.series(ck.table({ x: x.slice(50), y: y.slice(50) })))
        for (const [k, { kind, responses }] of wanted.entries()) {
          const found = ck.impulseResponse(model, { horizon: 6, kind, ...(kind === 'orthogonal' && { order }) })
          // of y to x
          for (const [i, h] of [1, 3, 6].entries())
            if (found.lower[h][2] <= responses[h][2] && responses[h][2] <= found.upper[h][2]) held[k][i]++
        }
      }
      console.log(`  root ${rho}, T ${n}: ${held.map((list) => list.map((c) => share(c)).join(' ')).join(' | ')}`)
    }
  }
}

/** Noise of an autoregression of order 1. */
function wandering(seed, n, rho) {
  const z = normal(seed, n + 100)
  const u = new Float64Array(n + 100)
  for (let t = 1; t < n + 100; t++) u[t] = rho * u[t - 1] + z[t]
  return u.slice(100)
}

function events() {
  console.log(
    '\nno event, share of 95 % intervals that hold 0: interruptedSeries (jump, change of slope) | the same with Newey-West | eventImpact (average), synthetic control',
  )
  for (const rho of [0, 0.3, 0.6, 0.9, 1]) {
    for (const n of lengths.filter((length) => length <= 300)) {
      const held = [0, 0, 0, 0, 0, 0]
      for (let d = 0; d < draws; d++) {
        const u = wandering(`event ${rho} ${n} ${d}`, n, rho)
        const a = wandering(`market ${rho} ${n} ${d}`, n, 0.9)
        const b = wandering(`other ${rho} ${n} ${d}`, n, 0.9)
        const y = a.map((v, t) => 0.6 * v + 0.4 * b[t] + u[t])
        const s = ck.series(ck.table({ y, a, b, u }))
        const event = Math.floor(0.7 * n)
        const zero = ({ interval }) => (interval[0] <= 0 && 0 <= interval[1] ? 1 : 0)
        const jump = ck.interruptedSeries(s, { outcome: 'u', event })
        held[0] += zero(jump.level)
        held[1] += zero(jump.slope)
        const robust = ck.interruptedSeries(s, { outcome: 'u', event, errors: 'newey-west' })
        held[4] += zero(robust.level)
        held[5] += zero(robust.slope)
        held[2] += zero(ck.eventImpact(s, { outcome: 'y', predictors: ['a', 'b'], event }).average)
        const mixed = { outcome: 'y', predictors: ['a', 'b'], event, method: 'synthetic-control' }
        held[3] += zero(ck.eventImpact(s, mixed).average)
      }
      console.log(
        `  autocorrelation ${rho}, T ${n}: ${share(held[0])} ${share(held[1])} | ${share(held[4])} ${share(held[5])} | ${share(held[2])} ${share(held[3])}`,
      )
    }
  }
}

/** A chain of p series: linear, by absolute values, or none at all. */
function chain(seed, p, n, kind) {
  const z = normal(seed, p * n)
  const x = Array.from({ length: p }, () => new Float64Array(n))
  for (let t = 1; t < n; t++) {
    for (let i = 0; i < p; i++) {
      const before = i === 0 ? 0 : x[i - 1][t - 1]
      const push = kind === 'linear' ? 0.5 * before : kind === 'absolute' && i > 0 ? 1.2 * Math.abs(before) - 1 : 0
      x[i][t] = 0.5 * x[i][t - 1] + push + z[i * n + t]
    }
  }
  return ck.series(ck.table(Object.fromEntries(x.map((values, i) => [`v${i}`, values]))))
}

function networks() {
  const sets = Math.max(1, Math.round(draws / 20))
  console.log(`\nlinks among 5 series, T 500, ${sets} sets: true ones found of ${4 * sets}, false ones of ${16 * sets}`)
  for (const kind of ['linear', 'absolute', 'independent']) {
    const counts = { neuralGranger: [0, 0], grangerLinks: [0, 0] }
    for (let d = 0; d < sets; d++) {
      const s = chain(`chain ${kind} ${d}`, 5, 500, kind)
      const isTrue = ({ cause, effect }) => kind !== 'independent' && Number(effect[1]) === Number(cause[1]) + 1
      for (const link of ck.neuralGranger(s, { seed: d }).links) counts.neuralGranger[isTrue(link) ? 0 : 1]++
      for (const link of ck.grangerLinks(s, { maxLag: 2 }).links) counts.grangerLinks[isTrue(link) ? 0 : 1]++
    }
    console.log(
      `  ${kind}: ${Object.entries(counts)
        .map(([name, [yes, no]]) => `${name} ${yes} and ${no}`)
        .join('; ')}`,
    )
  }
}

export default function run() {
  for (const block of [laggedEffects, responses, events, networks]) if (block.name.includes(only)) block()
}
