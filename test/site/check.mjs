// Looks at the built site (npm run docs) in Chromium, from file://, as a reader without a network would.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright'
import { queries } from './queries.mjs'

const folder = resolve('docs/site')
let passed = 0
const faults = []
const expect = (holds, sentence) => {
  if (holds) passed++
  else {
    faults.push(sentence)
    console.log(`FAILED: ${sentence}`)
  }
}
if (!existsSync(join(folder, 'index.html'))) {
  console.log('docs/site is not there: npm run docs makes it.\n0 passed, 1 failed')
  process.exit(1)
}

/** All pages that are ours: the playground has checks of its own. */
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.html') && !file.startsWith('playground'),
)

function links() {
  const ids = new Map()
  const idsOf = (file) => {
    if (!ids.has(file))
      ids.set(file, new Set([...readFileSync(file, 'utf8').matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id)))
    return ids.get(file)
  }
  const dead = []
  let count = 0
  for (const file of files) {
    const from = join(folder, file)
    const html = readFileSync(from, 'utf8')
    for (const [, raw] of html.matchAll(/\s(?:href|src)="([^"]*)"/g)) {
      const link = raw.replace(/&amp;/g, '&')
      if (/^(https?|mailto|data):/.test(link)) continue
      count++
      const [path, hash = ''] = link.split('#')
      const to = path === '' ? from : resolve(dirname(from), decodeURIComponent(path))
      if (link.startsWith('/') || !existsSync(to)) dead.push(`${file} -> ${link}`)
      else if (hash !== '' && to.endsWith('.html') && !idsOf(to).has(decodeURIComponent(hash)))
        dead.push(`${file} -> ${link}`)
    }
    // nothing may be fetched from elsewhere
    if (/<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?\/\//.test(html))
      dead.push(`${file} fetches from a network`)
  }
  expect(count > files.length, `links are found (${count} in ${files.length} pages)`)
  expect(dead.length === 0, `no dead link; ${dead.length}: ${dead.slice(0, 8).join('; ')}`)
}

