// Random stationary linear series: each variable with its own past, and links with lags or within a step.
import { normals, randomStream, series, table, uniforms } from '../dist/index.js'

/**
 * @param {{ n: number, steps: number, maxLag?: number, autocorrelation: number, links?: number, strength?: number, seed: number }} world
 * @returns the series and its true links `i lag j`
 */
export function randomSeries({ n, steps, maxLag = 3, autocorrelation, links = n, strength = 0.4, seed }) {
  for (let attempt = 0; ; attempt++) {
    const random = uniforms(randomStream(`world ${seed} ${attempt}`), 6 * links + n).values
    let at = 0
    const next = () => random[at++]
    // variables stand in a causal order: within a step only earlier ones drive later ones
    const edges = []
    const truth = new Set()
    for (let k = 0; k < links; k++) {
      let [i, j] = [Math.floor(next() * n), Math.floor(next() * n)]
      const lag = next() < 0.3 ? 0 : 1 + Math.floor(next() * maxLag)
      const sign = next() < 0.5 ? -1 : 1
      if (i === j) continue
      if (lag === 0 && i > j) [i, j] = [j, i]
      if (truth.has(`${i} ${lag} ${j}`)) continue
      truth.add(`${i} ${lag} ${j}`)
      edges.push({ i, lag, j, weight: sign * strength })
    }
    for (let i = 0; i < n; i++) {
      const own = autocorrelation * (0.75 + 0.25 * next())
      truth.add(`${i} 1 ${i}`)
      edges.push({ i, lag: 1, j: i, weight: own })
    }
    const burn = 300
    const noise = normals(randomStream(`noise ${seed}`), n * (steps + burn)).values
    const values = Array.from({ length: n }, () => new Float64Array(steps + burn))
    const into = Array.from({ length: n }, (_, j) => edges.filter((edge) => edge.j === j))
    for (let t = 0; t < steps + burn; t++) {
      for (let j = 0; j < n; j++) {
        let value = noise[t * n + j]
        for (const { i, lag, weight } of into[j]) if (t >= lag) value += weight * values[i][t - lag]
        values[j][t] = value
      }
    }
    const stationary = values.every((column) => column.every((value) => Math.abs(value) < 1e4))
    if (!stationary) continue
    const columns = Object.fromEntries(values.map((column, i) => [`V${i}`, column.slice(burn)]))
    return { data: series(table(columns)), truth }
  }
}
