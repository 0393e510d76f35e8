import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { build } from 'esbuild'

let code: Promise<string> | undefined

/** A worker of Node that answers bootstrapInWorkers with pc and Fisher's z, made of the sources. */
export async function answeringWorker(): Promise<Worker> {
  code ??= build({
    stdin: {
      contents: `
        import { parentPort } from 'node:worker_threads'
        import { answerBootstrap } from './discovery/bootstrap/answer-bootstrap.js'
        import { pc } from './discovery/constraint/pc.js'
        import { fisherZ } from './independence/gaussian/fisher-z.js'
        answerBootstrap(parentPort, (t) => pc(fisherZ(t)))`,
      resolveDir: fileURLToPath(new URL('../../src', import.meta.url)),
    },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
  }).then(({ outputFiles }) => outputFiles[0]!.text)
  return new Worker(await code, { eval: true })
}
