// Series with regimes: persistent, each with links of its own (Saggioro et al. 2020, section IV).
import { normals, randomStream, series, table, uniforms } from '../dist/index.js'

/**
 * @param {{ n: number, steps: number, regimes: number, switches: number, kind: 'sign' | 'cause' | 'lag' | 'autocorrelation' | 'none', strength?: number, seed: number }} world
 * `kind`: how regimes differ. In the sign of the links, in the cause of each effect, in their lag, in the variables' memory, or not at all.
 * @returns the series, the regime of each step, and the true links `i lag j` of each regime
 */
export function regimeSeries({ n, steps, regimes, switches, kind, strength = 0.6, seed }) {
  const random = uniforms(randomStream(`regimes ${seed}`), 2 * n + switches + regimes * 4).values
  let at = 0
  const next = () => random[at++]
  // a chain of links, each from an earlier variable to a later one
  const base = Array.from({ length: n - 1 }, (_, k) => ({ i: Math.floor(next() * (k + 1)), j: k + 1, lag: 1 }))
  const memory = Array.from({ length: n }, () => 0.2 + 0.3 * next())
  const links = Array.from({ length: regimes }, (_, r) => {
    const turn = kind === 'none' ? 0 : r
    const own = memory.map((value, i) => ({
      i,
      j: i,
      lag: 1,
      weight: kind === 'autocorrelation' ? (turn % 2 === 0 ? 0.1 : 0.8) : value,
    }))
    const others = base.map(({ i, j, lag }) => {
      if (kind === 'cause' && turn % 2 === 1) return { i: j, j: i, lag, weight: strength }
      if (kind === 'lag' && turn % 2 === 1) return { i, j, lag: 2, weight: strength }
      const sign = kind === 'sign' ? (turn % 2 === 0 ? 1 : -1) : 1
      return {
        i,
        j,
        lag,
        weight: kind === 'sign' && turn >= 2 ? 0 : sign * (kind === 'autocorrelation' ? 0.4 : strength),
      }
    })
    return [...own, ...others].filter(({ weight }) => weight !== 0)
  })
  // parts of about equal length, their ends shifted by up to a quarter of it
  const length = steps / (switches + 1)
  const cuts = Array.from({ length: switches }, (_, k) => Math.round((k + 1 + 0.5 * (next() - 0.5)) * length))
  const regime = Int32Array.from({ length: steps }, (_, t) => cuts.filter((cut) => cut <= t).length % regimes)
  const burn = 100
  const noise = normals(randomStream(`regime noise ${seed}`), n * (steps + burn)).values
  const values = Array.from({ length: n }, () => new Float64Array(steps + burn))
  for (let t = 2; t < steps + burn; t++) {
    const own = links[t < burn ? 0 : regime[t - burn]]
    for (let j = 0; j < n; j++) values[j][t] = noise[t * n + j]
    for (const { i, j, lag, weight } of own) values[j][t] += weight * values[i][t - lag]
  }
  const data = series(table(Object.fromEntries(values.map((column, i) => [`V${i}`, column.slice(burn)]))))
  return { data, regime, links: links.map((own) => new Set(own.map(({ i, lag, j }) => `${i} ${lag} ${j}`))) }
}

/** The share of steps that are rightly assigned, and the naming of regimes that gives it; −1 steps do not count. */
export function rightSteps(found, truth, count) {
  let best = { share: 0, name: [] }
  for (const name of permutations(count)) {
    let [right, all] = [0, 0]
    for (let t = 0; t < truth.length; t++) {
      if (found[t] < 0) continue
      all++
      if (name[found[t]] === truth[t]) right++
    }
    if (right / all > best.share) best = { share: right / all, name }
  }
  return best
}

function permutations(n) {
  if (n === 0) return [[]]
  return permutations(n - 1).flatMap((rest) =>
    Array.from({ length: n }, (_, k) => [...rest.slice(0, k), n - 1, ...rest.slice(k)]),
  )
}
