// npm run bench:against -- OTHER [--only WORD]: each verb of bench/verbs in this build and in another one (the folder `dist` of an
// earlier commit), in turn in one process; prints the ratio of the processor times, now / other, which other programs of the machine disturb less.
import { readdirSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { show } from './bench.mjs'

const [other, ...rest] = process.argv.slice(2)
if (other === undefined) throw new Error('node bench/against.mjs OTHER/dist [--only WORD] [--seconds S]')
const option = (name, otherwise) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : otherwise)
const word = option('--only', '')
const budget = Number(option('--seconds', '1.5'))

const load = (folder) => import(pathToFileURL(resolve(folder, 'index.js')).href)
const now = await load(new URL('../dist', import.meta.url).pathname)
const before = await load(other)
const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1]

/** Times `ours` and `theirs` in turn until the budget is spent: the ratio of the minima and the median of the paired ratios. */
function ratio(ours, theirs) {
  const time = (call, times) => {
    const start = process.cpuUsage()
    for (let i = 0; i < times; i++) call()
    const { user, system } = process.cpuUsage(start)
    return Math.max(user + system, 1) / 1e6 / times
  }
  for (let warm = 0, spent = 0; warm < 3000 && spent < budget / 4; warm++) spent += time(ours, 1) + time(theirs, 1)
  const times = Math.max(1, Math.min(100_000, Math.round(0.01 / time(theirs, 3))))
  const mine = []
  const others = []
  const start = performance.now()
  for (let round = 0; round < 7 || performance.now() - start < 1000 * budget; round++) {
    if (round % 2 === 0) mine.push(time(ours, times))
    others.push(time(theirs, times))
    if (round % 2 === 1) mine.push(time(ours, times))
    if (performance.now() - start > 8000 * budget) break
  }
  const pairs = mine.slice(0, others.length).map((t, i) => t / others[i])
  return { mine: Math.min(...mine), theirs: Math.min(...others), pairs: median(pairs) }
}

const slower = []
let sum = 0
let count = 0
for (const file of readdirSync(new URL('verbs/', import.meta.url)).sort()) {
  const { default: cases } = await import(new URL(`verbs/${file}`, import.meta.url).href)
  for (const [name, make] of Object.entries(cases)) {
    if (!`${file} ${name}`.includes(word)) continue
    try {
      const { mine, theirs, pairs } = ratio(make(now), make(before))
      const ratioOfMinima = mine / theirs
      const least = Math.min(ratioOfMinima, pairs)
      if (least > 1.05) slower.push(`${name} ${least.toFixed(2)}`)
      sum += Math.log(ratioOfMinima)
      count++
      console.log(
        `${least > 1.05 ? '!' : ' '} ${name}: ${show(mine)}, before ${show(theirs)}; ratio ${ratioOfMinima.toFixed(2)} (pairs ${pairs.toFixed(2)})`,
      )
    } catch (error) {
      console.log(`? ${name}: ${error.message}`)
    }
  }
}
console.log(`\n${count} verbs, geometric mean ${Math.exp(sum / count).toFixed(2)}`)
console.log(slower.length === 0 ? 'none above 1.05' : `above 1.05: ${slower.join('; ')}`)
