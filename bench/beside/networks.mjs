// ALARM (Beinlich et al. 1989) as both sides read it; its tables stand among the reference cases.
import { readFileSync } from 'node:fs'
import { column, cpt, scm, table } from './library.mjs'

const file = new URL('../../test/conformance/cases/scm/bn_networks.json', import.meta.url)
const found = JSON.parse(readFileSync(file, 'utf8')).cases.find(({ id }) => id === 'net-alarm')

/** Its nodes, parents first, and the questions asked of it by observation alone. */
export const alarm = found.nodes
export const alarmQuestions = found.queries
  .filter((query) => Object.keys(query.do).length === 0)
  .map(({ target, evidence }) => ({ target, evidence }))

/** The network as a model whose states are `s0`, `s1`, … */
export function asModel(nodes) {
  const card = new Map(nodes.map((node) => [node.name, node.card]))
  const spec = nodes.map(({ name, parents, cpt: rows }) => {
    let nested = rows.map((row) => {
      const sum = row.reduce((a, b) => a + b)
      return Object.fromEntries(row.map((p, k) => [`s${k}`, p / sum]))
    })
    for (const parent of parents.toReversed()) {
      const own = card.get(parent)
      nested = Array.from({ length: nested.length / own }, (_, g) =>
        Object.fromEntries(Array.from({ length: own }, (_, k) => [`s${k}`, nested[g * own + k]])),
      )
    }
    return [name, cpt(parents, nested[0])]
  })
  return scm(Object.fromEntries(spec))
}

/** A table of states as numbers: `s2` is 2. */
export const asNumbers = (states) =>
  table(
    Object.fromEntries(
      states.columns.map((name) => {
        const { codes, levels } = column(states, name)
        return [name, Float64Array.from(codes, (code) => Number(levels[code].slice(1)))]
      }),
    ),
  )
