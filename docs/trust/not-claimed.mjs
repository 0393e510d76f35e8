// What is not claimed, room by room: from records where there is one, else a sentence and where it is shown.
import { readdirSync } from 'node:fs'
import { besideRecord, time, timesAsFast } from './beside.mjs'
import { sampledRooms } from './mutation.mjs'
import { cell, cellsOf, measuredTable, record, recordText, root, rowsOf, table } from './records.mjs'

/** A guide, as a link. @param {string} file @param {string} title */
const guide = (file, title) => `[${title}](../guides/${file}.md)`
/** Sentences as a list. @param {string} head @param {readonly string[]} sentences */
const list = (head, sentences) => `### ${head}\n\n${sentences.map((one) => `- ${one}`).join('\n')}`

/** Tests that reject too often: from the table of scopes. */
function levels() {
  const share = (/** @type {string} */ text) => text.split(' of ').map(Number)
  const said = rowsOf(measuredTable('which-test.md', 'scopes')).flatMap(
    ([test = '', scope = '', within = '–', , beyond = '–']) => {
      const [large = 0, rates = 0] = share(within)
      const [farther = 0, of = 0] = share(beyond)
      const inside = large > 0 ? `${large} of ${rates} rates within its scope are too large` : ''
      const outside = farther > 0 ? `${farther} of ${of} beyond it` : ''
      if (inside === '' && outside === '') return []
      return [`${test}: ${[inside, outside].filter(Boolean).join(', ')}. Its scope: ${scope}.`]
    },
  )
  return list('Tests of independence', [
    `Levels hold for the kinds of data that were tried, within a scope. Beyond it many rates are too large (${guide('test-levels', 'Measured levels')}, each rate by itself). By chance alone about one rate of 700 would lie as far above its level.`,
    ...said,
  ])
}

/** Searches of the same name whose graphs were worse than the other package's: from the record of accuracy. */
function searches() {
  /** @type {{ rows: { world: string, p: number, search: string, scores: number[] }[] }} */
  const { rows } = record('bench/accuracy/measured.json', 'CAUSALKIT_PEER_PYTHON=python npm run bench -- accuracy')
  const own = (/** @type {string} */ search) => (search === 'DirectLiNGAM' ? 'directLingam' : search)
  const worse = rows.flatMap((row) => {
    if (!row.search.startsWith('causal-learn ')) return []
    const search = own(row.search.slice('causal-learn '.length))
    const ours = rows.find((one) => one.search === search && one.world === row.world && one.p === row.p)
    const [here, there] = [ours?.scores[0], row.scores[0]]
    if (here === undefined || there === undefined || here <= there) return []
    return [`\`${search}\` on ${row.p} columns (${row.world}): ${here} against ${there}`]
  })
  return list('Searches for a graph', [
    'Reference cases show that a search is computed as defined. They do not show that its graph is true of the world, and no record here does.',
    'The accuracy of searches is measured on made data whose assumptions mostly hold. On real data there is seldom a truth to compare with.',
    `Mean structural Hamming distances that were larger than those of causal-learn's search of the same name: ${worse.join('; ')}.`,
    `A hidden common cause shows in no score and in few tests: ${guide('table-to-graph', 'From a table to a graph')}.`,
  ])
}

/** What peers say otherwise, and what they have and this library has not: from the pages "coming from …". */
function peers() {
  const pages = readdirSync(`${root}docs/guides`).filter((file) => /^coming-from-.*\.md$/.test(file))
  const lines = pages.flatMap((file) =>
    recordText(`docs/guides/${file}`, 'git checkout docs/guides')
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => ({ file, line, cells: cellsOf(line) })),
  )
  const link = (/** @type {string} */ file) =>
    guide(file.replace('.md', ''), file.replace('coming-from-', '').replace('.md', ''))
  const other = lines.flatMap(({ file, cells: [what = '', theirs = '', ours = '', why = ''] }) => {
    if (!what.includes('<!--') || theirs === ours) return []
    return [[link(file), cell(what.replace(/ *<!--.*-->/, '')), theirs, ours, why.replaceAll('](./', '](../guides/')]]
  })
  const missing = lines.flatMap(({ file, line, cells: [theirs = '', ours = '', note = ''] }) => {
    if (line.includes('<!--')) return []
    if (ours === '–') return [`${theirs} (${link(file)})`]
    const none = note.match(/^(.*) ha(s|ve) no counterpart/)
    return none === null ? [] : [`${none[1]} (${link(file)})`]
  })
  return `### Answers that differ from another package's

From the pages "coming from …", whose other side is recorded in \`docs/peers\` and run again by \`npm run check:peers\`:

${table(['page', 'what', 'there', 'here', 'why'], other)}

Without a counterpart here, as those pages say: ${missing.join('; ')}. What a page does not name was not looked for.`
}

