// A page without a bundler: imports the browser's files in Chromium and Firefox under a strict content-security policy, by
// their addresses and by an import map. `npm run check:page`. A browser that cannot be had is named and left out.
import { execFile, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const file = (name) => readFile(new URL(`../../dist/browser/${name}`, import.meta.url))
const map = '{"imports":{"causalkit":"/causalkit.js"}}'
const allowed = `'sha256-${createHash('sha256').update(map).digest('base64')}'`
/** No inline code, no eval, no other host. */
const policy = `default-src 'none'; script-src 'self' ${allowed}; connect-src 'self'`
const post = (expression) => `fetch('/answer', { method: 'POST', body: JSON.stringify(${expression}) })`
const files = {
  '/': [
    'text/html',
    `<!doctype html><title>causalkit</title><script type="importmap">${map}</script><script type="module" src="/page.js"></script>`,
  ],
  '/page.js': [
    'text/javascript',
    `import { admg, identify, pc, fisherZ, sample, scm, normal, linear, toSvg, toText } from 'causalkit'
     import { dag, dSeparated, identify as identifyThere, toText as textOf } from '/graphs.js'
     document.addEventListener('securitypolicyviolation', ({ violatedDirective }) => ${post('{ error: violatedDirective }')})
     const formula = (found, text) => (found.identifiable ? text(found.estimand) : 'none')
     const model = scm({ X: normal(0, 1), Y: linear({ X: 1 }, normal(0, 1)), Z: linear({ Y: 1 }, normal(0, 1)) })
     ${post(`{
       separated: dSeparated(dag('A -> B -> C'), 'A', 'C', ['B']),
       formula: formula(identify(admg('X -> M -> Y; X <-> Y'), { do: 'X', outcome: 'Y' }), toText),
       formulaThere: formula(identifyThere(dag('Z -> X -> Y; Z -> Y'), { do: 'X', outcome: 'Y' }), textOf),
       edges: pc(fisherZ(sample(model, 500, { seed: 1 }))).graph.edges.length,
       picture: toSvg(dag('X -> Y')).startsWith('<svg'),
     }`)}.catch((error) => ${post('{ error: String(error) }')})`,
  ],
  '/causalkit.js': ['text/javascript', await file('causalkit.js')],
  '/graphs.js': ['text/javascript', await file('graphs.js')],
}
const wanted = {
  separated: true,
  formula: "Σ_M P(M | X) Σ_X' P(Y | M, X') P(X')",
  formulaThere: 'Σ_Z P(Y | X, Z) P(Z)',
  edges: 2,
  picture: true,
}

/** What a browser answers; null where there is none. */
async function answerOf(program, options) {
  try {
    await promisify(execFile)(program, ['--version'])
  } catch {
    return null
  }
  let answered
  const answer = new Promise((resolve) => {
    answered = resolve
  })
  const server = createServer(async (request, response) => {
    if (request.url === '/answer') {
      let body = ''
      for await (const part of request) body += part
      response.end()
      answered(JSON.parse(body))
      return
    }
    const found = files[request.url]
    response.writeHead(found ? 200 : 404, {
      'content-type': found?.[0] ?? 'text/plain',
      'content-security-policy': policy,
    })
    response.end(found?.[1] ?? '')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const profile = await mkdtemp(join(tmpdir(), 'causalkit-page-'))
  const browser = spawn(program, [...options(profile), `http://127.0.0.1:${server.address().port}/`], {
    stdio: 'ignore',
  })
  const late = new Promise((resolve) => setTimeout(resolve, 90_000, { error: 'no answer within 90 s' }).unref())
  try {
    return await Promise.race([answer, late])
  } finally {
    browser.kill('SIGKILL')
    server.closeAllConnections()
    server.close()
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 })
  }
}

const chromium = process.env.CHROMIUM ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : 'chromium')
const browsers = [
  ['Chromium', chromium, (folder) => ['--headless', '--no-sandbox', '--disable-gpu', `--user-data-dir=${folder}`]],
  ['Firefox', process.env.FIREFOX ?? 'firefox-esr', (folder) => ['--headless', '--no-remote', '--profile', folder]],
]
let [passed, failed] = [0, 0]
for (const [name, program, options] of browsers) {
  const answer = await answerOf(program, options)
  if (answer === null) {
    console.log(`static page in ${name}: ${program} is not there, left out`)
    continue
  }
  const good = JSON.stringify(answer) === JSON.stringify(wanted)
  if (good) passed++
  else failed++
  console.log(`static page in ${name}: ${good ? 'ok' : `FAILED ${JSON.stringify(answer)}`}`)
}
console.log(`static page: ${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0
