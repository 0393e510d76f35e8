// Writes docs/generated/trust.md from records. A record that is not there is an error: no figure here is written by hand.
import { mkdirSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beside, besideRecord } from './trust/beside.mjs'
import { mutation } from './trust/mutation.mjs'
import { notClaimed } from './trust/not-claimed.mjs'
import { cell, committed, measuredTable, record, root, table } from './trust/records.mjs'

export { recordText } from './trust/records.mjs'

/** @typedef {{ passed: number, failed: number }} Count */

/** Reference cases by room, kind by kind. */
function conformance() {
  const command = 'CAUSALKIT_CONFORMANCE=FOLDER node test/conformance/record.mjs'
  const { kinds, judges, date, commit, node, cases } = record('test/conformance/measured.json', command)
  /** @type {[string, Count][]} */
  const all = Object.entries(kinds)
  const rooms = [...new Set(all.map(([kind]) => kind.split('/')[0] ?? ''))]
  const sum = (/** @type {[string, Count][]} */ list, /** @type {keyof Count} */ key) =>
    list.reduce((total, [, count]) => total + count[key], 0)
  const ofRoom = (/** @type {string} */ room) => all.filter(([kind]) => kind.startsWith(`${room}/`))
  const overview = rooms.map((room) => {
    const own = ofRoom(room)
    return [room, own.length, sum(own, 'passed'), sum(own, 'failed'), judges[room] ?? 'not recorded']
  })
  const parts = rooms.map((room) => {
    const rows = ofRoom(room).map(([kind, { passed, failed }]) => [
      `\`${kind.slice(room.length + 1)}\``,
      passed,
      failed,
    ])
    return `<details><summary>${room}, kind by kind</summary>\n\n${table(['kind', 'passed', 'failed'], rows)}\n\n</details>`
  })
  return `## Reference cases

Questions whose answers others have certified, answered by the library from the question alone. In all ${sum(all, 'passed')} passed and
${sum(all, 'failed')} failed, in ${all.length} kinds. ${
    cases === 'whole'
      ? 'These are all the cases; the repository holds a sample of them, which every run of the tests goes through.'
      : 'These are the cases of the sample that the repository holds.'
  }

Recorded ${date} at commit ${commit} with Node ${node}, by \`${command}\`.

${table(['cases', 'kinds', 'passed', 'failed', 'answers certified by'], overview)}

${parts.join('\n\n')}`
}

/** Levels of tests, summed by test. */
function validity() {
  const command = 'npm run bench -- validity'
  const { cells, node } = record('bench/validity/measured.json', command)
  return `## Do tests reject as often as they say?

True nulls of many kinds, each test's rate of rejection beside its level: ${cells.length} cells of up to ${Math.max(...cells.map((/** @type {{ draws: number }} */ cell) => cell.draws)).toLocaleString('en')} data sets. "Too large" is a rate
more than three standard errors above its level. All rates are in the guide "Measured levels".

Record \`bench/validity/measured.json\` (${committed('bench/validity/measured.json')}, Node ${node}), by \`${command}\`.

${measuredTable('which-test.md', 'scopes')}`
}

/** The advice, and how often it was near the best. */
function advice() {
  const command = 'npm run bench -- advice'
  const { worlds, node, date } = record('bench/advice/measured.json', command)
  const rows = worlds.map((/** @type {any} */ w) => [w.world, w.seeds, w.best, w.near])
  return `## Does the advice name good methods?

For ${worlds.length} kinds of made tables: in how many the best of the methods offered was among those that were suggested, and in how many one within
10 % of it was. Where the counts are far below the number of tables the advice is not to be relied on.

Recorded ${date} with Node ${node}, by \`${command}\`.

${table(['table', 'tables', 'the best', 'within 10 % of it'], rows)}`
}

/** Searches beside causal-learn. */
function accuracy() {
  const command = 'CAUSALKIT_PEER_PYTHON=python npm run bench -- accuracy'
  record('bench/accuracy/measured.json', command)
  return `## Searches beside another package

The same data for both: structural Hamming distance, F1 of adjacencies, precision / recall of arrows, seconds. Where the other package is
better, the table says so. Seconds were taken in one process after another on one machine, and are to be read as ratios.

Record \`bench/accuracy/measured.json\` (${committed('bench/accuracy/measured.json')}), by \`${command}\`.

${measuredTable('table-to-graph.md', 'accuracy')}`
}

/** Faults of others that were shown again. */
function peers() {
  const command = 'python docs/peers-faults.py > docs/peers-faults.json'
  const { versions, faults } = record('docs/peers-faults.json', command)
  /** @type {{ package: string, version: string, title: string, came: string, right: string, shown: boolean }[]} */
  const shown = faults.filter((/** @type {{ shown: boolean }} */ one) => one.shown)
  return `## Faults of other packages that were met on the way

Good packages have faults, as this one has. Those below showed again with the versions named, on Python ${versions.python}, ${versions.date}, by
\`${command}\`; ${faults.length - shown.length} more that the script looks for did not show and are not listed.

${table(
  ['package', 'what', 'what came back', 'what is right'],
  shown.map((one) => [`${one.package} ${one.version}`, cell(one.title), cell(one.came), cell(one.right)]),
)}`
}

/** The records in a few lines. */
function inOneLook() {
  /** @type {Count[]} */
  const counts = Object.values(record('test/conformance/measured.json', 'node test/conformance/record.mjs').kinds)
  const passed = counts.reduce((total, count) => total + count.passed, 0)
  const failed = counts.reduce((total, count) => total + count.failed, 0)
  const { cells } = record('bench/validity/measured.json', 'npm run bench -- validity')
  const { rows } = besideRecord()
  const slower = rows.filter(({ ratio }) => ratio > 1).length
  const aimed = rows.filter(({ target }) => target !== null).length
  const missed = rows.filter(({ met }) => met === false).length
  /** @type {{ seeds: number, near: number }[]} */
  const worlds = record('bench/advice/measured.json', 'npm run bench -- advice').worlds
  const [near, tables] = [worlds.reduce((sum, w) => sum + w.near, 0), worlds.reduce((sum, w) => sum + w.seeds, 0)]
  return `- **Are the answers right?** ${passed.toLocaleString('en')} questions whose answers others certified: ${failed} wrong.
- **Are the error rates as stated?** ${cells.length.toLocaleString('en')} cells of test and kind of data, each measured; where a rate is too large the table says so.
- **Are the searches any good?** They are set beside another package on the same data, also where that one is better.
- **How fast is it?** In ${slower} of ${rows.length} rows of work another package is faster; ${missed} of ${aimed} targets were not met.
- **Is the advice any good?** On ${near} of ${tables} made tables it named a method within 10 % of the best.
- **What does none of this show?** That your graph is true of your world. See [what is not claimed](#what-is-not-claimed).`
}

/** The whole page. */
export function trustPage() {
  const sections = [conformance, validity, accuracy, beside, advice, mutation, peers, notClaimed]
  return `---
title: Trust
---

# Why trust it, and how far

This page is made from records in the repository: each figure stands with the command that makes it. Run it again before you believe it.

${inOneLook()}

${sections.map((section) => section()).join('\n\n')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = trustPage()
  mkdirSync(`${root}docs/generated`, { recursive: true })
  writeFileSync(`${root}docs/generated/trust.md`, page)
  console.log(`docs/generated/trust.md: ${page.split('\n').length} lines`)
}
