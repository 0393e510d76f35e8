// Do the tests notice faults?
import { code, record, table } from './records.mjs'

/** @typedef {{ file: string, line: number, from: string, to: string }} Fault */

/** Rooms whose faults were drawn. */
export const sampledRooms = () => record('test/mutation/measured.json', 'npm run mutate -- ROOM --count N')

/** The reason why a survivor alters nothing that can be seen, where there is one. @param {Fault} fault */
function judged(fault) {
  /** @type {(Fault & { why: string })[]} */
  const list = record('test/mutation/judged.json', 'git checkout test/mutation/judged.json')
  const { file, line, from, to } = fault
  return list.find((one) => one.file === file && one.line === line && one.from === from && one.to === to)?.why
}

/** Small faults that the tests noticed. */
export function mutation() {
  const rooms = sampledRooms()
  const rows = Object.entries(rooms).map(([room, r]) => {
    const all = r.killed + r.timeouts + r.survived
    const score = `${Math.round((100 * (r.killed + r.timeouts)) / all)} %`
    const harmless = (r.survivors ?? []).filter((/** @type {Fault} */ one) => judged(one) !== undefined).length
    const first = r.first === undefined ? '' : r.first.survived
    return [room, all, r.killed, r.timeouts, r.survived, harmless, score, first, r.seed, `${r.date}, ${r.commit}`]
  })
  /** @type {[string, Fault][]} */
  const survivors = Object.entries(rooms).flatMap(([room, r]) =>
    (r.survivors ?? []).map((/** @type {Fault} */ one) => [room, one]),
  )
  const left = survivors.map(([room, one]) => [
    room,
    `\`${one.file.replace(/^src\//, '')}:${one.line}\``,
    code(one.from),
    one.to === 'removed' ? 'removed' : code(one.to),
    judged(one) ?? 'no test saw it',
  ])
  return `## Do the tests notice faults?

Small faults drawn by a seed and put into the sources one at a time. A score from so few is rough: with 12 faults one more survivor is
8 points. Where a first run of the same draw is named, tests were written for what had survived then, and the score is of the tests
as they are now: it says less of faults that were not drawn than a first run does. Some survivors alter nothing that can be seen.

By \`npm run mutate -- ROOM --count N\`.

${table(
  [
    'room',
    'faults',
    'noticed',
    'never ended',
    'survived',
    'of these without effect',
    'score',
    'survived at first',
    'seed',
    'recorded',
  ],
  rows,
)}

### What survived

${table(['room', 'where', 'what stood there', 'what was put in its place', 'why no test failed'], left)}`
}
