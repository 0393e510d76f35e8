// The same questions on the same data, here and elsewhere.
import { cell, record, table } from './records.mjs'

const command = 'npm run build:js && node bench/beside.mjs --python PYTHON'

/**
 * @typedef {{ work: string, size: string, peer: string, ours: number, oursCold: number, theirs: number, theirsCold: number,
 *   calls: [number, number], ratio: number, difference: string, equal: boolean, target: string | null, met: boolean | null }} Row
 */

/** The record. @returns {{ date: string, commit: string, node: string, python: string, versions: Record<string, string>,
 *   machine: { processor: string, processors: number, arch: string }, rows: Row[] }} */
export const besideRecord = () => record('bench/beside/measured.json', command)

/** @param {number} seconds */
export function time(seconds) {
  if (seconds >= 1) return `${seconds.toPrecision(3)} s`
  if (seconds >= 1e-3) return `${(seconds * 1e3).toPrecision(3)} ms`
  return `${(seconds * 1e6).toPrecision(3)} µs`
}

/** How often the one is quicker than the other, in words. @param {number} ratio */
export const timesAsFast = (ratio) =>
  ratio > 1
    ? `${Number(ratio.toPrecision(2))} times slower`
    : `${Number((1 / ratio).toPrecision(2)).toLocaleString('en')} times faster`

/** A warm time, and the first call where it took more than half as long again. @param {number} warm @param {number} cold */
const both = (warm, cold) => (cold > 1.5 * warm ? `${time(warm)} (first ${time(cold)})` : time(warm))

/** What the skeleton of 100 columns took NumPy on the machine and day on which targets in seconds were set. */
const yardstick = {
  work: "PC with Fisher's z, n = 1,000",
  size: '100 columns; the peer makes no arrows',
  seconds: 0.27,
}

/** Benches beside peers. */
export function beside() {
  const { date, commit, node, python, versions, machine, rows } = besideRecord()
  const slower = rows.filter((row) => row.ratio > 1)
  const aimed = rows.filter((row) => row.target !== null)
  const other = rows.filter((row) => !row.equal)
  const now = rows.find(({ work, size }) => work === yardstick.work && size === yardstick.size)?.theirs
  if (now === undefined) throw new Error(`bench/beside/measured.json has no row "${yardstick.work}": \`${command}\``)
  return `## Times beside other packages

The same questions on the same data, in turn in one run: medians of processor time, each side in its own process, after a first call,
with one thread. Beside each time stands what differs between the answers: a time without an equal answer says little. In ${slower.length} of ${rows.length}
rows the other package is faster (in bold). In ${rows.length - other.length} rows the answers are equal, or as near as random draws allow; in ${other.length} the row says
what differs. Of ${aimed.length} targets, set when the work was planned, ${aimed.filter((row) => row.met).length} are met; where they are in seconds, mind that NumPy's skeleton of 100 columns took ${yardstick.seconds} s when
they were set and ${time(now)} in this run. A row of one call could not be repeated: it took too long.

Recorded ${date} at commit ${commit}, Node ${node}, Python ${python}, on ${machine.processors} processors (${machine.processor}, ${machine.arch}) that other work was using too: read
the times as ratios. ${Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}. By \`${command}\`, with the packages of \`bench/beside/requirements.txt\`.

${table(
  ['work', 'size', 'here', 'there', 'package', 'here / there', 'difference of the answers', 'target'],
  rows.map((row) => {
    const mark = row.ratio > 1 ? '**' : ''
    const one = row.calls[1] === 1 ? ', one call' : ''
    const target = row.target === null ? '' : `${row.target}: ${row.met ? 'met' : '**not met**'}`
    return [
      cell(row.work),
      row.size,
      both(row.ours, row.oursCold),
      both(row.theirs, row.theirsCold) + one,
      row.peer,
      `${mark}${row.ratio}${mark}`,
      cell(`${row.equal ? '' : 'not equal: '}${row.difference}`),
      target,
    ]
  }),
)}`
}
