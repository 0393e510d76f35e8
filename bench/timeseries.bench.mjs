// Searches over time: PCMCI and PCMCI+ beside the same search with a regression for each test, bagging beside single runs.
import { bagged, laggedMoments, laggedTest, pcmci, pcmciPlus } from '../dist/index.js'
import { seconds, show } from './bench.mjs'
import { randomSeries } from './timeseries-worlds.mjs'

/** Partial correlations by a regression of x and y on the set, from the rows, for every question. */
function regressions(rows) {
  const columns = new Map(rows.columns.map((name, i) => [name, rows.data[i]]))
  const n = rows.rowCount
  const test = (x, y, given = []) => {
    const all = [null, ...given, x, y].map((name) => (name === null ? new Float64Array(n).fill(1) : columns.get(name)))
    const k = all.length
    const l = new Float64Array(k * k)
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        let s = 0
        for (let t = 0; t < n; t++) s += all[i][t] * all[j][t]
        for (let m = 0; m < j; m++) s -= l[i * k + m] * l[j * k + m]
        l[i * k + j] = i === j ? Math.sqrt(s) : s / l[j * k + j]
      }
    }
    const a = l[(k - 1) * k + k - 2]
    const r = a / Math.hypot(a, l[k * k - 1])
    const z = Math.abs(Math.atanh(r)) * Math.sqrt(n - given.length - 3)
    // a rough tail is enough for the time it takes
    const pValue = Math.min(1, 2 * Math.exp(-0.717 * z - 0.416 * z * z))
    return { tested: true, statistic: z, pValue, logPValue: Math.log(pValue), estimate: r, method: 'regression' }
  }
  return Object.assign(test, { variables: rows.columns })
}

export default function timeseries(b) {
  const maxLag = 3
  const world = (n, steps) => randomSeries({ n, steps, maxLag, autocorrelation: 0.6, links: n, seed: n }).data
  for (const [n, target] of [
    [5, '<= 10 ms'],
    [10, '<= 40 ms'],
    [20, '<= 150 ms'],
  ]) {
    const data = world(n, 500)
    const rows = laggedTest(data, regressions, { maxLag: 2 * maxLag })
    const { tests } = pcmciPlus(data, { maxLag, alpha: 0.01 })
    b.compare({
      name: `pcmciPlus(series), ${n} variables, 500 steps, lags up to 3 (${tests} tests)`,
      ours: () => pcmciPlus(data, { maxLag, alpha: 0.01 }),
      baseline: { name: 'a regression for each test', run: () => pcmciPlus(rows, { maxLag, alpha: 0.01 }) },
      target,
    })
    b.compare({
      name: `pcmci(series), ${n} variables`,
      ours: () => pcmci(data, { maxLag, conditionAlpha: 0.05, alpha: 0.01 }),
    })
  }
  for (const n of [5, 10]) {
    const data = world(n, 500)
    const one = pcmciPlus(data, { maxLag, alpha: 0.01 })
    const single = seconds(() => pcmciPlus(data, { maxLag, alpha: 0.01 })).best
    let tests = 0
    const search = (test) => {
      const found = pcmciPlus(test, { maxLag, alpha: 0.01 })
      tests += found.tests
      return found
    }
    const run = () => {
      tests = 0
      return bagged(data, search, { maxLag: 2 * maxLag, draws: 100, seed: 1 })
    }
    const many = seconds(run, { runs: 3 }).best
    // every replicate is another covariance: its tests have to be made, and what repeats in the sample gives it more of them
    b.print(
      `bagged, 100 replicates, ${n} variables: ${show(many)}, that of ${(many / single).toFixed(1)} single runs; they make the tests of ${(tests / one.tests).toFixed(1)} single runs`,
    )
  }
  {
    const data = world(100, 5000)
    const sums = seconds(() => laggedMoments(data, { maxLag: 2 * maxLag }), { runs: 1 }).best
    const start = process.cpuUsage()
    const { tests } = pcmciPlus(data, { maxLag, alpha: 0.01 })
    const { user, system } = process.cpuUsage(start)
    b.print(
      `pcmciPlus(series), 100 variables, 5,000 steps (${tests} tests): ${show((user + system) / 1e6)}, of which the moments ${show(sums)}; target <= 30 s`,
    )
  }
}
