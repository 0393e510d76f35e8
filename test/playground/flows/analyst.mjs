import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const name =
  'an analysis from file to code: read, diagnose, discover, identify, estimate, refute, and the same number in Node'

/** Rows as a German office would send them: semicolons, decimal commas, Latin-1, dots for missing values, dates. */
function rowsOfOffice(count) {
  let state = 11
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32 - 0.5
  }
  const lines = ['Größe;Alter;Kur;Erfolg;Aufnahme']
  for (let i = 0; i < count; i++) {
    const age = 50 + 20 * (next() + next())
    const height = 170 + 20 * next() - 0.2 * (age - 50)
    const treated = next() + (age - 50) / 60 > 0 ? 1 : 0
    const success = 2 * treated - 0.1 * (age - 50) + 3 * (next() + next())
    const day = new Date(Date.UTC(2024, 0, 1) + i * 86_400_000).toISOString().slice(0, 10)
    const number = (value) => value.toFixed(2).replace('.', ',')
    lines.push([i % 40 === 7 ? '.' : number(height), number(age), treated, number(success), day].join(';'))
  }
  return Buffer.from(lines.join('\r\n'), 'latin1')
}

export async function run({ page, expect }) {
  const folder = mkdtempSync(join(tmpdir(), 'analysis-'))
  const file = join(folder, 'office.csv')
  writeFileSync(file, rowsOfOffice(900))
  const tab = (title) => page.locator('nav.tabs').getByRole('button', { name: title, exact: true }).click()

  await tab('Data')
  await page.locator('.data input[type=file]').setInputFiles(file)
  const alert = page.locator('.data [role=alert]')
  await alert.waitFor({ timeout: 30_000 })
  expect(/"\." is not a number/.test(await alert.textContent()), 'the dot that is no number is told')
  await page.getByLabel('Words for a missing value').fill('.')
  await page.getByLabel('Words for a missing value').press('Tab')
  await page.getByRole('heading', { name: /office\.csv: 900 rows, 5 columns/ }).waitFor({ timeout: 30_000 })
  expect((await page.getByLabel('Aufnahme is taken for').inputValue()) === 'date', 'dates are found')
  await page.getByLabel('Aufnahme is taken for').selectOption('ignore')
  await page.getByRole('button', { name: 'Diagnose', exact: true }).click()
  await page.locator('.data .findings').waitFor({ timeout: 60_000 })
  expect(/877 of 900 rows are complete/.test(await page.locator('.findings').textContent()), 'missing values are told')

  await tab('Discover')
  await page.getByText('What is known beforehand').click()
  await page.getByLabel(/Tiers/).fill('Alter\nGröße\nKur\nErfolg')
  await page.getByLabel(/Bootstrap searches/).fill('20')
  await page.getByLabel(/Bootstrap searches/).blur()
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  const found = page.getByRole('region', { name: 'What was found' })
  await found.waitFor({ timeout: 60_000 })
  for (const edge of ['Alter --> Kur', 'Alter --> Erfolg', 'Kur --> Erfolg', 'Alter --> Größe'])
    await found.getByRole('listitem').filter({ hasText: edge }).waitFor()
  await found.getByText('23 rows with missing values left out; 877 rows used.').waitFor()
  await found.getByRole('row').filter({ hasText: 'Kur – Erfolg' }).getByText('100 %').first().waitFor()
  await found.getByRole('button', { name: 'Use this graph' }).click()

  await tab('Estimate')
  const panel = page.locator('.estimate')
  await panel.getByRole('combobox', { name: 'Treatment' }).selectOption('Kur')
  await panel.getByRole('combobox', { name: 'Outcome' }).selectOption('Erfolg')
  await tab('Identify')
  await page.getByText(/Adjust for “Alter”/).waitFor({ timeout: 30_000 })
  await tab('Estimate')
  await panel.getByRole('button', { name: 'Estimate', exact: true }).click()
  const estimates = page.getByRole('region', { name: 'Estimates', exact: true })
  await estimates.waitFor({ timeout: 60_000 })
  const cells = await estimates.getByRole('row').filter({ hasText: 'AIPW' }).getByRole('cell').allTextContents()
  const [effect, interval] = cells
  const [low, high] = interval.split(' to ')
  expect(Number(low) < 2 && Number(high) > 2, `the interval holds the true effect 2, got ${interval}`)
  await estimates.getByRole('button', { name: 'Refute' }).click()
  await estimates.getByText(/Placebo treatment: not refuted/).waitFor({ timeout: 90_000 })

  await page.getByRole('button', { name: 'Save and open' }).click()
  await page.locator('.items').getByRole('button', { name: /^Code/ }).click()
  const code = await page.getByRole('dialog').getByRole('textbox').inputValue()
  // inside the package, so that it imports the package itself
  const module = resolve(import.meta.dirname, '../../../examples/playground/dist', `analysis-${process.pid}.mjs`)
  writeFileSync(module, code)
  try {
    const printed = execFileSync(process.execPath, [module, file], { encoding: 'utf8' })
    expect(printed.includes('Rows left out: 23'), 'the code tells the rows that it leaves out')
    expect(
      printed.includes(`Found: ${effect},`) && printed.includes(`between ${low} and ${high}`),
      `the code finds the same, ${effect} (${interval}), got ${printed.split('\n').find((line) => line.startsWith('Found'))}`,
    )
  } finally {
    rmSync(module)
    rmSync(folder, { recursive: true })
  }
}
