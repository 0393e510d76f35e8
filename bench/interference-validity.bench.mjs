// Coverage of 95 % intervals where units touch: an exposure contrast in a network (random, a ring, with hubs) under three designs, with all units and
// with those that come to both exposures with chance 0.1; and direct, spillover, total and overall effects within groups. Sets: 1,000 for each cell (VALIDITY_DRAWS). Potential outcomes are fixed in each cell,
// treatments are drawn by the design: what varies is the assignment alone. Also how large the mean standard error is beside the true deviation.
import * as ck from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 1000)
const sizes = [100, 400]

function edgesOf(kind, n) {
  const u = ck.uniforms(ck.randomStream(`${kind} ${n}`), 4 * n).values
  if (kind === 'ring') return Array.from({ length: n }, (_, i) => [i, (i + 1) % n])
  if (kind === 'random')
    return Array.from({ length: 2 * n }, (_, k) => [Math.floor(u[2 * k] * n), Math.floor(u[2 * k + 1] * n)]).filter(
      ([a, b]) => a !== b,
    )
  // hubs: who comes later picks those who have many, by an end of an edge that is there
  const ends = [0, 1]
  const edges = [[0, 1]]
  for (let i = 2; i < n; i++) {
    for (const j of new Set([ends[Math.floor(u[2 * i] * ends.length)], ends[Math.floor(u[2 * i + 1] * ends.length)]])) {
      edges.push([i, j])
      ends.push(i, j)
    }
  }
  return edges
}

function drawnBy(design, n, stream) {
  const u = ck.uniforms(stream, n).values
  if (design === 'bernoulli') return Array.from(u, (v) => (v < 0.5 ? 1 : 0))
  if (design === 'cluster') return Array.from({ length: n }, (_, i) => (u[Math.floor(i / 4)] < 0.5 ? 1 : 0))
  const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => u[a] - u[b])
  const z = new Array(n).fill(0)
  for (const i of order.slice(0, n / 2)) z[i] = 1
  return z
}

function mean(list) {
  return list.reduce((sum, v) => sum + v, 0) / list.length
}
function deviation(list) {
  const m = mean(list)
  return Math.sqrt(list.reduce((sum, v) => sum + (v - m) ** 2, 0) / (list.length - 1))
}

function exposures(b) {
  b.print(
    'network | design | least chance | estimator | coverage (mean standard error / true deviation; what the design is worth) at n = 100, 400',
  )
  for (const kind of ['ring', 'random', 'hubs'])
    for (const design of ['bernoulli', 'complete', 'cluster'])
      for (const minChance of [0, 0.1]) {
        const cells = sizes.map((n) => coverage(kind, design, minChance, n))
        for (const way of ['horvitzThompson', 'hajek'])
          b.print(`${kind} | ${design} | ${minChance} | ${way} | ${cells.map((cell) => cell[way]).join(' | ')}`)
      }
}

