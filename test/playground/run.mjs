// The playground in Chromium: every flow, axe and widths on every panel in light and dark, and the weight of the first picture.
//   npm run check:playground -- [--build] [--shots FOLDER] [flow …]
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright'
import { axeViolations, complaints, firstPicture, openPanel, sideways } from './checks.mjs'
import { serve } from './serve.mjs'

const root = resolve(import.meta.dirname, '../..')
const folder = join(root, 'examples/playground/dist')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { build: { type: 'boolean', default: false }, shots: { type: 'string' } },
})
/** The most script before the first picture, in bytes of gzip. */
const mostScript = 200_000
const longestFlow = 180_000

if (values.build || !existsSync(join(folder, 'index.html'))) {
  const { build } = await import('vite')
  await build({ configFile: join(root, 'examples/playground/vite.config.ts'), logLevel: 'warn' })
}
if (values.shots !== undefined) mkdirSync(values.shots, { recursive: true })

let weighed = 0
const server = await serve(folder, (name, body) => {
  if (name.endsWith('.js')) weighed += gzipSync(body).length
})
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
let [passed, failed] = [0, 0]

/** What went wrong, and on which line of a flow. */
function describe(error) {
  if (!(error instanceof Error)) return String(error)
  const [, line] = /(flows\/[\w-]+\.mjs:\d+)/.exec(error.stack ?? '') ?? []
  return `${error.message.split('\n').slice(0, 3).join(' ')}${line === undefined ? '' : ` (${line})`}`
}

/** One check: what it gives is wrong, a sentence each. */
async function check(name, ask) {
  let wrong
  try {
    wrong = await ask()
  } catch (error) {
    wrong = [describe(error)]
  }
  if (wrong.length === 0) passed++
  else failed++
  console.log(
    `${wrong.length === 0 ? 'ok    ' : 'FAILED'} ${name}${wrong.map((line) => `\n         ${line}`).join('')}`,
  )
}

/** A fresh page on the playground, with what it complains of. */
async function fresh(options, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })
  try {
    const page = await context.newPage()
    const found = complaints(page)
    await page.goto(server.base)
    await firstPicture(page)
    await use(page)
    return found
  } finally {
    await context.close()
  }
}

const expect = (condition, sentence) => {
  if (!condition) throw new Error(sentence)
}

try {
  if (positionals.length === 0)
    await check('script before the first picture', async () => {
      weighed = 0
      let weight = 0
      const found = await fresh({}, async () => {
        weight = weighed
      })
      console.log(`       ${(weight / 1000).toFixed(1)} kB of gzip before the first picture`)
      return weight <= mostScript ? found : [...found, `${weight} bytes of gzip, and ${mostScript} are the most`]
    })

  const flows = existsSync(join(import.meta.dirname, 'flows'))
    ? readdirSync(join(import.meta.dirname, 'flows')).filter((file) => file.endsWith('.mjs'))
    : []
  for (const file of flows.sort()) {
    if (positionals.length > 0 && !positionals.includes(file.replace(/\.mjs$/, ''))) continue
    const flow = await import(join(import.meta.dirname, 'flows', file))
    await check(`flow: ${flow.name}`, () =>
      fresh({}, async (page) => {
        let timer
        const late = new Promise((_, reject) => {
          timer = setTimeout(() => reject(new Error(`did not end within ${longestFlow / 1000} s`)), longestFlow)
        })
        try {
          await Promise.race([flow.run({ page, base: server.base, expect }), late])
          if (values.shots !== undefined)
            await page.screenshot({ path: join(values.shots, `flow-${file.replace('.mjs', '.png')}`), fullPage: true })
        } finally {
          clearTimeout(timer)
        }
      }),
    )
  }

  if (positionals.length === 0 || positionals.includes('panels'))
    for (const colorScheme of ['light', 'dark'])
      for (const width of [1280, 390]) {
        const found = await fresh({ colorScheme, viewport: { width, height: 900 } }, async (page) => {
          const tabs = page.locator('nav.tabs button')
          for (let i = 0; i < (await tabs.count()); i++) {
            const title = await tabs.nth(i).textContent()
            await check(`${title}: axe and width, ${colorScheme}, ${width} px`, async () => {
              await openPanel(page, tabs.nth(i))
              if (values.shots !== undefined)
                await page.screenshot({
                  path: join(values.shots, `${title.toLowerCase()}-${colorScheme}-${width}.png`),
                  fullPage: true,
                })
              return [...(await axeViolations(page)), ...(await sideways(page))]
            })
          }
        })
        await check(`no errors on any panel, ${colorScheme}, ${width} px`, () => found)
      }
} finally {
  await browser.close()
  server.close()
}
console.log(`playground: ${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 || passed === 0 ? 1 : 0
