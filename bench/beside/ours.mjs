// This library's side of `npm run bench:beside`, spoken to as the peers are: one process for one question.
//   {"work": k}         makes the question ready; says what the peer is to read
//   {"times": k}        runs it k times: seconds of processor time of one run
//   {"compare": other}  how the last answer differs from the peer's
import { createInterface } from 'node:readline'
import { works } from './works.mjs'

let own
let made
let last
for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line)
  let said
  try {
    if (asked.work !== undefined) {
      own = works[asked.work]
      made = own.make()
      said = { input: made.input }
    } else if (asked.times !== undefined) {
      const start = process.cpuUsage()
      for (let k = 0; k < asked.times; k++) last = made.ours()
      const { user, system } = process.cpuUsage(start)
      said = { seconds: Math.max(user + system, 1) / 1e6 / asked.times }
    } else {
      const { read = (v) => v, answer = (v) => v } = made
      said = own.differs(answer(last), read(asked.compare))
    }
  } catch (error) {
    said = { error: String(error?.message ?? error) }
  }
  console.log(JSON.stringify(said))
}
