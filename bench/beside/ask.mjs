// The two sides as processes: what they are asked and what they answer, a line of JSON each.
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const here = (file) => fileURLToPath(new URL(file, import.meta.url))

/** @param {string} name what it is called in errors @param {string} program @param {string[]} words */
function open(name, program, words) {
  // one thread for everybody: this library takes no more either
  const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', NUMBA_NUM_THREADS: '1' }
  const child = spawn(program, words, {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, ...one, TQDM_DISABLE: '1' },
  })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    name,
    async ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`)
      const { value, done } = await lines.next()
      if (done) throw new Error(`${name} ended: is all that it needs installed for ${program}?`)
      const said = JSON.parse(value)
      if (said.error !== undefined) throw new Error(`${name}: ${said.error}`)
      return said
    },
    // its input ends, and with it the process: it takes its files with it
    close: () => child.stdin.end(),
  }
}

/** A file of peers/, without its ending, run by a program of Python. */
export const openPeer = (python, peer) => open(peer, python, ['-B', here('peer.py'), peer])
/** This library, in a process of its own. */
export const openOurs = () => open('causalkit', process.execPath, [here('../beside.mjs'), '--ours'])
