// The table of docs/guides/table-to-graph.md, between its marks.
import { writeBetween } from '../validity/tables.mjs'

const fixed = (value, digits) => (value === null ? '–' : value.toFixed(digits))

export function writeAccuracy({ versions, rows }) {
  const worlds = [...new Set(rows.map(({ world }) => world))]
  const parts = worlds.map((world) => {
    const own = rows.filter((row) => row.world === world)
    const sizes = [...new Set(own.map(({ p }) => p))].sort((a, b) => a - b)
    const seeds = sizes.map((p) => own.find((row) => row.p === p).seeds)
    const searches = [...new Set(own.map(({ search }) => search))].sort(
      (a, b) => a.startsWith('causal-learn') - b.startsWith('causal-learn'),
    )
    const lines = searches.map((search) => {
      const cells = sizes.map((p) => {
        const row = own.find((one) => one.p === p && one.search === search)
        if (row === undefined) return ''
        const [distance, f1, precision, recall, seconds] = row.scores
        return `${fixed(distance, 1)}, ${fixed(f1, 2)}, ${fixed(precision, 2)} / ${fixed(recall, 2)}, ${seconds.toPrecision(2)} s`
      })
      return `| ${search.startsWith('causal') ? search : `\`${search}\``} | ${cells.join(' | ')} |`
    })
    return `${world} (${seeds.join(', ')} graphs):\n\n| search | ${sizes.map((p) => `${p} columns`).join(' | ')} |\n|---|${sizes.map(() => '---').join('|')}|\n${lines.join('\n')}`
  })
  const made = `Measured on ${versions.date} with Node ${versions.node}, causal-learn ${versions['causal-learn'] ?? '–'} on Python ${versions.python ?? '–'}.`
  writeBetween('table-to-graph.md', 'accuracy', `${parts.join('\n\n')}\n\n${made}`)
}
