import { jobs } from './jobs'
import type { JobName, Jobs, Progress, Reply, Request } from './protocol'

/** Does one job and posts what comes of it; progress at most ten times a second. */
export async function answer<J extends JobName>(
  { job, input }: Request<J>,
  post: (reply: Reply, transfer: Transferable[]) => void,
): Promise<void> {
  let last = Number.NEGATIVE_INFINITY
  const tell = (progress: Progress): void => {
    const now = performance.now()
    if (now - last < 100) return
    last = now
    post({ kind: 'progress', progress }, [])
  }
  try {
    const work: (input: Jobs[J]['input'], tell: (progress: Progress) => void) => unknown = jobs[job]
    const output = await work(input, tell)
    post({ kind: 'done', output }, buffersOf(output))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unexpected'
    post({ kind: 'refused', message: error instanceof Error ? error.message : String(error), code }, [])
  }
}

/** The memory of the columns of a table in an answer: it moves to the page rather than being copied. */
function buffersOf(output: unknown): Transferable[] {
  if (typeof output !== 'object' || output === null || !('table' in output)) return []
  const { data } = output.table as { readonly data: readonly (Float64Array | { readonly codes: Int32Array })[] }
  return [
    ...new Set(data.map((column) => (column instanceof Float64Array ? column : column.codes).buffer)),
  ] as Transferable[]
}
