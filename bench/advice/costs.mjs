// What methods take, in units: the time of `moments` for 100,000 rows of 10 columns, in the same run. At 500 rows and 10 columns, and the
// exponents in rows (from 250 to 1,000; kernels 250 to 500) and in columns (from 10 to 20, at 250 rows).
import {
  additiveNoise,
  bdeuScore,
  bicScore,
  boss,
  cam,
  cdnod,
  conditionalGaussian,
  degenerateGaussianScore,
  directLingam,
  fci,
  fisherZ,
  ges,
  gSquare,
  kci,
  laggedCorrelation,
  lpcmci,
  missingDataDeletion,
  moments,
  mvpc,
  pc,
  pcmciPlus,
  rankCorrelation,
  rcit,
  series,
  simulateDag,
  simulateLinear,
  simulateNonlinear,
  table,
  varLingam,
} from '../../dist/index.js'
import { seconds } from '../bench.mjs'
import { discreteWorld, mixedWorld } from '../worlds.mjs'

const alpha = 0.01
const fresh = (data) => table(Object.fromEntries(data.columns.map((name, i) => [name, data.data[i]])))
const linear = (n, p, noise = 'normal') =>
  simulateLinear(simulateDag(p, { degree: 2, seed: 3 }), n, { seed: 3, noise }).data
const bent = (n, p) => simulateNonlinear(simulateDag(p, { degree: 2, seed: 3 }), n, { seed: 3 })
const states = (n, p) => discreteWorld(p, 2, n, 3).data
const both = (n, p) => mixedWorld(p, 2, n, 3).data
const gaps = (n, p) => {
  const data = linear(n, p)
  return table(
    Object.fromEntries(
      data.columns.map((name, j) => [
        name,
        Array.from(data.data[j], (v, i) => (j % 3 === 1 && (7 * i) % 10 === j ? null : v)),
      ]),
    ),
  )
}
const sites = (n, p) => {
  const data = linear(n, p)
  return table({
    site: Array.from({ length: n }, (_, i) => (i % 2 === 0 ? 'a' : 'b')),
    ...Object.fromEntries(data.columns.map((name, j) => [name, data.data[j].map((v, i) => v + (j < 2 ? i % 2 : 0))])),
  })
}

const methods = {
  'boss bicScore': [linear, (data) => boss(bicScore(data, { penalty: 2 }))],
  'ges bicScore': [linear, (data) => ges(bicScore(data, { penalty: 2 }))],
  'pc fisherZ': [linear, (data) => pc(fisherZ(data), { alpha })],
  'pc rankCorrelation': [linear, (data) => pc(rankCorrelation(data), { alpha })],
  directLingam: [(n, p) => linear(n, p, 'uniform'), (data) => directLingam(data)],
  'pc kci': [bent, (data) => pc(kci(data), { alpha }), 500],
  'pc rcit': [bent, (data) => pc(rcit(data), { alpha })],
  cam: [bent, (data) => cam(data)],
  additiveNoise: [(n) => bent(n, 2), (data) => additiveNoise(data)],
  'boss bdeuScore': [states, (data) => boss(bdeuScore(data))],
  'ges bdeuScore': [states, (data) => ges(bdeuScore(data))],
  'pc gSquare': [states, (data) => pc(gSquare(data), { alpha })],
  'ges degenerateGaussianScore': [both, (data) => ges(degenerateGaussianScore(data))],
  'boss degenerateGaussianScore': [both, (data) => boss(degenerateGaussianScore(data))],
  'pc conditionalGaussian': [both, (data) => pc(conditionalGaussian(data), { alpha })],
  'fci fisherZ': [linear, (data) => fci(fisherZ(data), { alpha })],
  pcmciPlus: [linear, (data) => pcmciPlus(laggedCorrelation(series(data), { maxLag: 6 }), { maxLag: 3, alpha })],
  lpcmci: [linear, (data) => lpcmci(laggedCorrelation(series(data), { maxLag: 6 }), { maxLag: 3, alpha })],
  varLingam: [(n, p) => linear(n, p, 'uniform'), (data) => varLingam(series(data), { maxLag: 3 })],
  'pc missingDataDeletion fisherZ': [gaps, (data) => pc(missingDataDeletion(data, fisherZ), { alpha })],
  mvpc: [gaps, (data) => mvpc(data, { alpha })],
  cdnod: [sites, (data) => cdnod(data, { domain: 'site', test: conditionalGaussian, alpha })],
}

export function measureCosts(print) {
  const large = linear(100_000, 10)
  const unit = seconds(() => moments(fresh(large)), { runs: 5 }).best
  const costs = {}
  for (const [key, [make, run, most = 1000]] of Object.entries(methods)) {
    const time = (n, p) => {
      const data = make(n, p)
      return seconds(() => run(fresh(data)), { runs: 3, atLeast: 0.01 }).best / unit
    }
    const [small, middle, tall, wide] = [
      time(250, 10),
      time(500, 10),
      most === 500 ? null : time(most, 10),
      time(250, 20),
    ]
    const rows = Math.log((tall ?? middle) / small) / Math.log((tall === null ? 500 : most) / 250)
    const columns = Math.log(wide / small) / Math.log(2)
    costs[key] = [
      Number(middle.toPrecision(2)),
      Number(Math.max(0, rows).toFixed(1)),
      Number(Math.max(0, columns).toFixed(1)),
    ]
    print(`${key}: ${costs[key].join(', ')}`)
  }
  return costs
}
