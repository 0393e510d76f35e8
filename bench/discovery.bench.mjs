// PC, FCI and GES on random linear-Gaussian models: beside the plain algorithm with a Cholesky factor per test, and, where
// CAUSALKIT_YARDSTICK names it, beside NumPy on the same data.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  bicScore,
  boss,
  column,
  exactSearch,
  fci,
  fisherZ,
  ges,
  grasp,
  hillClimbing,
  knowledge,
  moments,
  pc,
  simulateDag,
  simulateLinear,
} from '../dist/index.js'

const alpha = 0.01
const rows = 1000
const simulate = (p, degree = 3) => simulateLinear(simulateDag(p, { degree, seed: p }), rows, { seed: p }).data

/** The partial correlation by elimination in the matrix of all involved: what one plain test costs. */
function plainSkeleton(correlation, p, n, critical) {
  const adjacent = Array.from(
    { length: p },
    (_, i) => new Set(Array.from({ length: p }, (_, j) => j).filter((j) => j !== i)),
  )
  const partial = (set) => {
    const k = set.length
    const l = new Float64Array(k * k)
    for (let i = 0; i < k; i++) {
      for (let j = 0; j <= i; j++) {
        let s = correlation[set[i] * p + set[j]]
        for (let m = 0; m < j; m++) s -= l[i * k + m] * l[j * k + m]
        l[i * k + j] = i === j ? Math.sqrt(s) : s / l[j * k + j]
      }
    }
    const a = l[(k - 1) * k + k - 2]
    return a / Math.hypot(a, l[k * k - 1])
  }
  for (let level = 0; adjacent.some((list) => list.size > level); level++) {
    const frozen = adjacent.map((list) => [...list].sort((a, b) => a - b))
    for (let i = 0; i < p; i++) {
      for (const j of frozen[i]) {
        if (!adjacent[i].has(j)) continue
        const others = frozen[i].filter((k) => k !== j)
        for (const given of combinations(others, level)) {
          if (Math.abs(Math.sqrt(n - level - 3) * Math.atanh(partial([...given, i, j]))) >= critical) continue
          adjacent[i].delete(j)
          adjacent[j].delete(i)
          break
        }
      }
    }
  }
  return adjacent
}

function* combinations(list, size) {
  const chosen = Array.from({ length: size }, (_, k) => k)
  if (size > list.length) return
  for (;;) {
    yield chosen.map((k) => list[k])
    let k = size - 1
    while (k >= 0 && chosen[k] === list.length - size + k) k--
    if (k < 0) return
    chosen[k]++
    for (let j = k + 1; j < size; j++) chosen[j] = chosen[j - 1] + 1
  }
}

const pairsOf = (graph) =>
  graph.edges
    .map(({ from, to }) =>
      [from, to]
        .map((name) => Number(name.slice(1)) - 1)
        .sort((a, b) => a - b)
        .join('-'),
    )
    .sort()

/** Seconds of NumPy's plain PC on the same data, and its skeleton; null without the yardstick. */
function yardstick(data, p) {
  const script = process.env.CAUSALKIT_YARDSTICK
  if (script === undefined) return null
  const file = join(mkdtempSync(join(tmpdir(), 'causalkit-')), 'data.bin')
  writeFileSync(file, Buffer.concat(data.columns.map((name) => Buffer.from(column(data, name).buffer))))
  const out = execFileSync(
    process.env.CAUSALKIT_PYTHON ?? 'python3',
    [script, 'pc', file, String(rows), String(p), String(alpha)],
    {
      env: { ...process.env, OPENBLAS_NUM_THREADS: '1' },
    },
  )
  const { seconds, edges } = JSON.parse(String(out))
  return { seconds, pairs: edges.map(([a, b]) => `${a}-${b}`).sort() }
}

