// Compares the bits of all results with the table of hashes in engines that Vitest does not run: Node 24 and Firefox.
// `npm run test:engines`. An engine that cannot be had is named and left out; a different bit is a failure.
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundle } from './bundle.mjs'

const run = promisify(execFile)
const bundled = await bundle()
const table = await readFile(new URL('hashes.ts', import.meta.url), 'utf8')
const expected = new Map([...table.matchAll(/^ {2}'(.*)': '(.*)',$/gm)].map(([, name, hash]) => [name, hash]))

/** Node 24, from the npm registry, in a temporary folder. */
async function node24() {
  const folder = await mkdtemp(join(tmpdir(), 'causalkit-node-'))
  await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', 'node@24'])
  const node = join(folder, 'node_modules', 'node', 'bin', 'node')
  const { stdout: version } = await run(node, ['--version'])
  const program = join(folder, 'print.mjs')
  await writeFile(
    program,
    `import { hashes } from ${JSON.stringify(`file://${bundled}`)}\nconsole.log(JSON.stringify(hashes()))\n`,
  )
  const { stdout } = await run(node, [program], { maxBuffer: 1e8 })
  return { engine: `Node ${version.trim()}`, hashes: JSON.parse(stdout) }
}

/** Firefox without a window, on a page that posts its hashes back. */
async function firefox() {
  const program = process.env.FIREFOX ?? 'firefox-esr'
  const { stdout: version } = await run(program, ['--version'])
  const profile = await mkdtemp(join(tmpdir(), 'causalkit-firefox-'))
  const pages = {
    '/': ['text/html', '<script type="module" src="/page.js"></script>'],
    '/page.js': [
      'text/javascript',
      `import { hashes } from '/results.mjs'
       fetch('/answer', { method: 'POST', body: JSON.stringify(hashes()) })`,
    ],
    '/results.mjs': ['text/javascript', await readFile(bundled)],
  }
  let answer
  const answered = new Promise((resolve) => {
    answer = resolve
  })
  const server = createServer(async (request, response) => {
    if (request.url === '/answer') {
      let body = ''
      for await (const part of request) body += part
      response.end()
      answer(JSON.parse(body))
      return
    }
    const [type, content] = pages[request.url] ?? ['text/plain', '']
    response.writeHead(200, { 'content-type': type }).end(content)
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const browser = execFile(program, [
    '--headless',
    '--no-remote',
    '--profile',
    profile,
    `http://127.0.0.1:${server.address().port}/`,
  ])
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no answer within three minutes')), 180_000).unref()
  })
  try {
    return { engine: version.trim(), hashes: await Promise.race([answered, late]) }
  } finally {
    browser.kill()
    server.close()
  }
}

let failed = false
for (const [name, start] of Object.entries({ 'Node 24': node24, Firefox: firefox })) {
  let found
  try {
    found = await start()
  } catch (error) {
    console.log(`engines: ${name} is not there (${String(error.message).split('\n')[0]})`)
    continue
  }
  const { engine, hashes } = found
  const different = [...expected].filter(([result, hash]) => hashes[result] !== hash)
  for (const [result, hash] of different) console.log(`  ${result}: ${hashes[result]}, not ${hash}`)
  if (different.length > 0 || Object.keys(hashes).length !== expected.size) failed = true
  console.log(`engines, ${engine}: ${expected.size - different.length} passed, ${different.length} failed`)
}
process.exit(failed ? 1 : 0)