/** Of 10 against 00: own treatment where no neighbour is treated; under a cluster design, where that is hardly possible, of 11 against 00. */
function coverage(kind, design, minChance, n) {
  const edges = edgesOf(kind, n)
  const block = Array.from({ length: n }, (_, i) => Math.floor(i / 4))
  const base = ck.normals(ck.randomStream(`base ${n}`), n).values
  const more = ck.normals(ck.randomStream(`more ${n}`), n).values
  const to = design === 'cluster' ? 3 : 2
  const outcome = (i, a) => 3 + base[i] + (a === to ? 0.5 + 0.5 * more[i] : a * 0.3)
  const drawn =
    design === 'bernoulli'
      ? { type: design, p: 0.5 }
      : design === 'complete'
        ? { type: design, treated: n / 2 }
        : { type: design, clusters: 'block', p: 0.5 }
  const { probabilities } = ck.exposureProbabilities(ck.table({ block }), { network: { edges }, design: drawn })
  const both = probabilities.flatMap((of, i) =>
    of[0] > 0 && of[to] > 0 && Math.min(of[0], of[to]) >= minChance - 1e-12 ? [i] : [],
  )
  const truth = mean(both.map((i) => outcome(i, to) - outcome(i, 0)))
  const found = { horvitzThompson: [0, 0, [], []], hajek: [0, 0, [], []] }
  let worth = 0
  for (let d = 0; d < draws; d++) {
    const z = drawnBy(design, n, ck.randomStream(`${kind} ${design} ${n} ${d}`))
    const y = exposuresOf(z, edges, n).map((a, i) => outcome(i, a))
    const { contrasts } = ck.exposureEffects(ck.table({ z, y, block }), {
      ...{ network: { edges }, design: drawn, treatment: 'z', outcome: 'y', minChance },
      contrast: { from: '00', to: to === 3 ? '11' : '10' },
    })
    worth = contrasts[0].effectiveUnits
    for (const [way, tally] of Object.entries(found)) {
      const { estimate, standardError, interval } = contrasts[0][way]
      if (interval === null) continue
      tally[1]++
      if (interval[0] <= truth && truth <= interval[1]) tally[0]++
      tally[2].push(estimate)
      tally[3].push(standardError)
    }
  }
  return Object.fromEntries(
    Object.entries(found).map(([way, [covered, made, estimates, errors]]) => [
      way,
      `${(covered / made).toFixed(3)} (${(mean(errors) / deviation(estimates)).toFixed(2)}; ${worth.toFixed(0)} of ${n})`,
    ]),
  )
}

function exposuresOf(z, edges, n) {
  const near = new Array(n).fill(0)
  for (const [a, b] of edges) {
    if (z[a] === 1) near[b] = 1
    if (z[b] === 1) near[a] = 1
  }
  return z.map((own, i) => 2 * own + near[i])
}

/** Groups of 2 to 5: half by the first policy's chance, half by the second's, which a column holds; and all by one chance between them. */
function withinGroups(b) {
  for (const design of ['one chance', 'two stages']) {
    for (const estimator of ['horvitz-thompson', 'hajek']) {
      for (const groups of [30, 100, 400]) {
        const names = ['direct', 'spillover', 'total', 'overall']
        const covered = [0, 0, 0, 0]
        const [low, high] = [0.3, 0.6]
        const truth = [1, 1.5 * (high - low), 1 + 1.5 * (high - low), (high - low) * (1 + 1.5)]
        for (let d = 0; d < draws; d++) {
          const stream = ck.randomStream(`${design} ${groups} ${d}`)
          const u = ck.uniforms(ck.splitStream(stream, 'u'), groups * 8).values
          const e = ck.normals(ck.splitStream(stream, 'e'), groups * 6).values
          const rows = { g: [], z: [], y: [], p: [] }
          for (let g = 0; g < groups; g++) {
            const size = 2 + Math.floor(u[g * 8] * 4)
            const p = design === 'one chance' ? 0.45 : u[g * 8 + 1] < 0.5 ? low : high
            const z = Array.from({ length: size }, (_, i) => (u[g * 8 + 2 + i] < p ? 1 : 0))
            const sum = z.reduce((s, v) => s + v, 0)
            for (let i = 0; i < size; i++) {
              rows.g.push(g)
              rows.z.push(z[i])
              rows.p.push(p)
              // share of treated others: its mean under a policy is the policy's chance
              rows.y.push(2 + e[g * 6] + 0.5 * e[g * 6 + 1 + i] + z[i] + (1.5 * (sum - z[i])) / (size - 1))
            }
          }
          const r = ck.interferenceEffects(ck.table(rows), {
            ...{ group: 'g', treatment: 'z', outcome: 'y', propensity: 'p', estimator },
            policies: [low, high],
          })
          const numbers = [r.policies[0].directEffect, r.spilloverEffect, r.totalEffect, r.overallEffect]
          for (const [k, { interval }] of numbers.entries())
            if (interval !== null && interval[0] <= truth[k] && truth[k] <= interval[1]) covered[k]++
        }
        b.print(
          `groups | ${design.padEnd(10)} | ${estimator.padEnd(16)} | ${String(groups).padStart(3)} | ${names.map((name, k) => `${name} ${(covered[k] / draws).toFixed(3)}`).join(' | ')}`,
        )
      }
    }
  }
}

export default function run(b) {
  exposures(b)
  withinGroups(b)
}
