// How near the searches come to the truth: structural Hamming distance, F1 of adjacencies, precision and recall of
// arrowheads, means over seeds, beside peers on the same data. Rows that bench/accuracy/measured.json holds are not measured
// again; the table in docs/guides/table-to-graph.md is made from it:
//   CAUSALKIT_PEER_PYTHON=python npm run bench -- accuracy [--world WORD] [--largest 50] [--again]
import { readFileSync, writeFileSync } from 'node:fs'
import { adjacencyScores, orientationScores, structuralHammingDistance } from '../dist/index.js'
import { peers } from './accuracy/peers.mjs'
import { writeAccuracy } from './accuracy/table.mjs'
import { worlds } from './accuracy/worlds.mjs'

const file = new URL('./accuracy/measured.json', import.meta.url)
const seedsOf = (p) => (p <= 10 ? 5 : p <= 50 ? 3 : 2)
const mean = (list) => list.reduce((a, v) => a + v, 0) / list.length

function read() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return { versions: {}, rows: [] }
  }
}

/** In the order of worlds, sizes and searches; what another run added meanwhile stays. */
function write({ versions, rows: mine }) {
  const other = read()
  const keyOf = ({ world, p, search }) => JSON.stringify([world, p, search])
  const rows = [...new Map([...other.rows, ...mine].map((row) => [keyOf(row), row])).values()]
  Object.assign(versions, { ...other.versions, ...versions })
  const place = (world) => worlds.findIndex(({ name }) => name === world)
  rows.sort((a, b) => place(a.world) - place(b.world) || a.p - b.p)
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`)
  writeFileSync(file, `{\n  "versions": ${JSON.stringify(versions)},\n  "rows": [\n${lines.join(',\n')}\n  ]\n}\n`)
}

/** Distance, F1, precision and recall of arrows; NaN where a graph has none. */
function judge(truth, found, seconds) {
  const adjacent = adjacencyScores(truth, found)
  const arrows = orientationScores(truth, found)
  const f1 = (2 * adjacent.precision * adjacent.recall) / (adjacent.precision + adjacent.recall)
  return [structuralHammingDistance(found, truth), f1, arrows.precision, arrows.recall, seconds]
}

export default (b) => {
  const largest = Number(b.options.largest ?? 100)
  const state = read()
  if (b.options.again !== undefined)
    state.rows = state.rows.filter(({ world }) => !world.includes(b.options.world ?? ''))
  for (const { name, make, sizes, searches, asks } of worlds) {
    if (!name.includes(b.options.world ?? '')) continue
    for (const p of sizes.filter((size) => size <= largest)) {
      const has = (search) => state.rows.some((row) => row.world === name && row.p === p && row.search === search)
      const found = new Map()
      const add = (search, scores) => found.set(search, [...(found.get(search) ?? []), scores])
      const wanted = peers.isThere ? asks(p).filter((search) => !has(`causal-learn ${search}`)) : []
      const seeds = seedsOf(p)
      for (let seed = 1; seed <= seeds; seed++) {
        const world = make(p, seed)
        for (const [search, run] of Object.entries(searches(world.data, p))) {
          if (has(search)) continue
          const start = process.cpuUsage()
          const graph = run()
          const { user, system } = process.cpuUsage(start)
          add(search, judge(world.truth, graph, (user + system) / 1e6))
        }
        if (wanted.length === 0) continue
        const { versions, answers } = peers.run(world, wanted)
        Object.assign(state.versions, versions)
        for (const [search, { graph, seconds }] of Object.entries(answers))
          add(`causal-learn ${search}`, judge(world.truth, graph, seconds))
      }
      for (const [search, list] of found) {
        // of a peer that ran out of time on some data there is no mean
        if (list.length < seeds) continue
        const scores = [0, 1, 2, 3, 4].map((k) => {
          const known = list.map((row) => row[k]).filter((v) => !Number.isNaN(v))
          return known.length === 0 ? null : Number(mean(known).toPrecision(3))
        })
        state.rows.push({ world: name, p, search, seeds, scores })
        b.print(`${name}, ${p} columns, ${search}: ${scores.join('  ')}`)
      }
      state.versions.node = process.version
      state.versions.date = new Date().toISOString().slice(0, 10)
      write(state)
    }
  }
  writeAccuracy(read())
}
