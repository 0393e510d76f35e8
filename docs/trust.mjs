// Writes docs/generated/trust.md from records alone. A record that is not there is an error: no figure here is written by hand.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** @typedef {{ passed: number, failed: number }} Count */
const root = fileURLToPath(new URL('../', import.meta.url))

/** A record of the repository. @param {string} path @param {string} command how to make it @returns {string} */
export function recordText(path, command) {
  if (!existsSync(root + path)) throw new Error(`${path} is missing: \`${command}\` makes it`)
  return readFileSync(root + path, 'utf8')
}

/** @param {string} path @param {string} command @returns {any} */
const record = (path, command) => JSON.parse(recordText(path, command))

/** @param {readonly string[]} head @param {readonly (readonly (string | number)[])[]} rows */
function table(head, rows) {
  const line = (/** @type {readonly (string | number)[]} */ cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

/** Where a record stands and when it was last committed. @param {string} path */
function committed(path) {
  const said = execFileSync('git', ['log', '-1', '--format=%cs, commit %h', '--', path], {
    cwd: root,
    encoding: 'utf8',
  })
  return said.trim() || 'not committed yet'
}

/** The lines of a guide between the marks of a measured table. @param {string} guide @param {string} word */
function measuredTable(guide, word) {
  const text = recordText(`docs/guides/${guide}`, 'git checkout docs/guides')
  const begin = `<!-- measured: ${word} -->`
  const from = text.indexOf(begin)
  if (from < 0) throw new Error(`docs/guides/${guide} has no table "${word}"`)
  return text.slice(from + begin.length, text.indexOf('<!-- /measured -->', from)).trim()
}

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

/** Small faults that the tests noticed. */
function mutation() {
  const command = 'npm run mutate -- ROOM --count N'
  const rooms = record('test/mutation/measured.json', command)
  const rows = Object.entries(rooms).map(([room, r]) => {
    const all = r.killed + r.timeouts + r.survived
    const score = `${Math.round((100 * (r.killed + r.timeouts)) / all)} %`
    return [room, all, r.killed, r.timeouts, r.survived, score, r.seed, `${r.date}, ${r.commit}`]
  })
  return `## Do the tests notice faults?

Small faults drawn by a seed and put into the sources one at a time. A score from so few is rough: with 8 faults one more survivor is
12 points. Only the rooms below have been sampled; the others have no record. A survivor may also be a change that
alters nothing that can be seen.

By \`${command}\`.

${table(['room', 'faults', 'noticed', 'never ended', 'survived', 'score', 'seed', 'recorded'], rows)}`
}

/** Faults of others that were shown again. */
function peers() {
  const command = 'python docs/peers-faults.py > docs/peers-faults.json'
  const { versions, faults } = record('docs/peers-faults.json', command)
  /** @type {{ package: string, version: string, title: string, came: string, right: string, shown: boolean }[]} */
  const shown = faults.filter((/** @type {{ shown: boolean }} */ one) => one.shown)
  const cell = (/** @type {string} */ text) => text.replaceAll('|', '\\|').replaceAll('\n', ' ')
  return `## Faults of other packages that were met on the way

Good packages have faults, as this one has. Those below showed again with the versions named, on Python ${versions.python}, ${versions.date}, by
\`${command}\`; ${faults.length - shown.length} more that the script looks for did not show and are not listed.

${table(
  ['package', 'what', 'what came back', 'what is right'],
  shown.map((one) => [`${one.package} ${one.version}`, cell(one.title), cell(one.came), cell(one.right)]),
)}`
}

const notClaimed = `## What is not claimed

- Reference cases show that formulas and searches are computed as defined. They do not show that a graph is true of the world, and no
  record here does.
- Levels hold for the kinds of data that were tried, within the scope that the table states; beyond it many rates are too large.
- Times were measured on one busy machine with two cores. There are no times on other hardware.
- The accuracy of searches is measured on made data whose assumptions mostly hold. On real data there is seldom a truth to compare with.
- Every guide says where its methods fail; "When not to believe it" gathers that.
`

/** The records in a few lines. */
function inOneLook() {
  /** @type {Count[]} */
  const counts = Object.values(record('test/conformance/measured.json', 'node test/conformance/record.mjs').kinds)
  const passed = counts.reduce((total, count) => total + count.passed, 0)
  const failed = counts.reduce((total, count) => total + count.failed, 0)
  const { cells } = record('bench/validity/measured.json', 'npm run bench -- validity')
  /** @type {{ seeds: number, near: number }[]} */
  const worlds = record('bench/advice/measured.json', 'npm run bench -- advice').worlds
  const [near, tables] = [worlds.reduce((sum, w) => sum + w.near, 0), worlds.reduce((sum, w) => sum + w.seeds, 0)]
  return `- **Are the answers right?** ${passed.toLocaleString('en')} questions whose answers others certified: ${failed} wrong.
- **Are the error rates as stated?** ${cells.length.toLocaleString('en')} cells of test and kind of data, each measured; where a rate is too large the table says so.
- **Are the searches any good?** They are set beside another package on the same data, also where that one is better.
- **Is the advice any good?** On ${near} of ${tables} made tables it named a method within 10 % of the best.
- **What does none of this show?** That your graph is true of your world. See [what is not claimed](#what-is-not-claimed).`
}

/** The whole page. */
export function trustPage() {
  return `---
title: Trust
---

# Why trust it, and how far

This page is made from records in the repository: each figure stands with the command that makes it. Run it again before you believe it.

${inOneLook()}

${[conformance(), validity(), accuracy(), advice(), mutation(), peers(), notClaimed].join('\n\n')}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = trustPage()
  mkdirSync(`${root}docs/generated`, { recursive: true })
  writeFileSync(`${root}docs/generated/trust.md`, page)
  console.log(`docs/generated/trust.md: ${page.split('\n').length} lines`)
}