export default (b) => {
  for (const p of [100, 200, 500]) {
    const data = simulate(p)
    const { correlation, count } = fisherZ(data).plan
    let plain = []
    b.compare({
      name: `pc(fisherZ(table)), ${p} columns, ${rows} rows, orientation included`,
      ours: () => pc(fisherZ(data), { alpha }),
      baseline: {
        name: 'skeleton alone by a Cholesky factor a test',
        run: () => {
          const adjacent = plainSkeleton(correlation, p, count, 2.5758293035489004)
          plain = adjacent.flatMap((list, i) => [...list].filter((j) => j > i).map((j) => `${i}-${j}`)).sort()
        },
      },
      difference: () => {
        const ours = pairsOf(pc(fisherZ(data), { alpha }).graph)
        return ours.filter((pair) => !plain.includes(pair)).length + plain.filter((pair) => !ours.includes(pair)).length
      },
      target: p === 100 ? '<= 10 ms' : '<= 1/5 of pcalg stable.fast',
    })
    const test = fisherZ(data)
    b.compare({ name: `  without the correlations, ${p} columns`, ours: () => pc(test, { alpha }) })
    b.compare({
      name: `  with the first separating set, ${p} columns`,
      ours: () => pc(test, { alpha, colliderRule: 'sepset', conflicts: 'keep' }),
    })
    const numpy = yardstick(data, p)
    if (numpy !== null) {
      const ours = pairsOf(pc(test, { alpha }).graph)
      b.compare({
        name: `pc, ${p} columns, beside NumPy`,
        ours: () => pc(fisherZ(data), { alpha }),
        baseline: { name: 'NumPy, skeleton alone', seconds: numpy.seconds },
        difference: () =>
          ours.filter((x) => !numpy.pairs.includes(x)).length + numpy.pairs.filter((x) => !ours.includes(x)).length,
      })
    }
  }
  b.growth({
    name: 'pc by columns',
    sizes: [100, 200, 400],
    make: (p) => {
      const test = fisherZ(simulate(p))
      return () => pc(test, { alpha })
    },
  })
  const fifty = simulate(50)
  b.compare({ name: 'fci(fisherZ), 50 columns', ours: () => fci(fisherZ(fifty), { alpha }), target: '<= 0.1 s' })
  // without the plan of its correlations a score is asked for one local score after another
  const unplanned = ({ variables, local, n }, call) =>
    Object.assign((...query) => call(...query), { variables, local, n })
  for (const [p, target] of [
    [20, '<= 0.03 s'],
    [50, '0.02 s warm, 0.1 s cold'],
    [100, '0.02 s warm, 0.3 s cold'],
    [200, '0.02 s warm, 0.4 s cold'],
    [500, ''],
  ]) {
    const score = bicScore(moments(simulate(p)))
    b.compare({
      name: `ges(score), ${p} columns, all phases`,
      ours: () => ges(score),
      ...(p <= 100 && {
        baseline: { name: 'by local scores', run: () => ges(unplanned(score, score)) },
        difference: () => Math.abs(ges(score).score - ges(unplanned(score, score)).score),
      }),
      ...(target !== '' && { target }),
    })
  }
  {
    // knowledge costs little: the search goes on by columns
    const data = simulate(200)
    const score = bicScore(moments(data))
    const tiers = [data.columns.slice(0, 100), data.columns.slice(100)]
    b.compare({
      name: 'ges(score, { knowledge }), 200 columns in two tiers',
      ours: () => ges(score, { knowledge: knowledge({ tiers }) }),
      baseline: { name: 'without knowledge', run: () => ges(score) },
    })
  }
  b.growth({
    name: 'ges by columns',
    sizes: [100, 200, 400],
    make: (p) => {
      const score = bicScore(moments(simulate(p)))
      return () => ges(score)
    },
  })
  if (process.env.CAUSALKIT_BENCH_LARGE !== undefined) {
    const score = bicScore(moments(simulateLinear(simulateDag(1000, { degree: 3, seed: 1 }), 2000, { seed: 1 }).data))
    b.compare({ name: 'ges(score), 1,000 columns, 2,000 rows', ours: () => ges(score), target: '<= 5 s' })
  }
  for (const p of [50, 100]) {
    const score = bicScore(moments(simulate(p)))
    b.compare({
      name: `boss(score), ${p} columns, one start`,
      ours: () => boss(score, { starts: 1 }),
      ...(p === 50 && {
        baseline: { name: 'by local scores', run: () => boss(unplanned(score, score), { starts: 1 }) },
      }),
      ...(p === 100 && { target: '<= 0.5 s' }),
    })
  }
  b.growth({
    name: 'boss by columns, one start',
    sizes: [50, 100, 200],
    make: (p) => {
      const score = bicScore(moments(simulate(p)))
      return () => boss(score, { starts: 1 })
    },
  })
  const twenty = bicScore(moments(simulate(20)))
  b.compare({ name: 'grasp(score), 20 columns', ours: () => grasp(twenty) })
  b.compare({ name: 'hillClimbing(score), 20 columns', ours: () => hillClimbing(twenty) })
  const fourteen = moments(simulate(14))
  b.compare({ name: 'exactSearch(bicScore), 14 columns', ours: () => exactSearch(bicScore(fourteen)) })
}
