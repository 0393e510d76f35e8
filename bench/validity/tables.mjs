// The tables that docs/guides quote, made from bench/validity/measured.json.
import { readFileSync, writeFileSync } from 'node:fs'
import { alphas, readMeasured } from './measure.mjs'
import { sizes, tests } from './tests.mjs'
import { alternatives, nulls } from './worlds.mjs'

const guide = (name) => new URL(`../../docs/guides/${name}`, import.meta.url)
const LEAST_TESTED = 30

/** Puts text between the marks `<!-- measured: WORD -->` and `<!-- /measured -->` of a guide. */
export function writeBetween(file, word, text) {
  const whole = readFileSync(guide(file), 'utf8')
  const begin = `<!-- measured: ${word} -->`
  const from = whole.indexOf(begin)
  const to = whole.indexOf('<!-- /measured -->', from)
  if (from < 0 || to < 0) throw new Error(`${file} has no place for ${word}`)
  writeFileSync(guide(file), `${whole.slice(0, from)}${begin}\n\n${text}\n\n${whole.slice(to)}`)
}

let { cells } = readMeasured()
const cellOf = (test, world, n, power = false) =>
  cells.find((c) => c.test === test && c.world === world && c.n === n && c.power === power)

/** Standard errors by which each rate lies above its level. */
const deviations = ({ tested, rejected }) =>
  rejected.map((r, k) => (r / tested - alphas[k]) / Math.sqrt((alphas[k] * (1 - alphas[k])) / tested))

/** The rates, those beyond three standard errors marked: ▲ too large, ▽ too small. */
function shown(cell) {
  if (cell === undefined) return ''
  if (cell.tested < LEAST_TESTED) return 'not tested'
  const far = deviations(cell)
  const rates = cell.rejected.map((r, k) => {
    const flag = far[k] > 3 ? '▲' : far[k] < -3 ? '▽' : ''
    return `${(r / cell.tested).toFixed(3).replace(/^0/, '')}${flag}`
  })
  const open = cell.draws - cell.tested
  return rates.join(' / ') + (open > 0 ? `, ${Math.round((100 * open) / cell.draws)} % not tested` : '')
}

const isNull = ({ form }) => form !== 'determined'

/** How many rates of a test lie outside, within its scope and beyond it. */
function counted(test) {
  const count = { rates: 0, large: 0, small: 0, beyond: 0, beyondLarge: 0, worst: [] }
  for (const world of nulls.filter((w) => test.takes(w) && isNull(w))) {
    for (const n of sizes) {
      const cell = cellOf(test.name, world.name, n)
      if (cell === undefined || cell.tested < LEAST_TESTED) continue
      const within = test.scope(world, n)
      for (const [k, far] of deviations(cell).entries()) {
        if (!within) {
          count.beyond++
          if (far > 3) count.beyondLarge++
          continue
        }
        count.rates++
        if (far < -3) count.small++
        if (far <= 3) continue
        count.large++
        count.worst.push(`${world.name}, n ${n}, at ${alphas[k]}: ${(cell.rejected[k] / cell.tested).toFixed(3)}`)
      }
    }
  }
  return count
}

export function summary() {
  const lines = tests.map((test) => {
    const { rates, large, small, beyond, beyondLarge, worst } = counted(test)
    return `${test.name}: ${large} of ${rates} rates within its scope too large, ${small} too small; beyond it ${beyondLarge} of ${beyond} too large${worst.map((one) => `\n    ${one}`).join('')}`
  })
  const all = tests.map(counted)
  const sum = (key) => all.reduce((total, one) => total + one[key], 0)
  return [...lines, `all: ${sum('large')} of ${sum('rates')} rates within scope too large, ${sum('small')} too small`]
}

function scopes() {
  const lines = tests.map((test) => {
    const { rates, large, small, beyond, beyondLarge } = counted(test)
    const cost = sizes.map((n) => {
      const own = cells.filter((c) => c.test === test.name && c.n === n && !c.power)
      return own.length === 0 ? '' : own.map((c) => c.ms).sort((a, b) => a - b)[own.length >> 1]
    })
    return `| \`${test.name}\` | ${test.says} | ${rates === 0 ? '–' : `${large} of ${rates}`} | ${small} | ${beyond === 0 ? '–' : `${beyondLarge} of ${beyond}`} | ${cost.join(' / ')} |`
  })
  return `| test | its scope | too large within it | too small | too large beyond it | milliseconds a test, n ${sizes.join(' / ')} |\n|---|---|---|---|---|---|\n${lines.join('\n')}`
}

function power() {
  const own = tests.filter((test) => alternatives.some(({ label }) => cellOf(test.name, label, 200, true)))
  const used = alternatives.filter(({ label }) => own.some((test) => cellOf(test.name, label, 200, true)))
  const at = (test, label) =>
    [50, 200]
      .map((n) => cellOf(test.name, label, n, true))
      .map((cell) =>
        cell === undefined || cell.tested === 0 ? '' : (cell.rejected[1] / cell.draws).toFixed(2).replace(/^0/, ''),
      )
      .join(' / ')
  const lines = own.map(
    (test) => `| \`${test.name}\` | ${used.map(({ label }) => at(test, label).replace(/^ \/ $/, '')).join(' | ')} |`,
  )
  return `| | ${used.map(({ label }) => label).join(' | ')} |\n|---|${used.map(() => '---').join('|')}|\n${lines.join('\n')}`
}

function levels() {
  const parts = tests.map((test) => {
    const worlds = nulls.filter((w) => test.takes(w) && sizes.some((n) => cellOf(test.name, w.name, n)))
    const draws = sizes.map((n) =>
      Math.max(0, ...cells.filter((c) => c.test === test.name && c.n === n && !c.power).map((c) => c.draws)),
    )
    const lines = worlds.map((w) => {
      const row = sizes.map((n) => {
        const text = shown(cellOf(test.name, w.name, n))
        return text === '' || !isNull(w) || test.scope(w, n) ? text : `(${text})`
      })
      return `| ${w.name} | ${row.join(' | ')} |`
    })
    return `## ${test.name}\n\nScope: ${test.says}. Data sets a cell, at most: ${draws.join(' / ')}.\n\n| true null | ${sizes.map((n) => `n ${n}`).join(' | ')} |\n|---|${sizes.map(() => '---').join('|')}|\n${lines.join('\n')}`
  })
  return `---
title: Measured levels
---

# Measured levels

Made by \`npm run bench -- validity\` from \`bench/validity/measured.json\`; do not edit. How often a true null is rejected at 0.01 /
0.05 / 0.1. The standard error of a rate p of N data sets is √(p (1 − p) / N): at 0.05 it is 0.007 with 1,000, 0.015 with 200 and
0.031 with 50. ▲ marks a rate more than three standard errors above its level, ▽ one below. What lies beyond the scope of a test
stands in brackets. Where x or y is a function of what is given, the right answer is "not tested".

![A row of marks for each test: within its scope they lie near 0.05, beyond it some tests reject far more, up to always](./images/test-levels-at-five-percent.svg)

Each mark is the rate at the level 0.05 of one kind of data and one number of rows; the dashed line is 0.05.

${parts.join('\n\n')}
`
}

/** The tables by mark: `levels` is a page of its own. */
export const tables = { scopes, power, levels }

/** Writes the pages from what is measured by now, the cells that this run has added among them. */
export function writeTables() {
  cells = readMeasured().cells
  for (const word of ['scopes', 'power']) writeBetween('which-test.md', word, tables[word]())
  writeFileSync(guide('test-levels.md'), levels())
}
