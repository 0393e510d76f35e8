import { Buffer } from 'node:buffer'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
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

  // how a file is written: told where it cannot be found, by keyboard too
  await choose(page, 'german.csv', 'tag;menge;gruppe\n2024-02-29;1.234,5;a\n2024-03-01;-2.000,25;b\n2024-03-02;17;b\n')
  await page.getByRole('heading', { name: /german\.csv: 3 rows, 3 columns/ }).waitFor()
  const notes = page.getByRole('list', { name: 'Notes on the reading' })
  expect(/"menge" .*signs between thousands/.test(await notes.textContent()), 'numbers with points are noted')
  expect((await page.getByLabel('tag is taken for').inputValue()) === 'date', 'dates are taken for dates')
  // a file that could not be read opened it
  expect(await page.getByLabel('Words for a missing value').isVisible(), 'how the file is written can be said')
  await page.getByRole('combobox', { name: 'Numbers' }).focus()
  await page.keyboard.type('1.2')
  await page.keyboard.press('Tab')
  await page.waitForFunction(() => document.querySelector('.data table.columns')?.textContent?.includes('-2000'))
  expect((await page.getByLabel('menge is taken for').inputValue()) === 'number', 'they are numbers once that is said')
  expect(
    /2024-02-29 to 2024-03-02, median 2024-03-01/.test(await page.locator('.data table.columns').textContent()),
    'dates are shown as dates',
  )
  await page.getByLabel('tag is taken for').selectOption('category')
  await page.waitForFunction(() =>
    document.querySelector('.data table.columns')?.textContent?.includes('2024-02-29 (1)'),
  )
  await choose(page, 'dots.csv', 'x,y\n1,.\n2,5\n3,6\n')
  await alert.waitFor()
  expect(/words for a missing value/.test(await alert.textContent()), 'a word that is no number tells where to say so')
  await page.getByLabel('Words for a missing value').fill('NA .')
  await page.getByLabel('Words for a missing value').press('Tab')
  await page.getByRole('heading', { name: /dots\.csv: 3 rows, 2 columns/ }).waitFor()
  await choose(page, 'picture.csv', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR')
  await alert.waitFor()
  expect(/no CSV file/.test(await alert.textContent()), 'a picture that is called CSV is told')
  await page
    .locator('.data input[type=file]')
    .setInputFiles(join(import.meta.dirname, '../data/files/polars-zstd.parquet'))
  await page.getByRole('heading', { name: /polars-zstd\.parquet: 60 rows/ }).waitFor()
  expect((await page.getByLabel('d32 is taken for').inputValue()) === 'date', 'dates of Parquet are dates')
  expect(/"big" .*no digit is lost/.test(await notes.textContent()), 'what is done with long numbers is told')

  const names = Array.from({ length: 2000 }, (_, i) => `column ${i}`)
  await watchFrames(page)
  await choose(
    page,
    'wide.csv',
    [names.join(), names.map((_, i) => i).join(), names.map((_, i) => i + 0.5).join()].join('\n'),
  )
  await page.getByRole('heading', { name: /wide\.csv: 2 rows, 2,000 columns/ }).waitFor({ timeout: 60_000 })
  await page.getByLabel('Find columns by name').fill('column 1999')
  await page.getByLabel('column 1999 is taken for').selectOption('ignore')
  await page.getByRole('heading', { name: /wide\.csv: 2 rows, 1,999 columns/ }).waitFor({ timeout: 60_000 })
  console.log(
    `         2,000 columns: longest frame gap ${Math.round(await page.evaluate(() => globalThis.longestGap))} ms`,
  )

  const folder = mkdtempSync(join(tmpdir(), 'rows-'))
  const database = await DuckDBInstance.create()
  const connection = await database.connect()
  const file = join(folder, 'made.parquet')
  await connection.run(`copy (select range as "row number", range / 2::double as half, case when range % 7 = 0 then null else 'group ' || (range % 3) end as "group", range % 2 = 0 as even
    from range(5000)) to '${file}' (format parquet)`)
  const large = join(folder, 'large.parquet')
  await connection.run(`copy (select range as id, sin(range) as wave, 'group ' || (range % 999) as "group", timestamp '2024-01-01' + interval (range) minute as at
    from range(100000)) to '${large}' (format parquet, compression zstd)`)
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

  await watchFrames(page)
  await page.locator('.data input[type=file]').setInputFiles(large)
  await page.getByRole('heading', { name: /large\.parquet: 100,000 rows, 4 columns/ }).waitFor({ timeout: 60_000 })
  await page.waitForFunction(() => document.querySelector('.data')?.textContent?.includes('2024-03-10'), {
    timeout: 60_000,
  })
  const ofParquet = await page.evaluate(() => globalThis.longestGap)
  console.log(`         100,000 rows of Parquet: longest frame gap ${Math.round(ofParquet)} ms`)
  expect(ofParquet < 200, `the page stays responsive with Parquet, longest gap ${Math.round(ofParquet)} ms`)

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

  // from a file on disk, as a person would: a buffer would be unpacked by the page itself
  const many = join(folder, 'many.csv')
  writeFileSync(many, manyRows(100_000))
  await watchFrames(page)
  await page.locator('.data input[type=file]').setInputFiles(many)
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