/** Targets that were missed and rows where a peer is faster: from the record of benches. */
function speed() {
  const { rows } = besideRecord()
  const name = (/** @type {{ work: string, size: string }} */ row) => `${row.work}, ${row.size}`
  const missed = rows
    .filter((row) => row.met === false)
    .map((row) => `${name(row)}: ${time(row.ours)} (${row.target}; ${timesAsFast(row.ratio)} than ${row.peer})`)
  const slower = rows
    .filter((row) => row.ratio > 1)
    .map((row) => `${name(row)}: ${timesAsFast(row.ratio)} than ${row.peer}`)
  return `### Speed

Targets that were not met:

${missed.map((one) => `- ${one}`).join('\n')}

Another package is faster:

${slower.map((one) => `- ${one}`).join('\n')}

Slow, and without a record: matching by Mahalanobis's distance of 1e5 rows and ten columns takes seconds, double machine learning with
forests up to 101 s on one processor for the largest case tried (\`npm run bench -- estimation\`); a hundred bagged searches of a series cost more than a hundred
single ones, where twenty were aimed at (\`npm run bench -- timeseries\`).
Times were taken on busy machines with two processors. There are none on other hardware, and none beside packages that do not install from
PyPI: pcalg, bnlearn, dagitty, causaleffect and Tetrad are not in the record.`
}

/** Kinds of tables for which the advice was often not near the best. */
function advised() {
  /** @type {{ worlds: { world: string, seeds: number, near: number }[] }} */
  const { worlds } = record('bench/advice/measured.json', 'npm run bench -- advice')
  const seldom = worlds.filter(({ near, seeds }) => near < 0.9 * seeds)
  return list('Advice', [
    `For these tables none of the methods that were suggested came within 10 % of the best in more than one of ten: ${seldom.map(({ world, near, seeds }) => `${world} (near in ${near} of ${seeds})`).join(', ')}.`,
    `What is not found is not shown to be absent: ${guide('which-method', 'Which method?')}.`,
  ])
}

const graphs = list('Graphs and identification', [
  'An answer is as good as the graph. A cause that is left out of it is seen by no method here.',
  `\`not-derivable\` (a search that came to its end) is no proof that an effect cannot be known, and \`undecided\` (one whose budget was spent) is not even that: ${guide('identifiable', 'Can it be known?')}.`,
])

const effects = list('Effects', [
  `Hidden causes move every estimator, and no interval shows it: ${guide('when-not-to-believe-it', 'When not to believe it')}.`,
  `Under weak overlap intervals by weighting hold the truth 55 to 80 % of the time; below a worth of 30 % \`ipw\` and \`tmle\` refuse, up to 60 % they warn (${guide('when-not-to-believe-it', 'the same')}).`,
  `With many weak instruments two-stage least squares covers the truth in as few as 17 of 100 sets, LIML in 85 to 94 (${guide('when-not-to-believe-it', 'the same')}).`,
  `With 100 rows, or ten clusters, intervals that fit several models hold the truth in some 92 to 94 of 100 sets instead of 95 (${guide('question-to-number', 'From a question to a number')}).`,
  `Under interference, where a design is worth few units, intervals hold the truth as seldom as 69 of 100 times, and the result warns (${guide('units-that-touch', 'Units that touch')}).`,
  `Imputation and weights of complete rows are right only where what is missing hangs on what was observed (${guide('when-not-to-believe-it', 'When not to believe it')}).`,
])

const series = list('Series and root causes', [
  `Noise that remembers, feedback within a step and hidden causes are taken for what the graph says (${guide('simulated-series', 'Simulated series')}).`,
  `A cause that the graph leaves out cannot excuse its effects, and they are accused in its place; a hidden common cause that changes looks like a break of each of its effects (${guide('what-broke', 'What broke?')}).`,
])

const decisions = list('Decisions', [
  'Learning a policy from the log of another one, with more than two actions, is not offered: `offPolicyValue` says what a given policy is worth by such a log.',
  '`confoundedBandit` and `valueOfControl` take a model of the world, not a log of it.',
  `The experiment that is named is the best next step and no promise of the best plan; experiments are taken to be perfect (${guide('verify-and-design', 'Verify and design')}).`,
])

const data = list('Data and the playground', [
  `Statements of SQL are run against DuckDB, PostgreSQL, SQLite and ClickHouse, and Spark where it is there; texts for Trino, BigQuery and Snowflake are read by a parser of each, and were run in none of these (${guide('a-billion-rows', 'A billion rows')}).`,
  'The playground leaves out nested columns of Parquet files, with a note.',
  'The same bits everywhere hold for what the library computes. A mechanism of your own that calls `Math.exp` does not have them.',
])

/** Rooms in which no fault was drawn. */
function tests() {
  const sampled = Object.keys(sampledRooms())
  const rooms = readdirSync(`${root}src`, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !sampled.includes(entry.name))
    .map((entry) => entry.name)
  return list('The tests themselves', [
    `Faults were drawn in ${sampled.length} rooms, a dozen or fewer in each. None were drawn in ${rooms.map((room) => `\`${room}\``).join(', ')}.`,
    'A reference case that passes says that one question has its certified answer. It says nothing of the next question.',
  ])
}

/** The list of what this page does not say. */
export function notClaimed() {
  return `## What is not claimed

Every guide says where its methods fail; ${guide('when-not-to-believe-it', 'When not to believe it')} gathers the worst. What follows is made from the records above where there is one.

${[graphs, levels(), searches(), effects, series, decisions, data, advised(), speed(), peers(), tests()].join('\n\n')}
`
}
