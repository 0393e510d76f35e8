// The level of the test of invariance of regimeTest, and the coverage of the intervals of bootstrapTotalEffects.
//   npm run bench -- interventions-validity [--only level|coverage] [--sets 1000] [--models 200]
// docs/guides/interventions.md and the doc comments quote what this prints.
import {
  bootstrapTotalEffects,
  directLingam,
  normals,
  randomStream,
  regimeTest,
  splitStream,
  table,
  uniforms,
} from '../dist/index.js'

const gauss = (stream, name, n) => normals(splitStream(stream, name), n).values
const flat = (stream, name, n) => uniforms(splitStream(stream, name), n).values
/** Noise of mean 0 and (but for t3) variance 1. */
const noises = {
  Gaussian: gauss,
  uniform: (stream, name, n) => flat(stream, name, n).map((u) => Math.sqrt(12) * (u - 0.5)),
  exponential: (stream, name, n) => flat(stream, name, n).map((u) => -Math.log(1 - u) - 1),
  Laplace: (stream, name, n) =>
    flat(stream, name, n).map((u) => (u < 0.5 ? Math.log(2 * u) : -Math.log(2 - 2 * u)) / Math.SQRT2),
  t3: (stream, name, n) => {
    const [z, a, b, c] = ['', 'a', 'b', 'c'].map((part) => gauss(stream, name + part, n))
    return z.map((v, i) => v / Math.sqrt((a[i] ** 2 + b[i] ** 2 + c[i] ** 2) / 3))
  },
}
const alphas = [0.01, 0.05, 0.1]
const rate = (count, of) => (count / of).toFixed(3).replace(/^0/, '')

/**
 * Rows of observation and of an experiment that shifts the causes, or sets the first to a value, and leaves the mechanism of y
 * alone; as many of each.
 */
function experiment(stream, n, noise, causes, kind) {
  const names = ['z', 'z2', 'z3'].slice(0, causes)
  const rows = 2 * n
  const regime = Array.from({ length: rows }, (_, i) => (i < n ? 'seen' : 'moved'))
  const moved = (k) => (v, i) => (i < n ? v : kind === 'set' && k === 0 ? 2 : 1.5 * v + 1)
  const columns = Object.fromEntries(names.map((name, k) => [name, gauss(stream, name, rows).map(moved(k))]))
  const y = noises[noise](stream, 'y', rows).map((v, i) =>
    names.reduce((sum, name, k) => sum + [0.8, -0.6, 0.4][k] * columns[name][i], v),
  )
  return { data: table({ regime, ...columns, other: gauss(stream, 'other', rows), y }), names }
}

function level(print, sets) {
  print(
    `\nregimeTest: how often "the mechanism of y is the same" is rejected where it is, at 0.01 / 0.05 / 0.1; ${sets} data sets a cell, as many rows in each regime`,
  )
  for (const noise of ['Gaussian', 'uniform', 'exponential', 't3']) {
    for (const [causes, kind] of [
      [0, 'shifted'],
      [1, 'shifted'],
      [3, 'shifted'],
      [1, 'set'],
      [3, 'set'],
    ]) {
      const cells = [50, 200].map((n) => {
        const rejected = alphas.map(() => 0)
        let tested = 0
        for (let set = 0; set < sets; set++) {
          const { data, names } = experiment(
            randomStream(`regime ${noise} ${causes} ${kind} ${n} ${set}`),
            n,
            noise,
            causes,
            kind,
          )
          const result = regimeTest(data, { regime: 'regime', observational: 'seen' })('moved', 'y', names)
          if (!result.tested) continue
          tested++
          for (const [k, alpha] of alphas.entries()) if (result.pValue <= alpha) rejected[k]++
        }
        return `n ${n}: ${rejected.map((count) => rate(count, tested)).join(' / ')}${tested < sets ? `, ${sets - tested} not tested` : ''}`
      })
      print(
        `${noise} noise, ${causes} given${causes === 0 ? '' : kind === 'set' ? ', the first set to a value' : ', shifted and spread'}; ${cells.join('; ')}`,
      )
    }
  }
}

/** A linear model on p columns in a random order, each pair joined with chance 0.5, coefficients ±(0.4 to 0.9); and its total effects. */
function linearModel(stream, n, noise, p) {
  const names = ['A', 'B', 'C', 'D', 'E'].slice(0, p)
  const u = flat(stream, 'graph', 3 * p * p)
  const order = [...names.keys()].sort((a, b) => u[a] - u[b])
  const columns = []
  const total = names.map(() => new Float64Array(p))
  for (const [place, node] of order.entries()) {
    const column = Float64Array.from(noises[noise](stream, names[node], n))
    for (const parent of order.slice(0, place)) {
      const at = p * p + 2 * (parent * p + node)
      if (u[at] < 0.5) continue
      const weight = (u[at] < 0.75 ? -1 : 1) * (0.4 + 0.5 * u[at + 1])
      for (let i = 0; i < n; i++) column[i] += weight * columns[parent][i]
      // the effect of every column on this one
      for (let from = 0; from < p; from++) total[node][from] += weight * (from === parent ? 1 : total[parent][from])
    }
    columns[node] = column
  }
  return { data: table(Object.fromEntries(names.map((name, i) => [name, columns[i]]))), names, total }
}

function coverage(print, models) {
  print(
    `\nbootstrapTotalEffects over directLingam, 100 draws: how often the interval holds the true effect; ${models} models a cell`,
  )
  for (const noise of ['uniform', 'exponential', 'Laplace']) {
    for (const p of [4, 5]) {
      for (const n of [300, 1000]) {
        const levels = [0.9, 0.95]
        const held = { effect: levels.map(() => 0), none: levels.map(() => 0) }
        const pairs = { effect: 0, none: 0 }
        for (let set = 0; set < models; set++) {
          const { data, names, total } = linearModel(randomStream(`effects ${noise} ${p} ${n} ${set}`), n, noise, p)
          // the same replicates serve both confidences: the searches are made once
          const made = []
          for (const [k, confidence] of levels.entries()) {
            let call = 0
            const search = (replicate) => (made[call++] ??= directLingam(replicate))
            const { effects } = bootstrapTotalEffects(data, search, { confidence, seed: set })
            for (const [to, row] of total.entries()) {
              for (const [from, truth] of row.entries()) {
                if (from === to) continue
                const kind = truth === 0 ? 'none' : 'effect'
                if (k === 0) pairs[kind]++
                // a pair that is not listed has the effect 0 in every replicate
                const found = effects.find((effect) => effect.from === names[from] && effect.to === names[to])
                const [low, high] = found?.interval ?? [0, 0]
                if (low <= truth && truth <= high) held[kind][k]++
              }
            }
          }
        }
        const shown = (kind) => held[kind].map((count) => rate(count, pairs[kind])).join(' / ')
        print(
          `${noise} noise, ${p} columns, n ${n}: of ${pairs.effect} effects ${shown('effect')} in 90 / 95 % intervals; of ${pairs.none} pairs without one ${shown('none')}`,
        )
      }
    }
  }
}

export default (b) => {
  const { only, sets = 1000, models = 200 } = b.options
  if (only !== 'coverage') level(b.print, Number(sets))
  if (only !== 'level') coverage(b.print, Number(models))
}
