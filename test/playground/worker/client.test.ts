import { afterEach, describe, expect, it } from 'vitest'
import { answer } from '../../../examples/playground/src/worker/answer'
import { run } from '../../../examples/playground/src/worker/client'
import type { Reply, Request } from '../../../examples/playground/src/worker/protocol'

/** A worker on this thread, which can be told to die or to be silent. */
class Near {
  static made: Near[] = []
  static isSilent = false
  onmessage: ((event: { data: Reply }) => void) | null = null
  onerror: ((event: { message: string; preventDefault: () => void }) => void) | null = null
  onmessageerror: (() => void) | null = null
  isEnded = false
  constructor() {
    Near.made.push(this)
  }
  postMessage(request: Request): void {
    if (Near.isSilent) return
    void answer(request, (reply) => queueMicrotask(() => this.onmessage?.({ data: reply })))
  }
  terminate(): void {
    this.isEnded = true
  }
}
const near = (): Worker => new Near() as unknown as Worker
afterEach(() => {
  Near.isSilent = false
})

describe('the client of the worker', () => {
  it('gives what a job gives, and uses a worker again', async () => {
    const first = await run('bundled', { name: 'kidney stones' }, undefined, near).promise
    expect(first.table.rowCount).toBe(700)
    const made = Near.made.length
    const csv = await run('readFile', { file: new Blob(['a,b\n1,x\n2,y\n']), name: 'a.csv' }, undefined, near).promise
    expect(csv.table.columns).toEqual(['a', 'b'])
    expect(Near.made.length).toBe(made)
  })
  it('gives refusals as sentences with their codes', async () => {
    const file = new Blob(['a,b\n1,2\n3\n'])
    await expect(run('readFile', { file, name: 'a.csv' }, undefined, near).promise).rejects.toMatchObject({
      code: 'parse',
      message: expect.stringMatching(/line 3/),
    })
  })
  it('stops a worker that is at work, and the next job has another', async () => {
    Near.isSilent = true
    const running = run('bundled', { name: 'berkeley' }, undefined, near)
    running.cancel()
    await expect(running.promise).rejects.toMatchObject({ code: 'cancelled' })
    expect(Near.made.at(-1)!.isEnded).toBe(true)
    Near.isSilent = false
    const again = await run('bundled', { name: 'berkeley' }, undefined, near).promise
    expect(again.table.rowCount).toBe(4526)
  })
  it('tells of a worker that dies, and starts another', async () => {
    Near.isSilent = true
    const running = run('bundled', { name: 'berkeley' }, undefined, near)
    Near.made.at(-1)!.onerror?.({ message: 'out of memory', preventDefault: () => {} })
    await expect(running.promise).rejects.toMatchObject({
      code: 'worker-died',
      message: expect.stringMatching(/out of memory.*Nothing you made is lost/),
    })
    expect(Near.made.at(-1)!.isEnded).toBe(true)
    Near.isSilent = false
    expect((await run('bundled', { name: 'berkeley' }, undefined, near).promise).table.rowCount).toBe(4526)
  })
})