/** Each function, value and class stands on the page of a room, and in the list that fills the side of API pages. */
function rooms() {
  const shown = new Set()
  for (const file of files.filter((name) => name.startsWith('rooms/')))
    for (const [, name] of readFileSync(join(folder, file), 'utf8').matchAll(
      /<dt><a href="\.\.\/((?:functions|variables|classes)\/\w+\.html)"/g,
    ))
      shown.add(name)
  const all = files.filter((file) => /^(functions|variables)\//.test(file))
  const left = all.filter((file) => !shown.has(file))
  expect(
    all.length > 500 && left.length === 0,
    `every function stands in a room; not so: ${left.slice(0, 8).join(', ')}`,
  )
  const list = readFileSync(join(folder, 'assets/api-list.js'), 'utf8')
  const names = new Set(list.match(/\w+/g))
  const unlisted = all.filter((file) => !names.has(file.replace(/^.*\/|\.html$/g, '')))
  expect(unlisted.length === 0, `every function is in the list of the side; not so: ${unlisted.slice(0, 8).join(', ')}`)
}

/** How heavy the site is without the playground. */
function weight() {
  const bytes = (wanted) =>
    files.filter(wanted).reduce((sum, file) => sum + readFileSync(join(folder, file)).byteLength, 0)
  const api = bytes((file) => /^(functions|interfaces|types|variables|classes)\//.test(file))
  expect(api < 14e6, `the API pages have ${(api / 1e6).toFixed(1)} MB`)
}

const first = (kind, wanted) =>
  wanted.find((name) => existsSync(join(folder, kind, `${name}.html`))) ??
  readdirSync(join(folder, kind))[0].replace('.html', '')
const sample = [
  'index.html',
  'modules.html',
  'gallery.html',
  '404.html',
  'guides/a-proof-drawn.html',
  'guides/coming-from-dowhy.html',
  'guides/getting-started.html',
  'guides/surgery.html',
  'guides/test-levels.html',
  'guides/verbs.html',
  'guides/coming-from.html',
  'notebooks/simpson.html',
  'notebooks/instrument.html',
  'rooms/graph.html',
  'rooms/estimation.html',
  `functions/${first('functions', ['estimateEffect'])}.html`,
  `functions/${first('functions', ['dSeparated'])}.html`,
  `types/${first('types', ['GraphKind'])}.html`,
  `interfaces/${first('interfaces', ['CausalGraph'])}.html`,
  `classes/${first('classes', ['CausalError'])}.html`,
  ...['examples', '.']
    .filter((name) => existsSync(join(folder, name)))
    .flatMap((name) =>
      readdirSync(join(folder, name))
        .filter((file) => file === 'trust.html' || name === 'examples')
        .slice(0, 1)
        .map((file) => join(name, file)),
    ),
].filter((file) => existsSync(join(folder, file)))

const require = createRequire(import.meta.url)
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
const at = (file) => pathToFileURL(join(folder, file)).href

async function looks() {
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 390]) {
      const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme, reducedMotion: 'reduce' })
      const said = []
      page.on('console', (message) => message.type() === 'error' && said.push(message.text()))
      page.on('pageerror', (error) => said.push(error.message))
      page.on('request', (request) => /^(https?|wss?):/.test(request.url()) && said.push(`asked for ${request.url()}`))
      for (const file of sample) {
        await page.goto(at(file))
        const name = `${file}, ${colorScheme}, ${width}`
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect(over <= 0, `${name}: no sideways scrolling (${over} px)`)
        const main = await page.evaluate(() => document.querySelector('main').clientWidth)
        expect(main > Math.min(600, width - 60), `${name}: the content has room (${main} px)`)
        await page.evaluate(axe)
        const { violations } = await page.evaluate(() =>
          globalThis.axe.run({ resultTypes: ['violations'], preload: false }),
        )
        const told = violations.map(
          ({ id, nodes }) => `${id} x${nodes.length} ${nodes[0].target} ${nodes[0].failureSummary?.slice(0, 200)}`,
        )
        expect(violations.length === 0, `${name}: axe has nothing to say: ${told.join(' | ')}`)
      }
      expect(said.length === 0, `${colorScheme}, ${width}: no errors in the console: ${said.slice(0, 3).join('; ')}`)
      await page.close()
    }
}

async function search() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(at('index.html'))
  await page.keyboard.press('/')
  await page.waitForFunction(() => document.getElementById('search-status').textContent.startsWith('Type'))
  expect(await page.evaluate(() => document.activeElement.id === 'search-input'), 'the slash opens the search')
  for (const [query, right] of queries) {
    await page.fill('#search-input', query)
    const found = await page.$$eval('#search-results li', (items) => items.slice(0, 3).map((item) => item.dataset.url))
    expect(
      found.some((url) => right.test(url)),
      `search for "${query}": ${found.join(', ') || 'nothing'}`,
    )
  }
  await page.fill('#search-input', 'dSeparated')
  const exact = await page.$eval('#search-results li', (item) => item.dataset.url)
  expect(exact === 'functions/dSeparated.html', 'a public name comes first when it is what was asked')
  expect(/\d+ result/.test(await page.textContent('#search-status')), 'the number of results is told')
  await page.keyboard.press('ArrowDown')
  const second = await page.getAttribute('#search-input', 'aria-activedescendant')
  expect(second === 'result-1', 'an arrow chooses the next result')
  await page.keyboard.press('Escape')
  expect(await page.evaluate(() => !document.getElementById('search').open), 'Escape closes the search')
  await page.keyboard.press('/')
  await page.fill('#search-input', 'front door')
  await page.keyboard.press('Enter')
  await page.waitForURL(/guides\//)
  expect(true, 'Enter opens the chosen result')
  await page.close()
}

