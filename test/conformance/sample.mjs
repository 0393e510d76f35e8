// Writes test/conformance/cases: a sample of the reference cases (JSON only), so that a clone is tested with nothing beside it.
// node test/conformance/sample.mjs FOLDER
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const [from] = process.argv.slice(2)
if (from === undefined) throw new Error('usage: node test/conformance/sample.mjs FOLDER')
const to = 'test/conformance/cases'
const bytesEach = 30_000
const rooms = ['ident', 'scm', 'discovery', 'diagrams', 'seeds', 'research']

/** Some of each kind, evenly spaced over the small cases, until a kind's share of the bytes is used. */
function sampled(cases) {
  const kinds = Map.groupBy?.(cases, kindOf) ?? groupBy(cases, kindOf)
  const share = bytesEach / kinds.size
  const chosen = new Set()
  for (const group of kinds.values()) {
    const sized = group.map((item) => ({ item, bytes: JSON.stringify(item).length })).sort((a, b) => a.bytes - b.bytes)
    const small = sized.slice(0, Math.max(3, Math.ceil(sized.length * 0.7))).map(({ item }) => item)
    const order = small.map((_, i) => (i * 7919) % small.length)
    let used = 0
    for (const i of new Set([...order, ...small.keys()])) {
      const { length } = JSON.stringify(small[i])
      if (used > 0 && used + length > share) continue
      chosen.add(small[i])
      used += length
    }
  }
  return cases.filter((item) => chosen.has(item))
}
const kindOf = (item) => String(item.kind ?? item.task ?? item.type ?? item.query?.kind ?? item.method ?? '')
function groupBy(list, key) {
  const groups = new Map()
  for (const item of list) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return groups
}

rmSync(to, { recursive: true, force: true })
let total = 0
for (const room of rooms) {
  for (const file of readdirSync(join(from, room)).filter((name) => name.endsWith('.json'))) {
    const document = JSON.parse(readFileSync(join(from, room, file), 'utf8'))
    const part = Array.isArray(document)
      ? sampled(document)
      : Object.fromEntries(
          Object.entries(document).map(([key, value]) => [
            key,
            Array.isArray(value) && value.length > 3 && typeof value[0] === 'object' ? sampled(value) : value,
          ]),
        )
    const text = `${JSON.stringify(part)}\n`
    total += text.length
    mkdirSync(dirname(join(to, room, file)), { recursive: true })
    writeFileSync(join(to, room, file), text)
  }
}
console.log(`${to}: ${Math.round(total / 1000)} kB`)
