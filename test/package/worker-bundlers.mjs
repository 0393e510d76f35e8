// Workers behind bundlers, in Chromium: Vite, which follows `new URL(…, import.meta.url)` to the worker's file, and esbuild, which does
// not and is given that file as an entry of its own. A page that shares nothing carries nothing of it. Needs `npm run build:js`.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build as esbuild } from 'esbuild'
import { chromium } from 'playwright'
import { build as vite } from 'vite'
import { installPacked } from './install-packed.mjs'

const project = mkdtempSync(join(tmpdir(), 'causalkit-worker-bundlers-'))
const write = (name, text) => writeFileSync(join(project, name), text)

/** A page that says in its title whether a shared call gives what it gives alone. */
const pageWith = (start) => `
  import { dag, kci, pc, simulateLinear } from 'causalkit'
  import { inWorkers, workers } from 'causalkit/workers'
  const { data } = simulateLinear(dag('A -> B -> C -> D; A -> D'), 120, { seed: 1 })
  const call = () => pc(kci(data))
  const seen = new Set()
  const pool = workers(2${start})
  inWorkers(pool, call, { onProgress: ({ work }) => seen.add(work) })
    .then((shared) => JSON.stringify(shared) === JSON.stringify(call()) && seen.size > 0 ? 'same bits' : 'other bits', String)
    .then(async (title) => { await pool.close(); document.title = title })`
const html = (script) =>
  `<!doctype html><link rel="icon" href="data:," /><script type="module" src="./${script}"></script>`

let failed = 0
const check = (what, isRight, said) => {
  if (!isRight) failed++
  console.log(`${isRight ? 'passed' : 'FAILED'}: ${what}${isRight ? '' : `: ${said}`}`)
}

try {
  installPacked(project)

  const byVite = async (script, outDir) => {
    write('index.html', html(script))
    write(
      script,
      script === 'plain.js'
        ? "import { fisherZ, pc, table } from 'causalkit'\nwindow.found = pc(fisherZ(table({ a: [1, 2, 3, 4, 6], b: [2, 1, 4, 3, 5] })))"
        : pageWith(''),
    )
    await vite({ root: project, base: './', logLevel: 'error', build: { outDir } })
    return readdirSync(join(project, outDir, 'assets')).map((name) => join(project, outDir, 'assets', name))
  }
  const plain = await byVite('plain.js', 'plain')
  check('a page without workers has no worker’s file', plain.length === 1, plain.join())
  const text = readFileSync(plain[0], 'utf8')
  check('and none of their code', !text.includes('answerWork') && !text.includes('a worker was lost'), 'it has')

  const shared = await byVite('page.js', 'vite')
  check(
    'Vite makes the worker’s file',
    shared.some((name) => /start/.test(name)),
    shared.join(),
  )
  check('Vite: the page', ...(await titleOf('vite')))

  write('page.js', pageWith(", { start: () => new Worker('./worker.js', { type: 'module' }) }"))
  write('worker.js', "import { answerWork } from 'causalkit/worker'\nanswerWork()")
  await esbuild({
    absWorkingDir: project,
    entryPoints: ['page.js', 'worker.js'],
    bundle: true,
    minify: true,
    format: 'esm',
    outdir: 'esbuild',
    logLevel: 'error',
  })
  writeFileSync(join(project, 'esbuild/index.html'), html('page.js'))
  check('esbuild: the page', ...(await titleOf('esbuild')))
} finally {
  rmSync(project, { recursive: true, force: true })
}
process.exitCode = failed > 0 ? 1 : 0

/** Whether a built page ends with the right title, and the title. */
async function titleOf(folder) {
  const server = createServer(({ url }, response) => {
    const path = new URL(url, 'http://localhost').pathname
    const file = join(project, folder, path === '/' ? 'index.html' : path)
    response.setHeader('content-type', file.endsWith('.html') ? 'text/html' : 'text/javascript')
    response.end(readFileSync(file))
  }).listen(0)
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage()
    await page.goto(`http://localhost:${server.address().port}/`)
    await page.waitForFunction(() => document.title !== '', null, { timeout: 120_000 })
    const title = await page.title()
    return [title === 'same bits', title]
  } finally {
    await browser.close()
    server.close()
  }
}