async function live() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(at('index.html'))
  const answer = () => page.textContent('#live-answer')
  const shows = async (text) => {
    for (let i = 0; i < 50 && !(await answer()).includes(text); i++) await page.waitForTimeout(100)
    return (await answer()).includes(text)
  }
  await page.fill('#live-graph', 'smoking -> cancer; smoking <-> cancer')
  expect(await shows('Not identifiable.'), 'the live example refuses what no data can tell')
  await page.fill('#live-graph', 'age -> smoking -> cancer; age -> cancer')
  expect(await shows('Σ_age'), 'the live example gives a formula')
  expect(
    (await page.getAttribute('#live-picture img', 'alt')).includes('age') &&
      (await page.$eval('#live-picture img', (image) => image.decode().then(() => image.naturalWidth > 0))),
    'the live example draws',
  )
  await page.fill('#live-graph', 'smoking ->')
  expect(await shows('expected a name'), 'the live example says what it cannot read')
  const theme = page.locator('#theme')
  await theme.click()
  const chosen = await page.evaluate(() => document.documentElement.dataset.theme)
  await page.goto(at('guides/getting-started.html'))
  const kept = await page.evaluate(() => document.documentElement.dataset.theme)
  expect(chosen === 'dark' && kept === 'dark', 'the chosen colours are kept')
  await page.close()
}

async function notebooks() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const text = (cell) => page.textContent(`[data-cell="${cell}"]`)
  await page.goto(at('notebooks/simpson.html'))
  expect((await text('verdict')).startsWith('Reversed'), 'the notebook begins with the reversal')
  await page.fill('#input-habit', '0.2')
  expect((await text('verdict')).startsWith('Both'), 'where surgery ignores the stone there is no reversal')
  await page.goto(at('notebooks/instrument.html'))
  const before = await text('estimates')
  await page.focus('#input-push')
  await page.keyboard.press('Home')
  expect(
    (await text('estimates')) !== before && /weak/i.test(await text('verdict')),
    'keys move a slider, and what hangs on it',
  )
  await page.close()
}

/** The side of API pages is made by a script; without one the way to the index remains, and nothing moves when it comes. */
async function side() {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(at('functions/dSeparated.html'))
  const current = await page.$$eval('#side a[aria-current]', (links) => links.map((link) => link.textContent))
  expect(current.join() === 'dSeparated', `the side of an API page marks the page (${current.join()})`)
  const count = await page.$$eval('#side a', (links) => links.length)
  expect(count > 60, `the side of an API page lists rooms and functions (${count})`)
  const seen = await page.$eval('#side a[aria-current]', (link) => {
    const { top, bottom } = link.getBoundingClientRect()
    return top >= 0 && bottom <= innerHeight
  })
  expect(seen, 'the side shows where the page stands')
  const shift = await page.evaluate(
    () =>
      new Promise((resolve) => {
        let sum = 0
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) sum += entry.value
        }).observe({ type: 'layout-shift', buffered: true })
        setTimeout(() => resolve(sum), 300)
      }),
  )
  expect(shift < 0.01, `nothing moves while an API page is shown (${shift})`)
  await page.close()
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 900 } })
  const plain = await context.newPage()
  await plain.goto(at('functions/dSeparated.html'))
  const ways = await plain.$$eval('#side a', (links) => links.map((link) => link.getAttribute('href')))
  expect(
    ways.join() === '../modules.html,../rooms/graph.html' && (await plain.isVisible('#side a')),
    `without scripts the side leads to the index and the room (${ways.join()})`,
  )
  await context.close()
}

links()
rooms()
weight()
for (const part of [search, live, side, notebooks, looks])
  await part().catch((error) => expect(false, `${part.name}: ${error.message.split('\n')[0]}`))
await browser.close()
console.log(`${passed} passed, ${faults.length} failed`)
process.exit(faults.length === 0 ? 0 : 1)
