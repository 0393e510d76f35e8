import { getEventListeners } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterEach, describe, expect, it } from 'vitest'
import {
  bootstrapGraph,
  dag,
  inWorkers,
  named,
  simulateLinear,
  type WorkerPool,
  workers,
} from '../../src/everything.js'
import { own } from '../support/own-functions.js'
import { ownPool } from '../support/own-pool.js'
import { ownWorkers } from '../support/worker-file.js'

const { data } = simulateLinear(dag('A -> B -> C -> D; A -> D'), 120, { seed: 1 })
const searching = (name: string, draws: number) => () =>
  bootstrapGraph(data, named(name, (replicate: never) => own.search(replicate)) as never, { draws, seed: 3 })

let pool: WorkerPool | undefined
afterEach(() => pool?.close())

/** A worker that does what the text says when it is asked for tasks. */
const odd = (onTasks: string, first = "parentPort.postMessage({ causalkit: 'ready' })"): Worker =>
  new Worker(
    `const { parentPort } = require('node:worker_threads'); ${first}; parentPort.on('message', (m) => { if (m.causalkit === 'tasks') { ${onTasks} } })`,
    { eval: true },
  )

describe('workers that are lost', () => {
  it('one that ends at a task is an error with the tasks, and the pool serves on', async () => {
    pool = await ownPool(2)
    await expect(inWorkers(pool, searching('exits', 50))).rejects.toMatchObject({
      name: 'CausalError',
      code: 'worker',
      message: expect.stringMatching(
        /^inWorkers: a worker was lost at the tasks \d+ to \d+ of bootstrap-graph: it ended \(exit code 3\)/,
      ),
      details: { work: 'bootstrap-graph', from: expect.any(Number), to: expect.any(Number) },
    })
    expect(await inWorkers(pool, searching('search', 5))).toEqual(searching('search', 5)())
  })
  it('another call at the same time goes on', async () => {
    pool = await ownPool(2)
    const other = inWorkers(pool, searching('search', 30))
    await expect(inWorkers(pool, searching('exits', 30))).rejects.toMatchObject({ code: 'worker' })
    expect(await other).toEqual(searching('search', 30)())
  })
  it.each([
    ['ends without a word', 'process.exit(0)', /it ended \(exit code 0\)/],
    ['crashes', "setTimeout(() => { throw new Error('outside') }, 5)", /outside/],
    [
      'answers too few',
      "parentPort.postMessage({ causalkit: 'answers', job: m.job, from: m.from, answers: [], failed: null })",
      /no answer/,
    ],
    [
      'answers too many',
      "parentPort.postMessage({ causalkit: 'answers', job: m.job, from: m.from, answers: new Array(99), failed: null })",
      /no answer/,
    ],
  ])('one that %s', async (_, onTasks, message) => {
    pool = workers(1, { start: () => odd(onTasks) })
    const running = inWorkers(pool, searching('search', 9))
    await expect(running).rejects.toMatchObject({ code: 'worker', message: expect.stringMatching(message) })
  })
  it('what is said of another matter is not heard', async () => {
    const start = await ownWorkers()
    pool = workers(1, {
      start: () => {
        const worker = start()
        worker.once('message', () => {
          for (const strange of [
            null,
            3,
            { causalkit: 'answers' },
            { causalkit: 'answers', job: 999, from: 0, answers: [1], failed: null },
          ])
            worker.emit('message', strange)
        })
        return worker
      },
    })
    expect(await inWorkers(pool, searching('search', 5))).toEqual(searching('search', 5)())
  })
  it.each([
    ['is silent', () => odd('', ''), /did not begin within 400 ms: does its file call answerWork/],
    ['has no file', () => new Worker(new URL('./nowhere.mjs', import.meta.url)), /nowhere/],
    ['cannot be read', () => new Worker('this is no program', { eval: true }), /Unexpected identifier/],
  ])(
    'one that %s is an error of the call',
    async (what, start, message) => {
      // on a busy machine only what never begins is given little time
      pool = workers(2, { start, patience: what === 'is silent' ? 400 : 25_000 })
      for (let time = 0; time < 2; time++)
        await expect(inWorkers(pool, searching('search', 9))).rejects.toMatchObject({
          code: 'worker',
          message: expect.stringMatching(message),
        })
    },
    30_000,
  )
  it('one that could be started before, and cannot be any more', async () => {
    const start = await ownWorkers()
    let left = 1
    pool = workers(1, {
      start: () => {
        if (left-- > 0) return start()
        throw new RangeError('no more')
      },
    })
    await expect(inWorkers(pool, searching('exits', 3))).rejects.toMatchObject({ code: 'worker' })
    await expect(inWorkers(pool, searching('search', 3))).rejects.toThrow('no more')
  })
  it('nothing is left on a signal', async () => {
    pool = await ownPool(1)
    const { signal } = new AbortController()
    for (let time = 0; time < 3; time++) await inWorkers(pool, searching('search', 3), { signal })
    await expect(inWorkers(pool, searching('exits', 3), { signal })).rejects.toMatchObject({ code: 'worker' })
    expect(getEventListeners(signal, 'abort')).toHaveLength(0)
  })
})

describe('patience', () => {
  it('is not lost while this side is busy', async () => {
    pool = workers(1, { start: await ownWorkers(), patience: 3000 })
    const until = performance.now() + 4000
    while (performance.now() < until);
    expect(await inWorkers(pool, searching('search', 3))).toEqual(searching('search', 3)())
  }, 60_000)
})
