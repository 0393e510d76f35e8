// The advice of `suggest`, measured: how often the method that it names first is the best of all that could be run on such a table, by the
// structural Hamming distance to what can be found; how often a look of `diagnose` finds what is, and is not, there; and what the
// methods cost, for `src/advise/suggestions/costs.ts`. Stored in bench/advice/measured.json; the guide which-method.md quotes it.
//   npm run bench -- advice [--only costs|worlds] [--seeds 20] [--from 101] [--world WORD]
import { readFileSync, writeFileSync } from 'node:fs'
import { diagnose, runSuggestion, suggest } from '../dist/index.js'
import { measureCosts } from './advice/costs.mjs'
import { writeAdvice } from './advice/table.mjs'
import { worlds } from './advice/worlds.mjs'

const file = new URL('./advice/measured.json', import.meta.url)
const read = () => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return {}
  }
}
const write = (more) => {
  const all = { ...read(), ...more, node: process.version, date: new Date().toISOString().slice(0, 10) }
  writeFileSync(file, `${JSON.stringify(all, null, 1)}\n`)
}
const mean = (list) => list.reduce((a, v) => a + v, 0) / list.length
const looks = ['nonlinear', 'heteroscedastic', 'non-gaussian', 'heavy-tails', 'dependent-rows', 'environments-differ']

function measureWorld({ name, make, offered, distance, options }, seeds, from) {
  const distances = new Map()
  const suggested = []
  const firsts = new Map()
  const found = Object.fromEntries(looks.map((topic) => [topic, 0]))
  const best = { best: 0, near: 0, offered: 0 }
  for (let seed = from; seed < from + seeds; seed++) {
    const { data, truth } = make(seed)
    const diagnosis = diagnose(data, options)
    for (const topic of looks) if (diagnosis.findings.some((one) => one.topic === topic && one.found)) found[topic]++
    const [first] = suggest(diagnosis, 'graph').suggestions
    const word = first.code.replace(/select\(table, \[[^\]]*\]\)/g, 'table')
    firsts.set(word, (firsts.get(word) ?? 0) + 1)
    const own = distance(truth, runSuggestion(data, first))
    suggested.push(own)
    const others = Object.entries(offered(data)).map(([method, run]) => {
      const d = distance(truth, run())
      distances.set(method, [...(distances.get(method) ?? []), d])
      return d
    })
    const least = Math.min(own, ...others)
    if (own === least) best.best++
    if (own <= 1.1 * least) best.near++
    best.offered = others.length
  }
  const means = [...distances]
    .map(([method, list]) => [method, Number(mean(list).toFixed(2))])
    .sort((a, b) => a[1] - b[1])
  const named = [...firsts].sort((a, b) => b[1] - a[1])
  return {
    world: name,
    seeds,
    first: named,
    ...best,
    suggested: Number(mean(suggested).toFixed(2)),
    methods: means,
    found,
  }
}

export default (b) => {
  const seeds = Number(b.options.seeds ?? 20)
  // the rules were chosen while seeds 1 to 20 were looked at: the table is of others
  const from = Number(b.options.from ?? 101)
  if (b.options.only !== 'worlds') write({ costs: measureCosts(b.print) })
  if (b.options.only !== 'costs') {
    const rows = []
    for (const world of worlds) {
      if (b.options.world !== undefined && !world.name.includes(b.options.world)) continue
      const row = measureWorld(world, seeds, from)
      rows.push(row)
      b.print(
        `${row.world}: ${row.first[0][0]} (${row.first[0][1]} of ${seeds}); best ${row.best}, within 10 % ${row.near} of ${seeds}; distance ${row.suggested}; ${row.methods.map(([m, d]) => `${m} ${d}`).join(', ')}`,
      )
    }
    const kept = (read().worlds ?? []).filter(({ world }) => !rows.some((row) => row.world === world))
    const place = ({ world }) => worlds.findIndex(({ name }) => name === world)
    write({ worlds: [...kept, ...rows].sort((x, y) => place(x) - place(y)) })
  }
  writeAdvice(read())
}
