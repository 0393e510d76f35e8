// What the intervals of boundsFromSample cover: the share of samples whose interval holds the true bounds (set), or the true
// value at its worst place between them (value). Draws: 400 samples a line (VALIDITY_DRAWS sets another number).
import {
  admg,
  boundsFromSample,
  counterfactualBounds,
  factor,
  randomStream,
  splitStream,
  uniforms,
} from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 400)
const axis = (name, k = 2) => ({ name, states: Array.from({ length: k }, (_, i) => String(i)) })
const recovers = (x) => [{ variable: 'Y', value: '1', do: { X: x } }]
const effect = [
  { weight: 1, event: recovers('1') },
  { weight: -1, event: recovers('0') },
]
const instrument = admg('Z -> X -> Y; X <-> Y')

/** P(X, Y | Z) of weights on units: which X answers each Z, which Y answers each X. */
function law(weights, k) {
  const total = weights.reduce((a, b) => a + b)
  return Array.from({ length: k }, (_, z) => {
    const cells = [0, 0, 0, 0]
    for (const [t, w] of weights.entries()) {
      const x = (t >> z) & 1
      cells[2 * x + ((t >> (k + x)) & 1)] += w / total
    }
    return cells
  })
}
const units = (k, weigh) => Array.from({ length: 2 ** (k + 2) }, (_, t) => weigh(t))
const random = (k, seed) => {
  const u = uniforms(randomStream(seed), 2 ** (k + 2)).values
  return units(k, (t) => -Math.log(1 - u[t]))
}
const never = (t) => (t & 3) === 0
const complies = (t) => (t & 3) === 2
const cases = [
  { name: 'instrument, random units (1)', k: 2, weights: random(2, 1) },
  { name: 'instrument, random units (2)', k: 2, weights: random(2, 2) },
  { name: 'instrument, random units (3)', k: 2, weights: random(2, 3) },
  { name: 'instrument, all units alike (corners tie)', k: 2, weights: units(2, () => 1) },
  {
    name: 'instrument, one-sided non-compliance',
    k: 2,
    weights: units(2, (t) => (never(t) ? 1 : complies(t) ? 2 : 0)),
  },
  { name: 'instrument, nearly all comply (nearly a point)', k: 2, weights: units(2, (t) => (complies(t) ? 20 : 0.2)) },
  { name: 'instrument, rare outcome', k: 2, weights: units(2, (t) => (t >> 2 === 0 ? 40 : 1)) },
  { name: 'instrument of three states, random units', k: 3, weights: random(3, 4) },
  { name: 'no instrument (Manski)', k: 1, weights: random(1, 5) },
]

/** Counts of n rows, the states of Z as often as each other. */
function counted(cells, n, stream) {
  const u = uniforms(stream, n).values
  const out = cells.map(() => [0, 0, 0, 0])
  for (let i = 0; i < n; i++) {
    const z = i % cells.length
    let rest = u[i]
    let c = 0
    for (; c < 3 && rest >= cells[z][c]; c++) rest -= cells[z][c]
    out[z][c]++
  }
  return out.flat()
}

export default (b) => {
  b.print(`${draws} samples a line, a 95 % interval: 95 ± ${(196 * Math.sqrt(0.0475 / draws)).toFixed(1)} %, or above`)
  for (const [seed, { name, k, weights }] of cases.entries()) {
    const graph = k === 1 ? admg('X -> Y; X <-> Y') : instrument
    const axes = k === 1 ? [axis('X'), axis('Y')] : [axis('Z', k), axis('X'), axis('Y')]
    const cells = law(weights, k)
    for (const [what, query] of [
      ['effect', { sum: effect }],
      ...(seed === 0 ? [['P(Y | do(X))', { event: recovers('1') }]] : []),
    ]) {
      const truth = counterfactualBounds(graph, [{ distribution: factor(axes, cells.flat()) }], query)
      for (const n of [200, 1000]) {
        const tally = { set: 0, value: 0, none: 0, width: 0, point: 0 }
        for (let r = 0; r < draws; r++) {
          const stream = splitStream(randomStream(`${name} ${what} ${n}`), r)
          const data = [{ distribution: factor(axes, counted(cells, n, stream)) }]
          const set = boundsFromSample(graph, data, query, { draws: 200, seed: r })
          const value = boundsFromSample(graph, data, query, { draws: 200, seed: r, covers: 'value' })
          if (set.status !== 'bounds' || value.status !== 'bounds') {
            tally.none++
            continue
          }
          const [low, high] = set.interval
          if (low <= truth.lower + 1e-9 && high >= truth.upper - 1e-9) tally.set++
          tally.width += (high - low - (truth.upper - truth.lower)) / draws
          if (set.estimate === null) tally.point++
          // the true value lies at either end, whichever is covered less often
          tally.low = (tally.low ?? 0) + (value.interval[0] <= truth.lower + 1e-9 ? 1 : 0)
          tally.high = (tally.high ?? 0) + (value.interval[1] >= truth.upper - 1e-9 ? 1 : 0)
        }
        const share = (count) => `${((100 * count) / draws).toFixed(1)} %`
        b.print(
          `${name}, ${what} in [${truth.lower.toFixed(2)}, ${truth.upper.toFixed(2)}], n ${n}: set ${share(tally.set)}, value ${share(Math.min(tally.low, tally.high))}; wider by ${tally.width.toFixed(3)}; outside every model ${share(tally.point)}${tally.none > 0 ? `, contradicted ${share(tally.none)}` : ''}`,
        )
      }
    }
  }
}
