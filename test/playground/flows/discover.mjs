import { Buffer } from 'node:buffer'
import { manyRows, watchFrames } from './data.mjs'

export const name = 'discover: searches, separating sets, bootstrap, stop, a worker that dies'

const search = (page) => page.getByRole('button', { name: 'Search', exact: true }).click()
const found = (page) => page.getByRole('region', { name: 'What was found' })

export async function run({ page, base, expect }) {
  await page.addInitScript(() => {
    const Plain = globalThis.Worker
    globalThis.workers = []
    globalThis.Worker = class extends Plain {
      constructor(...all) {
        super(...all)
        globalThis.workers.push(this)
      }
    }
  })
  await page.goto(base)
  await page.getByRole('button', { name: 'Discover', exact: true }).click()
  await page.getByRole('button', { name: 'Choose rows in the Data panel' }).click()
  await page.locator('.data input[type=file]').setInputFiles({
    name: 'many.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(manyRows(100_000)),
  })
  await page.getByRole('heading', { name: /100,000 rows/ }).waitFor({ timeout: 60_000 })
  await page.getByLabel('centre is taken for').selectOption('ignore')
  await page.getByRole('heading', { name: /5 columns/ }).waitFor()
  await page.getByRole('button', { name: 'Discover', exact: true }).click()
  await watchFrames(page)

  await search(page)
  await found(page).waitFor({ timeout: 60_000 })
  expect((await found(page).locator('svg').count()) === 1, 'the graph is drawn')
  const edges = await found(page).locator('li').allTextContents()
  expect(
    edges.length === 2 &&
      edges.some((edge) => /dose .* marker/.test(edge)) &&
      edges.some((edge) => /marker .* response/.test(edge)),
    `PC finds the chain, got ${edges.join('; ')}`,
  )
  await found(page).getByRole('combobox', { name: 'Between' }).selectOption('dose')
  await found(page).getByRole('combobox', { name: 'and' }).selectOption('response')
  expect(
    (await found(page).getByRole('status').textContent()) === 'dose and response were found independent given marker.',
    'why there is no edge is told',
  )

  for (const [method, what] of [
    ['fci', 'o-o'],
    ['boss', '---'],
    ['ges', '---'],
  ]) {
    await page.getByLabel('Method').selectOption(method)
    await search(page)
    await page.waitForFunction(
      (mark) => document.querySelector('.discover details ul')?.textContent.includes(mark.replace('---', '--')),
      what,
      {
        timeout: 60_000,
      },
    )
  }
  await page.getByLabel('Method').selectOption('pc')
  await page.getByLabel(/Bootstrap searches/).fill('20')
  await page.getByLabel(/Bootstrap searches/).blur()
  await search(page)
  await found(page).getByText('How often an edge was found again').waitFor({ timeout: 90_000 })
  const gap = await page.evaluate(() => globalThis.longestGap)
  console.log(`         100,000 rows searched five times, once with bootstrap: longest frame gap ${Math.round(gap)} ms`)
  expect(gap < 200, `the page stays responsive, longest gap ${Math.round(gap)} ms`)

  await page.getByRole('button', { name: 'Use this graph' }).click()
  await page.getByRole('button', { name: 'Put the old graph back' }).click()

  // what is known beforehand: a name that is no column is told, and a forbidden edge is kept away
  await page.getByText('What is known beforehand').click()
  await page.getByLabel(/Required edges/).fill('dose -> marker\nmarker -> response')
  await page.getByLabel(/Tiers/).fill('response\nmarker, dose')
  await search(page)
  const contradiction = page.locator('.discover [role=alert]')
  await contradiction.waitFor()
  expect(
    /Line 2 of the required edges .*line 2 of the tiers .*line 1 of the tiers/.test(await contradiction.textContent()),
    `lines that contradict each other are named, got ${await contradiction.textContent()}`,
  )
  await page.getByLabel(/Required edges/).fill('')
  await page.getByLabel(/Tiers/).fill('')
  expect(await page.getByLabel(/Tiers/).isVisible(), 'the fields stay open while the last line is cleared')
  await page.getByLabel(/Forbidden edges/).fill('marker -> nowhere')
  await search(page)
  const alert = page.locator('.discover [role=alert]')
  await alert.waitFor()
  expect(/"nowhere" is no column/.test(await alert.textContent()), 'a name that is no column is told')
  await page.getByLabel(/Forbidden edges/).fill('marker -> dose')
  await page.getByLabel(/Bootstrap searches/).fill('0')
  await page.getByLabel(/Bootstrap searches/).blur()
  await search(page)
  await found(page).getByRole('listitem').filter({ hasText: 'dose --> marker' }).waitFor({ timeout: 60_000 })
  await page.getByLabel(/Forbidden edges/).fill('')

  // stopping, and a worker that dies: told, nothing lost, and the next search works
  const edgesBefore = await found(page).locator('li').allTextContents()
  await page.getByLabel('Method').selectOption('kernelPc')
  await page.getByLabel('Most rows for kernel tests').fill('900')
  await page.getByLabel('Most rows for kernel tests').blur()
  await search(page)
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('Stopped. Nothing was changed.').waitFor()
  await search(page)
  await page.getByRole('button', { name: 'Stop' }).waitFor()
  await page.evaluate(() => {
    const dying = globalThis.workers.at(-1)
    dying.terminate()
    dying.dispatchEvent(new ErrorEvent('error', { message: 'out of memory', cancelable: true }))
  })
  await alert.waitFor()
  expect(/out of memory.*Nothing you made is lost/.test(await alert.textContent()), 'a worker that dies is told')
  const edgesAfter = await found(page).locator('li').allTextContents()
  expect(edgesAfter.join() === edgesBefore.join(), 'what was found before is still there')
  await page.getByLabel('Most rows for kernel tests').fill('80')
  await page.getByLabel('Most rows for kernel tests').blur()
  await search(page)
  await found(page)
    .getByText(/80 of 100000 rows/)
    .waitFor({ timeout: 90_000 })
  expect((await alert.count()) === 0, 'a new worker did the work')

  await page.getByLabel('Method').selectOption('pcmciPlus')
  await page.getByLabel(/Largest lag/).fill('1')
  await page.getByLabel(/Largest lag/).blur()
  await search(page)
  await found(page)
    .getByText(/one step of time each/)
    .waitFor({ timeout: 90_000 })

  // a bootstrap over time: it moves, can be stopped in the middle, and tells shares
  await page.getByLabel(/Bootstrap searches/).fill('5000')
  await page.getByLabel(/Bootstrap searches/).blur()
  await page.getByLabel(/Steps drawn together/).fill('10')
  await page.getByLabel(/Steps drawn together/).blur()
  await search(page)
  const bar = page.getByRole('progressbar', { name: 'Searching' })
  await page.getByText(/bootstrap [1-9]\d* of 5000/).waitFor({ timeout: 60_000 })
  const first = Number(await bar.getAttribute('value'))
  await page.waitForFunction(
    (from) => Number(document.querySelector('.discover progress')?.getAttribute('value')) > from,
    first,
    { timeout: 60_000 },
  )
  const stopped = Date.now()
  await page.getByRole('button', { name: 'Stop' }).click()
  await page.getByText('Stopped. Nothing was changed.').waitFor()
  expect(Date.now() - stopped < 1500, `a bootstrap stops at once, took ${Date.now() - stopped} ms`)
  await page.getByLabel(/Required edges/).fill('noise one -> dose')
  await search(page)
  await alert.waitFor()
  expect(/needs its lag/.test(await alert.textContent()), 'a required edge over time needs its lag')
  await page.getByLabel(/Required edges/).fill('noise one[t-1] -> dose')
  await page.getByLabel(/Bootstrap searches/).fill('3')
  await page.getByLabel(/Bootstrap searches/).blur()
  await search(page)
  await found(page)
    .getByRole('row')
    .filter({ hasText: 'noise one 1 step before – dose' })
    .getByText('100 %')
    .first()
    .waitFor({ timeout: 120_000 })
}
