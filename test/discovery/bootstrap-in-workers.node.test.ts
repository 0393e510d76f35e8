import { getEventListeners } from 'node:events'
import { Worker } from 'node:worker_threads'
import { afterAll, describe, expect, it } from 'vitest'
import { bootstrapGraph, bootstrapInWorkers, CausalError, dag, fisherZ, pc, simulateLinear } from '../../src/index.js'
import { answeringWorker } from '../support/worker.js'

const { data } = simulateLinear(dag('A -> B -> C -> D; A -> D'), 300, { seed: 1 })
const { data: other } = simulateLinear(dag('A -> B; C -> D'), 300, { seed: 2 })
const serial = (table: typeof data | typeof other, options: { draws: number; seed: number }) =>
  bootstrapGraph(table as typeof data, (t) => pc(fisherZ(t)), options)

/** A worker that does what the text says with each message. */
const odd = (onMessage: string): Worker =>
  keep(
    new Worker(
      `const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => { ${onMessage} })`,
      {
        eval: true,
      },
    ),
  )
const started: Worker[] = []
function keep(worker: Worker): Worker {
  started.push(worker)
  return worker
}
const good = async (): Promise<Worker> => keep(await answeringWorker())
afterAll(() => Promise.all(started.map((worker) => worker.terminate())))

/** Nobody listens any more but those who listened before. */
function expectUnheard(worker: Worker): void {
  for (const type of ['message', 'messageerror', 'error', 'exit', 'close']) expect(worker.listenerCount(type)).toBe(0)
}

