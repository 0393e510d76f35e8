import { writeSync } from 'node:fs'
import * as library from '../../src/everything.js'
import { optionsAt } from '../support/options-at.js'
import { recordedCalls } from '../support/recorded-calls.js'
import { describeCorruption, sweepCall, sweepOne } from '../support/sweep.js'

/** Makes the calls `from … to − 1` one after another, and says before each that it begins: the parent watches the clock. */
const [from, to] = process.argv.slice(2).map(Number) as [number, number]
const say = (line: object): unknown => writeSync(1, `${JSON.stringify(line)}\n`)
const calls = await recordedCalls(library)
const options = optionsAt()
for (let i = from; i < to; i++) {
  const next = sweepCall(calls, i)
  if (next === null) continue
  say({ at: i, name: next.call.name, report: describeCorruption(next.call.name, next.corruption) })
  const failure = await sweepOne(calls, i, options)
  if (failure !== null) say({ failed: i, ...failure })
}
process.exit(0)
