import { Buffer } from 'node:buffer'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

export const name = 'data: CSV, broken CSV, Parquet, published rows, 100,000 rows'

const choose = (page, name, text) =>
  page.locator('.data input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })

/** Notes the longest time between two frames from now on. */
export const watchFrames = (page) =>
  page.evaluate(() => {
    globalThis.longestGap = 0
    let last = performance.now()
    const look = (now) => {
      globalThis.longestGap = Math.max(globalThis.longestGap, now - last)
      last = now
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })

/** 100,000 rows of a linear chain. */
export function manyRows(count) {
  const lines = ['dose,marker,response,noise one,noise two,centre']
  let state = 7
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  for (let i = 0; i < count; i++) {
    const dose = next() + next()
    const marker = dose + next()
    const response = marker + next()
    const cells = [dose, marker, response, next(), next()].map((value) => value.toFixed(5))
    lines.push(`${cells.join()},${'abc'[i % 3]}`)
  }
  return lines.join('\n')
}

export async function run({ page, expect }) {
  await page.getByRole('button', { name: 'Data', exact: true }).click()
  const typed = await page.locator('section.graph').textContent()

  await choose(page, 'broken.csv', 'a,b\n1,2\n3\n4,5\n')
  const alert = page.locator('.data [role=alert]')
  await alert.waitFor({ timeout: 20_000 })
  expect(/line 3/.test(await alert.textContent()), `a broken CSV names its line, got: ${await alert.textContent()}`)

  await choose(page, 'small.csv', 'age,group,note\n31,a,x\n42,b,\n27,a,y\n55,b,x\n38,a,y\n')
  await page.getByRole('heading', { name: /small\.csv: 5 rows, 3 columns/ }).waitFor()
  expect((await alert.count()) === 0, 'what went wrong before is gone')
  await page.getByLabel('note is taken for').selectOption('number')
  await alert.waitFor()
  expect(/cannot be read as numbers/.test(await alert.textContent()), 'a column of words is refused as numbers')
  expect((await page.getByLabel('note is taken for').inputValue()) === 'category', 'the choice is taken back')
  await page.getByLabel('note is taken for').selectOption('ignore')
  await page.getByRole('heading', { name: /small\.csv: 5 rows, 2 columns/ }).waitFor()
  expect((await page.locator('section.graph').textContent()) === typed, 'the graph is left alone until asked')

  const folder = mkdtempSync(join(tmpdir(), 'rows-'))
  const database = await DuckDBInstance.create()
  const connection = await database.connect()
  const file = join(folder, 'made.parquet')
  await connection.run(`copy (select range as "row number", range * 0.5 as half, case when range % 7 = 0 then null else 'group ' || (range % 3) end as "group", range % 2 = 0 as even
    from range(5000)) to '${file}' (format parquet)`)
  connection.closeSync()
  await page
    .locator('.data input[type=file]')
    .setInputFiles({ name: 'made.parquet', mimeType: '', buffer: readFileSync(file) })
  await page.getByRole('heading', { name: /made\.parquet: 5,000 rows, 4 columns/ }).waitFor({ timeout: 60_000 })
  const group = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'group', exact: true }) })
  await page.waitForFunction(() => document.querySelector('.data')?.textContent?.includes('group 1 ('))
  expect(
    /715/.test(await group.textContent()),
    `the missing values of a Parquet column are counted, got ${await group.textContent()}`,
  )

  await page.getByRole('button', { name: 'Kidney stones' }).click()
  await page.getByRole('heading', { name: /kidney stones: 700 rows/ }).waitFor()
  await page.getByRole('button', { name: 'Diagnose', exact: true }).click()
  await page.locator('.data .findings').waitFor({ timeout: 60_000 })
  expect(
    /700 of 700 rows are complete/.test(await page.locator('.findings').textContent()),
    'the diagnosis tells the complete rows',
  )

  await page.getByRole('button', { name: /Make the columns/ }).click()
  await page.getByRole('button', { name: 'Put the old graph back' }).click()
  expect((await page.getByRole('button', { name: 'Put the old graph back' }).count()) === 0, 'the old graph is back')

  await watchFrames(page)
  await choose(page, 'many.csv', manyRows(100_000))
  await page.getByRole('heading', { name: /many\.csv: 100,000 rows/ }).waitFor({ timeout: 60_000 })
  await page.waitForFunction(() => document.querySelector('.data')?.textContent?.includes('median'), {
    timeout: 60_000,
  })
  await page.getByRole('button', { name: 'Diagnose', exact: true }).click()
  await page.locator('.data .findings').waitFor({ timeout: 120_000 })
  const gap = await page.evaluate(() => globalThis.longestGap)
  console.log(`         100,000 rows read, described and diagnosed: longest frame gap ${Math.round(gap)} ms`)
  expect(gap < 200, `the page stays responsive with 100,000 rows, longest gap ${Math.round(gap)} ms`)
}