describe('bootstrapInWorkers over the workers of Node', () => {
  it('gives the serial result', async () => {
    const workers = [await good(), await good()]
    expect(await bootstrapInWorkers(data, { workers, draws: 20, seed: 1 })).toEqual(
      serial(data, { draws: 20, seed: 1 }),
    )
    // more workers than replicates, and none of them twice
    expect(await bootstrapInWorkers(data, { workers, draws: 1, seed: 1 })).toEqual(serial(data, { draws: 1, seed: 1 }))
    for (const worker of workers) expectUnheard(worker)
  })
  it('tells two runs at once on one worker apart', async () => {
    const worker = await good()
    const [one, two, three] = await Promise.all([
      bootstrapInWorkers(data, { workers: [worker], draws: 20, seed: 1 }),
      bootstrapInWorkers(other, { workers: [worker], draws: 10, seed: 2 }),
      bootstrapInWorkers(data, { workers: [worker], draws: 20, seed: 3 }),
    ])
    expect(one).toEqual(serial(data, { draws: 20, seed: 1 }))
    expect(two).toEqual(serial(other, { draws: 10, seed: 2 }))
    expect(three).toEqual(serial(data, { draws: 20, seed: 3 }))
    expectUnheard(worker)
  })
  it('takes the same worker twice', async () => {
    const worker = await good()
    expect(await bootstrapInWorkers(data, { workers: [worker, worker], draws: 20, seed: 1 })).toEqual(
      serial(data, { draws: 20, seed: 1 }),
    )
    expectUnheard(worker)
  })
  it('stops the work when the signal fires, and the next run on the worker is right', async () => {
    const worker = await good()
    const controller = new AbortController()
    const draws = 100_000
    const running = bootstrapInWorkers(data, {
      workers: [worker],
      draws,
      seed: 1,
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done === 3) controller.abort()
      },
    })
    await expect(running).rejects.toMatchObject({ name: 'CausalError', code: 'aborted' })
    expectUnheard(worker)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    // 100,000 replicates would take minutes: the worker has left off
    expect(await bootstrapInWorkers(other, { workers: [worker], draws: 20, seed: 2 })).toEqual(
      serial(other, { draws: 20, seed: 2 }),
    )
    const heard: unknown[] = []
    worker.on('message', (message) => heard.push(message))
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(heard).toEqual([])
  })
  it('does not begin when the signal has fired, and leaves nothing on it', async () => {
    const worker = await good()
    const controller = new AbortController()
    const run = (signal: AbortSignal) => bootstrapInWorkers(data, { workers: [worker], draws: 5, seed: 1, signal })
    for (let k = 0; k < 12; k++) await run(controller.signal)
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0)
    controller.abort()
    await expect(run(controller.signal)).rejects.toMatchObject({ code: 'aborted' })
    expectUnheard(worker)
  })
  it.each([
    ['that exits', 'process.exit(0)', 'invalid-data', /it ended \(exit code 0\)/],
    ['that crashes', "setTimeout(() => { throw new Error('outside') }, 5)", 'invalid-data', /outside/],
    ['that is silent', '', 'invalid-argument', /did not begin within 1000 ms/],
    [
      'with another language',
      'parentPort.postMessage(null); parentPort.postMessage({ hello: 1 })',
      'invalid-argument',
      /did not begin/,
    ],
    [
      'that answers nothing of the kind',
      "parentPort.postMessage({ causalkit: 'tally', tally: { hello: 1 } })",
      'invalid-data',
      /no answer/,
    ],
    [
      'with a broken tally',
      "parentPort.postMessage({ causalkit: 'tally', run: m.run, tally: { hello: 1 } })",
      'invalid-data',
      /no answer/,
    ],
    [
      'with too few graphs',
      "parentPort.postMessage({ causalkit: 'tally', run: m.run, tally: { nodes: [], circles: false, graphs: 1, failed: 0, reason: null, edges: new Map() } })",
      'invalid-data',
      /no answer/,
    ],
    [
      'with progress that is no number',
      "parentPort.postMessage({ causalkit: 'done', run: m.run, done: NaN })",
      'invalid-data',
      /no answer/,
    ],
    [
      'whose search fails',
      "if (m.causalkit === 'bootstrap') parentPort.postMessage({ causalkit: 'error', run: m.run, code: null, message: 'boom' })",
      'invalid-data',
      /boom/,
    ],
  ] as const)('a worker %s is an error, and the others leave off', async (_, onMessage, code, message) => {
    // on a busy machine only what never begins is given little time
    const silent = code === 'invalid-argument'
    const helper = await good()
    const workers = silent ? [odd(onMessage)] : [helper, odd(onMessage)]
    const before = Date.now()
    const patience = silent ? 1000 : 25_000
    const running = bootstrapInWorkers(data, { workers, draws: 100_000, seed: 1, patience })
    await expect(running).rejects.toBeInstanceOf(CausalError)
    await expect(running).rejects.toMatchObject({ code, message: expect.stringMatching(message) })
    await expect(running).rejects.toMatchObject({ message: expect.stringMatching(/^bootstrapInWorkers: /) })
    expect(Date.now() - before).toBeLessThan(20_000)
    for (const worker of workers) expectUnheard(worker)
    // the good one serves again
    expect(await bootstrapInWorkers(data, { workers: [helper], draws: 5, seed: 1 })).toEqual(
      serial(data, { draws: 5, seed: 1 }),
    )
  })
  it('a worker that is terminated, before or in the middle, is an error', async () => {
    const [worker, second] = [await good(), await good()]
    const running = bootstrapInWorkers(data, {
      workers: [worker, second],
      draws: 100_000,
      seed: 1,
      onProgress: ({ done }) => {
        if (done === 5) void worker.terminate()
      },
    })
    await expect(running).rejects.toMatchObject({ code: 'invalid-data', message: expect.stringMatching(/it ended/) })
    await expect(bootstrapInWorkers(data, { workers: [worker] })).rejects.toMatchObject({
      code: 'invalid-data',
      message: expect.stringMatching(/had ended before/),
    })
  })
  it('a table that is none is refused before it is sent; what is not of the table is not sent', async () => {
    const worker = await good()
    await expect(
      bootstrapInWorkers({ ...data, extra: () => 1 } as typeof data, { workers: [worker], draws: 5, seed: 1 }),
    ).resolves.toEqual(serial(data, { draws: 5, seed: 1 }))
    const broken = { ...data, columns: Object.assign([...data.columns], { 1: () => 1 }) } as unknown as typeof data
    await expect(bootstrapInWorkers(broken, { workers: [worker], draws: 5 })).rejects.toMatchObject({
      code: 'invalid-argument',
      message: expect.stringMatching(/^bootstrapInWorkers: a column/),
    })
    expectUnheard(worker)
  })
  it('what is no worker is an error, and so is a listener that throws', async () => {
    await expect(bootstrapInWorkers(data, { workers: [{} as never] })).rejects.toMatchObject({
      code: 'invalid-argument',
    })
    await expect(bootstrapInWorkers(data, { workers: [null as never] })).rejects.toMatchObject({
      code: 'invalid-argument',
    })
    const worker = await good()
    await expect(bootstrapInWorkers(data, { workers: [worker], patience: 0 })).rejects.toMatchObject({
      code: 'invalid-argument',
    })
    const onProgress = (): void => {
      throw new TypeError('mine')
    }
    await expect(bootstrapInWorkers(data, { workers: [worker], draws: 20, onProgress })).rejects.toThrow('mine')
    expectUnheard(worker)
  })
})
