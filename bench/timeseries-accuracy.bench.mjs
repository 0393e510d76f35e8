// Precision and recall of links over time along alpha: PCMCI+ beside its bagged form, and false links where there are none.
// Options: --sets 20 --draws 50
import { bagged, pcmci, pcmciPlus } from '../dist/index.js'
import { randomSeries } from './timeseries-worlds.mjs'

const alphas = [0.001, 0.01, 0.05, 0.1]
const maxLag = 2

/** Links of a graph as `i lag j`, a pair at the same time by its first variable. */
const linksOf = ({ edges, nodes }) =>
  new Set(
    edges.map(({ from, to, lag }) => {
      const [i, j] = [nodes.indexOf(from), nodes.indexOf(to)]
      return lag === 0 && i > j ? `${j} 0 ${i}` : `${i} ${lag} ${j}`
    }),
  )

function score(found, truth) {
  let hits = 0
  for (const link of found) if (truth.has(link)) hits++
  return { hits, found: found.size, truth: truth.size }
}

const total = (scores) =>
  scores.reduce((sum, s) => ({ hits: sum.hits + s.hits, found: sum.found + s.found, truth: sum.truth + s.truth }), {
    hits: 0,
    found: 0,
    truth: 0,
  })
const rates = ({ hits, found, truth }) =>
  `${found === 0 ? '  - ' : (hits / found).toFixed(3)} / ${(hits / truth).toFixed(3)}`

/** The recall that a curve has at a precision, by linear interpolation along alpha; null where it does not reach it. */
function recallAt(curve, precision) {
  const points = curve
    .map(({ hits, found, truth }) => [found === 0 ? 1 : hits / found, hits / truth])
    .sort((a, b) => a[0] - b[0])
  for (let k = 0; k + 1 < points.length; k++) {
    const [[p0, r0], [p1, r1]] = [points[k], points[k + 1]]
    if (p0 <= precision && precision <= p1)
      return p1 === p0 ? Math.max(r0, r1) : r0 + ((precision - p0) / (p1 - p0)) * (r1 - r0)
  }
  return null
}

export default function timeseriesAccuracy(b) {
  const sets = Number(b.options?.sets ?? 20)
  const draws = Number(b.options?.draws ?? 50)
  b.print(`links, precision / recall over ${sets} sets; ${draws} replicates; lags up to ${maxLag}`)
  for (const [n, steps, autocorrelation] of [
    [5, 100, 0.6],
    [5, 100, 0.95],
    [5, 500, 0.95],
    [10, 100, 0.9],
    [10, 200, 0.9],
    [20, 200, 0.9],
  ]) {
    const worlds = Array.from({ length: n > 10 ? Math.ceil(sets / 2) : sets }, (_, seed) =>
      randomSeries({ n, steps, maxLag, autocorrelation, links: n, strength: 0.3, seed: 1000 * n + seed }),
    )
    const base = []
    const voted = []
    for (const alpha of alphas) {
      base.push(total(worlds.map(({ data, truth }) => score(linksOf(pcmciPlus(data, { maxLag, alpha }).graph), truth))))
      voted.push(
        total(
          worlds.map(({ data, truth }, seed) => {
            const search = (test) => pcmciPlus(test, { maxLag, alpha })
            return score(linksOf(bagged(data, search, { maxLag: 2 * maxLag, draws, seed }).graph), truth)
          }),
        ),
      )
    }
    b.print(`N ${n}, T ${steps}, autocorrelation ${autocorrelation}`)
    for (const [k, alpha] of alphas.entries())
      b.print(`  alpha ${alpha}: alone ${rates(base[k])}   bagged ${rates(voted[k])}`)
    for (const precision of [0.9, 0.95]) {
      const [one, many] = [base, voted].map((curve) => recallAt(curve, precision))
      const text = (recall) => (recall === null ? 'not reached' : recall.toFixed(3))
      b.print(`  recall at precision ${precision}: alone ${text(one)}, bagged ${text(many)}`)
    }
  }
  b.print('false links among those that are not there, in per cent; alpha 0.05, no link between variables')
  for (const autocorrelation of [0, 0.6, 0.95]) {
    for (const steps of [100, 500]) {
      const count = { pcmci: 0, pcmciPlus: 0, possible: 0 }
      for (let seed = 0; seed < 2 * sets; seed++) {
        const { data } = randomSeries({ n: 5, steps, maxLag, autocorrelation, links: 0, seed })
        const others = ({ graph }) => graph.edges.filter(({ from, to }) => from !== to).length
        count.pcmci += others(pcmci(data, { maxLag, alpha: 0.05 }))
        count.pcmciPlus += others(pcmciPlus(data, { maxLag, alpha: 0.05 }))
        count.possible += 5 * 4 * maxLag + 10
      }
      const share = (k) => ((100 * k) / count.possible).toFixed(1)
      b.print(
        `  autocorrelation ${autocorrelation}, T ${steps}: pcmci ${share(count.pcmci)}, pcmciPlus ${share(count.pcmciPlus)}`,
      )
    }
  }
}
